import Core
import Foundation
import Jobs
import LuxTesting
import Testing

@Suite struct TimeZoneTests {
    static let names = [
        "America/Sao_Paulo", "America/New_York", "Europe/Lisbon", "Europe/Dublin", "Australia/Lord_Howe",
        "Pacific/Apia", "Asia/Kolkata", "Africa/Casablanca", "America/St_Johns", "Asia/Tehran",
        "Antarctica/Troll", "Etc/GMT+5", "UTC",
    ]

    @Test(arguments: names)
    func `knows the same offsets as another reader of the same zones`(_ name: String) throws {
        let rules = try zone(name)
        let other = try #require(TimeZone(identifier: name))
        var random = SplitMix64(seed: 7)
        // From 1971, where tables begin to agree, to 2023, which every edition of them knows.
        for _ in 0..<2_000 {
            let second = Int64.random(in: 31_536_000...1_690_000_000, using: &random)
            let offset = rules.offset(at: Instant(milliseconds: second * 1000))
            let expected = other.secondsFromGMT(for: Date(timeIntervalSince1970: Double(second)))
            #expect(offset == .seconds(expected), "at \(second)")
        }
    }

    @Test(arguments: names)
    func `finds the moments of a time on the wall as a walk over every minute does`(_ name: String) throws {
        let rules = try zone(name)
        for day in ["2018-02-17", "2018-11-03", "2026-03-08", "2026-10-25", "2011-12-30", "2070-04-06"] {
            let start = try utc(day + "T00:00")
            var shown: [WallTime: [Instant]] = [:]
            for minute in -1500..<4500 {
                let moment = start.advanced(by: .seconds(minute * 60))
                shown[rules.wallTime(at: moment), default: []].append(moment)
            }
            let first = rules.wallTime(at: start).minutesSince1970
            for minute in first..<first + 2880 {
                let wall = WallTime(minutesSince1970: minute)
                #expect(rules.instants(of: wall) == shown[wall, default: []])
                let reached = rules.firstInstant(reaching: wall)
                #expect(rules.wallTime(at: reached) >= wall)
                #expect(rules.wallTime(at: reached.advanced(by: .milliseconds(-1))) < wall)
            }
        }
    }

    @Test func `finds none, one or two moments`() throws {
        let rules = try zone("America/New_York")
        func moments(_ month: Int, _ day: Int, _ hour: Int) throws -> [String] {
            let date = try #require(CivilDate(year: 2026, month: month, day: day))
            return rules.instants(of: WallTime(date, hour: hour, minute: 30)).map(\.written)
        }
        #expect(try moments(3, 8, 2) == [])
        #expect(try moments(6, 1, 2) == ["2026-06-01T06:30:00.000Z"])
        #expect(try moments(11, 1, 1) == ["2026-11-01T05:30:00.000Z", "2026-11-01T06:30:00.000Z"])
    }

    @Test(arguments: [
        "", "/etc/passwd", "../../etc/passwd", "America/../UTC", "Américas", "a b", "America//Lima",
    ])
    func `refuses what names no zone`(_ name: String) {
        #expect(throws: TimeZoneRefused.malformedName) { try TimeZones.system.rules(of: name) }
    }

    @Test(arguments: ["America", "America/Sao_Paolo", "america/sao_paulo", "Mars/Olympus"])
    func `refuses a zone that does not exist`(_ name: String) {
        #expect(throws: TimeZoneRefused.unknown(name)) { try TimeZones.system.rules(of: name) }
    }

    @Test func `does without a database for UTC only`() async throws {
        try await withTemporaryFolder { folder in
            let zones = TimeZones(folders: [folder])
            let rules = try zones.rules(of: "UTC")
            #expect(rules.name == "UTC")
            #expect(throws: TimeZoneRefused.noDatabase) { try zones.rules(of: "Europe/Lisbon") }
        }
    }

    @Test func `refuses a file that is cut or changed anywhere, and never trips over it`() async throws {
        let file = try Data(contentsOf: URL(filePath: "/usr/share/zoneinfo/Europe/Lisbon"))
        try await withTemporaryFolder { folder in
            var refusedCount = 0
            for length in stride(from: 0, to: file.count, by: 7) {
                try file.prefix(length).write(to: URL(filePath: "\(folder)/Cut\(length)"))
                do {
                    _ = try TimeZones(folders: [folder]).rules(of: "Cut\(length)")
                } catch { refusedCount += 1 }
            }
            #expect(refusedCount == (file.count + 6) / 7)
            var random = SplitMix64(seed: 3)
            for number in 0..<300 {
                var changed = file
                changed[Int.random(in: 0..<file.count, using: &random)] ^= UInt8.random(
                    in: 1...255, using: &random)
                try changed.write(to: URL(filePath: "\(folder)/Changed\(number)"))
                guard let rules = try? TimeZones(folders: [folder]).rules(of: "Changed\(number)") else {
                    continue
                }
                _ = try Cron("30 2 * * *").next(after: utc("2030-03-30T00:00"), in: rules)
            }
        }
    }
}
