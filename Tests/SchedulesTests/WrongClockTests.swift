import Core
import Jobs
import LuxTesting
import Persistence
import Testing

/// Clocks that are set, stand wrong or change their zone.
@Suite(.timeLimit(.minutes(10))) struct WrongClockTests {
    @Test(arguments: [3600, -3600])
    func `serves each time once when the clock is set`(_ seconds: Int) async throws {
        try await withDatabase(Office.schema) { database in
            let office = try Office(database)
            try await office.put("quarterly", "*/15 * * * *")
            try await office.put("nightly", "0 2 * * *")
            try await office.pass(.seconds(2 * 3600))
            office.clock.jump(to: office.clock.now.advanced(by: .seconds(seconds)))
            _ = try await office.ticker.rectify()
            try await office.pass(.seconds(3 * 3600))
            let times = try await office.served()
            #expect(times.count(where: { $0 == "2026-01-01T02:00" }) == 2)
            let quarters = Set(times).count
            #expect(times.count == quarters + 1)
            // An hour forward is an outage of an hour; an hour back brings no time again.
            #expect(quarters == (seconds > 0 ? 8 + 1 + 12 : 8 + 8))
        }
    }

    @Test(arguments: Engine.all)
    func `serves a time that has just come, however often times are set right`(_ engine: Engine) async throws
    {
        try await engine.withDatabase(Office.schema) { database in
            let office = try Office(database)
            try await office.put("nightly", "0 2 * * *")
            office.clock.jump(to: office.clock.now.advanced(by: .seconds(2 * 3600)))
            #expect(try await office.served().isEmpty)
            #expect(try await office.ticker.rectify().changedCount == 0)
            #expect(try await office.ticker.serve().enqueuedCount == 1)
            #expect(try await office.served() == ["2026-01-01T02:00"])
        }
    }

    @Test func `serves times by the wall where clocks change`() async throws {
        try await withDatabase(Office.schema) { database in
            let office = try Office(database, at: "2026-03-07T00:00")
            try await office.put("nightly", "30 2 * * *", zone: "America/New_York")
            try await office.pass(.seconds(3 * 86_400), by: .seconds(900))
            #expect(
                try await office.served() == ["2026-03-07T07:30", "2026-03-08T07:00", "2026-03-09T06:30"])
        }
    }

    @Test func `goes back to the right time after a clock that was years ahead`() async throws {
        try await withDatabase(Office.schema) { database in
            let office = try Office(database)
            let mad = try Office(database, at: "2031-06-01T00:00", seed: 9)
            try await office.put()
            #expect(try await mad.ticker.serve().enqueuedCount == 1)
            #expect(try await office.ticker.rectify() == rectified(1))
            try await office.pass(.seconds(2 * 86_400), by: .seconds(600))
            // The first was served too early, and not again.
            #expect(try await office.served() == ["2026-01-01T02:00", "2026-01-02T02:00"])
        }
    }

    @Test func `tells of a clock that stays ahead, and goes back when an operator says so`() async throws {
        try await withDatabase(Office.schema) { database in
            let office = try Office(database)
            let mad = try Office(database, at: "2031-06-01T00:00", seed: 9)
            try await office.put()
            try await mad.pass(.seconds(2 * 86_400), by: .seconds(3600))
            let found = try await office.ticker.rectify()
            #expect(found.changedCount == 0 && found.troubles.map(\.name) == ["nightly"])
            try await office.schedules.pause("nightly", in: office.scope())
            try await office.schedules.resume("nightly", in: office.scope())
            #expect(try await office.ticker.rectify() == rectified(0))
            try await office.pass(.seconds(2 * 86_400), by: .seconds(600))
            let served = try await office.served().filter { $0 < "2027" }
            #expect(served == ["2026-01-01T02:00", "2026-01-02T02:00"])
        }
    }

    @Test func `is not led back by a clock that is far behind`() async throws {
        try await withDatabase(Office.schema) { database in
            let office = try Office(database)
            try await office.put()
            try await office.pass(.seconds(3 * 86_400), by: .seconds(3600))
            let unset = try Office(database, at: "1970-01-01T00:00", seed: 9)
            _ = try await unset.ticker.serve()
            _ = try await unset.ticker.rectify()
            try await office.pass(.seconds(86_400), by: .seconds(3600))
            #expect(try await office.served().count == 4)
        }
    }

    private func rectified(_ count: Int) -> ScheduleRectified {
        var rectified = ScheduleRectified()
        rectified.changedCount = count
        return rectified
    }

    @Test func `follows the time zones as they are now`() async throws {
        try await withDatabase(Office.schema) { database in
            let office = try Office(database)
            try await office.put("nightly", "0 2 * * *", zone: "Europe/Lisbon")
            try await database.write(.everyTenant) { session in
                // As if the zone had been an hour off when this was written.
                try session.execute(
                    "UPDATE job_schedules SET next_at = next_at + 3600000 WHERE tenant_id = \(TenantID.builtIn)"
                )
            }
            #expect(try await office.ticker.rectify().changedCount == 1)
            #expect(try await office.ticker.rectify().changedCount == 0)
            let entry = try await office.schedules.entry("nightly", in: office.scope())
            #expect(entry.nextAt == (try utc("2026-01-01T02:00")))
        }
    }
}
