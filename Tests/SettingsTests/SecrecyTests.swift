import Core
import Foundation
import Settings
import Testing

@Suite struct `A secret` {
    private static let canary = "canary-5f1d"

    /// Everything that the settings can be made to say.
    private func said(_ settings: Settings, _ sources: SettingsSources) throws -> String {
        var text = "\(settings) \(sources) \(sources.flags)"
        for rows in [settings.rows] {
            text += String(decoding: try JSONEncoder().encode(rows), as: UTF8.self)
            text += rows.map { $0.cells.joined(separator: " ") }.joined()
        }
        dump(settings, to: &text)
        dump(sources, to: &text)
        dump(settings.warnings + settings.refusals, to: &text)
        dump(settings[Sample.redis], to: &text)
        dump(settings[Sample.signing], to: &text)
        text += String(reflecting: settings) + String(reflecting: sources)
        text += String(reflecting: settings[Sample.redis]) + String(reflecting: settings[Sample.signing])
        do {
            text += "\(try Settings.load(settings.table, from: sources))"
        } catch {
            text += "\(error)"
            dump(error, to: &text)
        }
        return text
    }

    private func check(_ environment: [String: String], _ flags: [SettingFlag], _ comment: Comment) throws {
        let sources = SettingsSources(flags: flags, environment: environment)
        let settings = Settings.survey(try Sample.table(), from: sources)
        #expect(try !said(settings, sources).contains("canary"), comment)
    }

    @Test(arguments: [
        "\(canary)-is-long-enough", "redis://\(canary)@host", "redis://user:\(canary)@host/0",
        "redis://host/0?password=\(canary)", "redis://host/0#\(canary)", "http://user:\(canary)@host",
        "user:\(canary)@host",
        "redis://user:\(canary)@ho st", "redis://a:b@\(canary)@host",
    ])
    func `is said nowhere, be it right or wrong`(_ text: String) throws {
        for key in ["LUX_AUTH_SIGNING_KEY", "LUX_REDIS_URL", "REDIS_URI"]
        where key == "LUX_AUTH_SIGNING_KEY" || text.contains("@") || text.contains("?") || text.contains("#")
        {
            try check([key: text], [], "\(key) \(text)")
        }
        try check([:], [SettingFlag(Sample.signing, text, spelling: "--key")], "flag \(text)")
        try check(
            [:], [SettingFlag(name: "auth.sining_key", text, spelling: "--set")], "unknown flag \(text)")
        try check(["LUX_AUTH_SINING_KEY": text, "UNRELATED": text], [], "unknown variable \(text)")
    }

    @Test func `that is too short is not quoted`() throws {
        #expect(
            try Sample.complaints(environment: ["LUX_AUTH_SIGNING_KEY": "canary"]) == [
                "auth.signing_key must be secret text of at least 8 bytes; "
                    + "LUX_AUTH_SIGNING_KEY says something else, which is not shown"
            ])
    }

    @Test func `that differs under two names is not quoted`() throws {
        let environment = ["LUX_REDIS_URL": "redis://:canary1@a", "REDIS_URL": "redis://:canary2@a"]
        let complaints = try Sample.complaints(environment: environment)
        #expect(
            complaints == ["LUX_REDIS_URL and REDIS_URL differ in the environment; LUX_REDIS_URL is used"])
    }

    @Test(arguments: [
        "auth:\n  signing_key: canary\n bad", "auth: {signing_key: canary", "auth:\n  signing_key: *canary",
        "auth:\n  signing_key: 'canary", "auth:\n  signing_key: \"canary\\q\"", "auth: canary: canary",
        "auth:\n  - canary: 1", "canary", "auth:\n\tsigning_key: canary", "auth:\n  signing_key: @canary",
        "auth:\n  signing_key: %canary", "auth:\n  signing_key: !canary%zz x",
        "auth:\n  signing_key: &canary", "&canary x: *cinary",
    ])
    func `is not quoted from a settings file that is malformed`(_ text: String) throws {
        let complaints = try Sample.complaints(files: ["lux.yaml": text])
        #expect(!complaints.isEmpty || text.contains("&canary") || text.contains("!canary"))
        #expect(!complaints.joined().contains("canary"))
    }

    @Test(arguments: [
        "canary", "LUX_AUTH_SIGNING_KEY='canary", "LUX_AUTH_SIGNING_KEY='x' canary", "canary LUX=1",
    ])
    func `is not quoted from a .env that is malformed`(_ text: String) throws {
        let complaints = try Sample.complaints(files: [".env": text])
        #expect(complaints.count == 1 && !complaints.joined().contains("canary"))
    }

    @Test(arguments: [
        ("redis://host:6379/0", "redis://host:6379/0"),
        ("redis://ana:word@host", "redis://ana:********@host"),
        ("redis://word@host", "redis://********@host"),
        ("redis://:word@host?db=1", "redis://:********@host?********"),
    ])
    func `is cut out of a URL that is shown`(_ text: String, _ shown: String) throws {
        let settings = try Sample.load(environment: ["REDIS_URL": text])
        #expect(settings[Sample.redis]?.description == shown)
        #expect(settings.rows.first { $0.name == "redis.url" }?.value == shown)
    }
}
