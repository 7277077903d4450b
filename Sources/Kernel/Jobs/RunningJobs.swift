import Core
import Synchronization

/// Why an attempt is stopped before its work has ended.
enum StopReason: Sendable {
    case asked, timedOut, leaseLost, draining
}

/// Tells one attempt to stop.
final class StopSignal: Sendable {
    private struct State {
        var reason: StopReason?
        var cancel: (@Sendable () -> Void)?
    }

    private let state = Mutex(State())

    var reason: StopReason? { state.withLock { $0.reason } }

    /// The first reason counts.
    func stop(_ reason: StopReason) {
        let cancel = state.withLock { state in
            if state.reason == nil { state.reason = reason }
            return state.cancel.take()
        }
        cancel?()
    }

    /// - Parameter cancel: called once, at once where it has been told to stop already.
    func onStop(_ cancel: @escaping @Sendable () -> Void) {
        let isOver = state.withLock { state in
            if state.reason == nil { state.cancel = cancel }
            return state.reason != nil
        }
        if isOver { cancel() }
    }
}

/// The attempts under way in a worker.
final class RunningJobs: Sendable {
    private struct Entry {
        let job: ClaimedJob
        let timeout: Duration
        let deadline: Ticks
        let signal: StopSignal
        var isOverdue = false
        var isReported = false
        var progress: JobProgress?
    }

    private let entries = Mutex<[JobLease: Entry]>([:])

    var count: Int { entries.withLock { $0.count } }
    var stuckCount: Int { entries.withLock { $0.values.count(where: \.isReported) } }

    func add(_ job: ClaimedJob, timeout: Duration, at now: Ticks) -> StopSignal {
        let signal = StopSignal()
        entries.withLock {
            $0[job.lease] = Entry(
                job: job, timeout: timeout, deadline: now.advanced(by: timeout), signal: signal)
        }
        return signal
    }

    func remove(_ lease: JobLease) {
        entries.withLock { $0[lease] = nil }
    }

    func note(_ progress: JobProgress, of lease: JobLease) {
        entries.withLock { $0[lease]?.progress = progress }
    }

    /// What has been noted since the last call, in the order of ids, in which all statements over several jobs
    /// go: transactions that lock rows in one order cannot lock each other out.
    func takeProgress() -> [(lease: JobLease, progress: JobProgress)] {
        let noted = entries.withLock { entries in
            var noted: [(lease: JobLease, progress: JobProgress)] = []
            for (lease, entry) in entries {
                guard let progress = entry.progress else { continue }
                noted.append((lease, progress))
                entries[lease]?.progress = nil
            }
            return noted
        }
        return noted.sorted { $0.lease.id < $1.lease.id }
    }

    /// Leases to extend. An attempt that is still there after its time and a grace is left to another worker.
    func leasesToExtend() -> [JobLease] {
        entries.withLock { $0.values.filter { !$0.isReported }.map(\.job.lease) }.sorted { $0.id < $1.id }
    }

    /// Stops what has run too long; returns those that were stopped a grace ago and run still.
    func stopOverdue(at now: Ticks, grace: Duration) -> [ClaimedJob] {
        let (overdue, stuck) = entries.withLock { entries in
            var (overdue, stuck): ([StopSignal], [ClaimedJob]) = ([], [])
            for (lease, entry) in entries where entry.deadline <= now {
                if !entry.isOverdue { overdue.append(entry.signal) }
                entries[lease]?.isOverdue = true
                if !entry.isReported, entry.deadline.advanced(by: grace) <= now {
                    entries[lease]?.isReported = true
                    stuck.append(entry.job)
                }
            }
            return (overdue, stuck)
        }
        for signal in overdue { signal.stop(.timedOut) }
        return stuck
    }

    func stop(_ leases: some Sequence<JobLease>, _ reason: StopReason) {
        let signals = entries.withLock { entries in leases.compactMap { entries[$0]?.signal } }
        for signal in signals { signal.stop(reason) }
    }

    func stopAll(_ reason: StopReason) {
        let signals = entries.withLock { $0.values.map(\.signal) }
        for signal in signals { signal.stop(reason) }
    }
}
