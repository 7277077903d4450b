import Module
import Settings
import Telemetry

/// What one process is told before any module has a say.
enum ProcessSettings {
    enum Profile: String, CaseIterable, Sendable {
        case text, all
    }

    /// What one of several processes on one database does.
    enum Role: String, CaseIterable, Sendable {
        case all, web, worker, scheduler
    }

    enum LogFormat: String, CaseIterable, Sendable {
        case auto, json, text
    }

    enum LogLevel: String, CaseIterable, Sendable {
        case trace, debug, info, notice, warning, error, critical
    }

    static let profile = SettingKey(
        "profile", .choice(of: Profile.self), default: .all,
        "Which modules run: those that read texts, or all.")
    static let modules = SettingKey(
        "modules", .list, "The modules to run, in place of a profile: names with commas between.")
    static let role = SettingKey(
        "role", .choice(of: Role.self), default: .all,
        "What this process does of the product's work: answer callers, run jobs, start what is due, or all.")
    static let slots = SettingKey(
        "jobs.slots", .integer(in: 1...1000), default: 16, "Jobs of one queue that this process runs at once."
    ).unit("jobs")
    static let drainWithin = SettingKey(
        "jobs.drain_within", .duration(in: .seconds(1)...(.seconds(3600))), default: .seconds(20),
        "How long jobs under way may take to end after a stop is asked for; then others do them again.")
    static let data = SettingKey("storage.data", .path, default: "data", "Folder of everything that is kept.")
    static let database = SettingKey(
        "storage.database", .url("sqlite", "postgres", "postgresql"),
        "Database as a URL, such as sqlite:///srv/lux.sqlite; by default a file in storage.data."
    ).alias("DATABASE_URL")
    static let masterKeyFile = SettingKey(
        "master.key_file", .path,
        """
        File with the key that wraps all others, made at the first start; master.key in storage.data by default. Every \
        process needs the same.
        """)
    static let migrationDatabase = SettingKey(
        "storage.migration_database", .url("postgres", "postgresql"),
        "The PostgreSQL database with the credentials of the tables' owner, for migrations; storage.database without it."
    )
    static let pool = SettingKey(
        "storage.pool", .integer(in: 1...200), default: 8, "Connections to PostgreSQL."
    ).unit("connections")
    static let logLevel = SettingKey(
        "log.level", .choice(of: LogLevel.self), default: .info, "The least important events that are logged."
    ).alias("LOG_LEVEL")
    static let logFormat = SettingKey(
        "log.format", .choice(of: LogFormat.self), default: .auto,
        "How log lines are written: auto is text on a terminal and JSON elsewhere.")
    static let logFile = SettingKey("log.file", .path, "File to log to in place of standard error.")
    static let logFileBytes = SettingKey(
        "log.file_bytes", .bytes(in: 65_536...1 << 34), default: 10_000_000,
        "A log file this large is rotated away.")
    static let logFiles = SettingKey(
        "log.files", .integer(in: 1...1000), default: 5, "Log files kept, the current one included."
    ).unit("files")
    static let otlpEndpoint = SettingKey(
        "telemetry.otlp_endpoint", .url("http", "https"),
        "Collector that traces are sent to by OTLP over HTTP; none are sent without it."
    ).alias("OTEL_EXPORTER_OTLP_ENDPOINT")
    static let sampleRatio = SettingKey(
        "telemetry.sample_ratio", .number(in: 0...1), default: 1.0,
        "Share of traces begun here that are recorded; callers' own decisions are kept.")

    static let choice = [profile.setting, modules.setting]
    static let storage = [
        data.setting, database.setting, migrationDatabase.setting, pool.setting, Fallback.setting.setting,
        masterKeyFile.setting,
    ]
    static let all =
        choice + [role.setting] + storage + [
            slots.setting, drainWithin.setting,
            logLevel.setting, logFormat.setting, logFile.setting,
            logFileBytes.setting, logFiles.setting, TelemetrySettings.legacyNames.setting,
            otlpEndpoint.setting, sampleRatio.setting,
        ]
}
