import Configuration

/// One place that values come from. All of them answer through a snapshot of swift-configuration.
struct SettingsLayer {
    enum Place: Hashable {
        case file(path: String)
        case environmentFile(path: String, ofOneEnvironment: Bool)
        case environment
        case flags
    }

    struct Entry {
        let text: String
        let source: SettingSource
        let line: Int?
    }

    let place: Place
    /// Names in the layer's own spelling: variables, or keys with dots.
    let names: Set<String>
    private let snapshot: any ConfigSnapshot
    private var lines: [String: Int] = [:]
    private var spellings: [String: String] = [:]

    init(flags: [SettingFlag]) {
        place = .flags
        names = Set(flags.map(\.setting))
        spellings = Dictionary(flags.map { ($0.setting, $0.spelling) }, uniquingKeysWith: { $1 })
        let values = flags.map { (AbsoluteConfigKey(ConfigKey($0.setting)), $0.text) }
        let byKey = Dictionary(values, uniquingKeysWith: { $1 })
        snapshot = InMemoryProvider(
            name: "flags", values: byKey.mapValues { ConfigValue(.string($0), isSecret: true) }
        ).snapshot()
    }

    init(variables: [String: String]) {
        place = .environment
        names = Set(variables.keys)
        snapshot = Self.snapshot(of: variables)
    }

    init(_ file: EnvironmentFile, at path: String, ofOneEnvironment: Bool) {
        place = .environmentFile(path: path, ofOneEnvironment: ofOneEnvironment)
        names = Set(file.values.keys)
        lines = file.lines
        snapshot = Self.snapshot(of: file.values)
    }

    init(_ contents: SettingsFile.Contents, at path: String) {
        place = .file(path: path)
        names = contents.names
        snapshot = contents.snapshot
    }

    private static func snapshot(of variables: [String: String]) -> any ConfigSnapshot {
        EnvironmentVariablesProvider(environmentVariables: variables, secretsSpecifier: .all).snapshot()
    }

    /// What the layer says about `setting`, its own name first, then its aliases. Empty values say nothing.
    func entries(for setting: Setting) -> [Entry] {
        names(of: setting).compactMap { name in
            guard let text = text(at: name), !text.allSatisfy(\.isWhitespace) else { return nil }
            return Entry(text: text, source: source(at: name), line: lines[name])
        }
    }

    /// Whether `setting` may stand here; if not, it is decided before this layer is read.
    func mayHold(_ setting: Setting) -> Bool {
        switch (setting.places, place) {
        case (.everywhere, _), (_, .environment), (_, .flags): true
        case (_, .environmentFile(_, let ofOneEnvironment)): !ofOneEnvironment
        case (.beforeFiles, .file): false
        case (.beforeEnvironmentFile, .file): true
        }
    }

    var speaksInVariables: Bool {
        switch place {
        case .environment, .environmentFile: true
        case .file, .flags: false
        }
    }

    /// To stand after "in".
    var words: String {
        switch place {
        case .file(let path), .environmentFile(let path, _): path
        case .environment: "the environment"
        case .flags: "the flags"
        }
    }

    func source(at name: String) -> SettingSource {
        switch place {
        case .file(let path): .file(path: path)
        case .environmentFile(let path, _): .environmentFile(path: path, variable: name)
        case .environment: .environment(variable: name)
        case .flags: .flag(spellings[name] ?? name)
        }
    }

    func line(of name: String) -> Int? { lines[name] }

    private func names(of setting: Setting) -> [String] {
        let all = speaksInVariables ? [setting.variable] + setting.aliases : [setting.name]
        return all.filter(names.contains)
    }

    private func text(at name: String) -> String? {
        let key = speaksInVariables ? AbsoluteConfigKey([name]) : AbsoluteConfigKey(ConfigKey(name))
        if case .string(let text)? = try? snapshot.value(forKey: key, type: .string).value?.content {
            // YAML has words for nothing.
            if case .file = place, text == "~" || text == "null" { return nil }
            return text
        }
        if case .stringArray(let words)? = try? snapshot.value(forKey: key, type: .stringArray).value?.content
        {
            return words.joined(separator: ",")
        }
        return nil
    }
}
