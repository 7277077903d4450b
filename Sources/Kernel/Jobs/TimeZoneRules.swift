package import Core

/// How far the clocks of one zone stand from UTC, and when that changes. Made from the IANA time zone database
/// (RFC 8536), so that it holds for the past, and for the future as far as it has been decreed.
package struct TimeZoneRules: Sendable {
    /// In the database's words, such as `America/Sao_Paulo`.
    package let name: String
    /// The first period begins with time itself; each ends where the next begins.
    private let periods: [Period]
    /// What goes on after the last change written down.
    private let yearly: TimeZoneYearly?

    /// A stretch of time with one offset. In seconds since 1970 UTC.
    struct Period: Sendable, Equatable {
        var start: Int64
        /// Exclusive; `Int64.max` when it never ends.
        var end: Int64
        /// Seconds east of UTC.
        var offset: Int64
    }

    /// - Parameter changes: in order of time, with the offset from then on.
    init(
        name: String, firstOffset: Int64, changes: [(at: Int64, offset: Int64)], yearly: TimeZoneYearly?
    ) {
        var periods = [Period(start: .min, end: .max, offset: firstOffset)]
        for change in changes {
            periods[periods.count - 1].end = change.at
            periods.append(Period(start: change.at, end: .max, offset: change.offset))
        }
        (self.name, self.periods, self.yearly) = (name, periods, yearly)
    }

    package static let utc = TimeZoneRules(name: "UTC", firstOffset: 0, changes: [], yearly: nil)

    /// Positive east of UTC.
    package func offset(at moment: Instant) -> Duration {
        .seconds(period(at: moment.seconds).offset)
    }

    /// What the clock on the wall shows.
    package func wallTime(at moment: Instant) -> WallTime {
        let seconds = moment.seconds
        return WallTime(secondsSince1970: seconds + period(at: seconds).offset)
    }

    /// When the clock shows exactly this: never if the time is skipped, twice if it comes again, else once.
    package func instants(of wall: WallTime) -> [Instant] {
        let local = wall.secondsSince1970
        var found: [Instant] = []
        var period = period(at: local - Self.offsetMax)
        while true {
            let second = local - period.offset
            if second >= period.start, second < period.end { found.append(Instant(seconds: second)) }
            guard period.end <= local + Self.offsetMax else { return found }
            period = self.period(at: period.end)
        }
    }

    /// The first moment at which the clock shows this or has gone past it: where the time is skipped, the
    /// moment after the gap; where it comes twice, the first.
    package func firstInstant(reaching wall: WallTime) -> Instant {
        let local = wall.secondsSince1970
        var period = period(at: local - Self.offsetMax)
        while period.end != .max, period.end + period.offset <= local {
            period = self.period(at: period.end)
        }
        return Instant(seconds: max(period.start, local - period.offset))
    }

    func period(at second: Int64) -> Period {
        let last = periods[periods.count - 1]
        if second >= last.start, let yearly {
            var period = yearly.period(at: second)
            period.start = max(period.start, last.start)
            return period
        }
        // The last one that has begun.
        var (low, high) = (0, periods.count)
        while low + 1 < high {
            let middle = (low + high) / 2
            if periods[middle].start <= second { low = middle } else { high = middle }
        }
        return periods[low]
    }

    /// No zone was ever further from UTC (RFC 8536 asks for less than 26 hours).
    static let offsetMax: Int64 = 26 * 3600
}

extension Instant {
    init(seconds: Int64) {
        self.init(milliseconds: seconds * 1000)
    }

    /// Whole seconds since 1970, rounded down.
    var seconds: Int64 {
        milliseconds >= 0 ? milliseconds / 1000 : (milliseconds - 999) / 1000
    }
}

/// What a clock on the wall shows, to the minute: a date and a time of day of no particular zone.
package struct WallTime: Hashable, Comparable, Sendable {
    /// Since 1970-01-01 00:00 on that clock.
    package let minutesSince1970: Int

    package init(minutesSince1970: Int) {
        self.minutesSince1970 = minutesSince1970
    }

    package init(_ date: CivilDate, hour: Int, minute: Int) {
        minutesSince1970 = date.daysSince1970 * Self.minutesPerDay + hour * 60 + minute
    }

    /// Rounded down to the minute.
    init(secondsSince1970 seconds: Int64) {
        minutesSince1970 = Int(seconds >= 0 ? seconds / 60 : (seconds - 59) / 60)
    }

    var secondsSince1970: Int64 { Int64(minutesSince1970) * 60 }

    package var date: CivilDate { CivilDate(daysSince1970: day) }
    package var hour: Int { minuteOfDay / 60 }
    package var minute: Int { minuteOfDay % 60 }

    /// Days since 1970-01-01.
    var day: Int {
        (minutesSince1970 >= 0 ? minutesSince1970 : minutesSince1970 - (Self.minutesPerDay - 1))
            / Self.minutesPerDay
    }

    private var minuteOfDay: Int { minutesSince1970 - day * Self.minutesPerDay }

    var next: WallTime { WallTime(minutesSince1970: minutesSince1970 + 1) }

    package static func < (left: WallTime, right: WallTime) -> Bool {
        left.minutesSince1970 < right.minutesSince1970
    }

    static let minutesPerDay = 1440
}
