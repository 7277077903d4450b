/// A setting together with the type that its value is read as. The two are made in one place, so reading
/// cannot meet a value of another kind.
package struct SettingKey<Value: Hashable & Sendable>: Sendable {
    package private(set) var setting: Setting
    private let standard: Value
    private let write: @Sendable (Value) -> String?

    package init(_ name: String, _ form: SettingForm<Value>, default standard: Value, _ summary: String) {
        let text = form.write(standard)
        setting = Setting(name: name, kind: form.kind, standard: text, summary: summary)
        self.standard = standard
        write = form.write
    }

    /// A setting that may be left without a value.
    package init<Wrapped>(_ name: String, _ form: SettingForm<Wrapped>, _ summary: String)
    where Value == Wrapped? {
        setting = Setting(name: name, kind: form.kind, standard: nil, summary: summary)
        standard = nil
        write = { $0.map(form.write) }
    }

    package func unit(_ unit: String) -> Self {
        changing { $0.unit = unit }
    }

    package func alias(_ variables: String...) -> Self {
        changing { $0.aliases += variables }
    }

    /// Another default in one environment.
    package func preset(_ environment: DeploymentEnvironment, _ value: Value) -> Self {
        let text = write(value)
        return changing { $0.presets[environment] = text }
    }

    package func required(in environments: DeploymentEnvironment...) -> Self {
        changing { $0.requiredIn.formUnion(environments) }
    }

    func places(_ places: Setting.Places) -> Self {
        changing { $0.places = places }
    }

    /// The default where `value` is absent, which it is when the table did not hold this setting.
    func value(from value: SettingValue?) -> Value {
        value?.typed as? Value ?? standard
    }

    private func changing(_ change: (inout Setting) -> Void) -> Self {
        var changed = self
        change(&changed.setting)
        return changed
    }
}
