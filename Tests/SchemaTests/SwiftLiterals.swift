/// A string literal of Swift source, with what is interpolated kept apart.
struct Literal: Sendable {
    enum Part: Sendable, Equatable {
        case text(String)
        /// What stands between `\(` and `)`.
        case code(String)
    }

    /// Where in the file, quotes included.
    let place: Range<Int>
    let parts: [Part]
}

/// Swift source with its literals, as far as statements must be found in it: what is neither literal nor comment
/// stays where it is, the rest is blanked out.
struct SwiftSource: Sendable {
    private(set) var code: [UInt8]
    private(set) var literals: [Literal] = []

    init(_ text: String) {
        code = Array(text.utf8)
        var reader = LiteralReader(bytes: code)
        while !reader.isAtEnd {
            let start = reader.place
            if reader.skipComment() {
                blank(start..<reader.place)
            } else if let literal = reader.literal() {
                literals.append(literal)
                blank(literal.place)
            } else {
                reader.place += 1
            }
        }
    }

    private mutating func blank(_ range: Range<Int>) {
        for place in range where code[place] != UInt8(ascii: "\n") { code[place] = UInt8(ascii: " ") }
    }

    func text(_ range: Range<Int>) -> String { String(decoding: code[range], as: UTF8.self) }

    /// The literal that begins at or right behind a place, with nothing but space between.
    func literal(from place: Int) -> Literal? {
        guard let literal = literals.first(where: { $0.place.lowerBound >= place }) else { return nil }
        return isBlank(place..<literal.place.lowerBound) ? literal : nil
    }

    private func isBlank(_ range: Range<Int>) -> Bool {
        code[range].allSatisfy { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\n") }
    }

    /// What stands before a place, spaces left out.
    func before(_ place: Int, count: Int) -> String {
        var start = place
        while start > 0, isBlank(start - 1..<start) { start -= 1 }
        return text(max(0, start - count)..<start)
    }

    /// Where the words begin that are written so, as words of their own.
    func places(of words: String) -> [Int] {
        let words = Array(words.utf8)
        guard code.count >= words.count else { return [] }
        return (0...code.count - words.count).filter { start in
            let end = start + words.count
            return code[start] == words[0] && code[start..<end].elementsEqual(words)
                && (start == 0 || !code[start - 1].isWord)
                && (end == code.count || !code[end].isWord || !code[end - 1].isWord)
        }
    }

    // MARK: Blocks

    /// The innermost block around a place, braces included; all of the file outside any.
    func block(around place: Int) -> Range<Int> {
        var depth = 0
        for start in stride(from: place - 1, through: 0, by: -1) {
            if code[start] == UInt8(ascii: "}") { depth += 1 }
            guard code[start] == UInt8(ascii: "{") else { continue }
            if depth == 0 { return start..<end(ofBlockAt: start, "{", "}") }
            depth -= 1
        }
        return 0..<code.count
    }

    /// Behind the bracket that closes the one at `start`.
    func end(ofBlockAt start: Int, _ open: Unicode.Scalar, _ close: Unicode.Scalar) -> Int {
        var depth = 0
        for place in start..<code.count {
            if code[place] == UInt8(ascii: open) { depth += 1 }
            if code[place] == UInt8(ascii: close) { depth -= 1 }
            if depth == 0 { return place + 1 }
        }
        return code.count
    }

    func line(at place: Int) -> String {
        let newline = UInt8(ascii: "\n")
        let start = code[..<place].lastIndex(of: newline).map { $0 + 1 } ?? 0
        return text(start..<(code[place...].firstIndex(of: newline) ?? code.count))
    }

    func lineNumber(of place: Int) -> Int { 1 + code[..<place].count { $0 == UInt8(ascii: "\n") } }
}

private struct LiteralReader {
    let bytes: [UInt8]
    var place = 0

    init(bytes: [UInt8]) { self.bytes = bytes }

    var isAtEnd: Bool { place >= bytes.count }

    private func follows(_ text: StaticString) -> Bool {
        text.withUTF8Buffer { bytes[place...].starts(with: $0) }
    }

    mutating func skipComment() -> Bool {
        guard follows("//") || follows("/*") else { return false }
        let isLine = follows("//")
        while !isAtEnd, !(isLine ? follows("\n") : follows("*/")) { place += 1 }
        if !isLine { place = min(place + 2, bytes.count) }
        return true
    }

    /// Literals between number signs hold patterns and no statements; they read well enough as plain ones.
    mutating func literal() -> Literal? {
        guard follows("\"") else { return nil }
        let (start, isLong) = (place, follows("\"\"\""))
        place += isLong ? 3 : 1
        var parts: [Literal.Part] = []
        var text: [UInt8] = []
        func flushed(_ text: [UInt8]) -> [Literal.Part] {
            text.isEmpty ? [] : [.text(String(decoding: text, as: UTF8.self))]
        }
        while !isAtEnd, !(isLong ? follows("\"\"\"") : follows("\"")) {
            if follows("\\(") {
                parts += flushed(text) + [.code(interpolation())]
                text = []
            } else {
                text += follows("\\") ? escaped() : [bytes[place]]
                place += 1
            }
        }
        place = min(place + (isLong ? 3 : 1), bytes.count)
        return Literal(place: start..<place, parts: parts + flushed(text))
    }

    private mutating func escaped() -> [UInt8] {
        place += 1
        return isAtEnd || bytes[place] == UInt8(ascii: "\n") ? [] : [bytes[place]]
    }

    private mutating func interpolation() -> String {
        place += 2
        let start = place
        var depth = 0
        while !isAtEnd {
            if literal() != nil { continue }
            if follows("(") { depth += 1 }
            if follows(")") {
                if depth == 0 { break }
                depth -= 1
            }
            place += 1
        }
        let end = place
        place = min(place + 1, bytes.count)
        return String(decoding: bytes[start..<end], as: UTF8.self)
    }
}

extension UInt8 {
    var isWord: Bool {
        switch self {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"): true
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"): true
        default: false
        }
    }
}
