import Core
import Persistence
import Synchronization

/// What the lanes of a worker share: whose turn it is, and how an attempt is made and stored.
package final class JobBench: Sendable {
    private struct Table {
        var turns = TenantTurns()
        var last: TenantID?
        var readAt: Ticks?
        var claims = 0
        var isRung = true
        var isCapped = false
        /// Batches of which a job has ended.
        var batches: Set<JobBatchKey> = []
    }

    let jobs: Jobs
    let settings: JobWorker.Settings
    let report: JobReport
    let sleep: JobWorker.Sleep
    let running = RunningJobs()
    let upkeepPoke = Poke()
    private let table = Mutex(Table())

    package init(
        jobs: Jobs, settings: JobWorker.Settings, report: JobReport, sleep: @escaping JobWorker.Sleep
    ) {
        (self.jobs, self.settings, self.report, self.sleep) = (jobs, settings, report, sleep)
    }

    package func ring() { table.withLock { $0.isRung = true } }

    var mayHaveMore: Bool {
        table.withLock { !$0.turns.isEmpty || $0.isRung }
    }

    /// The queue lets only so many run, in all processes together.
    var isCapped: Bool { table.withLock { $0.isCapped } }

    func jittered(_ wait: Duration) -> Duration {
        let half = UInt64(max(0, wait.wholeMilliseconds)) / 2
        return .milliseconds(Int64(half + half.multipliedFullWidth(by: jobs.random()).high))
    }

    func takeBatches() -> Set<JobBatchKey> {
        table.withLock { table in
            defer { table.batches = [] }
            return table.batches
        }
    }

    /// Acknowledges and claims in one transaction.
    package func commit(_ endings: [JobEnding], places: Int) async throws -> [ClaimedJob] {
        let endings = endings.sorted { $0.job.lease.id < $1.job.lease.id }
        let turns = try await turns(for: places)
        guard !endings.isEmpty || !turns.isEmpty else { return [] }
        let now = jobs.clock.now()
        let claim = Claim(
            queue: settings.queue, worker: settings.name, now: now,
            leaseUntil: now.advanced(by: settings.lease), turns: turns, isCapped: isCapped)
        let statements = endings.map(\.statements)
        let (claimed, counts) = try await jobs.database.write(.everyTenant) { session in
            try claim.take(after: statements.flatMap { $0 }, in: session)
        }
        settle(turns, claimed)
        var place = -1
        for (ending, statements) in zip(endings, statements) {
            place += statements.count
            tell(ending, held: counts[place] > 0)
        }
        if !endings.isEmpty { jobs.database.bells.ringHere([.jobsChanged]) }
        return claimed
    }

    func tell(_ ending: JobEnding, held: Bool) {
        let job = ending.job
        report.attemptEnded(
            job.kind, settings.queue, held ? ending.verdict.outcome : .late,
            ending.at.since(job.startedAt).inSeconds)
        guard held else { return }
        if let batch = job.batch {
            table.withLock { _ = $0.batches.insert(JobBatchKey(tenant: job.lease.tenant, id: batch)) }
        }
        if job.batch != nil || job.isLimited || ending.needsUpkeep { upkeepPoke.poke() }
    }

    private func turns(for places: Int) async throws -> [TenantTurns.Turn] {
        guard places > 0 else { return [] }
        let now = jobs.clock.ticks()
        if needsRoster(at: now) {
            let (queue, last) = (settings.queue, table.withLock { $0.last })
            // Rings from here on are about jobs that the roster may not show.
            table.withLock { $0.isRung = false }
            let roster = try await jobs.database.read(.everyTenant) { session in
                try Roster.read(queue: queue, after: last, in: session)
            }
            table.withLock { table in
                table.turns.seat(roster.entrants)
                (table.last, table.readAt, table.claims) = (roster.last, now, 0)
                table.isCapped = roster.isCapped
                // The walk began in the middle: those before it are still to be seen.
                if last != nil, roster.last == nil { table.isRung = true }
            }
        }
        return table.withLock { table in
            table.claims += 1
            return table.turns.deal(places, tenantsMax: Claim.turnsMax)
        }
    }

    private func needsRoster(at now: Ticks) -> Bool {
        table.withLock { table in
            guard let readAt = table.readAt, !table.turns.isEmpty else { return true }
            let age = now.since(readAt)
            return age >= Self.rosterAgeMax
                || table.isRung && (age >= Self.rosterAgeMin || table.claims >= Self.rosterClaimsMax)
        }
    }

    private func settle(_ turns: [TenantTurns.Turn], _ claimed: [ClaimedJob]) {
        guard !turns.isEmpty else { return }
        var got: [TenantID: Int] = [:]
        for job in claimed { got[job.lease.tenant, default: 0] += 1 }
        table.withLock { table in
            for turn in turns { table.turns.settle(turn, got: got[turn.tenant] ?? 0) }
        }
    }

    /// A ring says only that there is something; asking after each would double the statements of a busy queue.
    private static let rosterAgeMin = Duration.milliseconds(20)
    private static let rosterAgeMax = Duration.seconds(1)
    private static let rosterClaimsMax = 8
}

/// Names a batch across tenants.
struct JobBatchKey: Hashable, Sendable {
    let tenant: TenantID
    let id: ID<JobBatch>
}

extension JobEnding {
    /// Upkeep plans by what it last saw.
    var needsUpkeep: Bool {
        switch verdict {
        case .again: true
        case .succeeded, .ended, .cancelled, .givenBack, .notKnown: false
        }
    }
}

/// Wakes whoever waits for it; pokes that come before count for the next wait.
final class Poke: Sendable {
    private struct State {
        var isPoked = false
        var waiter: CheckedContinuation<Void, Never>?
    }

    private let state = Mutex(State())

    func poke() {
        let waiter = state.withLock { state in
            state.isPoked = state.waiter == nil
            return state.waiter.take()
        }
        waiter?.resume()
    }

    /// Returns when poked, or when its task is cancelled.
    func wait() async {
        await withTaskCancellationHandler {
            await withCheckedContinuation { waiter in
                let isOver = state.withLock { state in
                    if state.isPoked || Task.isCancelled {
                        state.isPoked = false
                        return true
                    }
                    state.waiter = waiter
                    return false
                }
                if isOver { waiter.resume() }
            }
        } onCancel: {
            state.withLock { $0.waiter.take() }?.resume()
        }
    }
}
