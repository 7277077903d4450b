/// The words of a statement, as far as they must be known to read or rewrite one: where names and key words
/// stand, and what is quoted or commented and so is neither. The tokens together are the whole text.
package struct SQLTokens: Sequence, IteratorProtocol {
    package struct Token: Sendable {
        package enum Kind: Sendable { case word, quoted, space, mark }
        package let kind: Kind
        package let text: Substring

        /// True for the unquoted word, in any case.
        package func `is`(_ keyword: String) -> Bool {
            kind == .word && text.utf8.count == keyword.utf8.count && text.uppercased() == keyword
        }
    }

    private let text: Substring.UTF8View
    private var place: Substring.UTF8View.Index

    package init(_ text: String) {
        self.text = text[...].utf8
        place = self.text.startIndex
    }

    package mutating func next() -> Token? {
        guard place < text.endIndex else { return nil }
        let start = place
        let kind = advance(from: text[start])
        return Token(kind: kind, text: Substring(text[start..<place]))
    }

    /// The statements of a script: what stands between its semicolons, without what is blank.
    package static func statements(of script: String) -> [[Token]] {
        SQLTokens(script).split { $0.kind == .mark && $0.text == ";" }
            .filter { statement in statement.contains { $0.kind != .space } }
            .map(Array.init)
    }

    private mutating func advance(from first: UInt8) -> Token.Kind {
        switch first {
        case UInt8(ascii: "'"), UInt8(ascii: "\""):
            skipQuoted(by: first)
            return .quoted
        case UInt8(ascii: "-") where follows("--"):
            skip { $0 != UInt8(ascii: "\n") }
            return .space
        case UInt8(ascii: "/") where follows("/*"):
            skipBlockComment()
            return .space
        case _ where Self.isSpace(first):
            skip(while: Self.isSpace)
            return .space
        case _ where Self.isWord(first):
            skip(while: Self.isWord)
            return .word
        default:
            text.formIndex(after: &place)
            return .mark
        }
    }

    private func follows(_ ahead: String) -> Bool {
        text[place...].starts(with: ahead.utf8)
    }

    private mutating func skip(while holds: (UInt8) -> Bool) {
        while place < text.endIndex, holds(text[place]) { text.formIndex(after: &place) }
    }

    /// A doubled quote reads as two quoted tokens side by side, which comes to the same.
    private mutating func skipQuoted(by quote: UInt8) {
        text.formIndex(after: &place)
        skip { $0 != quote }
        if place < text.endIndex { text.formIndex(after: &place) }
    }

    private mutating func skipBlockComment() {
        text.formIndex(&place, offsetBy: 2)
        while place < text.endIndex, !follows("*/") { text.formIndex(after: &place) }
        _ = text.formIndex(&place, offsetBy: 2, limitedBy: text.endIndex)
    }

    private static func isSpace(_ byte: UInt8) -> Bool {
        byte == 0x20 || (0x09...0x0d).contains(byte)
    }

    private static func isWord(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"): true
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), 0x80...0xff: true
        default: false
        }
    }
}
