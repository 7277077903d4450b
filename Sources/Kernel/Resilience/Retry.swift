package import Core

/// Waits at least so long, or throws `CancellationError` as soon as the task is cancelled.
package typealias Sleep = @Sendable (Duration) async throws -> Void

/// Runs things again by a `RetryPolicy`.
package struct Retry: Sendable {
    package var policy: RetryPolicy
    package var clock: Clock
    package var sleep: Sleep
    package var random: @Sendable () -> UInt64

    package init(
        _ policy: RetryPolicy = RetryPolicy(), clock: Clock,
        sleep: @escaping Sleep = { try await Task.sleep(for: $0) }, random: @escaping @Sendable () -> UInt64
    ) {
        (self.policy, self.clock, self.sleep, self.random) = (policy, clock, sleep, random)
    }

    /// - Parameter judge: by default all but refusals are worth another attempt. It must not send a write
    ///   again that has no idempotency key.
    /// - Parameter body: is told the number of the attempt, 1 for the first.
    /// - Throws: what the last attempt threw; `CancellationError` when cancelled while waiting.
    package func run<Value>(
        judge: (any Error) -> RetryPolicy.Verdict = Retry.faultsAgain, _ body: (Int) async throws -> Value
    ) async throws -> Value {
        let start = clock.ticks()
        var attempt = 1
        while true {
            do {
                return try await body(attempt)
            } catch {
                // What a cancelled task throws can be anything, and its caller has gone.
                guard !(error is CancellationError), !Task.isCancelled,
                    let pause = policy.wait(
                        afterAttempt: attempt, failedWith: judge(error), elapsed: clock.ticks().since(start),
                        random: random())
                else { throw error }
                try await sleep(pause)
                try Task.checkCancellation()
            }
            attempt += 1
        }
    }

    package static func faultsAgain(_ error: any Error) -> RetryPolicy.Verdict {
        error is any Refusal ? .giveUp : .again
    }
}
