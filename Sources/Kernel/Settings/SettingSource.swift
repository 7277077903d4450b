/// Who said so.
package enum SettingSource: Hashable, Sendable {
    case standard
    case preset(DeploymentEnvironment)
    case file(path: String)
    case environmentFile(path: String, variable: String)
    case environment(variable: String)
    case flag(String)

    package var words: String {
        switch self {
        case .standard: "default"
        case .preset(let environment): "default for \(environment.rawValue)"
        case .file(let path): "file \(path)"
        case .environmentFile(let path, let variable): "file \(path) \(variable)"
        case .environment(let variable): "environment \(variable)"
        case .flag(let spelling): "flag \(spelling)"
        }
    }

    /// The source as the subject of a sentence.
    var subject: String {
        switch self {
        case .standard, .preset: "the \(words)"
        case .file(let path): path
        case .environmentFile(let path, let variable): "\(variable) in \(path)"
        case .environment(let variable): variable
        case .flag(let spelling): spelling
        }
    }
}

/// Something about the settings that a person should know. Never holds a secret value.
package struct SettingComplaint: Hashable, Sendable, CustomStringConvertible {
    package enum Weight: String, Sendable {
        /// Lux does not start with this.
        case refusal
        /// Lux starts, but probably not as meant.
        case warning
    }

    package let weight: Weight
    /// Name of the setting; nil if it is about a file or a name nobody knows.
    package let setting: String?
    package let source: SettingSource?
    /// Where in the source, counted from 1, if it is known.
    package let line: Int?
    /// A whole sentence, with the remedy.
    package let message: String

    package var description: String { message }

    init(
        _ weight: Weight, _ setting: String?, from source: SettingSource?, line: Int? = nil, _ message: String
    ) {
        (self.weight, self.setting, self.source) = (weight, setting, source)
        (self.line, self.message) = (line, message)
    }
}

/// The settings cannot be used. Says all that is wrong with them at once.
package struct SettingsRefused: Error, Equatable, CustomStringConvertible {
    package let refusals: [SettingComplaint]
    package let warnings: [SettingComplaint]

    package var description: String { refusals.map(\.message).joined(separator: "\n") }
}
