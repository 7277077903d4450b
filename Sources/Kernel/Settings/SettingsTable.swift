/// Every setting of this installation: those of the modules that were chosen, and the general ones.
package struct SettingsTable: Sendable {
    package let settings: [Setting]
    /// Names that mean something, though not here: settings of modules not chosen.
    let elsewhere: Set<String>
    /// Variables beginning with LUX_ that are read by something other than the settings.
    let otherVariables: Set<String>
    private let byName: [String: Setting]

    /// Throws where two settings cannot be told apart, or a default is one that would be refused.
    package init(
        _ settings: [Setting], elsewhere: [Setting] = [], otherVariables: Set<String> = ofScripts
    ) throws(Unsound) {
        self.settings = GeneralSettings.all + settings
        self.elsewhere = Set(elsewhere.flatMap { [$0.name, $0.variable] })
        self.otherVariables = otherVariables
        let faults = Self.faults(in: self.settings)
        guard faults.isEmpty else { throw Unsound(faults: faults) }
        byName = Dictionary(uniqueKeysWithValues: self.settings.map { ($0.name, $0) })
    }

    /// Read by the scripts and benchmarks of the repository.
    package static let ofScripts: Set<String> = [
        "LUX_BENCH_DATA", "LUX_SEEDS", "LUX_SERVICES_DIR", "LUX_SERVICES_POSTGRES_PORT",
        "LUX_SERVICES_RABBITMQ_PORT", "LUX_SERVICES_REDIS_PORT", "LUX_TEST_LONG",
    ]

    package subscript(name name: String) -> Setting? { byName[name] }

    /// A mistake of ours, not of the person who sets things: found by the first start or the first test.
    package struct Unsound: Error, Equatable {
        package let faults: [String]
    }

    private static func faults(in settings: [Setting]) -> [String] {
        var owners: [String: String] = [:]
        var faults: [String] = []
        for setting in settings {
            // An alias may repeat the setting's own variable only; a name may not repeat anything.
            for name in [setting.name, setting.variable] + setting.aliases {
                if let owner = owners.updateValue(setting.name, forKey: name) {
                    faults.append("\(name) belongs to \(owner) and to \(setting.name)")
                }
            }
            faults += ownFaults(of: setting)
        }
        return faults
    }

    private static func ownFaults(of setting: Setting) -> [String] {
        var faults: [String] = []
        if !isName(setting.name) {
            faults.append("\(setting.name) is not words in lower case joined by dots")
        }
        for text in [setting.standard].compactMap(\.self) + setting.presets.values.sorted()
        where setting.kind.accept(text) == nil {
            faults.append("\(setting.name) must be \(setting.kind.words); its default is not")
        }
        if setting.summary.isEmpty { faults.append("\(setting.name) has no summary") }
        return faults
    }

    private static func isNameByte(_ byte: UInt8) -> Bool {
        (0x61...0x7a).contains(byte) || (0x30...0x39).contains(byte) || byte == UInt8(ascii: "_")
    }

    private static func isName(_ name: String) -> Bool {
        name.split(separator: ".", omittingEmptySubsequences: false).allSatisfy { word in
            word.utf8.first.map { (0x61...0x7a).contains($0) } ?? false
                && word.utf8.allSatisfy(isNameByte)
        }
    }
}
