/// Marks that belong to names in capitals: TCP/IP, I/O, BA.1, ASP.NET.
extension Reader {
    private static let lettersMost = 6
    private static let slashedMost = 16

    /// A slash between capitals joins them, but not the name of a place and its state: BELÉM/PA.
    func joinsAcronyms(_ text: Span<UInt8>, _ next: Scalar, at offset: Int) -> Bool {
        guard next.glyph == .upper, word.letters > 0, word.letters == word.capitals, word.last != .mark,
            word.count <= (word.hasSlash ? Self.slashedMost : Self.lettersMost)
        else { return false }
        let run = capitals(text, from: offset)
        guard 1...Self.lettersMost ~= run else { return false }
        return run != Self.stateLetters || word.letters <= Self.bodyLetters
    }

    private static let stateLetters = 2
    /// Longer words before a state are places: OAB/SP and TJ/RJ are bodies.
    private static let bodyLetters = 4

    /// A point between capitals and a digit or two: BA.1, XBB.1.5. Abbreviations keep theirs: ART.5.
    func joinsVersion(_ text: Span<UInt8>, _ next: Scalar, at offset: Int) -> Bool {
        guard next.glyph == .digit, word.last == .upper, word.count <= 3, word.capitals == word.count,
            offset + 2 >= text.count || text[offset + 1] &- 0x30 >= 10 || text[offset + 2] &- 0x30 >= 10
        else { return false }
        let listed = word.withBytes { String(decoding: $0, as: UTF8.self) }
        return WordRoleTable.shared.listed(listed).abbreviation == 0
    }

    /// A point between short runs of capitals without a blank: ASP.NET.
    func joinsCapitals(_ text: Span<UInt8>, _ next: Scalar, at offset: Int) -> Bool {
        guard next.glyph == .upper, word.last == .upper, 2...4 ~= word.count, word.capitals == word.count
        else { return false }
        return 2...4 ~= capitals(text, from: offset)
    }

    /// How many capitals and digits stand from here on; none where a small letter follows, or there are more
    /// than acronyms have.
    private func capitals(_ text: Span<UInt8>, from start: Int) -> Int {
        var offset = start
        var count = 0
        while offset < text.count, count <= Self.lettersMost {
            let scalar = text.scalar(at: offset)
            if scalar.glyph == .lower || scalar.glyph == .mark { return 0 }
            guard scalar.glyph == .upper || scalar.glyph == .digit else { return count }
            count += 1
            offset += scalar.length
        }
        return count > Self.lettersMost ? 0 : count
    }
}
