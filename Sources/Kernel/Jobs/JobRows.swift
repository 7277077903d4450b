package import Core
import Persistence

extension Job {
    /// All but the result, which may be long.
    static let columns: SQL = """
        tenant_id, id, kind, version, queue, stage, priority, attempt, attempts_max, unique_key, limit_key, batch_id,
        progress, progress_text, problem, worker, cancel_asked, created_at, updated_at, due_at, finished_at
        """

    init(_ row: Row, result: [UInt8]? = nil) throws {
        (tenant, id, kind, version) = (try row[0], try row[1], try row[2], try row[3])
        (queue, stage, priority) = (try row[4], try row[5], try row[6])
        (attempt, attemptsMax) = (try row[7], try row[8])
        (uniqueKey, limitKey, batch) = (try row[9], try row[10], try row[11])
        let (fraction, text): (Double?, String?) = (try row[12], try row[13])
        progress = fraction.map { JobProgress($0, text) }
        problem = try (row[14] as String?).map { try JSONReader.read(Array<UInt8>($0.utf8)) }
        (worker, isCancelAsked) = (try row[15], try row[16])
        (createdAt, updatedAt, dueAt, finishedAt) = (try row[17], try row[18], try row[19], try row[20])
        self.result = result
    }

    static func find(_ id: ID<Job>, of tenant: TenantID, in session: any Session) throws -> Job? {
        try session.firstRow(
            "SELECT \(columns), result FROM jobs WHERE tenant_id = \(tenant) AND id = \(id)"
        ).map { try Job($0, result: $0["result"]) }
    }
}

/// One attempt that did not succeed.
package struct JobAttempt: Sendable {
    package let number: Int
    package let startedAt: Instant
    package let endedAt: Instant
    package let worker: String
    /// For operators: may name inner causes.
    package let error: String
}

/// A payload that an operator has changed.
package struct JobEdit: Sendable {
    package let at: Instant
    package let changes: [JSONChange]
}

/// Everything about one job, for an operator.
package struct JobRecord: Sendable {
    package let job: Job
    package let payload: [UInt8]
    package let attempts: [JobAttempt]
    package let edits: [JobEdit]
}

extension JobRecord {
    static func read(_ id: ID<Job>, of tenant: TenantID, in session: any Session) throws -> JobRecord? {
        guard let job = try Job.find(id, of: tenant, in: session),
            let payload: [UInt8] = try session.firstRow(
                "SELECT payload FROM jobs WHERE tenant_id = \(tenant) AND id = \(id)")?[0]
        else { return nil }
        let attempts = try session.rows(
            """
            SELECT attempt, started_at, ended_at, worker, error FROM job_attempts
            WHERE tenant_id = \(tenant) AND job_id = \(id) ORDER BY fence
            """
        ).map {
            JobAttempt(
                number: try $0[0], startedAt: try $0[1], endedAt: try $0[2], worker: try $0[3],
                error: try $0[4])
        }
        let rows = try session.rows(
            """
            SELECT edited_at, payload_before FROM job_edits
            WHERE tenant_id = \(tenant) AND job_id = \(id) ORDER BY number
            """)
        let payloads = try rows.map { try $0[1] as [UInt8] } + [payload]
        let edits = try rows.enumerated().map { place, row in
            JobEdit(at: try row[0], changes: JSONChange.between(payloads[place], payloads[place + 1]))
        }
        return JobRecord(job: job, payload: payload, attempts: attempts, edits: edits)
    }
}
