import Core
import Persistence
import Synchronization

/// One line of commits: acknowledges what has ended since the last one and claims for the slots that are free,
/// together. While a commit syncs, the endings of the next gather.
final class JobLane: Sendable {
    private struct Waiting {
        var state: LaneState
        var waiter: CheckedContinuation<Void, Never>?
    }

    private let bench: JobBench
    private let waiting: Mutex<Waiting>

    init(_ bench: JobBench) {
        self.bench = bench
        let settings = bench.settings
        waiting = Mutex(
            Waiting(state: LaneState(slots: settings.slotsPerLane, joinsCommits: settings.joinsCommits)))
    }

    /// Works until drained.
    func run(wakeNext: @Sendable () -> Void) async {
        await withDiscardingTaskGroup { group in
            while let round = await nextRound() {
                let claimed = await commit(round)
                let goesOn = round.places > 0 && bench.mayHaveMore
                change { $0.began(claimed.count, goesOn: goesOn) }
                if goesOn, claimed.count == round.places { wakeNext() }
                for job in claimed {
                    // With one slot there is nothing that could begin meanwhile, so that no other thread need be woken.
                    if bench.settings.slotsPerLane == 1 {
                        group.addImmediateTask { await self.attempt(job) }
                    } else {
                        group.addTask { await self.attempt(job) }
                    }
                }
            }
        }
    }

    func wake() { change { $0.wake() } }

    func drain() { change { $0.drain() } }

    private func change(_ body: (inout LaneState) -> Void) {
        let waiter = waiting.withLock { waiting in
            body(&waiting.state)
            return waiting.waiter.take()
        }
        waiter?.resume()
    }

    /// Nil once drained.
    private func nextRound() async -> LaneState.Round? {
        while true {
            await gather()
            switch waiting.withLock({ $0.state.next() }) {
            case .round(let round): return round
            case .stop: return nil
            case .wait: await pause()
            }
        }
    }

    /// Short jobs end in quick succession: letting the others on costs less than a commit for the first.
    private func gather() async {
        for _ in 0..<2 where waiting.withLock({ $0.state.endedCount > 0 && $0.state.isRunning }) {
            await Task.yield()
        }
    }

    private func pause() async {
        await withCheckedContinuation { waiter in
            let isNeeded = waiting.withLock { waiting in
                guard waiting.state.mustWait else { return false }
                waiting.waiter = waiter
                return true
            }
            if !isNeeded { waiter.resume() }
        }
    }

    private func attempt(_ job: ClaimedJob) async {
        let ending = await bench.attempt(job)
        let isCapped = bench.isCapped
        change { state in
            state.ended(ending)
            // The place that this one leaves in a limited queue is the only one there is.
            if isCapped { state.wake() }
        }
    }

    /// Goes on until the endings are stored: they are few, and forgetting them would run the jobs again.
    private func commit(_ round: LaneState.Round) async -> [ClaimedJob] {
        var wait = Self.waitMin
        var places = round.places
        while true {
            do {
                return try await bench.commit(round.endings, places: places)
            } catch let failure as StorageFailure {
                bench.report.trouble(.storage(failure))
            } catch is CancellationError {
                return []
            } catch {
                bench.report.trouble(.fault(error))
                return await commitOneByOne(round.endings)
            }
            // The claim may have happened and not been heard of; its leases then run out.
            places = 0
            guard (try? await bench.sleep(bench.jittered(wait))) != nil else { return [] }
            wait = min(wait * 2, Self.waitMax)
        }
    }

    /// One ending that cannot be stored must not keep the others from it.
    private func commitOneByOne(_ endings: [JobEnding]) async -> [ClaimedJob] {
        guard endings.count > 1 else { return [] }
        for ending in endings { _ = await commit(LaneState.Round(endings: [ending], places: 0)) }
        return []
    }

    private static let waitMin = Duration.milliseconds(100)
    private static let waitMax = Duration.seconds(5)
}
