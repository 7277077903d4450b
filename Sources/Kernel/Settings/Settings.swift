/// The values in force, and where each of them came from. Read once, at the start, into typed structs.
package struct Settings: Sendable, CustomStringConvertible, CustomReflectable {
    package let table: SettingsTable
    package let environment: DeploymentEnvironment
    /// What is wrong but does not stop a start.
    package let warnings: [SettingComplaint]
    /// What stops a start; empty in settings that were loaded rather than surveyed.
    package let refusals: [SettingComplaint]
    private let inForce: [String: InForce]

    struct InForce: Sendable {
        let value: SettingValue?
        let source: SettingSource
    }

    /// Throws all that is wrong at once.
    package static func load(
        _ table: SettingsTable, from sources: SettingsSources
    ) throws(SettingsRefused) -> Settings {
        let settings = survey(table, from: sources)
        guard settings.refusals.isEmpty else {
            throw SettingsRefused(refusals: settings.refusals, warnings: settings.warnings)
        }
        return settings
    }

    /// For those who explain rather than start: settings with refused values at their defaults, and
    /// `refusals`.
    package static func survey(_ table: SettingsTable, from sources: SettingsSources) -> Settings {
        let reading = SettingsReading(table, from: sources)
        let judge = SettingsJudge(table: table, layers: reading.layers, environment: reading.environment)
        let (inForce, complaints) = judge.judgeAll()
        return Settings(
            table: table, environment: reading.environment, inForce: inForce,
            complaints: reading.complaints + complaints)
    }

    private init(
        table: SettingsTable, environment: DeploymentEnvironment, inForce: [String: InForce],
        complaints: [SettingComplaint]
    ) {
        (self.table, self.environment, self.inForce) = (table, environment, inForce)
        warnings = complaints.filter { $0.weight == .warning }
        refusals = complaints.filter { $0.weight == .refusal }
    }

    /// The default of `key` if the table does not hold it, as happens where its module was not chosen.
    package subscript<Value>(key: SettingKey<Value>) -> Value {
        key.value(from: inForce[key.setting.name]?.value)
    }

    package func source(of setting: Setting) -> SettingSource {
        inForce[setting.name]?.source ?? .standard
    }

    /// One row a setting, by name.
    package var rows: [SettingRow] {
        let refused = Dictionary(
            refusals.compactMap { complaint in complaint.setting.map { ($0, complaint.message) } },
            uniquingKeysWith: { first, _ in first })
        return table.settings.sorted { $0.name < $1.name }.map { setting in
            SettingRow(
                setting, value: inForce[setting.name]?.value, source: source(of: setting), in: environment,
                refused: refused[setting.name])
        }
    }

    package var description: String { "Settings(\(inForce.count) for \(environment.rawValue))" }
    package var customMirror: Mirror { Mirror(self, children: []) }
}
