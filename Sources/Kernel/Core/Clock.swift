/// Where moments come from. Passed as a value, so that tests and simulations decide what time it is.
package struct Clock: Sendable {
    /// The calendar's time; may jump when the machine's clock is set.
    package var now: @Sendable () -> Instant
    /// Time that only goes forward; for measuring and for time-outs.
    package var ticks: @Sendable () -> Ticks

    package init(now: @escaping @Sendable () -> Instant, ticks: @escaping @Sendable () -> Ticks) {
        self.now = now
        self.ticks = ticks
    }
}

/// A reading of a clock that only goes forward, in nanoseconds since an arbitrary start.
/// Readings of different processes cannot be compared.
package struct Ticks: Hashable, Comparable, Sendable {
    package let nanoseconds: UInt64

    package init(nanoseconds: UInt64) {
        self.nanoseconds = nanoseconds
    }

    package static func < (left: Ticks, right: Ticks) -> Bool {
        left.nanoseconds < right.nanoseconds
    }

    /// Time from `earlier` to this reading, zero if `earlier` is in fact later.
    package func since(_ earlier: Ticks) -> Duration {
        .nanoseconds(nanoseconds < earlier.nanoseconds ? 0 : Int64(nanoseconds - earlier.nanoseconds))
    }

    package func advanced(by duration: Duration) -> Ticks {
        let (seconds, attoseconds) = duration.components
        return Ticks(
            nanoseconds: nanoseconds
                &+ UInt64(bitPattern: seconds &* 1_000_000_000 &+ attoseconds / 1_000_000_000))
    }
}
