/// Phrases looked up in texts of one language, in any casing and without accents. Made once, never changed.
struct PhraseBook: Sendable {
    enum Key {
        /// Every inflection and derivation; connectors such as "de" and "da" are alike within a phrase.
        case stems
        /// As they are written; connectors as with stems.
        case names
        /// As they are written.
        case words
    }

    /// Where a phrase stands.
    struct Match {
        let tokens: Range<Int>
        /// The number the phrase was entered with.
        let entry: Int
    }

    private let key: Key
    private let tongue: Tongue
    private var numbers: [[UInt8]: UInt32] = [:]
    /// From a node and a key's number to the next node.
    private var steps: [UInt64: UInt32] = [:]
    /// The entry that ends at each node, or less than 0.
    private var ends: [Int32] = [-1]

    private static let glue: UInt32 = 0
    private static let unknown = UInt32.max >> 1
    /// Marks the number of a connector, which counts as itself only where it begins a phrase.
    private static let connects: UInt32 = 1 << 31

    init(_ phrases: [(text: String, entry: Int)], by key: Key, in tongue: Tongue) {
        self.key = key
        self.tongue = tongue
        var reader = Reader()
        var lexicon = Lexicon()
        var stemmers = Stemmers()
        for phrase in phrases {
            reader.tokens.removeAll()
            // Phrases are short: nothing cancels their reading.
            try? reader.read(phrase.text.utf8.span, lexicon: &lexicon, isCancelled: { false })
            var node: UInt32 = 0
            for token in reader.tokens where token.word != 0 {
                let number = self.number(of: token.word, &lexicon, &stemmers)
                node = step(
                    from: node, by: isConnector(token.word, lexicon) && node != 0 ? Self.glue : number)
            }
            if node != 0, ends[Int(node)] < 0 { ends[Int(node)] = Int32(phrase.entry) }
        }
    }

    private mutating func step(from node: UInt32, by number: UInt32) -> UInt32 {
        let key = UInt64(node) << 32 | UInt64(number)
        if let next = steps[key] { return next }
        let next = UInt32(ends.count)
        ends.append(-1)
        steps[key] = next
        return next
    }

    private mutating func number(
        of word: UInt32, _ lexicon: inout Lexicon, _ stemmers: inout Stemmers
    ) -> UInt32 {
        let bytes = keyBytes(of: word, &lexicon, &stemmers)
        if let known = numbers[bytes] { return known }
        let number = UInt32(numbers.count + 1)
        numbers[bytes] = number
        return number
    }

    private func isConnector(_ word: UInt32, _ lexicon: borrowing Lexicon) -> Bool {
        key != .words && lexicon.facts[Int(word)].roles.connector & tongue.bit != 0
    }

    /// What a word is looked up by.
    private func keyBytes(of word: UInt32, _ lexicon: inout Lexicon, _ stemmers: inout Stemmers) -> [UInt8] {
        switch key {
        case .words, .names: return Letters.folded(Array(lexicon.words.text(Int(word))))
        case .stems:
            let stem = lexicon.stem(of: word, in: tongue, by: &stemmers)
            return Array(lexicon.stems.text(Int(stem)))
        }
    }

    /// The longest phrases of the text from left to right, none inside another. A phrase crosses no mark.
    func matches(in passage: Passage, _ workspace: Workspace) -> [Match] {
        let keys = keys(of: passage, workspace)
        let tokens = passage.tokens
        var matches: [Match] = []
        var start = 0
        while start < tokens.count {
            var node: UInt32 = 0
            var best: Match?
            var end = start
            while end < tokens.count, end == start || tokens[end].gap == .none {
                let isGlue = keys[end] & Self.connects != 0 && end > start
                let number = isGlue ? Self.glue : keys[end] & ~Self.connects
                guard let next = steps[UInt64(node) << 32 | UInt64(number)] else { break }
                node = next
                end += 1
                if ends[Int(node)] >= 0 { best = Match(tokens: start..<end, entry: Int(ends[Int(node)])) }
            }
            if let best { matches.append(best) }
            start = best?.tokens.upperBound ?? start + 1
        }
        return matches
    }

    /// The number of every word's key; each different word is looked up once.
    private func keys(of passage: Passage, _ workspace: Workspace) -> [UInt32] {
        var known = [UInt32?](repeating: nil, count: workspace.lexicon.words.count)
        return passage.tokens.map { token in
            if token.word == 0 { return Self.unknown }
            if let key = known[Int(token.word)] { return key }
            let bytes = keyBytes(of: token.word, &workspace.lexicon, &workspace.stemmers)
            var key = numbers[bytes] ?? Self.unknown
            if isConnector(token.word, workspace.lexicon) { key |= Self.connects }
            known[Int(token.word)] = key
            return key
        }
    }
}
