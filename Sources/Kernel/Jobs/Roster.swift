import Core
import Persistence

/// Which tenants have jobs to claim in a queue.
struct Roster: Sendable {
    /// More tenants than this take turns in being seen.
    static let tenantsMax = 256
    static let weightByDefault = 1

    let entrants: [TenantTurns.Entrant]
    /// Where to go on the next time; nil to begin again.
    let last: TenantID?
    /// The queue lets only so many run.
    let isCapped: Bool

    /// Walks the index from tenant to tenant and steps over their jobs.
    static func read(queue: String, after: TenantID?, in session: any Session) throws -> Roster {
        let start = after?.text ?? ""
        let rows = try session.rows(
            """
            WITH RECURSIVE found (tenant) AS (
                SELECT (SELECT tenant_id FROM jobs WHERE queue = \(queue) AND stage = 'ready' AND tenant_id > \(start)
                    ORDER BY tenant_id LIMIT 1)
                UNION ALL
                SELECT (SELECT tenant_id FROM jobs WHERE queue = \(queue) AND stage = 'ready' AND tenant_id > tenant
                    ORDER BY tenant_id LIMIT 1)
                FROM found WHERE tenant IS NOT NULL
            )
            SELECT tenant, weight, (SELECT running_max FROM job_queues WHERE job_queues.queue = \(queue)) FROM found LEFT JOIN job_weights ON job_weights.tenant_id = tenant
            WHERE tenant IS NOT NULL LIMIT \(tenantsMax)
            """)
        let entrants = try rows.map { row in
            let weight: Int? = try row[1]
            return TenantTurns.Entrant(tenant: try row[0], weight: weight ?? weightByDefault)
        }
        let runningMax: Int? = try rows.first?[2]
        return Roster(
            entrants: entrants, last: entrants.count < tenantsMax ? nil : entrants.last?.tenant,
            isCapped: runningMax != nil)
    }
}
