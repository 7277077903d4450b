/// One word, mark or literal of Swift source.
struct Token: Sendable, Hashable {
    enum Kind: Sendable, Hashable {
        case word, quotedName, number, mark, string
    }

    let kind: Kind
    let text: String
    /// Counted from 1.
    let line: Int
    let followsSpace: Bool
}

struct Comment: Sendable {
    let text: String
    let line: Int
}

/// Swift source taken apart as far as the checks need it: tokens, and comments apart from them, so that no
/// check mistakes a word in a comment or a literal for code.
struct SourceText: Sendable {
    private(set) var tokens: [Token] = []
    private(set) var comments: [Comment] = []
    private(set) var lineCount = 0

    init(_ text: String) {
        var reader = SourceReader(bytes: Array(text.utf8))
        reader.readCode(untilClosingParenthesis: false)
        tokens = reader.tokens
        comments = reader.comments
        lineCount = reader.line - (text.hasSuffix("\n") || text.isEmpty ? 1 : 0)
    }
}

private struct SourceReader {
    let bytes: [UInt8]
    var position = 0
    var line = 1
    var tokens: [Token] = []
    var comments: [Comment] = []

    init(bytes: [UInt8]) { self.bytes = bytes }

    /// Code of a file, or inside `\( )` of a literal; the latter ends behind its closing parenthesis.
    mutating func readCode(untilClosingParenthesis isInterpolation: Bool) {
        var depth = 0
        while let byte = peek() {
            if isInterpolation, byte == UInt8(ascii: ")"), depth == 0 {
                position += 1
                return
            }
            if byte == UInt8(ascii: "(") { depth += 1 }
            if byte == UInt8(ascii: ")") { depth -= 1 }
            readToken(startingWith: byte)
        }
    }

    private mutating func readToken(startingWith byte: UInt8) {
        switch byte {
        case UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: "\n"), UInt8(ascii: "\r"):
            advance()
        case UInt8(ascii: "/") where peek(1) == UInt8(ascii: "/") || peek(1) == UInt8(ascii: "*"):
            readComment()
        case UInt8(ascii: "\""):
            readString(hashes: 0)
        case UInt8(ascii: "#"):
            readHash()
        case UInt8(ascii: "`"):
            readQuotedName()
        case _ where isWord(byte):
            let isNumber = (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
            read(isNumber ? .number : .word, while: isWord)
        case _ where isOperator(byte):
            read(.mark, while: isOperator)
        default:
            add(.mark, from: position, to: position + 1)
            position += 1
        }
    }

    private mutating func readComment() {
        let (start, startLine) = (position, line)
        if peek(1) == UInt8(ascii: "/") {
            while let byte = peek(), byte != UInt8(ascii: "\n") { position += 1 }
        } else {
            var depth = 0
            repeat {
                let pair = (peek(), peek(1))
                if pair == (UInt8(ascii: "/"), UInt8(ascii: "*")) { depth += 1 }
                if pair == (UInt8(ascii: "*"), UInt8(ascii: "/")) { depth -= 1 }
                advance(pair.1 == nil || depth == 0 ? 2 : 1)
            } while depth > 0 && peek() != nil
        }
        comments.append(Comment(text: text(start, position), line: startLine))
    }

    /// `#"…"#` or the mark of `#if`.
    private mutating func readHash() {
        var hashes = 0
        while peek(hashes) == UInt8(ascii: "#") { hashes += 1 }
        guard peek(hashes) == UInt8(ascii: "\"") else {
            add(.mark, from: position, to: position + 1)
            position += 1
            return
        }
        position += hashes
        readString(hashes: hashes)
    }

    private mutating func readString(hashes: Int) {
        let quotes = peek(1) == UInt8(ascii: "\"") && peek(2) == UInt8(ascii: "\"") ? 3 : 1
        let index = tokens.count
        let (start, startLine, spaced) = (position, line, followsSpace)
        position += quotes
        while peek() != nil, !isClosed(quotes: quotes, hashes: hashes) { readStringPart(hashes: hashes) }
        position = min(position + quotes + hashes, bytes.count)
        // Before what its interpolations hold, because it began before them.
        tokens.insert(
            Token(kind: .string, text: text(start, position), line: startLine, followsSpace: spaced),
            at: index)
    }

    private mutating func readStringPart(hashes: Int) {
        guard peek() == UInt8(ascii: "\\"), (1..<1 + hashes).allSatisfy({ peek($0) == UInt8(ascii: "#") })
        else {
            advance()
            return
        }
        position += 1 + hashes
        if peek() == UInt8(ascii: "(") {
            position += 1
            readCode(untilClosingParenthesis: true)
        } else {
            advance()
        }
    }

    private func isClosed(quotes: Int, hashes: Int) -> Bool {
        (0..<quotes).allSatisfy { peek($0) == UInt8(ascii: "\"") }
            && (quotes..<quotes + hashes).allSatisfy { peek($0) == UInt8(ascii: "#") }
    }

    private mutating func readQuotedName() {
        let start = position
        position += 1
        while let byte = peek(), byte != UInt8(ascii: "`"), byte != UInt8(ascii: "\n") { position += 1 }
        position = min(position + 1, bytes.count)
        add(.quotedName, from: start, to: position)
    }

    private mutating func read(_ kind: Token.Kind, while belongs: (UInt8) -> Bool) {
        let start = position
        var end = position
        while end < bytes.count, belongs(bytes[end]) { end += 1 }
        add(kind, from: start, to: end)
        position = end
    }

    private mutating func add(_ kind: Token.Kind, from start: Int, to end: Int) {
        let spaced = start == 0 || isSpace(bytes[start - 1])
        tokens.append(Token(kind: kind, text: text(start, end), line: line, followsSpace: spaced))
    }

    private mutating func advance(_ count: Int = 1) {
        for _ in 0..<count where position < bytes.count {
            if bytes[position] == UInt8(ascii: "\n") { line += 1 }
            position += 1
        }
    }

    private func peek(_ offset: Int = 0) -> UInt8? {
        position + offset < bytes.count ? bytes[position + offset] : nil
    }

    private var followsSpace: Bool { position == 0 || isSpace(bytes[position - 1]) }

    private func text(_ start: Int, _ end: Int) -> String {
        String(decoding: bytes[start..<end], as: UTF8.self)
    }
}

private func isSpace(_ byte: UInt8) -> Bool { byte <= UInt8(ascii: " ") }

private func isWord(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "$"), 0x80...0xFF:
        true
    default: false
    }
}

private func isOperator(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "!"), UInt8(ascii: "%"), UInt8(ascii: "&"), UInt8(ascii: "*"), UInt8(ascii: "+"),
        UInt8(ascii: "-"), UInt8(ascii: "/"), UInt8(ascii: "<")...UInt8(ascii: "?"), UInt8(ascii: "^"),
        UInt8(ascii: "|"), UInt8(ascii: "~"):
        true
    default: false
    }
}
