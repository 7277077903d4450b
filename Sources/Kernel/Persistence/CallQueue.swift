import DequeModule
import Synchronization

/// Calls that wait for a connection: what engines build on. Bounded; a call can be taken back until it has
/// begun.
///
/// Workers are numbered; they are started as calls come and stop when nothing waits. The one that stopped last
/// starts first, as its thread is most likely still awake.
package final class CallQueue: Sendable {
    private struct State {
        var waiting: Deque<any QueuedCall> = []
        var idleWorkers: [Int]
        var isClosed = false
        /// Why none are taken for the time being.
        var outage: StorageFailure?
        var waitingForIdle: [CheckedContinuation<Void, Never>] = []
    }

    private let state: Mutex<State>
    private let workersMax: Int
    private let waitingMax: Int

    package init(workersMax: Int, waitingMax: Int) {
        state = Mutex(State(idleWorkers: Array((0..<workersMax).reversed())))
        self.workersMax = workersMax
        self.waitingMax = waitingMax
    }

    /// Runs `body` on a worker; calls `startWorker` first when one more is wanted, and `interrupt` when the
    /// caller is cancelled after the call has begun.
    package func run<Outcome: Sendable>(
        _ kind: CallKind, _ reach: Reach, _ body: @escaping @Sendable (any Session) throws -> Outcome,
        startWorker: (Int) -> Void, interrupt: @Sendable (any QueuedCall) -> Void = { _ in }
    ) async throws -> Outcome {
        let call = Call(kind, reach, body)
        return try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { caller in
                call.caller = caller
                enqueue(call, startWorker)
            }
        } onCancel: {
            if !withdraw(call) { interrupt(call) }
        }
    }

    private enum Admission { case waits, needsWorker(Int), refused(any Error) }

    private func enqueue(_ call: any QueuedCall, _ startWorker: (Int) -> Void) {
        let admission: Admission = state.withLock { state in
            // Under the lock, so that a cancellation is seen either here or by `withdraw`.
            if Task.isCancelled { return .refused(CancellationError()) }
            if state.isClosed {
                return .refused(StorageFailure(.unreachable, cause: "the database is closed"))
            }
            if let outage = state.outage { return .refused(outage) }
            guard state.waiting.count < waitingMax else {
                return .refused(StorageFailure(.busy, cause: "\(waitingMax) calls wait already"))
            }
            state.waiting.append(call)
            return state.idleWorkers.popLast().map { .needsWorker($0) } ?? .waits
        }
        switch admission {
        case .waits: break
        case .needsWorker(let worker): startWorker(worker)
        case .refused(let error): call.fail(error)
        }
    }

    /// False once the call has begun: its caller then learns how it ended.
    private func withdraw(_ call: any QueuedCall) -> Bool {
        let wasWaiting = state.withLock { state in
            guard let place = state.waiting.firstIndex(where: { $0 === call }) else { return false }
            state.waiting.remove(at: place)
            return true
        }
        if wasWaiting { call.fail(CancellationError()) }
        return wasWaiting
    }

    package func next() -> (any QueuedCall)? {
        state.withLock { $0.waiting.popFirst() }
    }

    /// Nil means that the calling worker now counts as idle and must stop.
    package func nextOrRetire(_ worker: Int) -> (any QueuedCall)? {
        var waitingForIdle: [CheckedContinuation<Void, Never>] = []
        let call = state.withLock { state -> (any QueuedCall)? in
            if let call = state.waiting.popFirst() { return call }
            state.idleWorkers.append(worker)
            if state.idleWorkers.count == workersMax { swap(&waitingForIdle, &state.waitingForIdle) }
            return nil
        }
        for waiting in waitingForIdle { waiting.resume() }
        return call
    }

    /// Puts a call that `worker` could not begin back in front, for a worker that can: one that is idle and
    /// `isAble` is started. The calling worker then counts as idle and must stop.
    ///
    /// False where nobody would come for the call: no other works, and none that is idle is able.
    package func giveBack(
        _ call: any QueuedCall, from worker: Int, isAble: (Int) -> Bool, startWorker: (Int) -> Void
    ) -> Bool {
        enum Taker { case nobody, working, idle(Int) }
        let taker: Taker = state.withLock { state in
            guard state.outage == nil else { return .nobody }
            let able = state.idleWorkers.lastIndex(where: isAble)
            guard able != nil || state.idleWorkers.count < workersMax - 1 else { return .nobody }
            let taker = able.map { Taker.idle(state.idleWorkers.remove(at: $0)) } ?? .working
            state.waiting.prepend(call)
            // Starts last, as it is likely to fail again.
            state.idleWorkers.insert(worker, at: 0)
            return taker
        }
        switch taker {
        case .nobody: return false
        case .working: return true
        case .idle(let worker):
            startWorker(worker)
            return true
        }
    }

    /// Refuses with `outage` what waits and what comes, until it is called with nil.
    package func turnAway(_ outage: StorageFailure?) {
        let refused = state.withLock { state -> Deque<any QueuedCall> in
            state.outage = outage
            guard outage != nil else { return [] }
            defer { state.waiting = [] }
            return state.waiting
        }
        guard let outage else { return }
        for call in refused { call.fail(outage) }
    }

    package var load: (working: Int, waiting: Int) {
        state.withLock { (workersMax - $0.idleWorkers.count, $0.waiting.count) }
    }

    /// Refuses what comes from now on, and returns when what was accepted is done.
    package func close() async {
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

package enum CallKind: Sendable { case read, write, exclusive }

/// A body and its caller, whatever the result.
package protocol QueuedCall: AnyObject, Sendable {
    var kind: CallKind { get }
    var reach: Reach { get }
    /// Runs the body and keeps how it ended; may be called again. Returns the error it threw.
    func perform(in session: any Session) -> (any Error)?
    /// Tells the caller how it ended.
    func acknowledge()
    func fail(_ error: any Error)
}

private final class Call<Outcome: Sendable>: QueuedCall, @unchecked Sendable {  // Passed on under a lock.
    let kind: CallKind
    let reach: Reach
    private let body: @Sendable (any Session) throws -> Outcome
    private var outcome: Result<Outcome, any Error>?
    var caller: CheckedContinuation<Outcome, any Error>?

    init(_ kind: CallKind, _ reach: Reach, _ body: @escaping @Sendable (any Session) throws -> Outcome) {
        (self.kind, self.reach, self.body) = (kind, reach, body)
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
