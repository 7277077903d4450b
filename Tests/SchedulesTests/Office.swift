import Core
import Jobs
import LuxTesting
import Persistence
import Resilience
import Testing

/// Schedules on a database, as seen by one process with its own clock.
struct Office {
    static let schema = JobMigrations.all + ScheduleMigrations.all

    let database: any Database
    let clock: FakeClock
    let schedules: Schedules
    let ticker: ScheduleTicker
    let troubles = Shared<[[ScheduleTrouble]]>([])

    init(
        _ database: any Database, at start: String = "2026-01-01T00:00", kinds: [String] = ["test.ping"],
        zones: TimeZones = .system, seed: UInt64 = 1, sleep: @escaping Sleep = { _ in }
    ) throws {
        let clock = FakeClock(at: try utc(start))
        let jobs = Jobs(
            try JobKinds(kinds.map { JobKind($0) { _ in .done } }), database: database, clock: clock.clock,
            random: SeededNumbers(seed: seed).next)
        (self.database, self.clock) = (database, clock)
        schedules = Schedules(jobs, zones: zones)
        ticker = ScheduleTicker(schedules, sleep: sleep) { [troubles] found in
            troubles.change { $0.append(found) }
        }
    }

    func scope(_ tenant: TenantID = .builtIn) -> Scope {
        Scope(tenant: tenant, moment: clock.now, trace: trace)
    }

    func put(
        _ name: String = "nightly", _ cron: String = "0 2 * * *", zone: String = "UTC",
        kind: String = "test.ping",
        whenLate: Schedule.WhenLate = .runOnce, for tenant: TenantID = .builtIn
    ) async throws {
        try await schedules.put(
            Schedule(name, cron, zone: zone, kind: kind, payload: ["of": .string(name)], whenLate: whenLate),
            in: scope(tenant))
    }

    /// Moves the clock on in steps, serving after each.
    func pass(_ total: Duration, by step: Duration = .seconds(60)) async throws {
        var passed = Duration.zero
        while passed < total {
            clock.advance(by: step)
            passed += step
            _ = try await ticker.serve()
        }
    }

    /// The times for which jobs were enqueued, without their seconds.
    func served(_ tenant: TenantID = .builtIn) async throws -> [String] {
        try await database.read(.everyTenant) { session in
            try session.rows(
                """
                SELECT unique_key FROM jobs WHERE tenant_id = \(tenant) AND unique_key IS NOT NULL
                ORDER BY unique_key, id
                """
            ).map { row in
                let key: String = try row[0]
                return String(key.split(separator: ":", maxSplits: 2).last?.prefix(16) ?? "")
            }
        }
    }
}

let trace = TraceContext(traceHigh: 1, traceLow: 1, span: 1, sampled: false)!
