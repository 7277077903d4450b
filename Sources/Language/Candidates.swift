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
        var sighting = Sighting(
            hash: Self.hashStart, length: 0, contentWords: 0, openLeft: isOpen(before: start, tokens),
            openRight: false, isNamed: true)
        var words = 0
        var index = start
        while index < tokens.count, index - start < Self.tokensMax {
            let token = tokens[index]
            if parts(token, isFirst: index == start) { break }
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
                if mayEnd(at: index, from: start, tokens) {
                    sighting.openRight = isOpen(after: index, tokens)
                    add(tokens, start: start, sighting: sighting)
                }
            }
            index += 1
        }
    }

    /// Twice the most words: every word may bring an elided article.
    private static let tokensMax = KeywordLimits.words * 2

    /// Nothing from this token on belongs to a phrase that began before it.
    @inline(__always)
    private func parts(_ token: Token, isFirst: Bool) -> Bool {
        token.part == .barrier || (!isFirst && token.gap != .none)
    }

    @inline(__always)
    private func isOpen(before index: Int, _ tokens: [Token]) -> Bool {
        guard index > 0, tokens[index].gap == .none else { return true }
        let part = tokens[index - 1].part
        return part == .barrier || part == .connector
    }

    @inline(__always)
    private func isOpen(after index: Int, _ tokens: [Token]) -> Bool {
        guard index + 1 < tokens.count, tokens[index + 1].gap == .none else { return true }
        let part = tokens[index + 1].part
        return part == .barrier || part == .connector
    }

    /// A single capital letter is no keyword. A number ends one only behind a name, an abbreviation or a
    /// sign: Apollo 11, art. 1.003, § 5º.
    @inline(__always)
    private func mayEnd(at index: Int, from start: Int, _ tokens: [Token]) -> Bool {
        let token = tokens[index]
        if index == start, token.traits.contains(.initial) { return false }
        if token.part != .number { return !token.isAbbreviated }
        // Phrases begin with a word of content, so there is a word before a number.
        let previous = tokens[index - 1]
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
