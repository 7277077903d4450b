package import Core
package import Persistence

extension JobDesk {
    /// A waiting job ends at once; a running one is told to stop, and ends as cancelled if it does.
    /// - Returns: the job as it is then.
    @discardableResult
    package func cancel(_ id: ID<Job>, in scope: Scope) async throws -> Job {
        let jobs = jobs
        return try await jobs.database.write(in: scope) { session in
            let job = try Self.found(id, of: scope.tenant, in: session)
            guard !job.state.isFinal else {
                throw JobRefused.otherState(job.state, wanted: "waiting or running")
            }
            let kept = (jobs.kinds[job.kind]?.retention ?? JobRetention()).cancelled.wholeMilliseconds
            try session.execute(all: [
                """
                UPDATE jobs SET stage = 'cancelled', finished_at = \(scope.moment), updated_at = \(scope.moment),
                    expires_at = \(scope.moment) + CASE WHEN unique_for > \(kept) THEN unique_for ELSE \(kept) END,
                    holds_key = (holds_key AND unique_for IS NOT NULL), key_free_at = \(scope.moment) + unique_for
                WHERE tenant_id = \(scope.tenant) AND id = \(id)
                    AND stage IN ('ready', 'delayed', 'held', 'unknown')
                """,
                """
                UPDATE jobs SET cancel_asked = TRUE, updated_at = \(scope.moment)
                WHERE tenant_id = \(scope.tenant) AND id = \(id) AND stage = 'running'
                """,
            ])
            try session.ring(.jobCancelled)
            return try Self.found(id, of: scope.tenant, in: session)
        }
    }

    /// Gives a job that ended badly all its attempts again. The attempts made so far stay on record.
    package func requeue(_ id: ID<Job>, of tenant: TenantID) async throws {
        let moment = jobs.clock.now()
        try await jobs.database.write(.tenant(tenant)) { session in
            let job = try Self.found(id, of: tenant, in: session)
            guard job.state.isFinal, job.state != .succeeded else {
                throw JobRefused.otherState(job.state, wanted: "failed, cancelled or dead")
            }
            try Self.requeue(job, at: moment, in: session)
        }
    }

    /// Requeues those of the search that ended badly and whose keys are free, up to `JobBounds.changedMax`.
    /// - Returns: how many; the same call goes on with the rest while it is above zero.
    package func requeue(all search: JobSearch, _ reach: Reach) async throws -> Int {
        let moment = jobs.clock.now()
        let condition: SQL = search.condition(reach, after: nil)
        return try await jobs.database.write(reach) { session in
            let found = try session.rows(
                """
                SELECT \(Job.columns) FROM jobs WHERE \(condition) AND stage IN ('failed', 'cancelled', 'dead')
                    AND NOT EXISTS (
                        SELECT 1 FROM jobs AS other WHERE other.tenant_id = jobs.tenant_id AND other.kind = jobs.kind
                            AND other.unique_key = jobs.unique_key AND other.id <> jobs.id AND other.holds_key)
                ORDER BY tenant_id, id LIMIT \(JobBounds.changedMax)
                """
            ).map { try Job($0) }
            var keys: Set<[String]> = []
            var count = 0
            for job in found {
                // Of two with one key, one can live.
                if let key = job.uniqueKey, !keys.insert([job.tenant.text, job.kind, key]).inserted {
                    continue
                }
                try Self.requeue(job, at: moment, in: session)
                count += 1
            }
            return count
        }
    }

    private static func requeue(_ job: Job, at moment: Instant, in session: any Session) throws {
        let stage: JobStage = job.limitKey == nil ? .ready : .held
        if let key = job.uniqueKey {
            let other: ID<Job>? = try session.firstRow(
                """
                SELECT id FROM jobs WHERE tenant_id = \(job.tenant) AND kind = \(job.kind) AND unique_key = \(key)
                    AND holds_key AND id <> \(job.id)
                """)?[0]
            if let other { throw JobRefused.keyTaken(other) }
        }
        try session.execute(
            """
            UPDATE jobs SET stage = \(stage), attempt = 0, cancel_asked = FALSE, finished_at = NULL, expires_at = NULL,
                due_at = \(moment), updated_at = \(moment), holds_key = (unique_key IS NOT NULL), key_free_at = NULL,
                problem = NULL
            WHERE tenant_id = \(job.tenant) AND id = \(job.id) AND stage IN ('failed', 'cancelled', 'dead')
            """)
        try session.ring(stage == .ready ? .jobs(of: job.queue) : .laterJobs(of: job.queue))
    }

    /// Replaces the payload of a job that ended badly; the one before stays on record.
    package func edit(_ id: ID<Job>, of tenant: TenantID, payload: [UInt8]) async throws {
        guard payload.count <= JobBounds.payloadBytesMax else {
            throw JobRefused.payloadTooLarge(bytes: payload.count)
        }
        let (moment, kinds) = (jobs.clock.now(), jobs.kinds)
        try await jobs.database.write(.tenant(tenant)) { session in
            let job = try Self.found(id, of: tenant, in: session)
            guard job.state.isFinal, job.state != .succeeded else {
                throw JobRefused.otherState(job.state, wanted: "failed, cancelled or dead")
            }
            // Whoever edits a payload writes it as this version of Lux reads it.
            let version = kinds[job.kind]?.version ?? job.version
            try session.execute(all: [
                """
                INSERT INTO job_edits (tenant_id, job_id, number, edited_at, payload_before)
                SELECT tenant_id, id, (SELECT COUNT(*) FROM job_edits WHERE tenant_id = \(tenant) AND job_id = \(id)),
                    \(moment), payload FROM jobs WHERE tenant_id = \(tenant) AND id = \(id)
                """,
                """
                UPDATE jobs SET payload = \(payload), version = \(version), updated_at = \(moment)
                WHERE tenant_id = \(tenant) AND id = \(id) AND stage IN ('failed', 'cancelled', 'dead')
                """,
            ])
        }
    }

    /// Deletes what has ended, with its history.
    package func discard(_ id: ID<Job>, of tenant: TenantID) async throws {
        try await jobs.database.write(.tenant(tenant)) { session in
            let one: SQL = "tenant_id = \(tenant) AND id = \(id)"
            // So that nobody puts it back into its queue meanwhile.
            _ = try session.firstRow("SELECT id FROM jobs WHERE \(one) FOR UPDATE")
            let job = try Self.found(id, of: tenant, in: session)
            guard job.state.isFinal else {
                throw JobRefused.otherState(job.state, wanted: "one that has ended")
            }
            _ = try JobRemoval.remove(where: one, atMost: 1, in: session)
        }
    }

    /// Deletes those of the search that have ended, up to `JobBounds.changedMax`, and says how many.
    package func purge(_ search: JobSearch, _ reach: Reach) async throws -> Int {
        let condition: SQL = search.condition(reach, after: nil)
        return try await jobs.database.write(reach) { session in
            try JobRemoval.remove(where: condition, atMost: JobBounds.changedMax, in: session)
        }
    }

    private static func found(_ id: ID<Job>, of tenant: TenantID, in session: any Session) throws -> Job {
        guard let job = try Job.find(id, of: tenant, in: session) else { throw JobRefused.notFound }
        return job
    }
}
