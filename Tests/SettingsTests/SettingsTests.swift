import Core
import Settings
import Testing

enum Keys {
    static let port = SettingKey(
        "http.port", .integer(in: 1...65_535), default: 8080, "Port that is listened on.")
    static let redis = SettingKey("redis.url", .url("redis", "rediss"), "Where Redis is.").alias(
        "REDIS_URL", "REDIS_URI")
}

@Suite struct `Values in force` {
    @Test func `are at their defaults while nobody sets them`() throws {
        let table = try SettingsTable([Keys.port.setting, Keys.redis.setting])
        let settings = try Settings.load(table, from: SettingsSources())
        #expect(settings[Keys.port] == 8080)
        #expect(settings[Keys.redis] == nil)
    }
}
