import Analysis
import Bus
import CLI
import Core
import EventLog
import HTTP
import Keys
import Language
import Module
import Persistence
import Settings
import Telemetry

/// Which modules there are, and which of them one start chooses.
enum Product {
    static let version = "0.1.0"

    /// What can be known of a module before the process has a database.
    struct Entry {
        let name: String
        let summary: String
        let profiles: Set<ProcessSettings.Profile>
        let settings: [Setting]
        let migrations: [Migration]
        /// Chosen along with it.
        var requires: [String] = []
    }

    static let logMigrations = KeyMigrations.all + LogMigrations.all

    static let entries = [
        Entry(
            name: "system", summary: "Health, metrics and the description of the API",
            profiles: [.text, .all], settings: HTTPSettings.all + ServerSettings.all,
            migrations: []),
        Entry(
            name: "jobs", summary: "Work that is done later: queues, schedules, dead letters",
            profiles: [.text, .all], settings: BackupSettings.all + FileSettings.all,
            migrations: JobModule.migrations + SeenMessages.migrations),
        Entry(
            name: "log", summary: "What happened, in order and for good", profiles: [.all], settings: [],
            migrations: logMigrations),
        Entry(
            name: "analysis", summary: "Reads texts: keywords and what plugins find, with a history",
            profiles: [.text, .all],
            settings: AnalysisSettings.all + PluginSettings.all,
            migrations: AnalysisModule.migrations, requires: ["jobs"]),
    ]

    /// The choice is itself set by settings, so those two are read first and alone.
    static func chosen(from sources: SettingsSources) throws -> [Entry] {
        let everything = ProcessSettings.all + entries.flatMap(\.settings)
        let choice = Settings.survey(
            try SettingsTable(ProcessSettings.choice, elsewhere: everything), from: sources)
        guard let names = choice[ProcessSettings.modules] else {
            let profile = choice[ProcessSettings.profile]
            return entries.filter { $0.profiles.contains(profile) }
        }
        for name in names where !entries.contains(where: { $0.name == name }) {
            let known = entries.map(\.name).joined(separator: ", ")
            throw CommandFailure(.usage, "there is no module \"\(name)\"; there are: \(known)")
        }
        let needed = Set(entries.filter { names.contains($0.name) }.flatMap(\.requires) + names + ["system"])
        return entries.filter { needed.contains($0.name) }
    }

    static func table(for chosen: [Entry]) throws -> SettingsTable {
        let others = entries.filter { entry in !chosen.contains { $0.name == entry.name } }
        return try SettingsTable(
            ProcessSettings.all + chosen.flatMap(\.settings), elsewhere: others.flatMap(\.settings))
    }
}
