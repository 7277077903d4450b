/// What a `.env` file says, and on which line.
///
/// `NAME=value`, one a line; `export` before it is allowed, blank lines and lines beginning with `#` are not
/// read, ` #` ends an unquoted value. `'…'` is taken as it stands; in `"…"` the escapes `\n \r \t \" \\ \$`
/// are known. Quoted values may go over several lines. Variables are not expanded: `$HOME` is five
/// characters.
///
/// The parser of swift-configuration is not used for these files: it keeps quotes and trailing comments as
/// part of the value, takes `export NAME` for a name, passes over lines it does not understand, and does not
/// tell which names it met.
struct EnvironmentFile {
    private(set) var values: [String: String] = [:]
    private(set) var lines: [String: Int] = [:]
    /// Names given more than once; the last one counts.
    private(set) var repeated: [String] = []

    /// Does not quote the file: what stands there may be secret.
    struct Malformed: Error, Equatable {
        let line: Int
        let reason: String
    }

    init(_ bytes: [UInt8]) throws(Malformed) {
        var reader = EnvironmentFileReader(bytes)
        while let entry = try reader.next() {
            if values.updateValue(entry.value, forKey: entry.name) != nil { repeated.append(entry.name) }
            lines[entry.name] = entry.line
        }
    }
}

private struct EnvironmentFileReader {
    private let bytes: [UInt8]
    private var place = 0
    private var line = 1

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
        if bytes.starts(with: [0xef, 0xbb, 0xbf]) { place = 3 }
    }

    mutating func next() throws(EnvironmentFile.Malformed) -> (name: String, value: String, line: Int)? {
        skipBlanksAndComments()
        guard let first = current else { return nil }
        let start = line
        var name = first == .equals ? "" : word()
        skipSpaces()
        if name == "export", current != .equals {
            name = word()
            skipSpaces()
        }
        guard current == .equals else { throw .init(line: start, reason: "NAME=value is expected") }
        guard !name.isEmpty else { throw .init(line: start, reason: "the name before = is missing") }
        place += 1
        skipSpaces()
        return (name, try value(), start)
    }

    private var current: UInt8? { place < bytes.count ? bytes[place] : nil }

    private mutating func skipBlanksAndComments() {
        while let byte = current {
            if byte == .hash {
                skipRestOfLine()
            } else if byte == .newline {
                line += 1
                place += 1
            } else if byte.isSpace {
                place += 1
            } else {
                return
            }
        }
    }

    private mutating func skipRestOfLine() {
        while let byte = current, byte != .newline { place += 1 }
    }

    private mutating func skipSpaces() {
        while let byte = current, byte.isSpace { place += 1 }
    }

    private mutating func word() -> String {
        let start = place
        while let byte = current, byte != .equals, byte != .newline, !byte.isSpace { place += 1 }
        return String(decoding: bytes[start..<place], as: UTF8.self)
    }

    private mutating func value() throws(EnvironmentFile.Malformed) -> String {
        guard let quote = current, quote == .quote || quote == .apostrophe else { return unquotedValue() }
        let text = try quotedValue(until: quote)
        skipSpaces()
        if let rest = current, rest != .newline, rest != .hash {
            throw .init(line: line, reason: "something follows the closing quote")
        }
        return text
    }

    private mutating func unquotedValue() -> String {
        let start = place
        var end = place
        while let byte = current, byte != .newline {
            if byte == .hash, place == start || bytes[place - 1].isSpace { break }
            place += 1
            if !byte.isSpace { end = place }
        }
        return String(decoding: bytes[start..<end], as: UTF8.self)
    }

    private mutating func quotedValue(until quote: UInt8) throws(EnvironmentFile.Malformed) -> String {
        let start = line
        var text: [UInt8] = []
        place += 1
        while let byte = current, byte != quote {
            if byte == .newline { line += 1 }
            place += 1
            if byte == .backslash, quote == .quote, let escaped = current {
                text += Self.unescaped[escaped].map { [$0] } ?? [byte, escaped]
                if escaped == .newline { line += 1 }
                place += 1
            } else {
                text.append(byte)
            }
        }
        guard current != nil else { throw .init(line: start, reason: "the quote opened here is not closed") }
        place += 1
        return String(decoding: text, as: UTF8.self)
    }

    private static let unescaped: [UInt8: UInt8] = [
        UInt8(ascii: "n"): .newline, UInt8(ascii: "r"): 0x0d, UInt8(ascii: "t"): 0x09, .quote: .quote,
        .backslash: .backslash, UInt8(ascii: "$"): UInt8(ascii: "$"),
    ]
}

extension UInt8 {
    fileprivate static let newline = UInt8(ascii: "\n")
    fileprivate static let equals = UInt8(ascii: "=")
    fileprivate static let hash = UInt8(ascii: "#")
    fileprivate static let quote = UInt8(ascii: "\"")
    fileprivate static let apostrophe = UInt8(ascii: "'")
    fileprivate static let backslash = UInt8(ascii: "\\")

    /// White space within a line; the return before a newline is one.
    fileprivate var isSpace: Bool { self == 0x20 || self == 0x09 || self == 0x0d }
}
