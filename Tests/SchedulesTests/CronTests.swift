import Core
import Jobs
import Testing

@Suite struct CronTests {
    struct Sample: Sendable, CustomTestStringConvertible {
        let cron: String
        let after: String
        let next: [String]

        init(_ cron: String, after: String, _ next: String...) {
            (self.cron, self.after, self.next) = (cron, after, next)
        }

        var testDescription: String { cron }
    }

    static let samples = [
        Sample("*/15 * * * *", after: "2026-01-01T00:00", "2026-01-01T00:15", "2026-01-01T00:30"),
        Sample("0 2 * * *", after: "2026-01-01T02:00", "2026-01-02T02:00", "2026-01-03T02:00"),
        Sample("5,10-12 3 * * *", after: "2026-01-01T03:05", "2026-01-01T03:10", "2026-01-01T03:11"),
        Sample("0 9 * * mon-fri", after: "2026-01-02T09:00", "2026-01-05T09:00", "2026-01-06T09:00"),
        Sample("0 0 1 JAN,Jul *", after: "2026-01-01T00:00", "2026-07-01T00:00", "2027-01-01T00:00"),
        Sample("0 0 * * 7", after: "2026-01-01T00:00", "2026-01-04T00:00", "2026-01-11T00:00"),
        Sample("0 0 * * 5-7", after: "2026-01-01T00:00", "2026-01-02T00:00", "2026-01-03T00:00"),
        Sample("10-50/20 0 * * *", after: "2026-01-01T00:00", "2026-01-01T00:10", "2026-01-01T00:30"),
        // Either day is enough: the 13th, and every Friday.
        Sample("0 0 13 * fri", after: "2026-01-09T00:00", "2026-01-13T00:00", "2026-01-16T00:00"),
        // Both days must hold, because one begins with `*`.
        Sample("0 0 */2 * fri", after: "2026-01-01T00:00", "2026-01-09T00:00", "2026-01-23T00:00"),
        Sample("0 12 L * *", after: "2028-01-31T12:00", "2028-02-29T12:00", "2028-03-31T12:00"),
        Sample("0 12 15,l * *", after: "2026-02-01T00:00", "2026-02-15T12:00", "2026-02-28T12:00"),
        Sample("0 0 29 2 *", after: "2097-01-01T00:00", "2104-02-29T00:00", "2108-02-29T00:00"),
        // 29 February on a Sunday, across a century without a leap day.
        Sample("0 0 29 2 */7", after: "2088-03-01T00:00", "2128-02-29T00:00", "2156-02-29T00:00"),
        Sample("0 0 31 * *", after: "2026-01-31T00:00", "2026-03-31T00:00", "2026-05-31T00:00"),
        Sample("@hourly", after: "2026-01-01T00:30", "2026-01-01T01:00", "2026-01-01T02:00"),
        Sample("@daily", after: "2026-12-31T12:00", "2027-01-01T00:00", "2027-01-02T00:00"),
        Sample("@midnight", after: "2026-12-31T12:00", "2027-01-01T00:00", "2027-01-02T00:00"),
        Sample("@weekly", after: "2026-01-01T00:00", "2026-01-04T00:00", "2026-01-11T00:00"),
        Sample("@monthly", after: "2026-01-01T00:00", "2026-02-01T00:00", "2026-03-01T00:00"),
        Sample("@yearly", after: "2026-01-01T00:00", "2027-01-01T00:00", "2028-01-01T00:00"),
        Sample("@annually", after: "2026-01-01T00:00", "2027-01-01T00:00", "2028-01-01T00:00"),
        Sample("  0\t0 1  1 * ", after: "1969-06-01T00:00", "1970-01-01T00:00", "1971-01-01T00:00"),
    ]

    @Test(arguments: samples) func `fires at the times that are written`(_ sample: Sample) throws {
        let cron = try Cron(sample.cron)
        var moment = try utc(sample.after)
        for expected in sample.next {
            moment = try #require(cron.next(after: moment, in: .utc))
            #expect(moment == (try utc(expected)))
        }
    }

    @Test func `goes on from the middle of a minute`() throws {
        let moment = try utc("2026-01-01T00:00").advanced(by: .milliseconds(-1))
        #expect(try Cron("* * * * *").next(after: moment, in: .utc) == utc("2026-01-01T00:00"))
        #expect(try Cron("0 0 * * *").next(after: moment, in: .utc) == utc("2026-01-01T00:00"))
    }

    static let refusals: [(String, CronRefused)] = [
        ("", .fieldCount(0)), ("* * * *", .fieldCount(4)), ("0 0 * * * *", .fieldCount(6)),
        ("@reboot", .unknownNickname("@reboot")), ("@daily 3", .unknownNickname("@daily")),
        ("60 * * * *", .outOfRange("minute", "60", 0...59)),
        ("* 24 * * *", .outOfRange("hour", "24", 0...23)),
        ("0 0 0 * *", .outOfRange("day of the month", "0", 1...31)),
        ("0 0 * 13 *", .outOfRange("month", "13", 1...12)),
        ("0 0 * * 8", .outOfRange("day of the week", "8", 0...7)),
        ("x * * * *", .malformed("minute", "x")), ("-5 * * * *", .malformed("minute", "-5")),
        ("1,,2 * * * *", .malformed("minute", "")), ("1, * * * *", .malformed("minute", "")),
        ("٣ * * * *", .malformed("minute", "٣")), ("+1 * * * *", .malformed("minute", "+1")),
        ("0001 * * * *", .malformed("minute", "0001")),
        ("0 0 * * monday", .malformed("day of the week", "monday")),
        ("0 L * * *", .malformed("hour", "l")), ("0 0 L-3 * *", .malformed("day of the month", "l-3")),
        ("30-10 * * * *", .backwards("minute", "30-10")),
        ("0 0 * * fri-mon", .backwards("day of the week", "fri-mon")),
        ("*/0 * * * *", .step("minute", "*/0")), ("*/90 * * * *", .step("minute", "*/90")),
        ("*/x * * * *", .step("minute", "*/x")), ("1-5/ * * * *", .step("minute", "1-5/")),
        ("5/15 * * * *", .stepWithoutRange("minute", "5/15")),
        ("0 0 30 2 *", .neverFires), ("0 0 31 feb,apr,jun,sep,nov *", .neverFires),
        ("0 0 31 4 */2", .neverFires),
        (String(repeating: " ", count: 257), .tooLong),
    ]

    @Test(arguments: refusals) func `refuses what it cannot keep, by name`(
        _ text: String, _ refusal: CronRefused
    ) {
        #expect(throws: refusal) { try Cron(text) }
        #expect(refusal.problem.type.name == "invalid-schedule")
        #expect(!refusal.problem.detail.isEmpty)
    }

    @Test(arguments: ["0 0 29 2 *", "0 0 31 2 mon", "0 0 L 2 *", "0 0 30 1,2 *"])
    func `keeps what fires, however seldom`(_ text: String) throws {
        #expect(try Cron(text).next(after: utc("2026-03-01T00:00"), in: .utc) != nil)
    }

    @Test func `ends with the year 9999 and does not trip over any moment`() throws {
        let cron = try Cron("@yearly")
        #expect(cron.next(after: try utc("9999-06-01T00:00"), in: .utc) == nil)
        for milliseconds in [Int64.min, Int64.max, -62_135_596_800_001] {
            #expect(cron.next(after: Instant(milliseconds: milliseconds), in: .utc) == nil)
        }
    }
}
