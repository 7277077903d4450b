import Core

/// Times of recurrence in the five fields of cron: minute, hour, day of the month, month, day of the week.
/// Read as P. Vixie's cron reads them, with `L` for the last day of the month besides, and with refusals where
/// that one guesses.
///
/// Where both days are restricted, one of them is enough; where one of them begins with `*`, both must hold.
package struct Cron: Hashable, Sendable {
    /// As it was given.
    package let text: String
    // One bit for each value.
    let minutes, hours, days, months, weekdays: UInt64
    let hasLastDay: Bool
    let isEitherDayEnough: Bool
    /// Meant as an interval rather than as times of day, because minute or hour begins with `*`: goes by what
    /// the clock shows also where a change of the clock repeats or skips it.
    package let isInterval: Bool

    package init(_ text: some StringProtocol) throws(CronRefused) {
        guard text.utf8.count <= Self.bytesMax else { throw .tooLong }
        let written = String(text)
        let parts = try Self.fields(of: written)
        minutes = try CronField.minute.read(parts[0])
        hours = try CronField.hour.read(parts[1])
        let day = try CronField.day.readDays(parts[2])
        (days, hasLastDay) = day
        months = try CronField.month.read(parts[3])
        let week = try CronField.weekday.read(parts[4])
        // 0 and 7 are both Sunday.
        weekdays = (week | week >> 7) & 0x7f
        isEitherDayEnough = !parts[2].hasPrefix("*") && !parts[4].hasPrefix("*")
        isInterval = parts[0].hasPrefix("*") || parts[1].hasPrefix("*")
        self.text = written
        guard canFire else { throw .neverFires }
    }

    private static func fields(of text: String) throws(CronRefused) -> [String] {
        let parts = text.split { $0 == " " || $0 == "\t" }.map { $0.lowercased() }
        guard let first = parts.first, first.hasPrefix("@") else {
            guard parts.count == 5 else { throw .fieldCount(parts.count) }
            return parts
        }
        guard parts.count == 1, let fields = nicknames[first] else { throw .unknownNickname(first) }
        return fields.split(separator: " ").map(String.init)
    }

    /// Every date falls on every day of the week sooner or later, so months and days decide.
    private var canFire: Bool {
        if isEitherDayEnough || hasLastDay { return true }
        return (1...12).contains { month in
            // 2000 was a leap year.
            months.has(month)
                && (1...31).contains { days.has($0) && CivilDate(year: 2000, month: month, day: $0) != nil }
        }
    }

    static let nicknames = [
        "@hourly": "0 * * * *", "@daily": "0 0 * * *", "@midnight": "0 0 * * *", "@weekly": "0 0 * * 0",
        "@monthly": "0 0 1 * *", "@yearly": "0 0 1 1 *", "@annually": "0 0 1 1 *",
    ]

    private static let bytesMax = 256
}

/// One of the five.
enum CronField: String, Sendable {
    case minute, hour
    case day = "day of the month"
    case month
    case weekday = "day of the week"

    var values: ClosedRange<Int> {
        switch self {
        case .minute: 0...59
        case .hour: 0...23
        case .day: 1...31
        case .month: 1...12
        case .weekday: 0...7
        }
    }

    /// In the order of their numbers, the first being `firstNamed`.
    private var names: [String] {
        switch self {
        case .minute, .hour, .day: []
        case .month: ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
        case .weekday: ["sun", "mon", "tue", "wed", "thu", "fri", "sat"]
        }
    }

    /// The bits of a list such as `1,5-9,*/20`.
    func read(_ text: String) throws(CronRefused) -> UInt64 {
        var bits: UInt64 = 0
        for part in text.split(separator: ",", omittingEmptySubsequences: false) {
            bits |= try readPart(String(part))
        }
        return bits
    }

    /// A list in which `l` stands for the last day of the month.
    func readDays(_ text: String) throws(CronRefused) -> (bits: UInt64, hasLast: Bool) {
        let parts = text.split(separator: ",", omittingEmptySubsequences: false)
        let others = parts.filter { $0 != "l" }
        let hasLast = others.count < parts.count
        return (hasLast && others.isEmpty ? 0 : try read(others.joined(separator: ",")), hasLast)
    }

    /// `*`, a value or a range; the first and the last also with `/` and a step.
    private func readPart(_ part: String) throws(CronRefused) -> UInt64 {
        let pieces = part.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
        let range = try readRange(pieces[0], of: part)
        var step = 1
        if pieces.count == 2 {
            guard range.isRange else { throw .stepWithoutRange(rawValue, part) }
            guard let number = Self.number(pieces[1]), (1...range.values.count).contains(number) else {
                throw .step(rawValue, part)
            }
            step = number
        }
        return stride(from: range.values.lowerBound, through: range.values.upperBound, by: step)
            .reduce(0) { $0 | 1 << UInt64($1) }
    }

    private func readRange(
        _ text: Substring, of part: String
    ) throws(CronRefused) -> (values: ClosedRange<Int>, isRange: Bool) {
        // A full week, so that no step counts Sunday twice.
        if text == "*" { return (self == .weekday ? 0...6 : values, true) }
        let ends = text.split(separator: "-", maxSplits: 1, omittingEmptySubsequences: false)
        let first = try readValue(ends[0], of: part)
        guard ends.count == 2 else { return (first...first, false) }
        let last = try readValue(ends[1], of: part)
        guard first <= last else { throw .backwards(rawValue, part) }
        return (first...last, true)
    }

    private func readValue(_ text: Substring, of part: String) throws(CronRefused) -> Int {
        if let place = names.firstIndex(of: String(text)) { return values.lowerBound + place }
        guard let number = Self.number(text) else { throw .malformed(rawValue, part) }
        guard values.contains(number) else { throw .outOfRange(rawValue, part, values) }
        return number
    }

    private static func number(_ text: Substring) -> Int? {
        guard (1...3).contains(text.utf8.count), text.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else {
            return nil
        }
        return Int(text)
    }
}

extension UInt64 {
    func has(_ value: Int) -> Bool { self >> UInt64(value) & 1 == 1 }
}
