import Core
import Foundation
import Settings

/// A setting of each kind, and a folder to read files from.
enum Sample {
    enum Format: String, CaseIterable, Sendable {
        case readable, json
    }

    static let port = SettingKey(
        "http.port", .integer(in: 1...65_535), default: 8080, "Port that is listened on.")
    static let host = SettingKey("http.host", .host, default: "127.0.0.1", "Address that is listened on.")
    static let ratio = SettingKey("trace.ratio", .number(in: 0...1), default: 0.1, "Share of traces kept.")
    static let legacy = SettingKey(
        "trace.legacy_names", .boolean, default: false, "Whether old names appear.")
    static let title = SettingKey("console.title", .text, default: "Lux", "What the console is called.")
    static let folder = SettingKey("data.folder", .path, default: "data", "Where files are kept.")
    static let modules = SettingKey("modules", .list, default: ["analysis"], "Modules that are served.")
    static let format = SettingKey(
        "log.format", .choice(of: Format.self, meaning: { $0 == .json ? "one object a line" : nil }),
        default: .readable, "How log lines look."
    ).preset(.production, .json)
    static let wait = SettingKey(
        "cache.wait", .duration(in: .milliseconds(1)...(.seconds(86_400))), default: .seconds(3600),
        "How long values are kept.")
    static let body = SettingKey(
        "http.body_max", .bytes(in: 1...(1 << 30)), default: 1 << 20, "Largest body."
    ).unit("bytes a request")
    static let redis = SettingKey("redis.url", .url("redis", "rediss"), "Where Redis is.")
        .alias("REDIS_URL", "REDIS_URI")
    static let signing = SettingKey("auth.signing_key", .secret(bytesMin: 8), "Signs tokens.")
        .required(in: .production)

    static let settings = [
        port.setting, host.setting, ratio.setting, legacy.setting, title.setting, folder.setting,
        modules.setting,
        format.setting, wait.setting, body.setting, redis.setting, signing.setting,
    ]

    static func table() throws -> SettingsTable { try SettingsTable(settings) }

    static func load(
        files: [String: String] = [:], environment: [String: String] = [:], flags: [SettingFlag] = []
    ) throws -> Settings {
        try with(files: files.mapValues(\.utf8), environment: environment, flags: flags) {
            try Settings.load($0, from: $1)
        }
    }

    static func survey(
        files: [String: String] = [:], environment: [String: String] = [:], flags: [SettingFlag] = []
    ) throws -> Settings {
        try with(files: files.mapValues(\.utf8), environment: environment, flags: flags) {
            Settings.survey($0, from: $1)
        }
    }

    /// All that is said against `files`, `environment` and `flags`, refusals first.
    static func complaints(
        files: [String: String] = [:], environment: [String: String] = [:], flags: [SettingFlag] = []
    ) throws -> [String] {
        let settings = try survey(files: files, environment: environment, flags: flags)
        return (settings.refusals + settings.warnings).map(\.message)
    }

    /// For files that are not text.
    static func complaints(bytes: [String: [UInt8]]) throws -> [String] {
        let settings = try with(files: bytes, environment: [:], flags: []) { Settings.survey($0, from: $1) }
        return (settings.refusals + settings.warnings).map(\.message)
    }

    private static func with<Result>(
        files: [String: some Collection<UInt8>], environment: [String: String], flags: [SettingFlag],
        _ body: (SettingsTable, SettingsSources) throws -> Result
    ) throws -> Result {
        let folder = FileManager.default.temporaryDirectory.appending(path: "settings-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        for (name, bytes) in files {
            try Data(bytes).write(to: folder.appending(path: name))
        }
        let sources = SettingsSources(
            flags: flags, environment: environment, workingDirectory: folder.path(percentEncoded: false))
        return try body(table(), sources)
    }
}
