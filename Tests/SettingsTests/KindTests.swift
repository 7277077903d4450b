import Core
import Settings
import Testing

@Suite struct `A value of each kind` {
    /// What `text` is read as, nil if it is refused.
    private func read<Value>(_ key: SettingKey<Value>, _ text: String) throws -> Value? {
        let settings = try Sample.survey(flags: [SettingFlag(key, text, spelling: "--it")])
        return settings.refusals.isEmpty ? settings[key] : nil
    }

    @Test(
        arguments: [
            ("1", 1), (" 65535 ", 65_535), ("+80", 80), ("0", nil), ("65536", nil), ("-1", nil), ("abc", nil),
            ("8 080", nil),
            ("80.5", nil), ("99999999999999999999", nil), ("0x50", nil), ("８０", nil),
        ] as [(String, Int?)])
    func `is a whole number within its range`(_ text: String, _ expected: Int?) throws {
        #expect(try read(Sample.port, text) == expected)
    }

    @Test(
        arguments: [("0", 0), ("1.0", 1), ("0.25", 0.25), ("1.01", nil), ("nan", nil), ("0,5", nil)]
            as [(String, Double?)])
    func `is a number within its range`(_ text: String, _ expected: Double?) throws {
        #expect(try read(Sample.ratio, text) == expected)
    }

    @Test(
        arguments: [
            ("true", true), ("YES", true), ("on", true), ("1", true), ("False", false), ("no", false),
            ("off", false),
            ("0", false), ("2", nil), ("ja", nil), ("app:*", nil),
        ] as [(String, Bool?)])
    func `is yes or no in the usual words`(_ text: String, _ expected: Bool?) throws {
        #expect(try read(Sample.legacy, text) == expected)
    }

    @Test(
        arguments: [
            ("Escritório Luz", "Escritório Luz"), ("  Lux  ", "Lux"), ("two\nlines", nil), ("bell\u{7}", nil),
            (String(repeating: "a", count: 4096), String(repeating: "a", count: 4096)),
            (String(repeating: "a", count: 4097), nil),
        ] as [(String, String?)])
    func `is a line of text`(_ text: String, _ expected: String?) throws {
        #expect(try read(Sample.title, text) == expected)
    }

    @Test(
        arguments: [
            ("/var/lib/lux", "/var/lib/lux"), ("data/x y", "data/x y"), ("~/lux", nil), ("a\u{0}b", nil),
        ] as [(String, String?)])
    func `is a path that needs no shell`(_ text: String, _ expected: String?) throws {
        #expect(try read(Sample.folder, text) == expected)
    }

    @Test(
        arguments: [
            ("localhost", "localhost"), ("db_1.internal", "db_1.internal"), ("0.0.0.0", "0.0.0.0"),
            ("::1", "::1"),
            ("[::1]", "::1"), ("fe80::1:2", "fe80::1:2"), ("256.0.0.1", nil), ("1.2", nil),
            ("-a.example", nil), ("a..b", nil),
            ("a b", nil), ("http://a", nil), ("a:80", nil), ("[localhost]", nil),
            (String(repeating: "a", count: 64), nil),
        ] as [(String, String?)])
    func `is a host by name or number`(_ text: String, _ expected: String?) throws {
        #expect(try read(Sample.host, text) == expected)
    }

    @Test(
        arguments: [
            ("analysis", ["analysis"]), ("analysis, search ,", ["analysis", "search"]), ("a\nb", nil),
        ] as [(String, [String]?)])
    func `is words with commas between`(_ text: String, _ expected: [String]?) throws {
        #expect(try read(Sample.modules, text) == expected)
    }

    @Test(arguments: [("json", .json), ("Readable", .readable), ("xml", nil)] as [(String, Sample.Format?)])
    func `is one word of a choice`(_ text: String, _ expected: Sample.Format?) throws {
        #expect(try read(Sample.format, text) == expected)
    }

    @Test(
        arguments: [
            ("90 s", .seconds(90)), ("90s", .seconds(90)), ("5 min", .seconds(300)),
            ("250 ms", .milliseconds(250)),
            ("1.5 h", .seconds(5400)), ("1 d", .seconds(86_400)), ("2000 us", .milliseconds(2)),
            ("1000000 ns", .milliseconds(1)), ("90", nil), ("0", nil), ("-5 s", nil), ("5 parsecs", nil),
            ("s", nil),
            ("1.2.3 s", nil), ("1. s", nil), (".5 s", nil), ("25 h", nil), ("9999999999999999 d", nil),
            ("99999999999999 d", nil),
            ("0.0000000001 s", nil),
        ] as [(String, Duration?)])
    func `is a duration with its unit`(_ text: String, _ expected: Duration?) throws {
        #expect(try read(Sample.wait, text) == expected)
    }

    @Test func `is a duration of zero without a unit where zero is allowed`() throws {
        let key = SettingKey("grace", .duration(), default: .seconds(1), "Time.")
        let sources = SettingsSources(flags: [SettingFlag(key, "0", spelling: "--grace")])
        #expect(try Settings.load(SettingsTable([key.setting]), from: sources)[key] == .zero)
    }

    @Test(
        arguments: [
            ("64 MiB", 64 << 20), ("10 MB", 10_000_000), ("512", 512), ("512 B", 512), ("1kib", 1024),
            ("1.5 KiB", 1536),
            ("1 GiB", 1 << 30), ("0", nil), ("2 GiB", nil), ("64 apples", nil), ("1.0001 KiB", nil),
            ("-1", nil), ("", nil),
        ] as [(String, Int?)])
    func `is a size in bytes`(_ text: String, _ expected: Int?) throws {
        let wanted = text.isEmpty ? 1 << 20 : expected
        #expect(try read(Sample.body, text) == wanted)
    }

    @Test(arguments: [
        "redis://localhost:6379/0", "rediss://:word@cache.example", "REDIS://10.0.0.1",
        "redis://user:p%40ss@[::1]:6380",
    ])
    func `is a URL of a known scheme`(_ text: String) throws {
        #expect(try read(Sample.redis, text)??.exposed == text)
    }

    @Test(arguments: [
        "http://localhost", "localhost:6379", "redis://a b", "redis://a:0/", "redis://a:99999", "redis",
    ])
    func `is no URL of a known scheme`(_ text: String) throws {
        #expect(try read(Sample.redis, text) == nil)
    }

    @Test(arguments: [
        "postgres://a:5432,b:5433/lux", "postgresql://lux:w,rd@a,b,[::1]:5434/lux?target_session_attrs=any",
        "postgres://%2Frun%2Fa,%2Frun%2Fb/lux", "POSTGRES://a,b", "postgres://a:1,/lux",
    ])
    func `is a URL of several hosts, as PostgreSQL has them`(_ text: String) {
        #expect(SettingURL(text, schemes: ["postgres", "postgresql"])?.exposed == text)
    }

    @Test(arguments: [
        "postgres://a:0,b/lux", "postgres://a,b:99999/lux", "postgres://a,b:x/lux", "postgres://a,[::1/lux",
    ])
    func `is no URL of several hosts`(_ text: String) {
        #expect(SettingURL(text, schemes: ["postgres", "postgresql"]) == nil)
    }

    @Test func `names the first of several hosts, and hides the password before them`() throws {
        let url = try #require(
            SettingURL("postgres://ana:w%40rd@a:5432,b:5433/lux?x=1", schemes: ["postgres"]))
        #expect((url.user, url.host, url.port, url.path) == ("ana", "a", 5432, "/lux"))
        #expect(url.password == Secret("w@rd"))
        #expect(url.description == "postgres://ana:********@a:5432,b:5433/lux?********")
    }

    @Test func `is a URL in its parts`() throws {
        let url = try #require(try read(Sample.redis, "Redis://ana:w%40rd@cache.example:6380/2?db=1") ?? nil)
        #expect((url.scheme, url.user, url.host, url.port) == ("redis", "ana", "cache.example", 6380))
        #expect((url.path, url.password) == ("/2", Secret("w@rd")))
    }

    @Test func `is secret text exactly as given, if it is long enough`() throws {
        #expect(try read(Sample.signing, " 12345678\n") == Secret(" 12345678\n"))
        #expect(try read(Sample.signing, "1234567") == nil)
    }

    @Test(arguments: [
        (Duration.zero, "0 s"), (.seconds(90), "90 s"), (.seconds(3600), "1 h"),
        (.milliseconds(1500), "1500 ms"),
        (.seconds(172_800), "2 d"), (.microseconds(5), "5 us"), (.nanoseconds(7), "7 ns"),
        (.seconds(120), "2 min"),
    ])
    func `is written as a duration that can be read again`(_ duration: Duration, _ text: String) throws {
        let key = SettingKey("grace", .duration(), default: duration, "Time.")
        #expect(key.setting.standard == text)
        let sources = SettingsSources(flags: [SettingFlag(key, text, spelling: "--grace")])
        #expect(try Settings.load(SettingsTable([key.setting]), from: sources)[key] == duration)
    }

    @Test(arguments: [(0, "0 B"), (1000, "1000 B"), (1024, "1 KiB"), (3 << 20, "3 MiB"), (1 << 50, "1 PiB")])
    func `is written as a size that can be read again`(_ count: Int, _ text: String) throws {
        let key = SettingKey("room", .bytes(), default: count, "Room.")
        #expect(key.setting.standard == text)
        let sources = SettingsSources(flags: [SettingFlag(key, text, spelling: "--room")])
        #expect(try Settings.load(SettingsTable([key.setting]), from: sources)[key] == count)
    }
}
