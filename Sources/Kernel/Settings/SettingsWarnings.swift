/// What does not stop a start, but is hardly meant.
extension SettingsJudge {
    /// Two names of one setting that say different things, or a setting in a place that comes too late for
    /// it.
    func contradictions(of setting: Setting, in layer: SettingsLayer) -> [SettingComplaint] {
        let entries = layer.entries(for: setting)
        guard let first = entries.first else { return [] }
        guard layer.mayHold(setting) else {
            let message = "\(setting.name) has no effect in \(layer.words), which is read too late for it"
            return [warning(setting, first, message)]
        }
        let used = name(first.source)
        guard let value = setting.kind.accept(first.text) else { return [] }
        let others = entries.dropFirst().filter { !value.isSame(as: setting.kind.accept($0.text)) }
        return others.map { other in
            warning(
                setting, other, "\(used) and \(name(other.source)) differ in \(layer.words); \(used) is used")
        }
    }

    private func name(_ source: SettingSource) -> String {
        switch source {
        case .environment(let variable), .environmentFile(_, let variable): variable
        case .standard, .preset, .file, .flag: source.subject
        }
    }

    private func warning(
        _ setting: Setting, _ entry: SettingsLayer.Entry, _ message: String
    ) -> SettingComplaint {
        SettingComplaint(.warning, setting.name, from: entry.source, line: entry.line, message)
    }

    /// Names that look like ours and are not.
    func unknownNames(in layer: SettingsLayer) -> [SettingComplaint] {
        let known = table.settings.map { layer.speaksInVariables ? $0.variable : $0.name }
        let unknown = layer.names.subtracting(known).subtracting(table.elsewhere).sorted()
        let complaints = unknown.compactMap { complaint(about: $0, in: layer, known: known) }
        guard complaints.count > Self.unknownNamesShownMax else { return complaints }
        let rest = complaints.count - Self.unknownNamesShownMax
        let more = "\(layer.words) has \(rest) more names that are no settings"
        return complaints.prefix(Self.unknownNamesShownMax)
            + [SettingComplaint(.warning, nil, from: complaints[0].source, more)]
    }

    private static let unknownNamesShownMax = 20

    private func complaint(
        about name: String, in layer: SettingsLayer, known: [String]
    ) -> SettingComplaint? {
        let isOurs = isOurs(name, in: layer)
        if !isOurs, layer.speaksInVariables { return nil }
        let meant = Spelling.suggestion(for: name, among: known)
        if !isOurs, meant == nil { return nil }
        // A flag is typed for this start; files and variables may also serve others.
        return SettingComplaint(
            layer.place == .flags ? .refusal : .warning, nil, from: layer.source(at: name),
            line: layer.line(of: name),
            "\(layer.words) \(layer.place == .flags ? "have" : "has") \(name.printable), which is no setting"
                + (meant.map { "; did you mean \($0)?" } ?? ""))
    }

    /// Other programs share the environment, and a settings file may serve installations with other modules.
    private func isOurs(_ name: String, in layer: SettingsLayer) -> Bool {
        switch layer.place {
        case .flags: return true
        case .environment, .environmentFile:
            return name.hasPrefix(Setting.variablePrefix) && !table.otherVariables.contains(name)
        case .file:
            let room = name.prefix { $0 != "." }
            return table.settings.contains { $0.name.prefix { $0 != "." } == room }
        }
    }

    /// Values that are right alone and wrong together.
    func integrity(of inForce: [String: Settings.InForce]) -> [SettingComplaint] {
        var complaints: [SettingComplaint] = []
        let debug = GeneralSettings.debug.setting
        if environment == .production, let debugging = inForce[debug.name],
            debugging.value?.typed as? Bool == true
        {
            complaints.append(
                SettingComplaint(
                    .warning, debug.name, from: debugging.source,
                    "debug is on in production, says \(debugging.source.subject); turn it off"))
        }
        for setting in table.settings where setting.isSecret {
            guard case .flag(let spelling)? = inForce[setting.name]?.source else { continue }
            complaints.append(
                SettingComplaint(
                    .warning, setting.name, from: .flag(spelling),
                    "\(spelling) gives a secret on the command line, where every user of this machine can "
                        + "read it; use \(setting.variable) or .env"))
        }
        return complaints
    }
}
