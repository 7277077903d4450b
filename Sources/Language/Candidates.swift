extension PhraseTable {
    /// Finds every phrase of one to `wordsMax` words that begins and ends with a word of content, holds
    /// nothing that parts phrases, and has connectors only inside.
    mutating func collect(from tokens: [Token], in text: Span<UInt8>, wordsMax: Int) {
        begin(expecting: tokens.count)
        for start in tokens.indices where mayBegin(at: start, tokens) {
            collect(at: start, from: tokens, in: text, wordsMax: wordsMax)
        }
    }

    /// An ordinal begins a phrase before a word of content, but not behind what it numbers itself: the 5º of
    /// "art. 5º" belongs to the article.
    @inline(__always)
    private func mayBegin(at index: Int, _ tokens: [Token]) -> Bool {
        let token = tokens[index]
        if token.part == .content { return true }
        guard token.part == .ordinal, index + 1 < tokens.count else { return false }
        let next = tokens[index + 1]
        return next.part == .content && next.gap == .none
            && (index == 0 || token.gap != .none || !tokens[index - 1].isAbbreviated)
    }

    @inline(__always)
    private mutating func collect(
        at start: Int, from tokens: [Token], in text: Span<UInt8>, wordsMax: Int
    ) {
        var sighting = Sighting(
            hash: Self.hashStart, length: 0, contentWords: 0, openLeft: isOpen(before: start, tokens),
            openRight: false)
        var words = 0
        var index = start
        while index < tokens.count, index - start < Self.tokensMax {
            let token = tokens[index]
            if parts(token, isFirst: index == start) { break }
            sighting.length += 1
            sighting.hash = Self.hash(sighting.hash, token.stem)
            if token.part == .connector {
                // An elided article is read with the word it leans on.
                if !token.isElided(in: text) { words += 1 }
            } else {
                words += 1
                if words > wordsMax { break }
                sighting.contentWords += 1
                sighting.note(token)
                if mayEnd(at: index, from: start, tokens) {
                    sighting.openRight = isOpen(after: index, tokens)
                    add(tokens, start: start, sighting: sighting)
                }
            }
            index += 1
        }
    }

    /// Twice the most words: every word may bring an elided article.
    static let tokensMax = KeywordLimits.words * 2

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

    /// A single capital letter is no keyword, nor is an ordinal alone.
    @inline(__always)
    private func mayEnd(at index: Int, from start: Int, _ tokens: [Token]) -> Bool {
        let token = tokens[index]
        if index == start, token.part == .ordinal || token.traits.contains(.initial) { return false }
        if token.part == .content { return !token.isAbbreviated }
        return mayEndInNumber(at: index, from: start, tokens)
    }

    /// A number ends a phrase only behind a name, an abbreviation or a sign: Apollo 11, art. 1.003, § 5º. The
    /// sign of "Lei nº 8.078" is looked past.
    private func mayEndInNumber(at index: Int, from start: Int, _ tokens: [Token]) -> Bool {
        let token = tokens[index]
        guard token.traits.contains(.number) else { return token.part == .ordinal }
        var before = index - 1
        while before > start, tokens[before].part == .number, !tokens[before].traits.contains(.digit) {
            before -= 1
        }
        let previous = tokens[before]
        return previous.part == .content
            && (previous.traits.contains(.capital) || token.traits.contains(.reference)
                || previous.isAbbreviated)
    }
}

extension Token {
    /// An article that leans on the word after it: `l'orbite`.
    @inline(__always)
    func isElided(in text: Span<UInt8>) -> Bool {
        let end = Int(end)
        guard end < text.count, self.end - start <= 6 else { return false }
        return text[end] == UInt8(ascii: "'")
            || (text[end] == 0xE2 && text[end + 1] == 0x80 && text[end + 2] == 0x99)
    }
}
