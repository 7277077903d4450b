package import Core

/// A kind of setting and the Swift type of its values.
package struct SettingForm<Value: Hashable & Sendable>: Sendable {
    let kind: SettingKind
    /// As a person would write it; `parse` reads it again.
    let write: @Sendable (Value) -> String

    private init(
        _ name: String, _ words: String, choices: [SettingChoice] = [],
        parse: @escaping @Sendable (String) -> Value?, write: @escaping @Sendable (Value) -> String,
        show: (@Sendable (Value) -> String)? = nil, quote: @escaping @Sendable (String) -> String? = { $0 }
    ) {
        self.write = write
        let show = show ?? write
        kind = SettingKind(
            name: name, words: words, choices: choices, quote: quote,
            accept: { text in
                parse(text).map { SettingValue(typed: $0, display: show($0).printable) }
            })
    }
}

extension SettingForm where Value == Int {
    package static func integer(in range: ClosedRange<Int>) -> Self {
        Self(
            "integer", "a whole number from \(range.lowerBound) to \(range.upperBound)",
            parse: { Int($0.trimmed).flatMap { range.contains($0) ? $0 : nil } }, write: { "\($0)" })
    }

    /// A number of bytes, written "64 MiB".
    package static func bytes(in range: ClosedRange<Int> = 0...ByteSize.bytesMax) -> Self {
        Self(
            "bytes",
            "a size such as 64 MiB, from \(ByteSize.text(range.lowerBound)) to "
                + ByteSize.text(range.upperBound),
            parse: { ByteSize.parse($0.trimmed).flatMap { range.contains($0) ? $0 : nil } },
            write: { ByteSize.text($0) })
    }
}

extension SettingForm where Value == Double {
    package static func number(in range: ClosedRange<Double>) -> Self {
        Self(
            "number", "a number from \(range.lowerBound) to \(range.upperBound)",
            parse: { Double($0.trimmed).flatMap { range.contains($0) ? $0 : nil } }, write: { "\($0)" })
    }
}

extension SettingForm where Value == Bool {
    package static var boolean: Self {
        Self(
            "boolean", "yes or no", parse: { BooleanText.values[$0.trimmed.lowercased()] },
            write: { $0 ? "yes" : "no" })
    }
}

private enum BooleanText {
    static let values = [
        "true": true, "yes": true, "on": true, "1": true, "false": false, "no": false, "off": false,
        "0": false,
    ]
}

extension SettingForm where Value == String {
    package static var text: Self {
        Self(
            "text", "text of at most \(OneLine.bytesMax) bytes on one line", parse: { OneLine.parse($0) },
            write: { $0 })
    }

    /// Text of a form that whoever reads it knows.
    package static func text(
        likeThis words: String, isRight: @escaping @Sendable (String) -> Bool
    ) -> Self {
        Self(
            "text", words, parse: { OneLine.parse($0).flatMap { isRight($0) ? $0 : nil } }, write: { $0 })
    }

    /// Absolute, or beginning at the working directory.
    package static var path: Self {
        Self(
            "path", "the path of a file or folder, written out (a leading ~ is not expanded)",
            parse: { OneLine.parse($0).flatMap { $0.hasPrefix("~") ? nil : $0 } }, write: { $0 })
    }

    /// A host name or an IP address, without brackets.
    package static var host: Self {
        Self(
            "host", "a host name or an IP address", parse: { HostName.parse($0.trimmed) }, write: { $0 })
    }
}

extension SettingForm where Value == [String] {
    /// Words with commas between; blanks around them do not count.
    package static var list: Self {
        Self(
            "list", "words with commas between",
            parse: { text in
                OneLine.parse(text)?.split(separator: ",").map { String($0).trimmed }.filter { !$0.isEmpty }
            }, write: { $0.joined(separator: ",") })
    }
}

extension SettingForm where Value == Duration {
    /// Written "90 s", "5 min", "250 ms".
    package static func duration(in range: ClosedRange<Duration> = .zero...DurationText.longest) -> Self {
        Self(
            "duration",
            "a duration with its unit, from \(DurationText.text(range.lowerBound)) to "
                + DurationText.text(range.upperBound),
            parse: { DurationText.parse($0.trimmed).flatMap { range.contains($0) ? $0 : nil } },
            write: { DurationText.text($0) })
    }
}

extension SettingForm where Value == SettingURL {
    package static func url(_ schemes: String...) -> Self {
        Self(
            "url", "a URL that begins with " + schemes.map { $0 + ":" }.spelledOut(by: "or"),
            parse: { SettingURL($0.trimmed, schemes: schemes) }, write: { $0.exposed },
            show: { $0.description }, quote: { SettingURL.masked($0) })
    }
}

extension SettingForm where Value == Secret {
    package static func secret(bytesMin: Int = 1) -> SettingForm<Secret> {
        SettingForm(
            "secret", "secret text of at least \(bytesMin) bytes",
            parse: { $0.utf8.count >= bytesMin ? Secret($0) : nil }, write: { $0.exposed },
            show: { $0.description }, quote: { _ in nil })
    }
}

extension SettingForm where Value: RawRepresentable & CaseIterable, Value.RawValue == String {
    /// One word out of the cases of `type`.
    package static func choice(
        of type: Value.Type, meaning: (Value) -> String? = { _ in nil }
    ) -> Self {
        let choices = type.allCases.map { SettingChoice(word: $0.rawValue, meaning: meaning($0)) }
        return Self(
            "choice", choices.map(\.word).spelledOut(by: "or"), choices: choices,
            parse: { text in type.allCases.first { $0.rawValue.lowercased() == text.trimmed.lowercased() } },
            write: { $0.rawValue })
    }
}

private enum OneLine {
    static let bytesMax = 4096

    static func parse(_ text: String) -> String? {
        let line = text.trimmed
        let isPlain = line.utf8.count <= bytesMax && !line.utf8.contains { $0 < 0x20 || $0 == 0x7f }
        return isPlain ? line : nil
    }
}
