package import Core

extension Cron {
    /// The first moment after `moment` at which it fires; nil beyond the year 9999.
    ///
    /// Where the clocks change it does as Debian's cron. Times of day fire once each day: one that is skipped
    /// fires at the moment after the gap, one that comes twice the first time. Intervals go by what the clock
    /// shows: every quarter of an hour stays that, and a time that comes twice fires twice.
    package func next(after moment: Instant, in zone: TimeZoneRules) -> Instant? {
        guard Self.served.contains(moment) else { return nil }
        let next = isInterval ? nextShown(after: moment, in: zone) : nextReached(after: moment, in: zone)
        return next.flatMap { Self.served.contains($0) ? $0 : nil }
    }

    /// For times of day. What the clock first reaches later is later on the clock: no time up to the one it
    /// shows now needs to be looked at.
    private func nextReached(after moment: Instant, in zone: TimeZoneRules) -> Instant? {
        var wall = zone.wallTime(at: moment)
        while let match = firstMatch(from: wall.next) {
            let instant = zone.firstInstant(reaching: match)
            if instant > moment { return instant }
            wall = match
        }
        return nil
    }

    /// For intervals: one stretch of the same offset after the other.
    private func nextShown(after moment: Instant, in zone: TimeZoneRules) -> Instant? {
        var period = zone.period(at: moment.seconds)
        var wall = zone.wallTime(at: moment).next
        while let match = firstMatch(from: wall) {
            let second = match.secondsSince1970 - period.offset
            if second < period.end { return Instant(seconds: second) }
            period = zone.period(at: period.end)
            let shown = period.start + period.offset
            wall = WallTime(secondsSince1970: shown)
            // A period that begins within a minute shows that minute's beginning no more.
            if wall.secondsSince1970 < shown { wall = wall.next }
        }
        return nil
    }

    /// The first time on the clock that fits, `wall` included.
    func firstMatch(from wall: WallTime) -> WallTime? {
        let first = wall.day
        guard let day = firstDay(from: first) else { return nil }
        if day == first, let match = firstTime(on: day, fromHour: wall.hour, minute: wall.minute) {
            return match
        }
        guard let later = day == first ? firstDay(from: first + 1) : day else { return nil }
        return firstTime(on: later, fromHour: 0, minute: 0)
    }

    private func firstTime(on day: Int, fromHour hour: Int, minute: Int) -> WallTime? {
        if hours.has(hour), let minute = minutes.first(from: minute) {
            return time(on: day, hour: hour, minute: minute)
        }
        guard let later = hours.first(from: hour + 1), let minute = minutes.first(from: 0) else { return nil }
        return time(on: day, hour: later, minute: minute)
    }

    private func time(on day: Int, hour: Int, minute: Int) -> WallTime {
        WallTime(minutesSince1970: day * WallTime.minutesPerDay + hour * 60 + minute)
    }

    private func firstDay(from first: Int) -> Int? {
        var day = first
        while day < first + Self.daysMax {
            let date = CivilDate(daysSince1970: day)
            if !months.has(date.month) {
                day = Self.firstDay(ofMonthAfter: date)
            } else if fits(date, weekday: Self.weekday(ofDay: day)) {
                return day
            } else {
                day += 1
            }
        }
        return nil
    }

    private func fits(_ date: CivilDate, weekday: Int) -> Bool {
        let isDay =
            days.has(date.day)
            || hasLastDay && CivilDate(year: date.year, month: date.month, day: date.day + 1) == nil
        let isWeekday = weekdays.has(weekday)
        return isEitherDayEnough ? isDay || isWeekday : isDay && isWeekday
    }

    private static func firstDay(ofMonthAfter date: CivilDate) -> Int {
        let first =
            date.month == 12
            ? CivilDate(year: date.year + 1, month: 1, day: 1)
            : CivilDate(year: date.year, month: date.month + 1, day: 1)
        // Every month has a first day.
        return first!.daysSince1970
    }

    /// 0 for Sunday. 1 January 1970 was a Thursday.
    static func weekday(ofDay daysSince1970: Int) -> Int {
        let rest = (daysSince1970 + 4) % 7
        return rest < 0 ? rest + 7 : rest
    }

    /// 29 February comes on a given day of the week after 40 years at the latest: across a year such as 2100.
    private static let daysMax = 41 * 366

    /// From the year 1 to 9999, which have a written form.
    static let served =
        Instant(milliseconds: -62_135_596_800_000)...Instant(milliseconds: 253_402_300_799_999)
}

extension UInt64 {
    /// The lowest value from `start` on.
    func first(from start: Int) -> Int? {
        guard start < UInt64.bitWidth else { return nil }
        let rest = self >> UInt64(start)
        return rest == 0 ? nil : start + rest.trailingZeroBitCount
    }
}
