import Resilience

/// When a lost connection is tried again.
struct Reconnect {
    private let policy: RetryPolicy
    private let random: @Sendable () -> UInt64
    var failures = 0
    private(set) var next = ContinuousClock.now

    init(_ policy: RetryPolicy, random: @escaping @Sendable () -> UInt64) {
        (self.policy, self.random) = (policy, random)
    }

    var isDue: Bool { next <= .now }

    mutating func noteFailure() {
        failures += 1
        next = .now.advanced(by: policy.wait(afterAttempt: failures, random: random()))
    }
}
