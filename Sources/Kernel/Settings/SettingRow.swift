/// A setting as it is shown to people and in JSON; nothing in it is secret.
package struct SettingRow: Hashable, Sendable, Encodable {
    package let name: String
    package let variable: String
    package let aliases: [String]
    /// What would be right, such as "a whole number from 1 to 65535".
    package let kind: String
    package let unit: String?
    package let choices: [SettingChoice]
    /// In force; secrets as asterisks, nil if there is none.
    package let value: String?
    /// "default", "environment LUX_HTTP_PORT", "file ./lux.yaml", "flag --port".
    package let source: String
    /// The default of the environment that is in force.
    package let standard: String?
    package let summary: String
    package let isSecret: Bool
    package let needsRestart: Bool
    /// Why what was given is not in force.
    package let refused: String?

    init(
        _ setting: Setting, value: SettingValue?, source: SettingSource,
        in environment: DeploymentEnvironment,
        refused: String?
    ) {
        (name, variable, aliases) = (setting.name, setting.variable, setting.aliases)
        (kind, choices) = (setting.kind.words, setting.kind.choices)
        (unit, summary) = (setting.unit, setting.summary)
        self.value = value?.display
        self.source = source.words
        standard = setting.standard(in: environment).flatMap(setting.kind.accept)?.display
        (isSecret, needsRestart) = (setting.isSecret, setting.needsRestart)
        self.refused = refused
    }

    /// Headings of `cells`.
    package static let columns = ["Setting", "Value", "Source", "Variable", "Default"]

    /// For a table of text.
    package var cells: [String] { [name, value ?? "-", source, variable, standard ?? "-"] }
}
