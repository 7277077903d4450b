import Core
import Persistence

/// What keeps a queue going besides claims: leases, delays, limits, jobs whose worker died, batches that are
/// done, and rows that are old enough to go. Each worker does it for its queue; several at once do no harm.
package struct JobUpkeep: Sendable {
    let bench: JobBench
    var watch: LeaseWatch
    private var lastGate: JobGate?
    private var extendedAt: Ticks
    private var lookedAt: Ticks?
    private var sweptAt: Ticks?

    package init(_ bench: JobBench) {
        self.bench = bench
        watch = LeaseWatch(duration: bench.settings.lease)
        extendedAt = bench.jobs.clock.ticks()
    }

    private var jobs: Jobs { bench.jobs }
    private var queue: String { bench.settings.queue }

    /// One round. Returns after how long the next is due at the latest.
    package mutating func pass() async throws -> Duration {
        let ticks = jobs.clock.ticks()
        for job in bench.running.stopOverdue(at: ticks, grace: bench.settings.lease) {
            bench.report.trouble(.stuck(kind: job.kind, id: job.lease.id))
        }
        if ticks.since(extendedAt) * 3 >= bench.settings.lease {
            try await extendLeases()
            try await dropLost()
            extendedAt = ticks
        }
        try await storeProgress()
        let next = try await move()
        if lookedAt.map({ ticks.since($0) * 4 >= bench.settings.lease }) ?? true {
            try await rescue(at: ticks)
            try await readmitUnknown()
            lookedAt = ticks
        }
        if sweptAt.map({ ticks.since($0) >= Self.sweepPause }) ?? true {
            try await settleForgottenBatches()
            if try await !JobSweep(jobs: jobs).sweep() { sweptAt = ticks }
        }
        for batch in bench.takeBatches() { try await settle(batch) }
        return min(next, bench.settings.tick)
    }

    private static let sweepPause = Duration.seconds(60)
    private static let gatesMax = 64
    static let runningMax = 50_000

    private func extendLeases() async throws {
        let leases = bench.running.leasesToExtend()
        let (queue, worker) = (queue, bench.settings.name)
        let until = jobs.clock.now().advanced(by: bench.settings.lease)
        for start in stride(from: 0, to: leases.count, by: 1_000) {
            let ids = leases[start..<min(start + 1_000, leases.count)].map(\.id)
            // Whoever locks a row is acknowledging it.
            try await jobs.database.write(.everyTenant) { session in
                try session.execute(
                    """
                    WITH mine (owner, job) AS (
                        SELECT tenant_id, id FROM jobs WHERE queue = \(queue) AND stage = 'running'
                            AND worker = \(worker) AND id IN \(list: ids) FOR UPDATE SKIP LOCKED
                    )
                    UPDATE jobs SET lease_until = \(until) FROM mine WHERE tenant_id = owner AND id = job
                    """)
            }
        }
    }

    /// Stops attempts that somebody has cancelled, or taken over.
    func dropLost() async throws {
        let leases = bench.running.leasesToExtend()
        guard !leases.isEmpty else { return }
        let (queue, worker) = (queue, bench.settings.name)
        let rows = try await jobs.database.read(.everyTenant) { session in
            try session.rows(
                """
                SELECT tenant_id, id, fence, cancel_asked FROM jobs
                WHERE queue = \(queue) AND stage = 'running' AND worker = \(worker)
                """)
        }
        var held: [JobLease: Bool] = [:]
        for row in rows {
            held[JobLease(tenant: try row[0], id: try row[1], fence: try row[2])] = try row[3] as Bool
        }
        bench.running.stop(leases.filter { held[$0] == true }, .asked)
        bench.running.stop(leases.filter { held[$0] == nil }, .leaseLost)
    }

    private func storeProgress() async throws {
        let noted = bench.running.takeProgress()
        guard !noted.isEmpty else { return }
        let now = jobs.clock.now()
        let statements: [SQL] = noted.map { lease, progress in
            """
            UPDATE jobs SET progress = \(progress.fraction), progress_text = \(orNull: progress.text),
                updated_at = \(now)
            WHERE tenant_id = \(lease.tenant) AND id = \(lease.id) AND fence = \(lease.fence) AND stage = 'running'
            """
        }
        try await jobs.database.write(.everyTenant) { session in try session.execute(all: statements) }
        jobs.database.bells.ringHere([.jobsChanged])
    }
}

// Delays and limits
extension JobUpkeep {
    /// Makes ready what can be. Returns when there will be more to do.
    private mutating func move() async throws -> Duration {
        let queue = queue
        var now = jobs.clock.now()
        var next: [Instant] = []
        while true {
            let (moved, due) = try await promote(at: now)
            if let due { next.append(due) }
            guard moved == JobBounds.upkeepRowsMax else { break }
            now = jobs.clock.now()
        }
        for _ in 0..<Self.gatesMax {
            let gate = try await jobs.database.read(.everyTenant) { [lastGate] session in
                try JobGate.next(after: lastGate, queue: queue, in: session)
            }
            lastGate = gate
            guard let gate else { break }
            let opened = try await jobs.database.write(.tenant(gate.tenant)) { [now] session in
                try gate.open(queue: queue, at: now, in: session)
            }
            if let nextAt = opened.nextAt { next.append(nextAt) }
        }
        // More gates than one round opens: go on with the next.
        if lastGate != nil { next.append(now) }
        return next.map { max(Self.pauseMin, $0.since(now)) }.min() ?? bench.settings.tick
    }

    static let pauseMin = Duration.milliseconds(10)

    private func promote(at now: Instant) async throws -> (moved: Int, next: Instant?) {
        let queue = queue
        let due: Instant? = try await jobs.database.read(.everyTenant) { session in
            try session.firstRow(
                """
                SELECT due_at FROM jobs WHERE queue = \(queue) AND stage = 'delayed' ORDER BY due_at LIMIT 1
                """
            ).map { try $0[0] }
        }
        guard let due, due <= now else { return (0, due) }
        let moved = try await jobs.database.write(.everyTenant) { session in
            let count = try session.execute(
                """
                WITH due (owner, job) AS (
                    SELECT tenant_id, id FROM jobs WHERE queue = \(queue) AND stage = 'delayed' AND due_at <= \(now)
                    ORDER BY due_at LIMIT \(JobBounds.upkeepRowsMax) FOR UPDATE SKIP LOCKED
                )
                UPDATE jobs SET stage = CASE WHEN limit_key IS NULL THEN 'ready' ELSE 'held' END, updated_at = \(now)
                FROM due WHERE tenant_id = owner AND id = job
                """)
            if count > 0 { try session.ring(.jobs(of: queue)) }
            return count
        }
        return (moved, nil)
    }
}
