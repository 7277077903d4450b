/// So many in such a time, of which so many may come at once.
package struct RateLimit: Hashable, Sendable {
    package let count: UInt64
    /// In nanoseconds.
    package let period: UInt64
    package let burst: UInt64
    /// Nanoseconds from empty to full, rounded up.
    let fillTime: UInt64

    /// - Parameter count: at least 1.
    /// - Parameter period: at least a nanosecond.
    /// - Parameter burst: at least 1; as many as `count` when not given.
    package init(_ count: Int, per period: Duration, burst: Int? = nil) {
        precondition(count >= 1 && (burst ?? count) >= 1, "a rate lets something through")
        precondition(period >= .nanoseconds(1), "a rate has a period")
        self.count = UInt64(count)
        self.period = period.clampedNanoseconds
        self.burst = UInt64(burst ?? count)
        fillTime = Self.time(for: self.burst, less: 0, count: self.count, period: self.period)
    }

    /// Reads `10/minute`: a number, a slash, and `second`, `minute`, `hour` or `day`. Nil when it is not so.
    package init?(_ text: some StringProtocol) {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count == 2, let period = Self.periods[String(parts[1])], let count = Int(parts[0]),
            count >= 1
        else { return nil }
        self.init(count, per: period)
    }

    /// Nanoseconds in which `tokens` less `fraction / period` come in, rounded up.
    static func time(for tokens: UInt64, less fraction: UInt64, count: UInt64, period: UInt64) -> UInt64 {
        let product = tokens.multipliedFullWidth(by: period)
        let (low, borrow) = product.low.subtractingReportingOverflow(fraction)
        let high = product.high - (borrow ? 1 : 0)
        guard high < count else { return Duration.nanosecondsMax }
        let (whole, rest) = count.dividingFullWidth((high, low))
        return min(rest == 0 ? whole : whole &+ 1, Duration.nanosecondsMax)
    }

    private static let periods: [String: Duration] = [
        "second": .seconds(1), "minute": .seconds(60), "hour": .seconds(3600), "day": .seconds(86_400),
    ]
}
