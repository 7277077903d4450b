import DequeModule
import Persistence
import Synchronization

/// Work that waits for a connection. Bounded; a job can be taken back until it has begun.
///
/// Workers are numbered; they are started as jobs come and stop when nothing waits. The one that stopped last
/// starts first, as its thread is most likely still awake.
final class JobQueue: Sendable {
    private struct State {
        var waiting: Deque<any AnyJob> = []
        var idleWorkers: [Int]
        var isClosed = false
        var waitingForIdle: [CheckedContinuation<Void, Never>] = []
    }

    private let state: Mutex<State>
    private let workersMax: Int
    private let waitingMax: Int

    init(workersMax: Int, waitingMax: Int) {
        state = Mutex(State(idleWorkers: Array((0..<workersMax).reversed())))
        self.workersMax = workersMax
        self.waitingMax = waitingMax
    }

    /// Runs `body` on a worker; calls `startWorker` first when one more is wanted.
    func run<Outcome: Sendable>(
        _ body: @escaping @Sendable (any Session) throws -> Outcome, startWorker: (Int) -> Void
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

    private enum Admission { case waits, needsWorker(Int), refused(any Error) }

    private func enqueue(_ job: any AnyJob, _ startWorker: (Int) -> Void) {
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
            return state.idleWorkers.popLast().map { .needsWorker($0) } ?? .waits
        }
        switch admission {
        case .waits: break
        case .needsWorker(let worker): startWorker(worker)
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

    /// Nil means that the calling worker now counts as idle and must stop.
    func nextOrRetire(_ worker: Int) -> (any AnyJob)? {
        var waitingForIdle: [CheckedContinuation<Void, Never>] = []
        let job = state.withLock { state -> (any AnyJob)? in
            if let job = state.waiting.popFirst() { return job }
            state.idleWorkers.append(worker)
            if state.idleWorkers.count == workersMax { swap(&waitingForIdle, &state.waitingForIdle) }
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
                let isIdle = state.idleWorkers.count == workersMax
                if !isIdle { state.waitingForIdle.append(caller) }
                return isIdle
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
