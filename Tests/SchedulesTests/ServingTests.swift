import Core
import Jobs
import LuxTesting
import Persistence
import Testing

/// Times are served once, whatever happens to processes and clocks.
@Suite(.timeLimit(.minutes(10))) struct ServingTests {
    /// Opens a place as several processes would.
    private func withOffices(
        _ engine: Engine, _ starts: [String], _ body: ([Office]) async throws -> Void
    ) async throws {
        try await engine.withPlace { open in
            var databases: [any Database] = []
            for _ in starts { databases.append(try await open()) }
            try await Migrator(Office.schema).migrate(databases[0], at: FakeClock().now)
            var offices: [Office] = []
            for (number, start) in starts.enumerated() {
                offices.append(try Office(databases[number], at: start, seed: UInt64(number + 1)))
            }
            do {
                try await body(offices)
            } catch {
                for database in databases { await database.close() }
                throw error
            }
            for database in databases { await database.close() }
        }
    }

    @Test(arguments: Engine.all)
    func `enqueues a job when its time comes, and not before`(_ engine: Engine) async throws {
        try await withOffices(engine, ["2026-01-01T00:00"]) { offices in
            let office = offices[0]
            try await office.put("quarterly", "*/15 * * * *")
            try await office.pass(.seconds(14 * 60))
            #expect(try await office.served() == [])
            try await office.pass(.seconds(60))
            let tick = try await office.ticker.serve()
            #expect(tick == ScheduleTick())
            #expect(try await office.served() == ["2026-01-01T00:15"])
            try await office.pass(.seconds(3600))
            #expect(try await office.served().count == 5)
            let entry = try await office.schedules.entry("quarterly", in: office.scope())
            #expect(entry.lastAt == (try utc("2026-01-01T01:15")))
            #expect(entry.nextAt == (try utc("2026-01-01T01:30")))
        }
    }

    @Test(arguments: Engine.all)
    func `serves each time once from processes whose clocks are hours apart`(_ engine: Engine) async throws {
        let starts = ["2026-01-01T00:00", "2026-01-01T01:00", "2025-12-31T23:00", "2026-01-01T00:00"]
        try await withOffices(engine, starts) { offices in
            for cron in ["*/15 * * * *", "0 2 * * *"] {
                try await offices[0].put(cron == "0 2 * * *" ? "nightly" : "quarterly", cron)
            }
            for _ in 0..<(14 * 6) {
                for office in offices { office.clock.advance(by: .seconds(600)) }
                try await withThrowingTaskGroup(of: Void.self) { group in
                    for office in offices {
                        group.addTask {
                            _ = try await office.ticker.serve()
                            _ = try await office.ticker.rectify()
                        }
                    }
                    try await group.waitForAll()
                }
            }
            let keys = try await offices[0].database.read(.everyTenant) { session in
                try session.rows(
                    "SELECT unique_key FROM jobs WHERE tenant_id = \(TenantID.builtIn) ORDER BY unique_key"
                ).map { row -> String in try row[0] }
            }
            #expect(keys.count == Set(keys).count)
            let nightly = keys.filter { $0.hasPrefix("schedule:nightly:") }
            #expect(nightly.map { $0.dropFirst(17).prefix(16) } == ["2026-01-01T02:00"])
            // To the clock ahead the first hour is an outage, which it catches up with or makes up for.
            let steady = keys.count { $0 > "schedule:quarterly:2026-01-01T03:59" }
            #expect(steady == 11 * 4 + 1)
        }
    }

    @Test(arguments: Engine.all)
    func `serves a time once when twenty look at the same moment`(_ engine: Engine) async throws {
        try await withOffices(engine, ["2026-01-01T00:00", "2026-01-01T00:00"]) { offices in
            for number in 0..<10 { try await offices[0].put("s\(number)", "0 * * * *") }
            for office in offices { office.clock.advance(by: .seconds(3600)) }
            let ticks = try await withThrowingTaskGroup(of: ScheduleTick.self) { group in
                for number in 0..<20 { group.addTask { try await offices[number % 2].ticker.serve() } }
                var ticks: [ScheduleTick] = []
                for try await tick in group { ticks.append(tick) }
                return ticks
            }
            #expect(ticks.map(\.enqueuedCount).reduce(0, +) == 10)
            #expect(try await offices[0].served().count == 10)
        }
    }

    @Test func `makes up for an outage with one job`() async throws {
        try await withDatabase(Office.schema) { database in
            let office = try Office(database)
            try await office.put("quarterly", "*/15 * * * *")
            office.clock.advance(by: .seconds(5 * 3600 + 120))
            #expect(try await office.ticker.serve().enqueuedCount == 1)
            #expect(try await office.served() == ["2026-01-01T00:15"])
            try await office.pass(.seconds(13 * 60))
            #expect(try await office.served() == ["2026-01-01T00:15", "2026-01-01T05:15"])
        }
    }

    @Test func `leaves out what is too late where that is wanted`() async throws {
        try await withDatabase(Office.schema) { database in
            let office = try Office(database)
            try await office.put("quarterly", "*/15 * * * *", whenLate: .skip)
            office.clock.advance(by: .seconds(5 * 3600 + 120))
            #expect(try await office.ticker.serve().skippedCount == 1)
            try await office.pass(.seconds(13 * 60))
            #expect(try await office.served() == ["2026-01-01T05:15"])
        }
    }

    @Test func `goes on beside a schedule that cannot be served, and says so`() async throws {
        try await withDatabase(Office.schema) { database in
            let office = try Office(database)
            try await office.put("lost", "* * * * *", zone: "Europe/Lisbon")
            try await office.put("sound", "* * * * *")
            try await withTemporaryFolder { folder in
                let other = try Office(
                    database, at: "2026-01-01T00:01", zones: TimeZones(folders: [folder]), seed: 5)
                let tick = try await other.ticker.serve()
                #expect(tick.enqueuedCount == 1)
                #expect(tick.troubles.map(\.name) == ["lost"])
            }
            office.clock.advance(by: .seconds(60))
            #expect(try await office.ticker.serve().enqueuedCount == 1)
        }
    }

    @Test func `leaves kinds that it does not know to processes that do`() async throws {
        try await withDatabase(Office.schema) { database in
            let office = try Office(database)
            try await office.put()
            let other = try Office(database, at: "2026-01-01T03:00", kinds: ["test.other"], seed: 5)
            #expect(try await other.ticker.serve() == ScheduleTick())
            office.clock.advance(by: .seconds(3 * 3600))
            #expect(try await office.ticker.serve().enqueuedCount == 1)
        }
    }

    @Test func `keeps tenants with schedules of the same name apart`() async throws {
        try await withDatabase(Office.schema) { database in
            let office = try Office(database)
            let (lark, wren) = (TenantID("lark"), TenantID("wren"))
            try await office.put(for: lark)
            try await office.put(for: wren)
            try await office.schedules.pause("nightly", in: office.scope(wren))
            try await office.pass(.seconds(3 * 3600), by: .seconds(600))
            #expect(try await office.served(lark) == ["2026-01-01T02:00"])
            #expect(try await office.served(wren) == [])
        }
    }

    @Test func `serves more schedules at once than fit a page`() async throws {
        try await withDatabase(Office.schema) { database in
            let office = try Office(database)
            for number in 0..<450 { try await office.put("s\(number)", "0 * * * *") }
            office.clock.advance(by: .seconds(3600))
            #expect(try await office.ticker.serve().enqueuedCount == 450)
            #expect(try await office.ticker.serve() == ScheduleTick())
        }
    }

    @Test func `runs as a service until it is stopped, and hears of new schedules at once`() async throws {
        try await withDatabase(Office.schema) { database in
            let slept = Shared(0)
            // Sleeps until it is cancelled, by a ring or by the end.
            let office = try Office(database) { _ in
                slept.change { $0 += 1 }
                for await _ in AsyncStream<Void>.makeStream().stream {}
                throw CancellationError()
            }
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask { await office.ticker.run() }
                await until { slept.value == 1 }
                try await office.put("soon", "* * * * *")
                await until { slept.value == 2 }
                office.clock.advance(by: .seconds(60))
                try await office.put("other", "0 0 1 1 *")
                await until { slept.value == 3 }
                #expect(try await office.served() == ["2026-01-01T00:01"])
                group.cancelAll()
            }
            #expect(office.troubles.value.isEmpty)
        }
    }

    @Test func `reports a store that does not answer, once`() async throws {
        try await withDatabase(Office.schema) { database in
            let slept = Shared(0)
            let office = try Office(database) { _ in
                slept.change { $0 += 1 }
            }
            try await database.write(.everyTenant) { try $0.define("DROP TABLE job_schedules") }
            await withTaskGroup(of: Void.self) { group in
                group.addTask { await office.ticker.run() }
                await until { slept.value >= 5 }
                group.cancelAll()
            }
            #expect(office.troubles.value.count == 1)
            #expect(office.troubles.value.first?.first?.name == nil)
        }
    }
}
