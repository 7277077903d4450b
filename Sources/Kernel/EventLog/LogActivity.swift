package import Core
import Facts
package import Persistence

/// How many events of each kind each tenant had on each day: the log's own read model.
package enum LogActivity {
    package static let name = "activity"

    static let migration = Migration(
        "log.010-activity",
        """
        CREATE TABLE log_activity (
            tenant_id TEXT NOT NULL,
            generation BIGINT NOT NULL,
            day TEXT NOT NULL,
            kind TEXT NOT NULL,
            event_count BIGINT NOT NULL,
            PRIMARY KEY (tenant_id, generation, day, kind)
        );
        CREATE INDEX log_activity_by_generation ON log_activity (generation);
        """)

    package static let projection = Projection(name) { batch, session in
        var counts: [Key: Int] = [:]
        for event in batch.events {
            counts[Key(tenant: event.tenant, day: event.occurredAt.day, kind: event.kind.text), default: 0] +=
                1
        }
        try session.execute(
            all: counts.map { key, count in
                """
                INSERT INTO log_activity (tenant_id, generation, day, kind, event_count)
                VALUES (\(key.tenant), \(batch.generation), \(key.day), \(key.kind), \(count))
                ON CONFLICT (tenant_id, generation, day, kind)
                DO UPDATE SET event_count = log_activity.event_count + excluded.event_count
                """
            })
    } clear: { generation, limit, session in
        try session.execute(
            """
            DELETE FROM log_activity WHERE (tenant_id, generation, day, kind) IN (
                SELECT tenant_id, generation, day, kind FROM log_activity WHERE generation = \(generation)
                    AND tenant_id >= '' LIMIT \(limit))
            """)
    }

    private struct Key: Hashable {
        let tenant: TenantID
        let day: String
        let kind: String
    }

    package struct Line: Sendable, Hashable {
        package let day: String
        package let kind: String
        package let count: Int
    }

    /// Newest day first; as far as the projection has come.
    package static func lines(of tenant: TenantID, limit: Int, _ session: any Session) throws -> [Line] {
        guard let generation = try projection.active(session) else { return [] }
        return try session.rows(
            """
            SELECT day, kind, event_count FROM log_activity
            WHERE tenant_id = \(tenant) AND generation = \(generation) ORDER BY day DESC, kind LIMIT \(limit)
            """
        ).map { Line(day: try $0[0], kind: try $0[1], count: try $0[2]) }
    }
}

extension Instant {
    /// `YYYY-MM-DD` in UTC.
    fileprivate var day: String { String(written.prefix { $0 != "T" }) }
}
