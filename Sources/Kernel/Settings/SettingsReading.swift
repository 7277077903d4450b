/// Reads the layers in the order in which they settle one another, and keeps what was wrong with any of them.
struct SettingsReading {
    private let table: SettingsTable
    private let sources: SettingsSources
    /// Lowest first.
    private(set) var layers: [SettingsLayer] = []
    private(set) var complaints: [SettingComplaint] = []
    private(set) var environment = DeploymentEnvironment.development

    init(_ table: SettingsTable, from sources: SettingsSources) {
        (self.table, self.sources) = (table, sources)
        // Flags and variables name the settings file; the three together and `.env` name the environment;
        // only then is it known whose `.env.<environment>` is to be read.
        var outer = [
            SettingsLayer(variables: sources.environment), SettingsLayer(flags: sources.flags),
        ]
        if let layer = environmentFile(".env", ofOneEnvironment: false) { outer.insert(layer, at: 0) }
        let file = settingsFile(namedIn: outer)
        environment = decideEnvironment(in: [file].compactMap(\.self) + outer)
        let own = environmentFile(".env." + environment.rawValue, ofOneEnvironment: true)
        let below = sources.workingDirectory == nil ? 0 : outer.count - 2
        layers = [file].compactMap(\.self) + outer[..<below] + [own].compactMap(\.self) + outer[below...]
    }

    private func decideEnvironment(in layers: [SettingsLayer]) -> DeploymentEnvironment {
        let setting = GeneralSettings.environment.setting
        let entry = layers.reversed().lazy.compactMap { $0.entries(for: setting).first }.first
        return GeneralSettings.environment.value(from: entry.flatMap { setting.kind.accept($0.text) })
    }

    private mutating func environmentFile(_ name: String, ofOneEnvironment: Bool) -> SettingsLayer? {
        let path = "./" + name
        guard let bytes = bytes(at: path, namedBy: nil) else { return nil }
        do {
            let file = try EnvironmentFile(bytes)
            let layer = SettingsLayer(file, at: path, ofOneEnvironment: ofOneEnvironment)
            for name in file.repeated {
                warn(layer, name, "\(name) is given more than once in \(layer.words); the last one is used")
            }
            return layer
        } catch {
            complain(path, line: error.line, "is not right", error.reason)
            return nil
        }
    }

    private mutating func settingsFile(namedIn layers: [SettingsLayer]) -> SettingsLayer? {
        let setting = GeneralSettings.config.setting
        let entry = layers.reversed().lazy.compactMap { $0.entries(for: setting).first }.first
        let path = entry?.text.trimmed.printable ?? Self.usualFile
        guard let bytes = bytes(at: path, namedBy: entry?.source) else { return nil }
        do {
            let contents = try SettingsFile.yaml(bytes)
            let layer = SettingsLayer(contents, at: path)
            for name in contents.repeated.sorted() {
                warn(layer, name, "\(name) is given more than once in \(path); keep one of them")
            }
            return layer
        } catch {
            complain(path, line: error.line, "is not right", error.reason)
            return nil
        }
    }

    private static let usualFile = "./lux.yaml"

    /// Nil if there is no such file, which is wrong only where a source names it.
    private mutating func bytes(at path: String, namedBy source: SettingSource?) -> [UInt8]? {
        guard let folder = sources.workingDirectory else { return nil }
        do {
            let whole = path.hasPrefix("/") ? path : folder + "/" + path
            if let bytes = try SettingsFile.bytes(at: whole) { return bytes }
            guard let source else { return nil }
            complaints.append(
                SettingComplaint(
                    .refusal, GeneralSettings.config.setting.name, from: source,
                    "\(path) does not exist; \(source.subject) names it as the settings file"))
        } catch {
            complain(path, line: nil, "cannot be read", error.reason)
        }
        return nil
    }

    private mutating func complain(_ path: String, line: Int?, _ verb: String, _ reason: String) {
        let place = line.map { "\(path), line \($0)," } ?? path
        complaints.append(
            SettingComplaint(
                .refusal, nil, from: .file(path: path), line: line, "\(place) \(verb): \(reason)"))
    }

    private mutating func warn(_ layer: SettingsLayer, _ name: String, _ message: String) {
        complaints.append(
            SettingComplaint(
                .warning, nil, from: layer.source(at: name), line: layer.line(of: name), message))
    }
}
