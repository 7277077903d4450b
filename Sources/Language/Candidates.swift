extension PhraseTable {
    /// Finds every phrase of one to `wordsMax` words that begins and ends with a word of content, holds
    /// nothing that parts phrases, and has connectors only inside.
    mutating func collect(from tokens: [Token], in text: Span<UInt8>, wordsMax: Int) {
        begin(expecting: tokens.count)
        for start in tokens.indices where tokens[start].part == .content {
            collect(at: start, from: tokens, in: text, wordsMax: wordsMax)
        }
    }

    @inline(__always)
    private mutating func collect(
        at start: Int, from tokens: [Token], in text: Span<UInt8>, wordsMax: Int
    ) {
        let openLeft =
            start == 0 || tokens[start].gap != .none || tokens[start - 1].part == .barrier
            || tokens[start - 1].part == .connector
        var sighting = Sighting(
            hash: Self.hashStart, length: 0, contentWords: 0, openLeft: openLeft, openRight: false,
            isNamed: true)
        var words = 0
        var index = start
        while index < tokens.count, index - start < Self.tokensMax {
            let token = tokens[index]
            if token.part == .barrier || (index > start && token.gap != .none) { break }
            sighting.length += 1
            sighting.hash = Self.hash(sighting.hash, token.stem)
            if token.part == .connector {
                // An elided article is read with the word it leans on.
                if !isElided(token, in: text) { words += 1 }
            } else {
                words += 1
                if words > wordsMax { break }
                sighting.contentWords += 1
                if !token.traits.contains(.capital), token.part == .content { sighting.isNamed = false }
                let isLetter = sighting.length == 1 && token.traits.contains(.initial)
                if !isLetter, mayEnd(token, after: index > start ? tokens[index - 1] : token) {
                    sighting.openRight = isOpen(after: index, tokens)
                    add(tokens, start: start, sighting: sighting)
                }
            }
            index += 1
        }
    }

    /// Twice the most words: every word may bring an elided article.
    private static let tokensMax = KeywordLimits.words * 2

    @inline(__always)
    private func isOpen(after index: Int, _ tokens: [Token]) -> Bool {
        guard index + 1 < tokens.count, tokens[index + 1].gap == .none else { return true }
        let part = tokens[index + 1].part
        return part == .barrier || part == .connector
    }

    /// A number ends a keyword only behind a name, an abbreviation or a sign: Apollo 11, art. 1.003, § 5º.
    @inline(__always)
    private func mayEnd(_ token: Token, after previous: Token) -> Bool {
        if token.part != .number { return !token.isAbbreviated }
        return previous.part == .content
            && (previous.traits.contains(.capital) || token.traits.contains(.reference)
                || previous.isAbbreviated)
    }

    @inline(__always)
    private func isElided(_ token: Token, in text: Span<UInt8>) -> Bool {
        let end = Int(token.end)
        guard end < text.count, token.end - token.start <= 6 else { return false }
        return text[end] == UInt8(ascii: "'")
            || (text[end] == 0xE2 && text[end + 1] == 0x80 && text[end + 2] == 0x99)
    }
}
