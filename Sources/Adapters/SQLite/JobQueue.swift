import DequeModule
import Persistence
import Synchronization

/// Work that waits for a connection. Bounded; a job can be taken back until it has begun.
///
/// Workers are started as jobs come, up to a number, and stop when nothing waits.
final class JobQueue: Sendable {
    private struct State {
        var waiting: Deque<any AnyJob> = []
        var workerCount = 0
        var isClosed = false
        var waitingForIdle: [CheckedContinuation<Void, Never>] = []
    }

    private let state = Mutex(State())
    private let workersMax: Int
    private let waitingMax: Int

    init(workersMax: Int, waitingMax: Int) {
        self.workersMax = workersMax
        self.waitingMax = waitingMax
    }

    /// Runs `body` on a worker; calls `startWorker` first when one more is wanted.
    func run<Outcome: Sendable>(
        _ body: @escaping @Sendable (any Session) throws -> Outcome, startWorker: () -> Void
    ) async throws -> Outcome {
        let job = Job(body)
        return try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { caller in
                job.caller = caller
                enqueue(job, startWorker)
            }
        } onCancel: {
            withdraw(job)
        }
    }

    private enum Admission { case waits, needsWorker, refused(any Error) }

    private func enqueue(_ job: any AnyJob, _ startWorker: () -> Void) {
        let admission: Admission = state.withLock { state in
            // Under the lock, so that a cancellation is seen either here or by `withdraw`.
            if Task.isCancelled { return .refused(CancellationError()) }
            if state.isClosed {
                return .refused(StorageFailure(.unreachable, cause: "the database is closed"))
            }
            guard state.waiting.count < waitingMax else {
                return .refused(StorageFailure(.busy, cause: "\(waitingMax) calls wait already"))
            }
            state.waiting.append(job)
            guard state.workerCount < workersMax else { return .waits }
            state.workerCount += 1
            return .needsWorker
        }
        switch admission {
        case .waits: break
        case .needsWorker: startWorker()
        case .refused(let error): job.fail(error)
        }
    }

    /// Does nothing once the job has begun: its caller then learns how it ended.
    private func withdraw(_ job: any AnyJob) {
        let wasWaiting = state.withLock { state in
            guard let place = state.waiting.firstIndex(where: { $0 === job }) else { return false }
            state.waiting.remove(at: place)
            return true
        }
        if wasWaiting { job.fail(CancellationError()) }
    }

    func next() -> (any AnyJob)? {
        state.withLock { $0.waiting.popFirst() }
    }

    /// Nil means that the calling worker is counted no more and must stop.
    func nextOrRetire() -> (any AnyJob)? {
        var waitingForIdle: [CheckedContinuation<Void, Never>] = []
        let job = state.withLock { state -> (any AnyJob)? in
            if let job = state.waiting.popFirst() { return job }
            state.workerCount -= 1
            if state.workerCount == 0 { swap(&waitingForIdle, &state.waitingForIdle) }
            return nil
        }
        for waiting in waitingForIdle { waiting.resume() }
        return job
    }

    /// Refuses what comes from now on, and returns when what was accepted is done.
    func close() async {
        await withCheckedContinuation { caller in
            let isIdle = state.withLock { state in
                state.isClosed = true
                if state.workerCount > 0 { state.waitingForIdle.append(caller) }
                return state.workerCount == 0
            }
            if isIdle { caller.resume() }
        }
    }
}

/// A body and its caller, whatever the result.
protocol AnyJob: AnyObject, Sendable {
    /// Runs the body and keeps how it ended. Returns the error it threw.
    func perform(in session: any Session) -> (any Error)?
    /// Tells the caller how it ended.
    func acknowledge()
    func fail(_ error: any Error)
}

// Unchecked: a job passes from its caller to one worker through the queue's lock.
private final class Job<Outcome: Sendable>: AnyJob, @unchecked Sendable {
    private let body: @Sendable (any Session) throws -> Outcome
    private var outcome: Result<Outcome, any Error>?
    var caller: CheckedContinuation<Outcome, any Error>?

    init(_ body: @escaping @Sendable (any Session) throws -> Outcome) {
        self.body = body
    }

    func perform(in session: any Session) -> (any Error)? {
        do {
            outcome = .success(try body(session))
            return nil
        } catch {
            outcome = .failure(error)
            return error
        }
    }

    func acknowledge() {
        guard let outcome else { preconditionFailure("acknowledged before it was performed") }
        caller?.resume(with: outcome)
    }

    func fail(_ error: any Error) {
        caller?.resume(throwing: error)
    }
}
