import Core
import EventLog
import Facts
import LuxTesting
import Persistence
import Testing

private let totals = [
    Migration(
        "tests.001-totals",
        """
        CREATE TABLE totals (
            tenant_id TEXT NOT NULL, generation BIGINT NOT NULL, stream TEXT NOT NULL, amount BIGINT NOT NULL,
            events BIGINT NOT NULL, PRIMARY KEY (tenant_id, generation, stream))
        """)
]

/// The sum of each stream's counts, times a factor that another release may change.
private func sums(
    times factor: Int64 = 1, before: @escaping @Sendable (Batch) throws -> Void = { _ in }
) -> Projection {
    Projection(
        "totals", of: [Counted.kind],
        apply: { batch, session in
            try before(batch)
            try session.execute(
                all: batch.events.map { event in
                    let amount = try event.read(Counted.self).by * factor
                    return """
                        INSERT INTO totals (tenant_id, generation, stream, amount, events)
                        VALUES (\(event.tenant), \(batch.generation), \(event.stream), \(amount), 1)
                        ON CONFLICT (tenant_id, generation, stream)
                        DO UPDATE SET amount = totals.amount + excluded.amount, events = totals.events + 1
                        """
                })
        },
        clear: { generation, limit, session in
            try session.execute(
                """
                DELETE FROM totals WHERE generation = \(generation) AND stream IN (
                    SELECT stream FROM totals WHERE generation = \(generation) ORDER BY stream LIMIT \(limit))
                """)
        })
}

extension Place {
    fileprivate struct Total: Equatable {
        var amount: Int64
        var events: Int64
    }

    /// What a reader gets: the rows of the serving generation.
    fileprivate func total(_ stream: String = "count/a") async throws -> Total? {
        try await database.read(.everyTenant) { session in
            guard let generation = try sums().active(session) else { return nil }
            return try session.firstRow(
                """
                SELECT amount, events FROM totals
                WHERE tenant_id = \(lark) AND generation = \(generation) AND stream = \(stream)
                """
            ).map { Total(amount: try $0[0], events: try $0[1]) }
        }
    }

    fileprivate func generations() async throws -> [Int64] {
        try await database.read(.everyTenant) { session in
            try session.rows("SELECT DISTINCT generation FROM totals ORDER BY generation").map { try $0[0] }
        }
    }

    fileprivate func serving(_ projection: Projection = sums(), owner: String = "one") -> Following {
        Following(projection, watch, needs(owner))
    }
}

@Suite struct `A projection` {
    @Test(arguments: Engine.all)
    func `is filled anew while the old one serves`(_ engine: Engine) async throws {
        try await engine.withLog(totals) { place in
            try await place.count(1...40)
            try await place.watch.look()
            let serving = place.serving()
            #expect(try await serving.catchUp().isIdle)
            #expect(try await place.total() == .init(amount: 820, events: 40))
            let (isMidway, goOn) = (Gate(), Gate())
            let rebuild = Rebuild(
                of: sums(times: 10) { _ in
                    isMidway.open()
                    goOn.wait()
                }, place.watch, clock: place.clock.clock)
            let progress = Shared<[Rebuild.Progress]>([])
            let building = Task { try await rebuild.run { step in progress.change { $0.append(step) } } }
            await isMidway.opened()
            #expect(try await place.total() == .init(amount: 820, events: 40))
            if engine.name == "postgres" {
                // More comes meanwhile, and the old one still takes it in.
                try await place.count([100])
                try await place.watch.look()
                #expect(try await serving.catchUp().isIdle)
                #expect(try await place.total() == .init(amount: 920, events: 41))
            }
            goOn.open()
            let outcome = try await building.value
            #expect(outcome.generation == 2)
            #expect(progress.value.last?.events == outcome.events)
            try await place.count([200])
            try await place.watch.look()
            let (amount, events): (Int64, Int64) = engine.name == "postgres" ? (9_200, 41) : (8_200, 40)
            #expect(try await place.total() == .init(amount: amount, events: events))
            // Who serves finds out that another generation does, and goes on with that one.
            let next = place.serving(sums(times: 10), owner: "two")
            #expect(try await next.catchUp().isIdle)
            #expect(try await place.total() == .init(amount: amount + 2_000, events: events + 1))
            #expect(try await serving.catchUp().isStandby)
            #expect(try await serving.catchUp().isIdle)
            #expect(try await place.generations() == [2])
        }
    }

    @Test(arguments: Engine.all)
    func `goes on where a rebuild was broken off`(_ engine: Engine) async throws {
        try await engine.withLog(totals) { place in
            for stream in ["a", "b", "c"] {
                try await place.append(
                    (0..<Int64(1000)).map { NewEvent(Counted($0)) }, to: "count/\(stream)")
            }
            try await place.watch.look()
            let serving = place.serving()
            #expect(try await serving.catchUp().isIdle)
            let crash = Shared(0)
            let dying = Rebuild(
                of: sums { _ in
                    crash.change { $0 += 1 }
                    if crash.value == 2 { throw Broken() }
                }, place.watch, clock: place.clock.clock)
            await #expect(throws: Broken.self) { try await dying.run() }
            #expect(try await place.total("count/c")?.events == 1000)
            let entry = try await place.database.read(.everyTenant) { try FollowerDesk.projections($0) }.first
            #expect(entry?.active == 1 && entry?.building == 2)
            let outcome = try await Rebuild(of: sums(), place.watch, clock: place.clock.clock).run()
            #expect(outcome.generation == 2 && outcome.events == Int64(3000 - Rebuild.batchMax))
            #expect(try await place.total("count/c") == .init(amount: 499_500, events: 1000))
            #expect(try await place.generations() == [2])
        }
    }

    @Test(arguments: Engine.all)
    func `can give a rebuild up`(_ engine: Engine) async throws {
        try await engine.withLog(totals) { place in
            try await place.count(1...3)
            try await place.watch.look()
            try await place.serving().catchUp()
            let rebuild = Rebuild(of: sums { _ in throw Broken() }, place.watch, clock: place.clock.clock)
            await #expect(throws: Broken.self) { try await rebuild.run() }
            try await rebuild.abandon()
            try await rebuild.abandon()
            let entry = try await place.database.read(.everyTenant) { try FollowerDesk.projections($0) }.first
            #expect(entry?.active == 1 && entry?.building == nil)
            let outcome = try await Rebuild(of: sums(), place.watch, clock: place.clock.clock).run()
            #expect(outcome.generation == 3)
            #expect(try await place.total() == .init(amount: 6, events: 3))
        }
    }

    @Test(arguments: Engine.all)
    func `is built by one of two who rebuild it at once`(_ engine: Engine) async throws {
        try await engine.withLog(totals) { place in
            try await place.append((0..<Int64(1000)).map { NewEvent(Counted($0)) }, to: "count/a")
            try await place.watch.look()
            try await place.serving().catchUp()
            let outcomes = await withTaskGroup(of: Bool.self) { group in
                for _ in 0..<2 {
                    group.addTask {
                        let rebuild = Rebuild(of: sums(), place.watch, clock: place.clock.clock)
                        do { return try await rebuild.run().generation > 1 } catch {
                            if !(error is Rebuild.BuiltElsewhere) { Issue.record("\(error)") }
                            return false
                        }
                    }
                }
                return await group.reduce(into: []) { $0.append($1) }
            }
            #expect(outcomes.contains(true))
            #expect(try await place.total() == .init(amount: 499_500, events: 1000))
            #expect(try await place.generations().count == 1)
        }
    }

    @Test func `can be rebuilt before it ever served`() async throws {
        try await Engine.sqlite.withLog(totals) { place in
            let empty = try await Rebuild(of: sums(), place.watch, clock: place.clock.clock).run()
            #expect(empty.generation == 2 && empty.events == 0)
            try await place.count(1...3)
            let outcome = try await Rebuild(of: sums(), place.watch, clock: place.clock.clock).run()
            #expect(outcome.generation == 3 && outcome.events == 3)
        }
    }
}
