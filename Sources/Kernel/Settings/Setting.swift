/// One line of the table of settings: what can be set, how it is written, and what happens if nobody does.
/// Made by a `SettingKey`, which remembers the Swift type that its value is read as.
package struct Setting: Sendable {
    /// Words joined by dots, in lower case: "http.port". Also the path of the key in the settings file.
    package let name: String
    package let kind: SettingKind
    /// As a person would write it; nil if the setting may be left without a value.
    package let standard: String?
    /// One sentence for people.
    package let summary: String
    /// What a number counts, where the kind does not say it: "documents", "connections".
    package internal(set) var unit: String?
    /// Environment variables of other programs and earlier versions that are accepted as well.
    package internal(set) var aliases: [String] = []
    /// Environments in which the default is another one.
    package internal(set) var presets: [DeploymentEnvironment: String] = [:]
    /// Environments that Lux refuses to start in while this is not set.
    package internal(set) var requiredIn: Set<DeploymentEnvironment> = []
    /// Whether a changed value is seen only after a restart; so far true of all.
    package internal(set) var needsRestart = true
    /// Where it may be given. Nearly all settings: everywhere.
    package internal(set) var places = Places.everywhere

    package init(name: String, kind: SettingKind, standard: String?, summary: String) {
        self.name = name
        self.kind = kind
        self.standard = standard
        self.summary = summary
    }

    /// "http.port" is LUX_HTTP_PORT.
    package var variable: String {
        Self.variablePrefix + name.uppercased().replacing(".", with: "_")
    }

    package var isSecret: Bool { kind.isSecret }

    func standard(in environment: DeploymentEnvironment) -> String? {
        presets[environment] ?? standard
    }

    static let variablePrefix = "LUX_"

    /// Settings that decide which files are read cannot stand in those files.
    package enum Places: Sendable {
        case everywhere
        /// Not in the settings file, nor in the `.env` of one environment.
        case beforeFiles
        /// Not in the `.env` of one environment.
        case beforeEnvironmentFile
    }
}

/// How far a change has come on its way to the people who use it.
package enum DeploymentEnvironment: String, CaseIterable, Sendable {
    case development, staging, production
}

/// The settings that settle the others; every table holds them.
package enum GeneralSettings {
    package static let environment = SettingKey(
        "environment", .choice(of: DeploymentEnvironment.self), default: .development,
        "Where this process runs; decides defaults and which .env.<environment> is read."
    ).alias("APP_ENV").places(.beforeEnvironmentFile)

    package static let debug = SettingKey(
        "debug", .boolean, default: false,
        "Whether more is checked and told than is good for speed and secrecy."
    ).alias("DEBUG")

    package static let config = SettingKey(
        "config", .path,
        "The settings file, in YAML; without it lux.yaml of the working directory is read if it is there."
    ).places(.beforeFiles)

    package static let all = [environment.setting, debug.setting, config.setting]
}
