import Core
import Persistence

// Jobs that nobody looks after any more, and those that nobody here could.
extension JobUpkeep {
    mutating func rescue(at ticks: Ticks) async throws {
        let queue = bench.settings.queue
        let rows = try await bench.jobs.database.read(.everyTenant) { session in
            try session.rows(
                """
                SELECT tenant_id, id, fence, lease_until FROM jobs WHERE queue = \(queue) AND stage = 'running'
                ORDER BY tenant_id, id LIMIT \(Self.runningMax)
                """)
        }
        let leases = try rows.map { row in
            LeaseWatch.Lease(
                lease: JobLease(tenant: try row[0], id: try row[1], fence: try row[2]), until: try row[3])
        }
        let lost = watch.look(leases, now: bench.jobs.clock.now(), at: ticks)
        for start in stride(from: 0, to: lost.count, by: JobBounds.upkeepRowsMax) {
            try await end(Array(lost[start..<min(start + JobBounds.upkeepRowsMax, lost.count)]))
        }
    }

    private func end(_ lost: [LeaseWatch.Lease]) async throws {
        let jobs = bench.jobs
        let endings = try await jobs.database.write(.everyTenant) { session in
            try lost.compactMap { lost -> JobEnding? in
                let row = try session.firstRow(
                    """
                    SELECT \(ClaimedJob.columns) FROM jobs
                    WHERE tenant_id = \(lost.lease.tenant) AND id = \(lost.lease.id) AND fence = \(lost.lease.fence)
                        AND stage = 'running' AND lease_until = \(lost.until) FOR UPDATE SKIP LOCKED
                    """)
                guard let row else { return nil }
                let job = try ClaimedJob(row)
                let ending = JobEnding(
                    job, .died, kind: jobs.kinds[job.kind], at: jobs.clock.now(), random: jobs.random())
                try session.execute(all: ending.statements)
                return ending
            }
        }
        for ending in endings { bench.tell(ending, held: true) }
    }

    /// Jobs of kinds and versions that an older process put aside, and that this one knows.
    func readmitUnknown() async throws {
        let (jobs, queue) = (bench.jobs, bench.settings.queue)
        let rows = try await jobs.database.read(.everyTenant) { session in
            try session.rows(
                """
                SELECT DISTINCT kind, version FROM jobs WHERE queue = \(queue) AND stage = 'unknown'
                ORDER BY kind, version LIMIT \(JobBounds.upkeepRowsMax)
                """)
        }
        for row in rows {
            let (kind, version): (String, Int) = (try row[0], try row[1])
            guard let known = jobs.kinds[kind], version <= known.version else { continue }
            let now = jobs.clock.now()
            try await jobs.database.write(.everyTenant) { session in
                try session.execute(
                    """
                    WITH known (owner, job) AS (
                        SELECT tenant_id, id FROM jobs WHERE queue = \(queue) AND stage = 'unknown'
                            AND kind = \(kind) AND version = \(version)
                        ORDER BY tenant_id, id LIMIT \(JobBounds.upkeepRowsMax) FOR UPDATE SKIP LOCKED
                    )
                    UPDATE jobs SET stage = 'ready', updated_at = \(now)
                    FROM known WHERE tenant_id = owner AND id = job
                    """)
                try session.ring(.jobs(of: queue))
            }
        }
    }

    /// Marks the batch done and enqueues what follows, if none of its jobs lives. Looked at after the
    /// acknowledgements and not with them: two that end side by side would each still see the other.
    func settle(_ batch: JobBatchKey) async throws {
        let jobs = bench.jobs
        try await jobs.database.write(.tenant(batch.tenant)) { session in
            try JobBatchEnd(jobs: jobs, batch: batch).settle(in: session)
        }
    }

    /// Batches whose last job was acknowledged by a process that then died.
    func settleForgottenBatches() async throws {
        let rows = try await bench.jobs.database.read(.everyTenant) { session in
            try session.rows(
                """
                SELECT tenant_id, id FROM job_batches WHERE done_at IS NULL AND NOT EXISTS (
                    SELECT 1 FROM jobs WHERE jobs.tenant_id = job_batches.tenant_id AND batch_id = job_batches.id
                        AND stage IN ('ready', 'delayed', 'held', 'unknown', 'running')
                ) ORDER BY tenant_id, id LIMIT \(JobBounds.upkeepRowsMax)
                """)
        }
        for row in rows { try await settle(JobBatchKey(tenant: try row[0], id: try row[1])) }
    }
}

struct JobBatchEnd: Sendable {
    let jobs: Jobs
    let batch: JobBatchKey

    func settle(in session: any Session) throws {
        let now = jobs.clock.now()
        let count = try session.execute(
            """
            UPDATE job_batches SET done_at = \(now) WHERE tenant_id = \(batch.tenant) AND id = \(batch.id)
                AND done_at IS NULL AND NOT EXISTS (
                    SELECT 1 FROM jobs WHERE tenant_id = \(batch.tenant) AND batch_id = \(batch.id)
                        AND stage IN ('ready', 'delayed', 'held', 'unknown', 'running')
                )
            """)
        guard count > 0,
            let row = try session.firstRow(
                """
                SELECT completion, trace FROM job_batches
                WHERE tenant_id = \(batch.tenant) AND id = \(batch.id) AND completion IS NOT NULL
                """),
            let completion = try [NewJob](written: row[0]).first
        else { return }
        let counts = try JobBatch.counts(of: batch, in: session)
        let summary = JSON.object([
            "batch": .string(batch.id.text),
            "counts": .object(
                JobState.allCases.compactMap { state in
                    counts[state].map { JSON.Member(state.rawValue, .integer($0)) }
                }),
        ])
        var random = Draws(random: jobs.random)
        let trace = (try row[1] as String?).flatMap { TraceContext(traceparent: $0) }
        let scope = Scope(
            tenant: batch.tenant, moment: now, trace: trace ?? .start(sampled: false, random: &random))
        _ = try Enqueuing(jobs: jobs, scope: scope, session: session)
            .add([completion], previousResult: summary.bytes)
    }
}

extension JobBatch {
    static func counts(of batch: JobBatchKey, in session: any Session) throws -> [JobState: Int] {
        let rows = try session.rows(
            """
            SELECT stage, COUNT(*) FROM jobs WHERE tenant_id = \(batch.tenant) AND batch_id = \(batch.id)
            GROUP BY stage
            """)
        var counts: [JobState: Int] = [:]
        for row in rows {
            let stage: JobStage = try row[0]
            counts[stage.state, default: 0] += try row[1]
        }
        return counts
    }
}
