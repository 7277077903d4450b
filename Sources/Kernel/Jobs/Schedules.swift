package import Core
package import Persistence

/// The schedules of all tenants, for those who declare, add and look after them. `ScheduleTicker` serves them.
package struct Schedules: Sendable {
    let jobs: Jobs
    let zones: TimeZones
    private var database: any Database { jobs.database }

    package init(_ jobs: Jobs, zones: TimeZones = .system) {
        (self.jobs, self.zones) = (jobs, zones)
    }

    /// Makes the schedules that come with the modules those in `all`: adds and changes them, and removes what
    /// no module declares any more. A pause stays, and so do the schedules of operators.
    package func declare(_ all: [Schedule], in scope: Scope) async throws {
        for schedule in all { try schedule.check(isDeclared: true, kinds: jobs.kinds, zones: zones) }
        try await database.write(in: scope) { session in
            for schedule in all { try put(schedule, isDeclared: true, in: scope, session) }
            try session.execute(
                """
                DELETE FROM job_schedules WHERE tenant_id = \(scope.tenant) AND is_declared
                    AND name NOT IN \(list: all.map(\.name))
                """)
        }
    }

    /// Adds a schedule of an operator, or changes the one of that name.
    package func put(_ schedule: Schedule, in scope: Scope) async throws {
        try schedule.check(isDeclared: false, kinds: jobs.kinds, zones: zones)
        try await database.write(in: scope) { session in
            let others: Int? = try session.firstRow(
                """
                SELECT COUNT(*) AS count FROM job_schedules
                WHERE tenant_id = \(scope.tenant) AND NOT is_declared AND name <> \(schedule.name)
                """)?["count"]
            guard others ?? 0 < Schedule.countMax else { throw ScheduleRefused.tooMany }
            try put(schedule, isDeclared: false, in: scope, session)
        }
    }

    package func remove(_ name: String, in scope: Scope) async throws {
        try await database.write(in: scope) { session in
            guard try !entry(name, in: scope, session).isDeclared else { throw ScheduleRefused.declared }
            try session.execute(
                """
                DELETE FROM job_schedules
                WHERE tenant_id = \(scope.tenant) AND name = \(name) AND NOT is_declared
                """)
        }
    }

    /// Its times pass without a job until it is resumed.
    package func pause(_ name: String, in scope: Scope) async throws {
        try await database.write(in: scope) { session in
            let count = try session.execute(
                """
                UPDATE job_schedules SET is_paused = TRUE, updated_at = \(scope.moment)
                WHERE tenant_id = \(scope.tenant) AND name = \(name)
                """)
            guard count == 1 else { throw ScheduleRefused.notFound }
        }
    }

    /// Goes on with the next time from now, also where a clock that was ahead had served later ones. Those that
    /// passed during the pause were meant to.
    package func resume(_ name: String, in scope: Scope) async throws {
        try await database.write(in: scope) { session in
            let entry = try entry(name, in: scope, session)
            guard entry.isPaused else { return }
            let next = entry.schedule.cron.next(
                after: scope.moment, in: try zones.rules(of: entry.schedule.zone))
            try session.execute(
                """
                UPDATE job_schedules
                SET is_paused = FALSE, next_at = \(orNull: next), updated_at = \(scope.moment),
                    last_at = CASE WHEN last_at <= \(scope.moment) THEN last_at END
                WHERE tenant_id = \(scope.tenant) AND name = \(name)
                """)
            try session.ring(.schedules)
        }
    }

    /// Enqueues its job once more, now; its times stay as they are.
    package func runNow(_ name: String, in scope: Scope) async throws -> Enqueued {
        try await database.write(in: scope) { session in
            let schedule = try entry(name, in: scope, session).schedule
            return try jobs.enqueue(
                NewJob(schedule.kind, bytes: schedule.payload), in: scope, session: session)
        }
    }

    /// All of a tenant, by name.
    package func list(in scope: Scope) async throws -> [ScheduleEntry] {
        try await database.read(in: scope) { session in
            try session.rows(
                """
                SELECT \(ScheduleEntry.columns) FROM job_schedules
                WHERE tenant_id = \(scope.tenant) ORDER BY name
                """
            ).map(ScheduleEntry.init)
        }
    }

    package func entry(_ name: String, in scope: Scope) async throws -> ScheduleEntry {
        try await database.read(in: scope) { session in try entry(name, in: scope, session) }
    }

    /// Its next times, if nobody pauses or changes it; `Schedule.occurrencesMax` at most.
    package func occurrences(of name: String, count: Int, in scope: Scope) async throws -> [Instant] {
        let entry = try await entry(name, in: scope)
        let rules = try zones.rules(of: entry.schedule.zone)
        var found = [entry.nextAt].compactMap { $0 }
        while let last = found.last, found.count < min(count, Schedule.occurrencesMax),
            let next = entry.schedule.cron.next(after: last, in: rules)
        {
            found.append(next)
        }
        return Array(found.prefix(max(count, 0)))
    }

    private func entry(_ name: String, in scope: Scope, _ session: any Session) throws -> ScheduleEntry {
        let row = try session.firstRow(
            """
            SELECT \(ScheduleEntry.columns) FROM job_schedules
            WHERE tenant_id = \(scope.tenant) AND name = \(name)
            """)
        guard let row else { throw ScheduleRefused.notFound }
        return try ScheduleEntry(row)
    }

    /// The time at hand is kept unless the times themselves have changed.
    private func put(
        _ schedule: Schedule, isDeclared: Bool, in scope: Scope, _ session: any Session
    ) throws {
        let next = schedule.cron.next(after: scope.moment, in: try zones.rules(of: schedule.zone))
        try session.execute(
            """
            INSERT INTO job_schedules (
                tenant_id, name, kind, payload, cron, zone, when_late, next_at, is_declared, updated_at
            ) VALUES (
                \(scope.tenant), \(schedule.name), \(schedule.kind), \(schedule.payload),
                \(schedule.cron.text), \(schedule.zone), \(schedule.whenLate.rawValue), \(orNull: next),
                \(isDeclared), \(scope.moment)
            ) ON CONFLICT (tenant_id, name) DO UPDATE SET
                kind = excluded.kind, payload = excluded.payload, cron = excluded.cron,
                zone = excluded.zone, when_late = excluded.when_late, is_declared = excluded.is_declared,
                updated_at = excluded.updated_at,
                next_at = CASE
                    WHEN job_schedules.cron = excluded.cron AND job_schedules.zone = excluded.zone
                    THEN job_schedules.next_at ELSE excluded.next_at END
            """)
        try session.ring(.schedules)
    }
}

extension Bell {
    /// Rung when a schedule may be due earlier than was known.
    package static let schedules = Bell("jobs.schedules")
}
