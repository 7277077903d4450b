/// The simple method, kept as a fallback: counts words that are not stop words. It shares the language lists
/// with the default method and nothing else, neither tables nor stemmer, so that a fault in one does not
/// take both.
public struct FrequencyExtractor: KeywordExtractor {
    public init() {}

    public var identity: ExtractorIdentity { ExtractorIdentity(name: "frequency", version: "2") }

    public func extract(
        from text: String, options: KeywordOptions, isCancelled: () -> Bool
    ) throws(ExtractionRefusal) -> KeywordExtraction {
        try TextCheck.check(text)
        try options.check()
        let words = try PlainWord.all(in: text.utf8.span, isCancelled: isCancelled)
        let tongue = options.language.map { Tongue(code: $0.rawValue) ?? .none } ?? Self.tongue(of: words)
        let counts = FrequencyCount(words, admittedBy: WordChoice(tongue: tongue, options: options))
        return KeywordExtraction(
            language: tongue.code, keywords: counts.keywords(of: text, options: options), extractor: identity)
    }

    /// The language whose function words the text uses most.
    private static func tongue(of words: [PlainWord]) -> Tongue {
        var counts = [Int](repeating: 0, count: Tongue.allCases.count)
        for word in words.prefix(2_000) {
            let stop = WordRoleTable.shared.listed(word.text).stop
            for tongue in Tongue.known where stop & tongue.bit != 0 { counts[Int(tongue.rawValue)] += 1 }
        }
        let best = Tongue.known.max { counts[Int($0.rawValue)] < counts[Int($1.rawValue)] } ?? .none
        return counts[Int(best.rawValue)] > 0 ? best : .none
    }
}

/// A run of letters and digits.
private struct PlainWord {
    let range: Range<Int>
    let text: String

    static func all(in text: Span<UInt8>, isCancelled: () -> Bool) throws(ExtractionRefusal) -> [PlainWord] {
        var words: [PlainWord] = []
        var bytes: [UInt8] = []
        var start = 0
        for offset in 0...text.count {
            if offset & (KeywordLimits.bytesBetweenChecks - 1) == 0, isCancelled() { throw .cancelled }
            if offset < text.count, isWord(text[offset]) {
                if bytes.isEmpty { start = offset }
                bytes.append(text[offset])
            } else if !bytes.isEmpty {
                if bytes.count <= KeywordLimits.wordBytes {
                    let word = String(decoding: bytes, as: UTF8.self).lowercased()
                    words.append(PlainWord(range: start..<offset, text: word))
                }
                bytes.removeAll(keepingCapacity: true)
            }
        }
        return words
    }

    /// Every byte beyond ASCII is taken as a letter: coarse, but it never cuts a scalar in two.
    private static func isWord(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), 0x80...0xFF: true
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"): true
        default: false
        }
    }
}

/// Which words may be keywords.
private struct WordChoice {
    private let tongue: Tongue
    /// The closed vocabulary, if the caller gave one.
    private let vocabulary: Set<String>?
    private let ownStops: Set<String>
    /// The caller's stop words stand instead of the language's.
    private let replaces: Bool

    init(tongue: Tongue, options: KeywordOptions) {
        self.tongue = tongue
        vocabulary = options.candidates.map(Self.lowercased)
        switch options.stopWords {
        case .standard: (ownStops, replaces) = ([], false)
        case .adding(let own): (ownStops, replaces) = (Self.lowercased(own), false)
        case .replacing(let own): (ownStops, replaces) = (Self.lowercased(own), true)
        }
    }

    private static func lowercased(_ words: [String]) -> Set<String> { Set(words.map { $0.lowercased() }) }

    func admits(_ word: String) -> Bool {
        if let vocabulary { return vocabulary.contains(word) }
        return !isStop(word) && Self.saysSomething(word)
    }

    private func isStop(_ word: String) -> Bool {
        if !replaces {
            let roles = WordRoleTable.shared.listed(word)
            if (roles.stop | roles.weak) & tongue.bit != 0 { return true }
        }
        return ownStops.contains(word)
    }

    private static func saysSomething(_ word: String) -> Bool {
        word.utf8.count > 2 && word.unicodeScalars.contains { $0.properties.isAlphabetic }
    }
}

private struct FrequencyCount {
    private var spans: [String: [Range<Int>]] = [:]
    private var order: [String] = []

    init(_ words: [PlainWord], admittedBy choice: WordChoice) {
        for word in words where choice.admits(word.text) {
            if spans[word.text] == nil { order.append(word.text) }
            spans[word.text, default: []].append(word.range)
        }
    }

    func keywords(of text: String, options: KeywordOptions) -> [Keyword] {
        let seeds = Set(options.seedWords.map { $0.lowercased() })
        var ranked: [(word: String, weight: Int, order: Int)] = []
        for (index, word) in order.enumerated() {
            let count = spans[word]?.count ?? 0
            ranked.append((word, seeds.contains(word) ? count * 2 + 1 : count, index))
        }
        ranked.sort { $0.weight != $1.weight ? $0.weight > $1.weight : $0.order < $1.order }
        guard let most = ranked.first?.weight else { return [] }
        let units = text.utf8
        return ranked.prefix(options.limit).compactMap { entry in
            let score = Double(entry.weight) / Double(most)
            guard score >= options.minScore, let found = spans[entry.word] else { return nil }
            let start = units.index(units.startIndex, offsetBy: found[0].lowerBound)
            let surface = text[start..<units.index(start, offsetBy: found[0].count)]
            return Keyword(text: String(surface), score: score, count: found.count, spans: found)
        }
    }
}
