package import Core

/// How the value of a setting is written, and which values are right.
package enum SettingKind: Hashable, Sendable {
    case integer(ClosedRange<Int>)
    case number(ClosedRange<Double>)
    case boolean
    case text
    case path
    case host
    case list
    case choice([SettingChoice])
    case duration(ClosedRange<Duration>)
    /// A number of bytes.
    case bytes(ClosedRange<Int>)
    case url(schemes: [String])
    case secret(bytesMin: Int)

    /// What would be right, to stand after "must be".
    package var words: String {
        switch self {
        case .integer(let range): "a whole number from \(range.lowerBound) to \(range.upperBound)"
        case .number(let range): "a number from \(range.lowerBound) to \(range.upperBound)"
        case .boolean: "yes or no"
        case .text: "text of at most \(Self.textBytesMax) bytes on one line"
        case .path: "the path of a file or folder, written out («~» is not expanded)"
        case .host: "a host name or an IP address"
        case .list: "words with commas between"
        case .choice(let choices): choices.map(\.word).spelledOut(by: "or")
        case .duration(let range):
            "a duration with its unit, " + Self.words(of: range, write: DurationText.text)
        case .bytes(let range): "a size such as 64 MiB, " + Self.words(of: range, write: ByteSize.text)
        case .url(let schemes): "a URL that begins with " + schemes.map { $0 + ":" }.spelledOut(by: "or")
        case .secret(let bytesMin): "secret text of at least \(bytesMin) bytes"
        }
    }

    /// Nil if `text` is none of this kind.
    package func value(of text: String) -> SettingValue? {
        let trimmed = text.trimmed
        return switch self {
        case .integer(let range): Int(trimmed).flatMap { range.contains($0) ? .integer($0) : nil }
        case .number(let range): Double(trimmed).flatMap { range.contains($0) ? .number($0) : nil }
        case .boolean: Self.booleans[trimmed.lowercased()].map(SettingValue.boolean)
        case .text: Self.isOneLine(trimmed) ? .text(trimmed) : nil
        case .path: Self.isOneLine(trimmed) && !trimmed.hasPrefix("~") ? .text(trimmed) : nil
        case .host: HostName.parse(trimmed).map(SettingValue.text)
        case .list: Self.isOneLine(trimmed) ? .list(Self.words(in: trimmed)) : nil
        case .choice(let choices):
            choices.first { $0.word.lowercased() == trimmed.lowercased() }.map { .choice($0.word) }
        case .duration(let range):
            DurationText.parse(trimmed).flatMap { range.contains($0) ? .duration($0) : nil }
        case .bytes(let range): ByteSize.parse(trimmed).flatMap { range.contains($0) ? .bytes($0) : nil }
        case .url(let schemes): SettingURL(trimmed, schemes: schemes).map(SettingValue.url)
        case .secret(let bytesMin): text.utf8.count >= bytesMin ? .secret(Secret(text)) : nil
        }
    }

    static let textBytesMax = 4096

    private static let booleans = [
        "true": true, "yes": true, "on": true, "1": true, "false": false, "no": false, "off": false,
        "0": false,
    ]

    private static func isOneLine(_ text: String) -> Bool {
        text.utf8.count <= textBytesMax && !text.utf8.contains { $0 < 0x20 || $0 == 0x7f }
    }

    private static func words(in list: String) -> [String] {
        list.split(separator: ",").map { String($0).trimmed }.filter { !$0.isEmpty }
    }

    private static func words<Bound>(of range: ClosedRange<Bound>, write: (Bound) -> String) -> String {
        "from \(write(range.lowerBound)) to \(write(range.upperBound))"
    }
}

/// One of the words that a setting of choice accepts.
package struct SettingChoice: Hashable, Sendable, Encodable {
    package let word: String
    package let meaning: String?
}

/// A value that has been found right.
package enum SettingValue: Hashable, Sendable {
    case integer(Int)
    case number(Double)
    case boolean(Bool)
    case text(String)
    case list([String])
    case choice(String)
    case duration(Duration)
    case bytes(Int)
    case url(SettingURL)
    case secret(Secret)

    /// For people's eyes: secrets hidden, nothing in it that a terminal would obey.
    package var display: String {
        switch self {
        case .integer(let number): "\(number)"
        case .number(let number): "\(number)"
        case .boolean(let flag): flag ? "yes" : "no"
        case .text(let text), .choice(let text): text.printable
        case .list(let words): words.joined(separator: ",").printable
        case .duration(let duration): DurationText.text(duration)
        case .bytes(let count): ByteSize.text(count)
        case .url(let url): url.description.printable
        case .secret(let secret): secret.description
        }
    }
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
