/// All that a start may take its settings from, lowest first: the settings file, `.env`,
/// `.env.<environment>`, the process environment, flags.
package struct SettingsSources: Sendable, CustomStringConvertible, CustomReflectable {
    package var flags: [SettingFlag]
    /// The variables of the process.
    package var environment: [String: String]
    /// Where `lux.yaml` and `.env` are looked for; nil if no file is to be read.
    package var workingDirectory: String?

    package init(
        flags: [SettingFlag] = [], environment: [String: String] = [:], workingDirectory: String? = nil
    ) {
        (self.flags, self.environment, self.workingDirectory) = (flags, environment, workingDirectory)
    }

    package var description: String {
        "SettingsSources(\(flags.count) flags, \(environment.count) variables, "
            + "\(workingDirectory ?? "no files"))"
    }

    package var customMirror: Mirror { Mirror(self, children: []) }
}

/// A setting given on the command line.
package struct SettingFlag: Sendable, CustomStringConvertible, CustomReflectable {
    /// Name of the setting, such as "http.port".
    let setting: String
    let text: String
    /// As the person typed it, such as "--port".
    let spelling: String

    package init<Value>(_ key: SettingKey<Value>, _ text: String, spelling: String) {
        self.init(name: key.setting.name, text, spelling: spelling)
    }

    /// For a flag that takes any setting by its name.
    package init(name: String, _ text: String, spelling: String) {
        (setting, self.text, self.spelling) = (name, text, spelling)
    }

    package var description: String { "SettingFlag(\(spelling))" }
    package var customMirror: Mirror { Mirror(self, children: []) }
}
