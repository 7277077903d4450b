package import Core
import Glibc

extension Clock {
    /// The machine's own, for what other processes and servers measure as well.
    package static let machine = Clock(
        now: { Instant(milliseconds: Int64(nanoseconds(CLOCK_REALTIME) / 1_000_000)) },
        ticks: { Ticks(nanoseconds: nanoseconds(CLOCK_MONOTONIC)) })

    private static func nanoseconds(_ clock: clockid_t) -> UInt64 {
        var time = timespec()
        clock_gettime(clock, &time)
        return UInt64(time.tv_sec) * 1_000_000_000 + UInt64(time.tv_nsec)
    }
}
