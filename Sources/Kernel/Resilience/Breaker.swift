package import Core
import Synchronization

/// A `CircuitBreaker` that many tasks share.
package final class Breaker: Sendable {
    package let name: String
    private let clock: Clock
    private let machine: Mutex<CircuitBreaker>

    package init(_ name: String, _ policy: CircuitBreaker.Policy = .init(), clock: Clock) {
        self.name = name
        self.clock = clock
        machine = Mutex(CircuitBreaker(policy, at: clock.ticks()))
    }

    /// Runs `body` unless the breaker is open, and learns from how it ends. Refusals and cancellation never
    /// count; of the other errors those that `isFailure` picks.
    /// - Throws: `BreakerOpen`, or what `body` throws.
    package func run<Value>(
        _ body: () async throws -> Value, isFailure: (any Error) -> Bool = { _ in true }
    ) async throws -> Value {
        let permit = try admit()
        do {
            let value = try await body()
            record(.success, of: permit)
            return value
        } catch {
            record(Self.judge(error, isFailure), of: permit)
            throw error
        }
    }

    /// For calls that begin and end in different places. Each permit goes back by `record` once.
    package func admit() throws(BreakerOpen) -> CircuitBreaker.Permit {
        let now = clock.ticks()
        switch machine.withLock({ $0.admit(at: now) }) {
        case .admitted(let permit): return permit
        case .refused(let retryAfter): throw BreakerOpen(name: name, retryAfter: retryAfter)
        }
    }

    package func record(_ outcome: CircuitBreaker.Outcome, of permit: CircuitBreaker.Permit) {
        let now = clock.ticks()
        machine.withLock { $0.record(outcome, of: permit, at: now) }
    }

    /// For health checks and metrics.
    package struct Status: Hashable, Sendable {
        package let name: String
        package let state: CircuitBreaker.State
        package let since: Ticks
        package let lastFailure: String?
    }

    /// An open breaker whose time is over reads as half-open although no call has come to try it: a thing
    /// that nobody calls should not be reported as down for ever.
    package var status: Status {
        let now = clock.ticks()
        let (state, since, reason) = machine.withLock { ($0.state, $0.since, $0.lastFailure) }
        if case .open(let until) = state, now >= until {
            return Status(name: name, state: .halfOpen, since: until, lastFailure: reason)
        }
        return Status(name: name, state: state, since: since, lastFailure: reason)
    }

    private static func judge(_ error: any Error, _ isFailure: (any Error) -> Bool) -> CircuitBreaker.Outcome
    {
        if error is any Refusal || error is CancellationError || Task.isCancelled || !isFailure(error) {
            return .unknown
        }
        return .failure(reason: String(String(describing: error).prefix(reasonLengthMax)))
    }

    /// In characters. Errors of some libraries describe themselves with whole requests.
    static let reasonLengthMax = 200
}

/// The call was not made, because the calls before it failed.
package struct BreakerOpen: Refusal, Hashable {
    package let name: String
    package let retryAfter: Duration

    package init(name: String, retryAfter: Duration) {
        (self.name, self.retryAfter) = (name, retryAfter)
    }

    package var problem: Problem {
        let detail = "\(name) failed too often and is given a rest"
        return Problem(.temporarilyUnavailable, detail, retryAfter: retryAfter)
    }
}
