package import Core
import Synchronization

/// Lets only so many calls run at once, so that one slow thing cannot hold everything. Some more wait in the
/// order they came; the rest are refused.
package final class Bulkhead: Sendable {
    private typealias Waiter = CheckedContinuation<Void, any Error>

    private struct State {
        var line: WaitingLine<Waiter>
        var nextNumber: UInt64 = 0
    }

    package let name: String
    private let retryAfter: Duration
    private let state: Mutex<State>

    package init(_ name: String, runningMax: Int, waitingMax: Int, retryAfter: Duration = .seconds(1)) {
        self.name = name
        self.retryAfter = retryAfter
        state = Mutex(State(line: WaitingLine(runningMax: runningMax, waitingMax: waitingMax)))
    }

    /// - Throws: `TooBusy`, `CancellationError` when cancelled in the line, or what `body` throws.
    package func run<Value>(_ body: () async throws -> Value) async throws -> Value {
        if !state.withLock({ $0.line.enter() }) { try await stand() }
        defer { state.withLock { $0.line.leave() }?.resume() }
        return try await body()
    }

    package var load: (running: Int, waiting: Int) {
        state.withLock { ($0.line.running, $0.line.waiting) }
    }

    private func stand() async throws {
        let number = state.withLock { state in
            state.nextNumber += 1
            return state.nextNumber
        }
        try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { join($0, as: number) }
        } onCancel: {
            state.withLock { $0.line.giveUp(number) }?.resume(throwing: CancellationError())
        }
    }

    private func join(_ waiter: Waiter, as number: UInt64) {
        let answer: Result<Void, any Error>? = state.withLock { state in
            // Asked under the lock: a cancellation that comes later finds the waiter in the line.
            if Task.isCancelled { return .failure(CancellationError()) }
            if state.line.enter() { return .success(()) }
            if state.line.isFull { return .failure(TooBusy(name: name, retryAfter: retryAfter)) }
            state.line.wait(waiter, as: number)
            return nil
        }
        if let answer { waiter.resume(with: answer) }
    }
}

/// So many calls are running and waiting that another would only make all of them later.
package struct TooBusy: Refusal, Hashable {
    package let name: String
    package let retryAfter: Duration

    package init(name: String, retryAfter: Duration) {
        (self.name, self.retryAfter) = (name, retryAfter)
    }

    package var problem: Problem {
        Problem(.tooBusy, "\(name) has as many calls as it can take", retryAfter: retryAfter)
    }
}
