import Core
import Testing

@Suite struct `Instants and civil dates` {
    @Test(arguments: [
        (0, 1970, 1, 1), (-1, 1969, 12, 31), (11_016, 2000, 2, 29), (20_778, 2026, 11, 21), (-719_468, 0, 3, 1),
    ])
    func `count days both ways`(_ days: Int, _ year: Int, _ month: Int, _ day: Int) throws {
        let date = try #require(CivilDate(year: year, month: month, day: day))
        #expect(CivilDate(daysSince1970: days) == date)
        #expect(date.daysSince1970 == days)
    }

    @Test func `agree on every day of eight centuries`() {
        var previous = CivilDate(daysSince1970: -150_000)
        for days in -149_999...150_000 {
            let date = CivilDate(daysSince1970: days)
            #expect(date.daysSince1970 == days && previous < date)
            previous = date
        }
    }

    @Test(arguments: [(2025, 2, 29), (1900, 2, 29), (2024, 13, 1), (2024, 0, 1), (2024, 4, 31), (2024, 1, 0)])
    func `refuse a day that the calendar lacks`(_ year: Int, _ month: Int, _ day: Int) {
        #expect(CivilDate(year: year, month: month, day: day) == nil)
    }

    @Test func `an instant before 1970 belongs to the day it falls on`() {
        #expect(Instant(milliseconds: -1).civilDate == CivilDate(year: 1969, month: 12, day: 31))
    }
}

@Suite struct `Instants are written and read as RFC 3339` {
    static let pairs: [(String, Int64)] = [
        ("1970-01-01T00:00:00.000Z", 0), ("2026-11-21T01:33:40.123Z", 1_795_224_820_123), ("1969-12-31T23:59:59.999Z", -1),
    ]

    @Test(arguments: pairs)
    func `both ways`(_ text: String, _ milliseconds: Int64) {
        #expect(Instant(milliseconds: milliseconds).written == text)
        #expect(Instant(text)?.milliseconds == milliseconds)
    }

    static let read: [(String, Int64)] = [
        ("1970-01-01T02:00:00+02:00", 0), ("1970-01-01 00:00:00z", 0), ("1969-12-31t21:00:00.5-03:00", 500),
        ("1970-01-01T00:00:00.1239999Z", 123),
    ]

    @Test(arguments: read)
    func `with offsets and fractions`(_ text: String, _ milliseconds: Int64) {
        #expect(Instant(text)?.milliseconds == milliseconds)
    }

    @Test(arguments: [
        "", "2026-11-21", "2026-02-30T00:00:00Z", "2026-11-21T24:00:00Z", "2026-11-21T00:00:60Z", "2026-11-21T00:00:00",
        "2026-11-21T00:00:00.Z", "2026-11-21T00:00:00+25:00", "2026-11-21T00:00:00Zx", "x026-11-21T00:00:00Z",
    ])
    func `nothing else`(_ text: String) {
        #expect(Instant(text) == nil)
    }

    @Test func `civil dates likewise`() {
        #expect(CivilDate("2024-02-29")?.written == "2024-02-29")
        #expect(CivilDate("2023-02-29") == nil && CivilDate("2024-2-9") == nil)
    }
}
