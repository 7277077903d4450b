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

extension Instant {
    /// RFC 3339 in UTC with milliseconds: `2026-11-21T01:33:40.123Z`.
    package var written: String {
        let date = civilDate
        let inDay = Int(milliseconds - Int64(date.daysSince1970) * Self.millisecondsPerDay)
        // Every log line and every keyword of an answer has one: digits are put in place, not joined.
        return String(unsafeUninitializedCapacity: 24) { bytes in
            _ = bytes.initialize(fromContentsOf: "0000-00-00T00:00:00.000Z".utf8)
            func put(_ value: Int, endingAt end: Int) {
                var (rest, place) = (value, end)
                while rest > 0 {
                    bytes[place] = UInt8(0x30 + rest % 10)
                    (rest, place) = (rest / 10, place - 1)
                }
            }
            // The standard knows no other years.
            put(min(max(date.year, 0), 9999), endingAt: 3)
            put(date.month, endingAt: 6)
            put(date.day, endingAt: 9)
            put(inDay / 3_600_000, endingAt: 12)
            put(inDay / 60_000 % 60, endingAt: 15)
            put(inDay / 1000 % 60, endingAt: 18)
            put(inDay % 1000, endingAt: 22)
            return 24
        }
    }

    /// Reads RFC 3339 with any offset; a fraction beyond milliseconds is cut. Nil for anything else, and for a
    /// leap second, which POSIX time does not have.
    package init?(_ text: some StringProtocol) {
        var reader = DigitReader(text)
        guard let year = reader.digits(4), reader.skip("-"), let month = reader.digits(2), reader.skip("-"),
            let day = reader.digits(2), let date = CivilDate(year: year, month: month, day: day),
            reader.skip("T") || reader.skip("t") || reader.skip(" "),
            let hour = reader.digits(2), hour < 24, reader.skip(":"), let minute = reader.digits(2), minute < 60,
            reader.skip(":"), let second = reader.digits(2), second < 60,
            let fraction = reader.fraction(), let offset = reader.offset(), reader.isAtEnd
        else { return nil }
        let seconds = date.daysSince1970 * 86_400 + hour * 3600 + minute * 60 + second - offset * 60
        self.init(milliseconds: Int64(seconds) * 1000 + Int64(fraction))
    }
}

extension CivilDate {
    /// `YYYY-MM-DD`; years before 0 or after 9999 have no standard form and keep their sign and digits.
    package var written: String { "\(padded(year, 4))-\(padded(month, 2))-\(padded(day, 2))" }

    package init?(_ text: some StringProtocol) {
        var reader = DigitReader(text)
        guard let year = reader.digits(4), reader.skip("-"), let month = reader.digits(2), reader.skip("-"),
            let day = reader.digits(2), reader.isAtEnd
        else { return nil }
        self.init(year: year, month: month, day: day)
    }
}

private func padded(_ value: Int, _ width: Int) -> String {
    let digits = String(value)
    return String(repeating: "0", count: max(0, width - digits.utf8.count)) + digits
}

private struct DigitReader {
    private var rest: ArraySlice<UInt8>

    init(_ text: some StringProtocol) { rest = Array(text.utf8)[...] }

    var isAtEnd: Bool { rest.isEmpty }

    mutating func digits(_ count: Int) -> Int? {
        guard rest.count >= count, rest.prefix(count).allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
        defer { rest.removeFirst(count) }
        return rest.prefix(count).reduce(0) { $0 * 10 + Int($1 - 0x30) }
    }

    mutating func skip(_ character: Unicode.Scalar) -> Bool {
        guard rest.first == UInt8(ascii: character) else { return false }
        rest.removeFirst()
        return true
    }

    /// Milliseconds; zero when there is no fraction.
    mutating func fraction() -> Int? {
        guard skip(".") else { return 0 }
        let digits = rest.prefix { (0x30...0x39).contains($0) }
        guard !digits.isEmpty else { return nil }
        rest.removeFirst(digits.count)
        return (digits.prefix(3) + [0x30, 0x30, 0x30]).prefix(3).reduce(0) { $0 * 10 + Int($1 - 0x30) }
    }

    /// Minutes east of UTC.
    mutating func offset() -> Int? {
        if skip("Z") || skip("z") { return 0 }
        let isWest = rest.first == UInt8(ascii: "-")
        guard isWest || rest.first == UInt8(ascii: "+") else { return nil }
        rest.removeFirst()
        guard let hours = digits(2), hours < 24, skip(":"), let minutes = digits(2), minutes < 60 else { return nil }
        return (isWest ? -1 : 1) * (hours * 60 + minutes)
    }
}
