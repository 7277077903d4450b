/// How often, and after which waits, something that failed is tried again.
package struct RetryPolicy: Hashable, Sendable {
    /// The first try counts.
    package var attemptsMax: Int
    package var waitMin: Duration
    package var waitMax: Duration
    /// From the start of the first attempt to the start of the last.
    package var deadline: Duration
    /// When the failing side asks for a longer wait than this, it is not tried again.
    package var waitAskedMax: Duration

    package init(
        attemptsMax: Int = 3, waitMin: Duration = .seconds(4), waitMax: Duration = .seconds(10),
        deadline: Duration = .seconds(60), waitAskedMax: Duration = .seconds(30)
    ) {
        self.attemptsMax = max(1, attemptsMax)
        self.waitMin = max(.zero, waitMin)
        self.waitMax = max(self.waitMin, waitMax)
        self.deadline = deadline
        self.waitAskedMax = waitAskedMax
    }

    /// What an error calls for.
    package enum Verdict: Hashable, Sendable {
        case giveUp
        case again
        /// The failing side named the time before which it makes no sense.
        case againAfter(Duration)
    }

    /// Exponential backoff with full jitter: evenly between `waitMin` and a ceiling that begins at twice
    /// `waitMin` and doubles up to `waitMax` (M. Brooker, "Exponential Backoff and Jitter", 2015; with a floor).
    /// - Parameter attempt: 1 for the first.
    /// - Parameter random: evenly distributed over all values.
    package func wait(afterAttempt attempt: Int, random: UInt64) -> Duration {
        let doublings = min(max(attempt, 1), Self.doublingsMax)
        let ceiling = min(waitMax, waitMin * (1 << doublings))
        let nanoseconds = (ceiling - waitMin).clampedNanoseconds
        return waitMin + .nanoseconds(Int64(nanoseconds.multipliedFullWidth(by: random).high))
    }

    /// The wait before the next attempt, or nil when there is none.
    package func wait(
        afterAttempt attempt: Int, failedWith verdict: Verdict, elapsed: Duration, random: UInt64
    ) -> Duration? {
        guard attempt < attemptsMax else { return nil }
        var pause = wait(afterAttempt: attempt, random: random)
        switch verdict {
        case .giveUp: return nil
        case .again: break
        case .againAfter(let asked):
            guard asked <= waitAskedMax else { return nil }
            pause = max(pause, asked)
        }
        return elapsed + pause <= deadline ? pause : nil
    }

    /// Beyond this every ceiling in use has long been reached; it keeps the shift from overflowing.
    private static let doublingsMax = 30
}
