package import Core

/// A kind of setting and the Swift type of its values.
package struct SettingForm<Value: Sendable>: Sendable {
    let kind: SettingKind
    let read: @Sendable (SettingValue) -> Value?
    let write: @Sendable (Value) -> String
}

extension SettingForm where Value == Int {
    package static func integer(in range: ClosedRange<Int>) -> Self {
        Self(
            kind: .integer(range), read: { if case .integer(let it) = $0 { it } else { nil } },
            write: { "\($0)" })
    }

    /// A number of bytes, written "64 MiB".
    package static func bytes(in range: ClosedRange<Int> = 0...ByteSize.bytesMax) -> Self {
        Self(
            kind: .bytes(range), read: { if case .bytes(let it) = $0 { it } else { nil } },
            write: { ByteSize.text($0) })
    }
}

extension SettingForm where Value == Double {
    package static func number(in range: ClosedRange<Double>) -> Self {
        Self(
            kind: .number(range), read: { if case .number(let it) = $0 { it } else { nil } },
            write: { "\($0)" })
    }
}

extension SettingForm where Value == Bool {
    package static var boolean: Self {
        Self(
            kind: .boolean, read: { if case .boolean(let it) = $0 { it } else { nil } },
            write: { $0 ? "yes" : "no" })
    }
}

extension SettingForm where Value == String {
    package static var text: Self { ofText(.text) }
    /// Absolute, or beginning at the working directory.
    package static var path: Self { ofText(.path) }
    /// A host name or an IP address, without brackets.
    package static var host: Self { ofText(.host) }

    private static func ofText(_ kind: SettingKind) -> Self {
        Self(kind: kind, read: { if case .text(let it) = $0 { it } else { nil } }, write: { $0 })
    }
}

extension SettingForm where Value == [String] {
    /// Words with commas between.
    package static var list: Self {
        Self(
            kind: .list, read: { if case .list(let it) = $0 { it } else { nil } },
            write: { $0.joined(separator: ",") })
    }
}

extension SettingForm where Value == Duration {
    /// Written "90 s", "5 min", "250 ms".
    package static func duration(in range: ClosedRange<Duration> = .zero...DurationText.longest) -> Self {
        Self(
            kind: .duration(range), read: { if case .duration(let it) = $0 { it } else { nil } },
            write: { DurationText.text($0) })
    }
}

extension SettingForm where Value == SettingURL {
    package static func url(_ schemes: String...) -> Self {
        Self(
            kind: .url(schemes: schemes), read: { if case .url(let it) = $0 { it } else { nil } },
            write: { $0.exposed })
    }
}

extension SettingForm where Value == Secret {
    package static func secret(bytesMin: Int = 1) -> SettingForm<Secret> {
        SettingForm(
            kind: .secret(bytesMin: bytesMin), read: { if case .secret(let it) = $0 { it } else { nil } },
            write: { $0.exposed })
    }
}

extension SettingForm where Value: RawRepresentable & CaseIterable, Value.RawValue == String {
    /// One word out of the cases of `type`.
    package static func choice(
        of type: Value.Type, meaning: (Value) -> String? = { _ in nil }
    ) -> Self {
        let choices = type.allCases.map { SettingChoice(word: $0.rawValue, meaning: meaning($0)) }
        return Self(
            kind: .choice(choices),
            read: { if case .choice(let word) = $0 { Value(rawValue: word) } else { nil } },
            write: { $0.rawValue })
    }
}
