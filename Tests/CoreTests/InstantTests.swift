import Core
import Testing

@Suite struct `Instants and civil dates` {
    @Test(arguments: [
        (0, 1970, 1, 1), (-1, 1969, 12, 31), (11_016, 2000, 2, 29), (20_778, 2026, 11, 21),
        (-719_468, 0, 3, 1),
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
