import Core
import Jobs
import LuxTesting
import Persistence
import Testing

/// What modules declare and operators do.
@Suite struct DeskTests {
    private func withOffice(
        _ engine: Engine = .sqlite, _ body: (Office) async throws -> Void
    ) async throws {
        try await engine.withDatabase(Office.schema) { database in try await body(Office(database)) }
    }

    private func declared(_ name: String, _ cron: String = "0 2 * * *") throws -> Schedule {
        try Schedule(name, cron, zone: "America/Sao_Paulo", kind: "test.ping")
    }

    @Test(arguments: Engine.all)
    func `makes what is declared so, and keeps what operators did`(_ engine: Engine) async throws {
        try await withOffice(engine) { office in
            let schedules = office.schedules
            try await schedules.declare([declared("a.x"), declared("a.y")], in: office.scope())
            try await office.put("mine")
            try await schedules.pause("a.x", in: office.scope())
            office.clock.advance(by: .seconds(600))
            try await schedules.declare([declared("a.x"), declared("a.z", "@hourly")], in: office.scope())
            let entries = try await schedules.list(in: office.scope())
            #expect(entries.map(\.schedule.name) == ["a.x", "a.z", "mine"])
            #expect(entries.map(\.isPaused) == [true, false, false])
            #expect(entries.map(\.isDeclared) == [true, true, false])
            #expect(entries[0].nextAt == (try utc("2026-01-01T05:00")))
            try await schedules.declare([], in: office.scope())
            #expect(try await schedules.list(in: office.scope()).map(\.schedule.name) == ["mine"])
        }
    }

    @Test(arguments: Engine.all)
    func `keeps the time at hand unless the times change`(_ engine: Engine) async throws {
        try await withOffice(engine) { office in
            try await office.schedules.declare([declared("a.x")], in: office.scope())
            // Down over the time: it is due still when Lux starts again.
            office.clock.advance(by: .seconds(86_400))
            try await office.schedules.declare([declared("a.x")], in: office.scope())
            var entry = try await office.schedules.entry("a.x", in: office.scope())
            #expect(entry.nextAt == (try utc("2026-01-01T05:00")))
            try await office.schedules.declare([declared("a.x", "0 3 * * *")], in: office.scope())
            entry = try await office.schedules.entry("a.x", in: office.scope())
            #expect(entry.nextAt == (try utc("2026-01-02T06:00")))
        }
    }

    @Test(arguments: Engine.all)
    func `lets the times of a pause pass`(_ engine: Engine) async throws {
        try await withOffice(engine) { office in
            try await office.put("quarterly", "*/15 * * * *")
            try await office.schedules.pause("quarterly", in: office.scope())
            try await office.pass(.seconds(3600), by: .seconds(300))
            try await office.schedules.resume("quarterly", in: office.scope())
            try await office.schedules.resume("quarterly", in: office.scope())
            try await office.pass(.seconds(15 * 60), by: .seconds(300))
            #expect(try await office.served() == ["2026-01-01T01:15"])
        }
    }

    @Test func `runs one now beside its times`() async throws {
        try await withOffice { office in
            try await office.put()
            let first = try await office.schedules.runNow("nightly", in: office.scope())
            let second = try await office.schedules.runNow("nightly", in: office.scope())
            #expect(first.isNew && second.isNew)
            let entry = try await office.schedules.entry("nightly", in: office.scope())
            #expect(entry.nextAt == (try utc("2026-01-01T02:00")))
            #expect(entry.lastAt == nil)
        }
    }

    @Test func `tells the next times`() async throws {
        try await withOffice { office in
            try await office.put("nightly", "30 2 * * *", zone: "America/New_York")
            let times = try await office.schedules.occurrences(of: "nightly", count: 2, in: office.scope())
            #expect(times.map(\.written) == ["2026-01-01T07:30:00.000Z", "2026-01-02T07:30:00.000Z"])
            let many = try await office.schedules.occurrences(
                of: "nightly", count: 1_000_000_000, in: office.scope())
            #expect(many.count == Schedule.occurrencesMax)
            #expect(
                try await office.schedules.occurrences(of: "nightly", count: -1, in: office.scope()) == [])
        }
    }

    @Test func `shows a schedule in the words of the API`() async throws {
        try await withOffice { office in
            try await office.put("nightly", "0 2 * * *", zone: "Europe/Lisbon")
            let entry = try await office.schedules.entry("nightly", in: office.scope())
            #expect(
                entry.document.written
                    == #"{"name":"nightly","kind":"test.ping","cron":"0 2 * * *","zone":"Europe/Lisbon","#
                    + #""when_late":"run-once","next_at":"2026-01-01T02:00:00.000Z","last_at":null,"#
                    + #""paused":false,"declared":false}"#)
        }
    }

    @Test(arguments: ["", "with space", "Ação", "UPPER", "backup.mine", String(repeating: "n", count: 101)])
    func `refuses names that are not for operators`(_ name: String) async throws {
        try await withOffice { office in
            let error = await #expect(throws: ScheduleRefused.self) { try await office.put(name) }
            #expect(error == .name)
            try await office.put("sound")
        }
    }

    @Test func `refuses what is not there, not known or not theirs`() async throws {
        try await withOffice { office in
            let (schedules, scope) = (office.schedules, office.scope())
            await #expect(throws: ScheduleRefused.notFound) { try await schedules.pause("x", in: scope) }
            await #expect(throws: ScheduleRefused.notFound) { try await schedules.resume("x", in: scope) }
            await #expect(throws: ScheduleRefused.notFound) { try await schedules.remove("x", in: scope) }
            await #expect(throws: ScheduleRefused.notFound) {
                _ = try await schedules.runNow("x", in: scope)
            }
            await #expect(throws: JobRefused.unknownKind("no.such")) {
                try await office.put(kind: "no.such")
            }
            await #expect(throws: TimeZoneRefused.unknown("Mars/Olympus")) {
                try await office.put(zone: "Mars/Olympus")
            }
            await #expect(throws: CronRefused.neverFires) { try await office.put("n", "0 0 30 2 *") }
            try await schedules.declare([declared("a.x")], in: scope)
            await #expect(throws: ScheduleRefused.declared) { try await schedules.remove("a.x", in: scope) }
            await #expect(throws: ScheduleRefused.name) {
                try await schedules.declare([declared("nodot")], in: scope)
            }
            try await office.put("mine")
            try await schedules.remove("mine", in: scope)
            #expect(try await schedules.list(in: scope).map(\.schedule.name) == ["a.x"])
        }
    }

    @Test func `does not show or change another tenant's`() async throws {
        try await withOffice { office in
            try await office.put(for: TenantID("lark"))
            let wren = office.scope(TenantID("wren"))
            await #expect(throws: ScheduleRefused.notFound) {
                try await office.schedules.pause("nightly", in: wren)
            }
            await #expect(throws: ScheduleRefused.notFound) {
                try await office.schedules.remove("nightly", in: wren)
            }
            let seen = try await office.schedules.list(in: wren)
            #expect(seen.isEmpty)
        }
    }

    @Test func `names the tenant in every statement that serves one`() async throws {
        try await withDatabase(Office.schema) { database in
            let office = try Office(FencedDatabase(database, Office.schema))
            try await office.put()
            try await office.put()
            try await office.schedules.declare([declared("a.x")], in: office.scope())
            try await office.schedules.pause("nightly", in: office.scope())
            try await office.schedules.resume("nightly", in: office.scope())
            _ = try await office.schedules.runNow("nightly", in: office.scope())
            _ = try await office.schedules.list(in: office.scope())
            try await office.schedules.remove("nightly", in: office.scope())
        }
    }
}
