package import Core

/// Keeps calls away from something that fails, and lets a few through now and then to see whether it has
/// recovered. A plain state machine: whoever holds it brings the time.
///
///     closed ──failures in window──▶ open ──its time is over──▶ half-open ──probes succeed──▶ closed
///                                     ▲                             │
///                                     └────────a probe fails────────┘
package struct CircuitBreaker: Sendable {
    package struct Policy: Hashable, Sendable {
        /// So many failures within `window` open the breaker.
        package var failuresMax: Int
        package var window: Duration
        package var openFor: Duration
        /// So many calls are let through when the time is over; all must succeed to close the breaker.
        package var probes: Int

        package init(
            failuresMax: Int = 5, window: Duration = .seconds(60), openFor: Duration = .seconds(60),
            probes: Int = 1
        ) {
            self.failuresMax = max(1, failuresMax)
            self.window = window
            self.openFor = openFor
            self.probes = max(1, probes)
        }
    }

    package enum State: Hashable, Sendable {
        case closed
        case open(until: Ticks)
        case halfOpen
    }

    package enum Outcome: Hashable, Sendable {
        case success
        case failure(reason: String)
        /// Says nothing about the thing called: the call was cancelled, or refused for what it asked.
        case unknown
    }

    package enum Admission: Hashable, Sendable {
        case admitted(Permit)
        case refused(retryAfter: Duration)
    }

    /// Proof of admission, to be given back once with the outcome.
    package struct Permit: Hashable, Sendable {
        fileprivate let era: UInt64
    }

    package let policy: Policy
    package private(set) var state = State.closed
    /// When the present state began.
    package private(set) var since: Ticks
    package private(set) var lastFailure: String?

    /// Counts state changes, so that the outcome of a call admitted before the last one is known as stale.
    private var era: UInt64 = 0
    private var failures: [Ticks] = []
    private var probesRunning = 0
    private var probesSucceeded = 0
    private var lastProbe: Ticks

    package init(_ policy: Policy = Policy(), at now: Ticks) {
        self.policy = policy
        (since, lastProbe) = (now, now)
    }

    package mutating func admit(at now: Ticks) -> Admission {
        switch state {
        case .closed:
            return .admitted(Permit(era: era))
        case .open(let until):
            guard now >= until else { return .refused(retryAfter: until.since(now)) }
            enter(.halfOpen, at: now)
            return probe(at: now)
        case .halfOpen:
            return probe(at: now)
        }
    }

    package mutating func record(_ outcome: Outcome, of permit: Permit, at now: Ticks) {
        guard permit.era == era else { return }
        switch (state, outcome) {
        case (.closed, .failure(let reason)):
            lastFailure = reason
            failures.removeAll { now.since($0) >= policy.window }
            failures.append(now)
            if failures.count >= policy.failuresMax { open(at: now) }
        case (.halfOpen, .failure(let reason)):
            lastFailure = reason
            open(at: now)
        case (.halfOpen, .success):
            probesRunning -= 1
            probesSucceeded += 1
            if probesSucceeded >= policy.probes { enter(.closed, at: now) }
        case (.halfOpen, .unknown):
            probesRunning -= 1
        case (.closed, .success), (.closed, .unknown), (.open, _):
            break
        }
    }

    private mutating func probe(at now: Ticks) -> Admission {
        if probesRunning + probesSucceeded >= policy.probes {
            // A probe whose outcome never came must not keep the breaker half-open for ever.
            let presumedLost = lastProbe.advanced(by: policy.openFor)
            guard now >= presumedLost else {
                return .refused(retryAfter: min(presumedLost.since(now), Self.retryWhileProbing))
            }
            startProbing()
        }
        probesRunning += 1
        lastProbe = now
        return .admitted(Permit(era: era))
    }

    private mutating func open(at now: Ticks) {
        enter(.open(until: now.advanced(by: policy.openFor)), at: now)
    }

    private mutating func enter(_ next: State, at now: Ticks) {
        (state, since) = (next, now)
        failures.removeAll(keepingCapacity: true)
        startProbing()
    }

    private mutating func startProbing() {
        era += 1
        (probesRunning, probesSucceeded) = (0, 0)
    }

    /// A probe decides soon, so callers need not stay away for the whole of `openFor`.
    static let retryWhileProbing = Duration.seconds(1)
}
