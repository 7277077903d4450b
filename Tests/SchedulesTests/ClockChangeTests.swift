import Core
import Jobs
import LuxTesting
import Testing

/// What schedules do where clocks are changed.
@Suite struct ClockChangeTests {
    struct Sample: Sendable, CustomTestStringConvertible {
        let what: String
        let zone: String
        let cron: String
        let after: String
        /// In UTC.
        let next: [String]

        init(_ what: String, _ zone: String, _ cron: String, after: String, _ next: String...) {
            (self.what, self.zone, self.cron, self.after, self.next) = (what, zone, cron, after, next)
        }

        var testDescription: String { "\(zone) \(cron): \(what)" }
    }

    static let timesOfDay = [
        Sample(
            "02:30 is skipped", "America/New_York", "30 2 * * *", after: "2026-03-07T12:00",
            "2026-03-08T07:00", "2026-03-09T06:30"),
        Sample(
            "all that is skipped fires once", "America/New_York", "0,20,40 2 * * *",
            after: "2026-03-08T06:00",
            "2026-03-08T07:00", "2026-03-09T06:00"),
        Sample(
            "what is skipped meets what comes next", "America/New_York", "0 2,3 * * *",
            after: "2026-03-08T06:00", "2026-03-08T07:00", "2026-03-09T06:00"),
        Sample(
            "01:30 comes twice", "America/New_York", "30 1 * * *", after: "2026-10-31T12:00",
            "2026-11-01T05:30", "2026-11-02T06:30"),
        Sample(
            "asked between both", "America/New_York", "30 1 * * *", after: "2026-11-01T05:45",
            "2026-11-02T06:30"),
        Sample(
            "asked in the second", "America/New_York", "30 1 * * *", after: "2026-11-01T06:15",
            "2026-11-02T06:30"),
        Sample(
            "midnight is skipped", "America/Sao_Paulo", "0 0 * * *", after: "2018-11-03T12:00",
            "2018-11-04T03:00", "2018-11-05T02:00"),
        Sample(
            "midnight of a Sunday that begins at one", "America/Sao_Paulo", "15 0 * * sun",
            after: "2018-11-01T12:00", "2018-11-04T03:00", "2018-11-11T02:15"),
        Sample(
            "23:30 comes twice", "America/Sao_Paulo", "30 23 * * *", after: "2018-02-17T12:00",
            "2018-02-18T01:30", "2018-02-19T02:30"),
        Sample(
            "no summer time any more", "America/Sao_Paulo", "0 0 * * *", after: "2026-10-31T12:00",
            "2026-11-01T03:00", "2026-11-02T03:00"),
        Sample(
            "01:30 is skipped", "Europe/Lisbon", "30 1 * * *", after: "2026-03-28T12:00",
            "2026-03-29T01:00", "2026-03-30T00:30"),
        Sample(
            "01:30 comes twice", "Europe/Lisbon", "30 1 * * *", after: "2026-10-24T12:00",
            "2026-10-25T00:30", "2026-10-26T01:30"),
        Sample(
            "half an hour is skipped", "Australia/Lord_Howe", "15 2 * * *", after: "2026-10-03T00:00",
            "2026-10-03T15:30", "2026-10-04T15:15"),
        Sample(
            "half an hour comes twice", "Australia/Lord_Howe", "45 1 * * *", after: "2026-04-04T00:00",
            "2026-04-04T14:45", "2026-04-05T15:15"),
        Sample(
            "a day is skipped", "Pacific/Apia", "0 9 * * *", after: "2011-12-29T12:00",
            "2011-12-29T19:00", "2011-12-30T10:00", "2011-12-30T19:00"),
        Sample(
            "beyond the table, by the rule", "America/New_York", "30 2 * * *", after: "2100-03-13T12:00",
            "2100-03-14T07:00", "2100-03-15T06:30"),
    ]

    @Test(arguments: timesOfDay) func `a time of day fires once each day`(_ sample: Sample) throws {
        try check(sample)
    }

    static let intervals = [
        Sample(
            "quarters of an hour go on through the gap", "America/New_York", "*/15 * * * *",
            after: "2026-03-08T06:30", "2026-03-08T06:45", "2026-03-08T07:00", "2026-03-08T07:15"),
        Sample(
            "and through the hour that comes twice", "America/New_York", "*/30 * * * *",
            after: "2026-11-01T05:00", "2026-11-01T05:30", "2026-11-01T06:00", "2026-11-01T06:30",
            "2026-11-01T07:00"),
        Sample(
            "hours too", "America/New_York", "30 * * * *", after: "2026-11-01T05:00", "2026-11-01T05:30",
            "2026-11-01T06:30", "2026-11-01T07:30"),
        Sample(
            "what the clock never shows does not fire", "America/New_York", "30 */2 * * *",
            after: "2026-03-08T05:30", "2026-03-08T08:30", "2026-03-08T10:30"),
        Sample(
            "half an hour", "Australia/Lord_Howe", "*/15 * * * *", after: "2026-04-04T14:30",
            "2026-04-04T14:45", "2026-04-04T15:00", "2026-04-04T15:15", "2026-04-04T15:30"),
        Sample(
            "a day is skipped", "Pacific/Apia", "0 */12 * * *", after: "2011-12-29T10:00",
            "2011-12-29T22:00", "2011-12-30T10:00", "2011-12-30T22:00"),
    ]

    @Test(arguments: intervals) func `an interval goes by what the clock shows`(_ sample: Sample) throws {
        try check(sample)
    }

    private func check(_ sample: Sample) throws {
        let (cron, rules) = (try Cron(sample.cron), try zone(sample.zone))
        var moment = try utc(sample.after)
        for expected in sample.next {
            moment = try #require(cron.next(after: moment, in: rules))
            #expect(moment.written == (try utc(expected)).written)
        }
    }

    // MARK: Against brute force

    /// The same rules said once more, minute by minute.
    private struct Oracle {
        let fields: [Set<Int>]
        let isEitherEnough: Bool
        let isInterval: Bool

        func matches(_ wall: WallTime) -> Bool {
            let date = wall.date
            guard fields[0].contains(wall.minute), fields[1].contains(wall.hour),
                fields[3].contains(date.month)
            else { return false }
            let weekday = ((date.daysSince1970 + 4) % 7 + 7) % 7
            let (day, week) = (fields[2].contains(date.day), fields[4].contains(weekday))
            return isEitherEnough ? day || week : day && week
        }

        func firings(in zone: TimeZoneRules, after start: Instant, minutes: Int) -> [Instant] {
            var shown = zone.wallTime(at: start).minutesSince1970
            // A day before, so that an hour that comes twice is known to.
            for minute in -1440..<0 {
                let earlier = start.advanced(by: .seconds(minute * 60))
                shown = max(shown, zone.wallTime(at: earlier).minutesSince1970)
            }
            return (1...minutes).compactMap { minute in
                let moment = start.advanced(by: .seconds(minute * 60))
                let wall = zone.wallTime(at: moment)
                defer { shown = max(shown, wall.minutesSince1970) }
                if isInterval { return matches(wall) ? moment : nil }
                guard wall.minutesSince1970 > shown else { return nil }
                let passed = shown + 1...wall.minutesSince1970
                return passed.contains { matches(WallTime(minutesSince1970: $0)) } ? moment : nil
            }
        }
    }

    static let changes: [(zone: String, around: String)] = [
        ("America/Sao_Paulo", "2018-11-04T03:00"), ("America/Sao_Paulo", "2018-02-18T02:00"),
        ("America/New_York", "2026-03-08T07:00"), ("America/New_York", "2026-11-01T06:00"),
        ("America/New_York", "2060-11-07T06:00"), ("Europe/Lisbon", "2026-03-29T01:00"),
        ("Europe/Lisbon", "2026-10-25T01:00"), ("Europe/Dublin", "2026-10-25T01:00"),
        ("Australia/Lord_Howe", "2026-10-03T15:30"), ("Australia/Lord_Howe", "2026-04-04T15:00"),
        ("Pacific/Apia", "2011-12-30T10:00"), ("Africa/Casablanca", "2026-02-15T02:00"),
        ("Asia/Kathmandu", "1985-12-31T18:30"), ("America/Nuuk", "2023-03-25T22:00"),
    ]

    @Test(arguments: changes)
    func `agrees with a walk over every minute around each change`(
        _ name: String, _ around: String
    ) throws {
        let rules = try zone(name)
        let middle = try utc(around)
        for seed in UInt64(1)...25 {
            var random = SplitMix64(seed: seed)
            let (text, oracle) = Self.pattern(&random)
            let start = middle.advanced(by: .seconds(60 * Int.random(in: -2000...60, using: &random)))
            let minutes = 3 * 1440
            let found = try firings(
                text, in: rules, after: start, until: start.advanced(by: .seconds(60 * minutes)))
            let expected = oracle.firings(in: rules, after: start, minutes: minutes)
            #expect(found == expected, "seed \(seed): \(text) after \(start.written)")
        }
    }

    private static func pattern(_ random: inout SplitMix64) -> (String, Oracle) {
        let fields = [
            field(0...59, starProbability: 4, &random), field(0...23, starProbability: 3, &random),
            field(1...31, starProbability: 2, &random), field(1...12, starProbability: 1, &random),
            field(0...6, starProbability: 2, &random),
        ]
        let texts = fields.map(\.text)
        return (
            texts.joined(separator: " "),
            Oracle(
                fields: fields.map(\.values),
                isEitherEnough: !texts[2].hasPrefix("*") && !texts[4].hasPrefix("*"),
                isInterval: texts[0].hasPrefix("*") || texts[1].hasPrefix("*"))
        )
    }

    /// `*` once in so many, else a step or a list.
    private static func field(
        _ range: ClosedRange<Int>, starProbability: Int, _ random: inout SplitMix64
    ) -> (text: String, values: Set<Int>) {
        if Int.random(in: 0..<starProbability, using: &random) == 0 { return ("*", Set(range)) }
        if Int.random(in: 0..<3, using: &random) == 0 {
            let step = Int.random(in: 1...range.count / 2, using: &random)
            return ("*/\(step)", Set(stride(from: range.lowerBound, through: range.upperBound, by: step)))
        }
        let values = Set((0..<4).map { _ in Int.random(in: range, using: &random) })
        return (values.map(String.init).joined(separator: ","), values)
    }
}
