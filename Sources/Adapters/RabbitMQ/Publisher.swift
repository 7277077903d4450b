import Bus
import DequeModule
import Dispatch
import Polling
import Synchronization

/// Callers whose messages wait for the publisher's thread, and the thread.
final class Publisher: Sendable {
    struct Job: Sendable {
        let messages: [Message]
        let number: UInt64
        let caller: CheckedContinuation<Receipt, any Error>
    }

    private struct State {
        var jobs: Deque<Job> = []
        var lastNumber: UInt64 = 0
        var isClosed = false
        var hasEnded = false
        var waitingForEnd: [CheckedContinuation<Void, Never>] = []
    }

    let alarm: WakePipe
    private let state = Mutex(State())

    init(_ options: RabbitMQOptions, _ tally: Tally, random: @escaping @Sendable () -> UInt64) throws {
        alarm = try .forBus()
        // A queue of its own, whose one job is the publisher's thread.
        DispatchQueue(label: "lux.rabbitmq.publisher").async { [self] in
            PublisherThread(self, options, tally, random: random).run()
        }
    }

    func publish(_ messages: [Message]) async throws -> Receipt {
        let number = state.withLock { state in
            state.lastNumber += 1
            return state.lastNumber
        }
        return try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { caller in
                enqueue(Job(messages: messages, number: number, caller: caller))
            }
        } onCancel: {
            withdraw(number)
        }
    }

    private func enqueue(_ job: Job) {
        let refusal: (any Error)? = state.withLock { state in
            // Under the lock, so that a cancellation is seen either here or by `withdraw`.
            if Task.isCancelled { return CancellationError() }
            if state.isClosed { return BusFailure(.closed, cause: "the bus is closed") }
            guard state.jobs.count < RabbitMQOptions.callersMax else {
                return BusFailure(.full, cause: "\(state.jobs.count) calls wait already")
            }
            state.jobs.append(job)
            return nil
        }
        if let refusal { job.caller.resume(throwing: refusal) } else { alarm.wake() }
    }

    /// Does nothing once the thread has taken the job: its caller then learns how it ended.
    private func withdraw(_ number: UInt64) {
        let job = state.withLock { state -> Job? in
            guard let place = state.jobs.firstIndex(where: { $0.number == number }) else { return nil }
            return state.jobs.remove(at: place)
        }
        job?.caller.resume(throwing: CancellationError())
    }

    /// Finishes what was accepted.
    func close() async {
        await withCheckedContinuation { caller in
            let hasEnded = state.withLock { state in
                state.isClosed = true
                if !state.hasEnded { state.waitingForEnd.append(caller) }
                return state.hasEnded
            }
            if hasEnded { caller.resume() } else { alarm.wake() }
        }
    }

    // MARK: The thread's side

    /// Some calls together, so that one round trip answers them all. Nil when there will be no more.
    func takeJobs() -> [Job]? {
        state.withLock { state in
            var (jobs, count) = ([Job](), 0)
            while let next = state.jobs.first, jobs.isEmpty || count + next.messages.count <= Self.roundMax {
                count += next.messages.count
                jobs.append(state.jobs.removeFirst())
            }
            return jobs.isEmpty && state.isClosed ? nil : jobs
        }
    }

    var hasWork: Bool { state.withLock { !$0.jobs.isEmpty || $0.isClosed } }

    func noteEnd() {
        let waiting = state.withLock { state in
            state.hasEnded = true
            defer { state.waitingForEnd.removeAll() }
            return state.waitingForEnd
        }
        for caller in waiting { caller.resume() }
    }

    /// Messages of several callers. One caller may bring more.
    private static let roundMax = 1_000
}
