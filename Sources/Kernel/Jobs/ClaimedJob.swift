package import Core
import Persistence

/// The right to end one attempt. The fence rises with every claim, so that whoever lost its lease is told apart
/// from whoever has it.
package struct JobLease: Hashable, Sendable {
    package let tenant: TenantID
    package let id: ID<Job>
    package let fence: Int64

    package init(tenant: TenantID, id: ID<Job>, fence: Int64) {
        (self.tenant, self.id, self.fence) = (tenant, id, fence)
    }
}

/// A job that this process runs.
package struct ClaimedJob: Sendable {
    package let lease: JobLease
    let kind: String
    let version: Int
    let attempt: Int
    let attemptsMax: Int
    let createdAt: Instant
    let startedAt: Instant
    let worker: String
    let isCancelAsked: Bool
    let uniqueKey: String?
    let isLimited: Bool
    let batch: ID<JobBatch>?
    let trace: String?
    /// The jobs that follow, as stored.
    let chain: String?
    let payload: [UInt8]
    let previousResult: [UInt8]?
}

extension ClaimedJob {
    /// By place and not by name: every claim reads them.
    static let columns: SQL = """
        tenant_id, id, fence, kind, version, attempt, attempts_max, created_at, started_at, worker, cancel_asked,
        unique_key, limit_key IS NOT NULL, batch_id, trace, chain, payload, previous_result
        """

    init(_ row: Row) throws {
        lease = JobLease(tenant: try row[0], id: try row[1], fence: try row[2])
        (kind, version) = (try row[3], try row[4])
        (attempt, attemptsMax) = (try row[5], try row[6])
        (createdAt, startedAt) = (try row[7], try row[8])
        (worker, isCancelAsked) = (try row[9], try row[10])
        (uniqueKey, isLimited, batch) = (try row[11], try row[12], try row[13])
        (trace, chain) = (try row[14], try row[15])
        (payload, previousResult) = (try row[16], try row[17])
    }
}

/// One claim of a queue's jobs for a worker.
struct Claim: Sendable {
    let queue: String
    let worker: String
    let now: Instant
    let leaseUntil: Instant
    let turns: [TenantTurns.Turn]
    /// The queue has a limit of its own.
    let isCapped: Bool

    /// Tenants that one statement serves.
    static let turnsMax = 8

    /// Stores what has ended, takes at most as many jobs of each tenant as its turn says, and ends the transaction.
    /// - Returns: beside the jobs, how many rows each of `endings` changed
    func take(after endings: [SQL], in session: any Session) throws -> (jobs: [ClaimedJob], counts: [Int]) {
        guard isCapped else { return try take(turns, after: endings, in: session) }
        // What has ended has left its place.
        let counts = try session.execute(all: endings)
        return (try take(turnsWithinLimit(session), after: [], in: session).jobs, counts)
    }

    private func take(
        _ turns: [TenantTurns.Turn], after endings: [SQL], in session: any Session
    ) throws -> (jobs: [ClaimedJob], counts: [Int]) {
        guard let first = turns.first else { return ([], try session.executeLast(endings)) }
        // Filled up, so that few different statements have to be prepared.
        let count = [1, 2, 4].first { turns.count <= $0 } ?? Self.turnsMax
        var picked: SQL = pick(first)
        for place in 1..<max(count, 1) {
            let turn = place < turns.count ? turns[place] : TenantTurns.Turn(tenant: first.tenant, count: 0)
            picked = "\(picked) UNION ALL \(pick(turn))"
        }
        let (rows, counts) = try session.lastRows(
            """
            WITH picked (owner, job) AS (\(picked))
            UPDATE jobs SET stage = 'running', attempt = attempt + 1, fence = fence + 1, worker = \(worker),
                started_at = \(now), updated_at = \(now), lease_until = \(leaseUntil)
            FROM picked WHERE tenant_id = owner AND id = job
            RETURNING \(ClaimedJob.columns)
            """, after: endings)
        return (try rows.map(ClaimedJob.init), counts)
    }

    private func pick(_ turn: TenantTurns.Turn) -> SQL {
        """
        SELECT tenant_id, id FROM (
            SELECT tenant_id, id FROM jobs WHERE queue = \(queue) AND tenant_id = \(turn.tenant) AND stage = 'ready'
                AND NOT EXISTS (SELECT 1 FROM job_queues WHERE job_queues.queue = \(queue) AND is_paused)
            ORDER BY priority DESC, id LIMIT \(turn.count) FOR UPDATE SKIP LOCKED
        ) AS turn
        """
    }

    /// The turns cut down to what a limited queue lets run. Only a queue with a limit makes its claimers wait
    /// for one another.
    private func turnsWithinLimit(_ session: any Session) throws -> [TenantTurns.Turn] {
        let limit = try session.firstRow(
            """
            SELECT running_max FROM job_queues WHERE queue = \(queue) AND running_max IS NOT NULL FOR UPDATE
            """)
        guard let limit else { return turns }
        let runningMax: Int = try limit[0]
        let running: Int =
            try session.firstRow(
                "SELECT COUNT(*) FROM jobs WHERE queue = \(queue) AND stage = 'running'")?[0] ?? 0
        var room = max(0, runningMax - running)
        return turns.compactMap { turn in
            let count = min(turn.count, room)
            room -= count
            return count > 0 ? TenantTurns.Turn(tenant: turn.tenant, count: count) : nil
        }
    }
}
