import Persistence
import Synchronization

/// Runs the jobs of one queue. Give several queues a worker each.
package final class JobWorker: Sendable {
    package typealias Sleep = @Sendable (Duration) async throws -> Void

    package struct Settings: Sendable {
        /// Tells this worker from all others, of other processes and of earlier times too.
        package var name: String
        package var queue: String
        /// Lines of commits side by side: each has a connection when it commits.
        package var lanes = 1
        package var slotsPerLane = 64
        /// One commit acknowledges what has ended and claims anew. Otherwise each does it in its own.
        package var joinsCommits = true
        /// How long a job of a worker that died waits for another; extended while it runs.
        package var lease: Duration = .seconds(30)
        /// How often to look without being rung for, and how exact time-outs are.
        package var tick: Duration = .milliseconds(500)
        /// What is under way when the worker is drained has so long to end before it is given back.
        package var drainMax: Duration = .seconds(25)

        package init(name: String, queue: String = "default") {
            (self.name, self.queue) = (name, queue)
        }
    }

    private let bench: JobBench
    private let lanes: [JobLane]
    private let nextLane = Mutex(0)
    private let drained = Poke()

    package init(
        _ jobs: Jobs, settings: Settings, report: JobReport = JobReport(),
        sleep: @escaping Sleep = { try await Task.sleep(for: $0) }
    ) {
        let bench = JobBench(jobs: jobs, settings: settings, report: report, sleep: sleep)
        self.bench = bench
        lanes = (0..<max(1, settings.lanes)).map { _ in JobLane(bench) }
    }

    package var runningCount: Int { bench.running.count }
    /// Slots held by work that does not heed its cancellation.
    package var stuckCount: Int { bench.running.stuckCount }

    /// Works until drained. A task that is cancelled is drained too, but what it was doing is left to the end
    /// of its leases.
    package func run() async {
        await withTaskCancellationHandler {
            await withTaskGroup(of: Void.self) { group in
                group.addTask { await self.listen() }
                group.addTask { await self.listenForLater() }
                group.addTask { await self.listenForCancelling() }
                group.addTask { await self.keepUp() }
                group.addTask { await self.giveBackInTime() }
                await runLanes()
                group.cancelAll()
            }
        } onCancel: {
            drain()
        }
    }

    /// Claims no more, lets what is under way end, and makes `run` return.
    package func drain() {
        for lane in lanes { lane.drain() }
        drained.poke()
    }

    private func runLanes() async {
        await withTaskGroup(of: Void.self) { group in
            for lane in lanes {
                group.addTask { await lane.run { self.wakeOne() } }
            }
        }
    }

    /// One after the other: a lane that finds as much as it can take wakes the next.
    private func wakeOne() {
        let place = nextLane.withLock { place in
            place = (place + 1) % lanes.count
            return place
        }
        lanes[place].wake()
    }

    private func listen() async {
        for await _ in bench.jobs.database.bells.rings(of: .jobs(of: bench.settings.queue)) {
            bench.ring()
            wakeOne()
        }
    }

    private func listenForLater() async {
        for await _ in bench.jobs.database.bells.rings(of: .laterJobs(of: bench.settings.queue)) {
            bench.upkeepPoke.poke()
        }
    }

    private func listenForCancelling() async {
        let upkeep = JobUpkeep(bench)
        for await _ in bench.jobs.database.bells.rings(of: .jobCancelled) {
            do { try await upkeep.dropLost() } catch { report(error) }
        }
    }

    private func keepUp() async {
        var upkeep = JobUpkeep(bench)
        var pollWait = bench.settings.tick
        var waited = Duration.zero
        while !Task.isCancelled {
            var wait = bench.settings.tick
            do {
                wait = try await upkeep.pass()
                bench.report.keptUp()
            } catch {
                report(error)
            }
            await pause(wait)
            // A ring can be lost between processes; idle queues are asked less and less often.
            waited += wait
            if bench.running.count > 0 { pollWait = bench.settings.tick }
            if waited >= pollWait {
                bench.ring()
                wakeOne()
                (waited, pollWait) = (.zero, min(pollWait * 2, Self.pollWaitMax))
            }
        }
    }

    private static let pollWaitMax = Duration.seconds(4)

    /// Until poked, but no longer than `wait` and no shorter than a pass may come after another.
    private func pause(_ wait: Duration) async {
        let (poke, sleep) = (bench.upkeepPoke, bench.sleep)
        guard (try? await sleep(min(wait, JobUpkeep.pauseMin))) != nil else { return }
        await withTaskGroup(of: Void.self) { group in
            group.addTask { await poke.wait() }
            group.addTask { _ = try? await sleep(max(.zero, wait - JobUpkeep.pauseMin)) }
            await group.next()
            group.cancelAll()
        }
    }

    private func giveBackInTime() async {
        await drained.wait()
        guard (try? await bench.sleep(bench.settings.drainMax)) != nil else { return }
        bench.running.stopAll(.draining)
    }

    private func report(_ error: any Error) {
        switch error {
        case is CancellationError: break
        case let failure as StorageFailure: bench.report.trouble(.storage(failure))
        default: bench.report.trouble(.fault(error))
        }
    }
}
