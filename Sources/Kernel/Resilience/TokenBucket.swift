package import Core

/// A bucket of tokens that fills at the rate of its limit and holds its burst. All in integers: what has come
/// in is exact to a fraction of `1 / period` of a token, so nothing drifts however often it is asked.
package struct TokenBucket: Hashable, Sendable {
    package let limit: RateLimit
    private var tokens: UInt64
    /// Of a token, in `1 / limit.period`.
    private var fraction: UInt64 = 0
    private var updated: UInt64

    /// Begins full.
    package init(_ limit: RateLimit, at now: Ticks) {
        self.limit = limit
        tokens = limit.burst
        updated = now.nanoseconds
    }

    package struct Answer: Hashable, Sendable {
        package enum Verdict: Hashable, Sendable {
            case allowed
            case refused(retryAfter: Duration)
        }

        package let verdict: Verdict
        package let remaining: Int
        /// Time until the bucket is full again.
        package let reset: Duration

        package init(verdict: Verdict, remaining: Int, reset: Duration) {
            (self.verdict, self.remaining, self.reset) = (verdict, remaining, reset)
        }

        package var isAllowed: Bool { verdict == .allowed }
    }

    /// Takes all of `cost` or nothing. More than the burst can never be taken.
    package mutating func take(_ cost: Int = 1, at now: Ticks) -> Answer {
        fill(at: now.nanoseconds)
        let cost = UInt64(max(0, cost))
        let verdict: Answer.Verdict
        if cost <= tokens {
            tokens -= cost
            verdict = .allowed
        } else {
            let wanted = min(cost, limit.burst)
            verdict = .refused(retryAfter: .nanoseconds(Int64(time(until: wanted))))
        }
        let reset = Duration.nanoseconds(Int64(time(until: limit.burst)))
        return Answer(verdict: verdict, remaining: Int(tokens), reset: reset)
    }

    /// When the bucket is full if nothing more is taken. A full bucket need not be remembered.
    var fullAt: Ticks {
        Ticks(nanoseconds: updated &+ time(until: limit.burst))
    }

    /// A reading earlier than the last one counts as no time: the clock of another core may be a little behind.
    private mutating func fill(at now: UInt64) {
        guard now > updated else { return }
        let elapsed = now - updated
        updated = now
        guard tokens < limit.burst else { return }
        guard elapsed < limit.fillTime else { return fillUp() }
        // Less than a burst has come in, so neither the sum nor the quotient can overflow.
        var (high, low) = elapsed.multipliedFullWidth(by: limit.count)
        let (sum, carry) = low.addingReportingOverflow(fraction)
        low = sum
        if carry { high += 1 }
        let (whole, rest) = limit.period.dividingFullWidth((high, low))
        guard whole < limit.burst - tokens else { return fillUp() }
        tokens += whole
        fraction = rest
    }

    private mutating func fillUp() {
        (tokens, fraction) = (limit.burst, 0)
    }

    /// Nanoseconds until there are `wanted` tokens, rounded up.
    private func time(until wanted: UInt64) -> UInt64 {
        guard wanted > tokens else { return 0 }
        return RateLimit.time(for: wanted - tokens, less: fraction, count: limit.count, period: limit.period)
    }
}
