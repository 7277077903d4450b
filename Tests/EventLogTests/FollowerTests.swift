import Core
import EventLog
import Facts
import LuxTesting
import Persistence
import Testing

/// What followers of tests have applied, as rows.
let ledger = [
    Migration(
        "tests.001-ledger",
        """
        CREATE TABLE ledger (
            number BIGSERIAL PRIMARY KEY, name TEXT NOT NULL, position BIGINT NOT NULL, amount BIGINT NOT NULL)
        """)
]

extension Follower {
    /// Writes each event into the ledger; throws at those it is told to.
    static func ledger(
        _ name: String = "ledger", of kinds: [FactKind]? = nil, from start: Start = .beginning,
        batchMax: Int = 10,
        failingAt poison: Shared<Set<Int64>> = Shared([])
    ) -> Follower {
        Follower(
            name, of: kinds, from: start, batchMax: batchMax,
            .apply { batch, session in
                for event in batch.events {
                    let amount = try event.read(Counted.self).by
                    if poison.value.contains(amount) { throw Broken() }
                    try session.execute(
                        """
                        INSERT INTO ledger (name, position, amount) VALUES (\(name), \(event.position), \(amount))
                        """)
                }
            })
    }
}

extension Place {
    func ledger(_ name: String = "ledger") async throws -> [Int64] {
        try await database.read(.everyTenant) { session in
            try session.rows("SELECT amount FROM ledger WHERE name = \(name) ORDER BY number").map {
                try $0[0]
            }
        }
    }

    func entry(_ name: String) async throws -> FollowerDesk.Entry? {
        try await database.read(.everyTenant) { try FollowerDesk.entries($0) }.first { $0.name == name }
    }
}

@Suite struct `A follower that changes rows` {
    @Test(arguments: Engine.all)
    func `applies every event once and in order, and goes on where it was`(_ engine: Engine) async throws {
        try await engine.withLog(ledger) { place in
            try await place.count(0..<25)
            try await place.watch.look()
            let first = place.following(.ledger())
            #expect(try await first.catchUp().isIdle)
            #expect(try await place.ledger() == Array(0..<25))
            try await place.count(25..<30)
            try await place.watch.look()
            #expect(try await place.following(.ledger(), owner: "two").catchUp().isIdle)
            // The first does not know that another was faster, and finds out.
            #expect(try await first.catchUp().isStandby)
            #expect(try await first.catchUp().isIdle)
            #expect(try await place.ledger() == Array(0..<30))
        }
    }

    @Test(arguments: Engine.all)
    func `takes only the kinds it wants, and can begin with what comes`(_ engine: Engine) async throws {
        try await engine.withLog(ledger) { place in
            try await place.count([1])
            try await place.append([NewEvent(CaseOpened("1"))], to: "case/1")
            try await place.watch.look()
            let (all, late) = (
                place.following(.ledger("all", of: [Counted.kind])),
                place.following(.ledger("late", of: [Counted.kind], from: .now))
            )
            try await late.catchUp()
            try await place.count([2])
            try await place.append([NewEvent(CaseOpened("2"))], to: "case/2")
            try await place.watch.look()
            try await all.catchUp()
            try await late.catchUp()
            #expect(try await place.ledger("all") == [1, 2])
            #expect(try await place.ledger("late") == [2])
            #expect(place.watch.followers.all["all"]?.position == place.watch.sight.settled)
        }
    }

    @Test(arguments: Engine.all)
    func `counts each event once when several processes run it`(_ engine: Engine) async throws {
        try await engine.withPlace { open in
            let databases = [try await open(), try await open(), try await open()]
            do {
                try await Migrator(LogMigrations.all + ledger).migrate(databases[0], at: FakeClock().now)
                let places = databases.map(Place.init)
                async let appended: Void = withThrowingTaskGroup { group in
                    for stream in 0..<4 {
                        group.addTask { try await places[stream % 3].count(0..<25, in: "count/\(stream)") }
                    }
                    try await group.waitForAll()
                }
                try await withThrowingTaskGroup { group in
                    for (number, place) in places.enumerated() {
                        group.addTask {
                            let following = place.following(.ledger(batchMax: 3), owner: "\(number)")
                            while try await place.ledger().count < 100 {
                                try await place.watch.look()
                                if let error = await following.step().failure { throw error }
                            }
                        }
                    }
                    try await group.waitForAll()
                }
                try await appended
                let (seen, all) = (try await places[0].ledgerPositions(), try await places[0].positions())
                #expect(seen == all)
            } catch {
                for database in databases { await database.close() }
                throw error
            }
            for database in databases { await database.close() }
        }
    }

    @Test(arguments: Engine.all)
    func `stays before an event it cannot handle, and says so`(_ engine: Engine) async throws {
        try await engine.withLog(ledger) { place in
            let poison = Shared<Set<Int64>>([7])
            try await place.count(0..<20)
            try await place.watch.look()
            let following = place.following(.ledger(failingAt: poison))
            // The first failure is of several events; those before the bad one are then done one by one.
            #expect(await following.step().failure is Broken)
            #expect(try await following.catchUp().failure is Broken)
            #expect(try await place.ledger() == Array(0..<7))
            for attempt in 2...6 {
                #expect(await following.step().failure is Broken)
                let entry = try #require(try await place.entry("ledger"))
                #expect(entry.attempts == attempt && entry.isStuck == (attempt >= 5))
            }
            let figures = try #require(place.watch.followers.all["ledger"])
            #expect(figures.isStuck && figures.failedPosition == 8)
            #expect(place.incidents.value == ["ledger stuck at 8 after 5"])
            // Another process takes over and stands at the same event.
            let other = place.following(.ledger(failingAt: poison), owner: "two")
            #expect(await other.step().failure is Broken)
            poison.change { $0 = [] }
            #expect(try await other.catchUp().isIdle)
            #expect(try await place.ledger() == Array(0..<20))
            #expect(place.incidents.value.last == "ledger recovered")
            #expect(try await place.entry("ledger")?.failedPosition == nil)
        }
    }

    @Test(arguments: Engine.all)
    func `passes an event only when somebody says so, and that is kept`(_ engine: Engine) async throws {
        try await engine.withLog(ledger) { place in
            try await place.count(0..<5)
            try await place.watch.look()
            let following = place.following(.ledger(failingAt: Shared([2])))
            while await following.step().failure == nil {}
            try await following.catchUp()
            let moment = place.clock.now
            let skip: @Sendable (String, Int64) async throws -> Void = { name, position in
                try await place.database.write(.everyTenant) { session in
                    try FollowerDesk.skip(
                        name, failingAt: position, by: "ana", because: "made by a test", at: moment, session)
                }
            }
            await #expect(throws: FollowerDesk.SkipRefused.unknown("other")) { try await skip("other", 3) }
            await #expect(throws: FollowerDesk.SkipRefused.failsElsewhere(position: 3)) {
                try await skip("ledger", 4)
            }
            try await skip("ledger", 3)
            await #expect(throws: FollowerDesk.SkipRefused.notFailing("ledger")) {
                try await skip("ledger", 3)
            }
            while !(await following.step().isIdle) {}
            #expect(try await place.ledger() == [0, 1, 3, 4])
            let skips = try await place.database.read(.everyTenant) { session in
                try session.rows("SELECT actor, reason, position FROM log_skips").map { try $0[0] as String }
            }
            #expect(skips == ["ana"])
        }
    }

    @Test(arguments: Engine.all)
    func `goes on in another life of the log`(_ engine: Engine) async throws {
        try await engine.withLog(ledger) { place in
            let moment = place.clock.now
            try await LogEpoch.begin("first", at: moment, on: place.database)
            #expect(try await LogEpoch.begin("second", at: moment, on: place.database).id == "first")
            try await place.count(0..<5)
            try await place.watch.look()
            let following = place.following(.ledger())
            try await following.catchUp()
            // As a restore of a backup from before the last two events would.
            try await place.database.write(.everyTenant) { session in
                try session.execute("DELETE FROM log_events WHERE position > 3")
                try session.execute("DELETE FROM ledger WHERE position > 3")
                try session.execute("UPDATE log_cursors SET position = 3")
                try LogEpoch.bump(to: "third", at: moment, session)
            }
            try await place.count(10..<13)
            let sight = try await place.watch.look()
            #expect(sight.epoch.id == "third" && sight.epoch.afterPosition == 3)
            #expect(try await following.catchUp().isIdle)
            #expect(try await place.ledger() == [0, 1, 2, 10, 11, 12])
        }
    }

    @Test func `moves its cursor now and then though nothing is for it`() async throws {
        try await Engine.sqlite.withLog(ledger) { place in
            for _ in 0..<11 {
                try await place.append((0..<Int64(1000)).map { NewEvent(Counted($0)) }, to: "count/a")
            }
            try await place.watch.look()
            let following = place.following(.ledger(of: ["other.kind"]))
            #expect(try await following.catchUp().isIdle)
            #expect(try await place.entry("ledger")?.position == 11_000)
        }
    }

    @Test func `waits without end for a store that is away, and blames no event`() async throws {
        try await Engine.sqlite.withLog(ledger) { place in
            try await place.count(0..<3)
            try await place.watch.look()
            let fails = Shared(true)
            let following = place.following(
                Follower(
                    "ledger",
                    .apply { _, _ in if fails.value { throw StorageFailure(.full, cause: "test") } }))
            for _ in 0..<8 { #expect(await following.step().failure is StorageFailure) }
            #expect(try await place.entry("ledger")?.failedPosition == nil)
            #expect(place.incidents.value.count == 8)
            fails.change { $0 = false }
            #expect(try await following.catchUp().isIdle)
        }
    }
}

extension Place {
    func ledgerPositions() async throws -> [Int64] {
        try await database.read(.everyTenant) { session in
            try session.rows("SELECT position FROM ledger ORDER BY number").map { try $0[0] }
        }
    }
}
