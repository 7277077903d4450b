import Core
import Persistence

/// Deletes what has been kept long enough, in small transactions.
struct JobSweep: Sendable {
    let jobs: Jobs

    private static let roundsMax = 20
    private static let batchesKept = Duration.seconds(30 * 86_400)
    private static let limitsKept = Duration.seconds(86_400)

    /// True when there may be more.
    func sweep() async throws -> Bool {
        for _ in 0..<Self.roundsMax {
            let counts = try await sweepRest() + [sweepJobs()]
            guard counts.contains(JobBounds.upkeepRowsMax) else { return false }
        }
        return true
    }

    private func sweepJobs() async throws -> Int {
        let now = jobs.clock.now()
        let isAny = try await jobs.database.read(.everyTenant) { session in
            try session.firstRow("SELECT 1 FROM jobs WHERE expires_at <= \(now) LIMIT 1") != nil
        }
        guard isAny else { return 0 }
        return try await jobs.database.write(.everyTenant) { session in
            try JobRemoval.remove(
                where: "expires_at <= \(now)", order: "expires_at, tenant_id, id",
                atMost: JobBounds.upkeepRowsMax, in: session)
        }
    }

    private func sweepRest() async throws -> [Int] {
        let now = jobs.clock.now()
        let batchesUntil = now.advanced(by: .zero - Self.batchesKept)
        let fullUntil = now.advanced(by: .zero - Self.limitsKept).milliseconds * 1_000
        return try await jobs.database.write(.everyTenant) { session in
            try session.execute(all: [
                """
                DELETE FROM job_batches WHERE (tenant_id, id) IN (
                    SELECT tenant_id, id FROM job_batches WHERE done_at <= \(batchesUntil)
                    ORDER BY done_at LIMIT \(JobBounds.upkeepRowsMax))
                """,
                """
                DELETE FROM job_limits WHERE (tenant_id, limit_key) IN (
                    SELECT tenant_id, limit_key FROM job_limits WHERE full_at <= \(fullUntil)
                    LIMIT \(JobBounds.upkeepRowsMax))
                """,
            ])
        }
    }
}
