import Core
import Persistence

/// Deletes jobs that have ended, with all that was noted of them.
enum JobRemoval {
    /// Chosen once and held: of two that delete at a time each takes others, and nothing of a job stays.
    /// - Parameters:
    ///   - limit: at most so many, those first that `order` puts first; not those that somebody else holds.
    /// - Returns: how many.
    static func remove(
        where condition: SQL, order: SQL = "tenant_id, id", atMost limit: Int, in session: any Session
    ) throws -> Int {
        let found = try session.rows(
            """
            SELECT tenant_id, id FROM jobs WHERE \(condition) AND finished_at IS NOT NULL
            ORDER BY \(order) LIMIT \(limit) FOR UPDATE SKIP LOCKED
            """
        ).map { row in (tenant: try row[0] as TenantID, id: try row[1] as ID<Job>) }
        let tenants = Dictionary(grouping: found, by: \.tenant)
        try session.execute(
            all: tenants.flatMap { tenant, found in deletions(of: found.map(\.id), of: tenant) })
        return found.count
    }

    private static func deletions(of ids: [ID<Job>], of tenant: TenantID) -> [SQL] {
        [
            "DELETE FROM job_attempts WHERE tenant_id = \(tenant) AND job_id IN \(list: ids)",
            "DELETE FROM job_edits WHERE tenant_id = \(tenant) AND job_id IN \(list: ids)",
            "DELETE FROM jobs WHERE tenant_id = \(tenant) AND id IN \(list: ids)",
        ]
    }
}
