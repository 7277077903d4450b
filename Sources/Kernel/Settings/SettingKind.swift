/// How the value of a setting is written, and which values are right. Does not say the Swift type of the
/// value, so that settings of all kinds stand in one table.
package struct SettingKind: Sendable {
    /// "integer", "number", "boolean", "text", "path", "host", "list", "choice", "duration", "bytes", "url"
    /// or "secret".
    package let name: String
    /// What would be right, to stand after "must be".
    package let words: String
    /// Empty unless it is a choice.
    package let choices: [SettingChoice]
    /// As much of a wrong value as may be shown; nil if nothing may.
    let quote: @Sendable (String) -> String?
    /// Nil if the text is none of this kind.
    let accept: @Sendable (String) -> SettingValue?

    package var isSecret: Bool { quote("") == nil }
}

/// One of the words that a setting of choice accepts.
package struct SettingChoice: Hashable, Sendable, Encodable {
    package let word: String
    package let meaning: String?
}

/// A value that has been found right.
struct SettingValue: Sendable, CustomStringConvertible, CustomReflectable {
    let typed: any Hashable & Sendable
    /// For people's eyes: secrets hidden, nothing in it that a terminal would obey.
    let display: String

    func isSame(as other: SettingValue?) -> Bool {
        AnyHashable(typed) == other.map { AnyHashable($0.typed) }
    }

    var description: String { display }
    var customMirror: Mirror { Mirror(self, children: []) }
}

extension [String] {
    /// "a, b or c".
    func spelledOut(by last: String) -> String {
        guard let final = self.last, count > 1 else { return first ?? "" }
        return dropLast().joined(separator: ", ") + " \(last) " + final
    }
}

extension String {
    var trimmed: String {
        var rest = self[...]
        while let first = rest.first, first.isWhitespace { rest.removeFirst() }
        while let last = rest.last, last.isWhitespace { rest.removeLast() }
        return String(rest)
    }

    /// Control and direction characters are written as escapes, so that a value cannot rewrite the terminal.
    var printable: String {
        var printed = ""
        for scalar in unicodeScalars {
            switch scalar.properties.generalCategory {
            case .control, .format, .lineSeparator, .paragraphSeparator:
                printed += "\\u{\(String(scalar.value, radix: 16))}"
            default: printed.unicodeScalars.append(scalar)
            }
        }
        return printed
    }
}
