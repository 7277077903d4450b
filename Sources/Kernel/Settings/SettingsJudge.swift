/// Decides which value is in force for each setting, and whether all together make sense.
struct SettingsJudge {
    let table: SettingsTable
    /// Lowest first.
    let layers: [SettingsLayer]
    let environment: DeploymentEnvironment

    func judgeAll() -> (inForce: [String: Settings.InForce], complaints: [SettingComplaint]) {
        var inForce: [String: Settings.InForce] = [:]
        var complaints: [SettingComplaint] = []
        for setting in table.settings {
            complaints += layers.flatMap { contradictions(of: setting, in: $0) }
            do {
                inForce[setting.name] = try value(of: setting)
            } catch {
                complaints.append(error.complaint)
                inForce[setting.name] = standard(of: setting)
            }
        }
        complaints += layers.flatMap(unknownNames) + integrity(of: inForce)
        return (inForce, complaints)
    }

    private struct Wrong: Error {
        let complaint: SettingComplaint
    }

    private func value(of setting: Setting) throws(Wrong) -> Settings.InForce {
        let entry = layers.reversed().lazy.filter { $0.mayHold(setting) }
            .compactMap { $0.entries(for: setting).first }.first
        guard let entry else {
            let standard = standard(of: setting)
            if standard.value == nil, setting.requiredIn.contains(environment) { throw missing(setting) }
            return standard
        }
        guard let value = setting.kind.accept(entry.text) else { throw wrong(setting, entry) }
        return Settings.InForce(value: value, source: entry.source)
    }

    private func standard(of setting: Setting) -> Settings.InForce {
        let source: SettingSource = setting.presets[environment] == nil ? .standard : .preset(environment)
        let value = setting.standard(in: environment).flatMap(setting.kind.accept)
        return Settings.InForce(value: value, source: source)
    }

    private func missing(_ setting: Setting) -> Wrong {
        let message =
            "\(setting.name) must be set in \(environment.rawValue), to \(setting.kind.words); "
            + "\(setting.variable) is one way"
        return Wrong(complaint: SettingComplaint(.refusal, setting.name, from: nil, message))
    }

    private func wrong(_ setting: Setting, _ entry: SettingsLayer.Entry) -> Wrong {
        let place = entry.source.subject + (entry.line.map { ", line \($0)," } ?? "")
        let message =
            "\(setting.name) must be \(setting.kind.words); \(place) \(said(entry.text, as: setting.kind))"
        return Wrong(
            complaint: SettingComplaint(.refusal, setting.name, from: entry.source, line: entry.line, message)
        )
    }

    private func said(_ text: String, as kind: SettingKind) -> String {
        guard let shown = kind.quote(text) else { return "says something else, which is not shown" }
        let meant = Spelling.suggestion(for: text.trimmed.lowercased(), among: kind.choices.map(\.word))
        return "says \(quoted(shown))" + (meant.map { "; did you mean \($0)?" } ?? "")
    }

    private func quoted(_ text: String) -> String {
        let shown = text.prefix(Self.quotedCharactersMax)
        return "«\(String(shown).printable)\(shown.count < text.count ? "…" : "")»"
    }

    private static let quotedCharactersMax = 60
}
