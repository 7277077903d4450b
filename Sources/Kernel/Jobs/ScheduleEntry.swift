package import Core
package import Persistence

/// A schedule as it is kept.
package struct ScheduleEntry: Sendable {
    package let tenant: TenantID
    package let schedule: Schedule
    /// Nil when no time is left before the year 10000.
    package let nextAt: Instant?
    /// The time last served: when it was due, not when it was noticed.
    package let lastAt: Instant?
    package let isPaused: Bool
    /// Comes with a module, rather than from an operator.
    package let isDeclared: Bool
}

extension ScheduleEntry {
    static let columns: SQL = """
        tenant_id, name, kind, payload, cron, zone, when_late, next_at, last_at, is_paused, is_declared
        """

    /// - Throws: `CronRefused` for times that another release could read.
    init(_ row: Row) throws {
        let whenLate: String = try row["when_late"]
        schedule = try Schedule(
            try row["name"], try row["cron"], zone: try row["zone"], kind: try row["kind"],
            bytes: try row["payload"], whenLate: Schedule.WhenLate(rawValue: whenLate) ?? .runOnce)
        (tenant, nextAt, lastAt) = (try row["tenant_id"], try row["next_at"], try row["last_at"])
        (isPaused, isDeclared) = (try row["is_paused"], try row["is_declared"])
    }

    /// For lists of the API.
    package var document: JSON {
        .object([
            "name": .string(schedule.name), "kind": .string(schedule.kind),
            "cron": .string(schedule.cron.text),
            "zone": .string(schedule.zone), "when_late": .string(schedule.whenLate.rawValue),
            "next_at": .optional(nextAt?.written), "last_at": .optional(lastAt?.written),
            "paused": .bool(isPaused), "declared": .bool(isDeclared),
        ])
    }
}

package enum ScheduleMigrations {
    package static let all = [
        Migration(
            "jobs.002-schedules",
            """
            CREATE TABLE job_schedules (
                tenant_id TEXT NOT NULL,
                name TEXT NOT NULL,
                kind TEXT NOT NULL,
                payload BYTEA NOT NULL,
                cron TEXT NOT NULL,
                zone TEXT NOT NULL,
                when_late TEXT NOT NULL,
                next_at BIGINT,
                last_at BIGINT,
                is_paused BOOLEAN NOT NULL DEFAULT FALSE,
                is_declared BOOLEAN NOT NULL,
                updated_at BIGINT NOT NULL,
                PRIMARY KEY (tenant_id, name)
            );
            CREATE INDEX job_schedules_due ON job_schedules (next_at, tenant_id, name);
            """)
    ]
}
