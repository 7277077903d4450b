import Core

/// The rule by which a zone goes on after its last change written down: the footer of a time zone file, in the
/// form of POSIX's variable `TZ`, such as `EST5EDT,M3.2.0,M11.1.0`, with RFC 8536's hours from -167 to 167.
struct TimeZoneYearly: Sendable, Equatable {
    private let standardOffset: Int64
    private let summer: Summer?

    fileprivate struct Summer: Sendable, Equatable {
        let offset: Int64
        let start: Day
        let end: Day
    }

    /// A moment in each year, by the clock that is about to be changed.
    fileprivate struct Day: Sendable, Equatable {
        enum Kind: Sendable, Equatable {
            /// 1 to 365; 29 February is never counted.
            case withoutLeapDay(Int)
            /// 0 to 365.
            case ofYear(Int)
            /// The week's fifth is the month's last.
            case weekday(month: Int, week: Int, weekday: Int)
        }

        let kind: Kind
        /// From midnight.
        let seconds: Int64
    }

    /// Nil when the text is no such rule.
    init?(_ text: some StringProtocol) {
        var reader = Reader(text)
        guard reader.skipName(), let west = reader.time() else { return nil }
        standardOffset = -west
        guard !reader.isAtEnd else {
            summer = nil
            return
        }
        guard reader.skipName() else { return nil }
        var offset = standardOffset + 3600
        if !reader.isNext(",") {
            guard let west = reader.time() else { return nil }
            offset = -west
        }
        guard let start = reader.day(), let end = reader.day(), reader.isAtEnd else { return nil }
        summer = Summer(offset: offset, start: start, end: end)
    }

    func period(at second: Int64) -> TimeZoneRules.Period {
        guard let summer else {
            return TimeZoneRules.Period(start: .min, end: .max, offset: standardOffset)
        }
        let year = Instant(seconds: second).civilDate.year
        // A rule's hours may reach into the years beside its own.
        let changes = (year - 1...year + 1).flatMap { year in
            [
                (at: summer.start.second(in: year) - standardOffset, offset: summer.offset),
                (at: summer.end.second(in: year) - summer.offset, offset: standardOffset),
            ]
        }.sorted {
            // Where summer is all year round, it ends and begins at once.
            ($0.at, $0.offset == summer.offset ? 1 : 0) < ($1.at, $1.offset == summer.offset ? 1 : 0)
        }
        let current = changes.lastIndex { $0.at <= second } ?? 0
        return TimeZoneRules.Period(
            start: changes[current].at, end: current + 1 < changes.count ? changes[current + 1].at : .max,
            offset: changes[current].offset)
    }
}

extension TimeZoneYearly.Day {
    /// Seconds from 1970-01-01 00:00 on that clock.
    fileprivate func second(in year: Int) -> Int64 { Int64(day(in: year)) * 86_400 + seconds }

    private func day(in year: Int) -> Int {
        switch kind {
        case .ofYear(let day): Self.firstDay(ofMonth: 1, in: year) + day
        case .withoutLeapDay(let day):
            Self.firstDay(ofMonth: 1, in: year) + day - 1 + (CivilDate.isLeap(year) && day >= 60 ? 1 : 0)
        case .weekday(let month, let week, let weekday): Self.day(month, week, weekday, in: year)
        }
    }

    private static func day(_ month: Int, _ week: Int, _ weekday: Int, in year: Int) -> Int {
        let first = firstDay(ofMonth: month, in: year)
        let next = month == 12 ? firstDay(ofMonth: 1, in: year + 1) : firstDay(ofMonth: month + 1, in: year)
        let day = first + (weekday - Cron.weekday(ofDay: first) + 7) % 7 + (week - 1) * 7
        return day < next ? day : day - 7
    }

    private static func firstDay(ofMonth month: Int, in year: Int) -> Int {
        // Every month has a first day.
        CivilDate(year: year, month: month, day: 1)!.daysSince1970
    }
}

extension TimeZoneYearly {
    private struct Reader {
        private var rest: Substring.UTF8View

        init(_ text: some StringProtocol) { rest = Substring(text).utf8 }

        var isAtEnd: Bool { rest.isEmpty }

        func isNext(_ mark: Unicode.Scalar) -> Bool { rest.first == UInt8(ascii: mark) }

        mutating func skip(_ mark: Unicode.Scalar) -> Bool {
            guard isNext(mark) else { return false }
            rest.removeFirst()
            return true
        }

        /// Three letters or more, or anything between `<` and `>`.
        mutating func skipName() -> Bool {
            if skip("<") {
                guard let end = rest.firstIndex(of: UInt8(ascii: ">")) else { return false }
                rest = rest[rest.index(after: end)...]
                return true
            }
            let letters = rest.prefix { ($0 | 0x20) >= UInt8(ascii: "a") && ($0 | 0x20) <= UInt8(ascii: "z") }
            rest = rest[letters.endIndex...]
            return letters.count >= 3
        }

        mutating func number(_ allowed: ClosedRange<Int>) -> Int? {
            let digits = rest.prefix { (0x30...0x39).contains($0) }
            guard (1...3).contains(digits.count) else { return nil }
            rest = rest[digits.endIndex...]
            let value = digits.reduce(0) { $0 * 10 + Int($1 - 0x30) }
            return allowed.contains(value) ? value : nil
        }

        /// `[+-]hours[:minutes[:seconds]]`, in seconds.
        mutating func time() -> Int64? {
            let isNegative = skip("-")
            if !isNegative { _ = skip("+") }
            guard let hours = number(0...167) else { return nil }
            var seconds = hours * 3600
            for unit in [60, 1] where skip(":") {
                guard let count = number(0...59) else { return nil }
                seconds += count * unit
            }
            return Int64(isNegative ? -seconds : seconds)
        }

        /// `,` and a day of the year, with the time of day after `/`; 02:00 without.
        mutating func day() -> Day? {
            guard skip(","), let kind = dayKind() else { return nil }
            guard skip("/") else { return Day(kind: kind, seconds: 7200) }
            return time().map { Day(kind: kind, seconds: $0) }
        }

        private mutating func dayKind() -> Day.Kind? {
            if skip("J") { return number(1...365).map(Day.Kind.withoutLeapDay) }
            guard skip("M") else { return number(0...365).map(Day.Kind.ofYear) }
            guard let month = number(1...12), skip("."), let week = number(1...5), skip("."),
                let weekday = number(0...6)
            else { return nil }
            return .weekday(month: month, week: week, weekday: weekday)
        }
    }
}
