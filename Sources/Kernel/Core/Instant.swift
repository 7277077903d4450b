/// A moment in time: milliseconds since 1970-01-01T00:00:00Z, leap seconds not counted (POSIX time).
/// Stored as `BIGINT`; written for people and JSON as RFC 3339 in UTC with milliseconds.
package struct Instant: Hashable, Comparable, Sendable {
    package let milliseconds: Int64

    package init(milliseconds: Int64) {
        self.milliseconds = milliseconds
    }

    package static func < (left: Instant, right: Instant) -> Bool {
        left.milliseconds < right.milliseconds
    }

    package func advanced(by duration: Duration) -> Instant {
        Instant(milliseconds: milliseconds + duration.wholeMilliseconds)
    }

    /// Time from `earlier` to this instant; negative if this one comes first.
    package func since(_ earlier: Instant) -> Duration {
        .milliseconds(milliseconds - earlier.milliseconds)
    }

    package var civilDate: CivilDate {
        CivilDate(daysSince1970: Int(milliseconds.flooredQuotient(by: Self.millisecondsPerDay)))
    }

    static let millisecondsPerDay: Int64 = 86_400_000
}

extension Duration {
    /// Rounded toward zero.
    package var wholeMilliseconds: Int64 {
        components.seconds * 1000 + components.attoseconds / 1_000_000_000_000_000
    }

    package var inSeconds: Double {
        Double(components.seconds) + Double(components.attoseconds) / 1e18
    }
}

extension Int64 {
    func flooredQuotient(by divisor: Int64) -> Int64 {
        let quotient = self / divisor
        return self % divisor < 0 ? quotient - 1 : quotient
    }
}
