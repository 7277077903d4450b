/// Phrases that somebody else wrote about a text, such as a language model, as keywords of that text: each
/// with its places, in any inflection, and those that stand nowhere with none.
package enum GivenPhrases {
    /// Refuses what `extraction` would, before anybody is asked for phrases.
    package static func check(_ text: String, _ options: KeywordOptions) throws(ExtractionRefusal) {
        try TextCheck.check(text)
        try options.check()
    }

    /// Seeds, frequencies and explanations do not take part: the order is the writer's.
    /// - Parameter phrases: best first; what is beyond `KeywordLimits.keywords` is not looked at.
    package static func extraction(
        of phrases: [String], from text: String, by identity: ExtractorIdentity, options: KeywordOptions,
        isCancelled: () -> Bool
    ) throws(ExtractionRefusal) -> KeywordExtraction {
        try check(text, options)
        return try Workspaces.lend { (workspace) throws(ExtractionRefusal) in
            let keywords = try workspace.keywords(
                given: phrases, of: text.utf8.span, options: options, isCancelled: isCancelled)
            return KeywordExtraction(
                language: workspace.page.tongue.code, keywords: keywords, extractor: identity)
        }
    }

    /// 1 for the first of the list, 0.53 for the tenth, 0.09 for the hundredth.
    static func score(rank: Int) -> Double {
        (10_000_000 / Double(rank + 10)).rounded() / 1_000_000
    }
}

/// One phrase as it was given, without what may not begin or end a keyword.
struct GivenPhrase {
    /// The stems of its words, those of connectors alike.
    var stems: [UInt32]
    var text: String
    /// As a caller counts them: those joined by hyphens, and an elided article and its word, are one.
    var words: Int
    /// Its place among the different phrases that were given, from 0.
    var rank = 0
    /// Holds a stop word of the caller's own.
    var isBarred: Bool
}

extension Workspace {
    func keywords(
        given phrases: [String], of text: Span<UInt8>, options: KeywordOptions, isCancelled: () -> Bool
    ) throws(ExtractionRefusal) -> [Keyword] {
        // Written with a hyphen or without, a phrase is the same: both sides are read in parts.
        let parted = Hyphens.parted(text)
        var open = options
        // Any word may stand anywhere, and no seed is looked for.
        (open.candidates, open.seedWords) = ([], [])
        try self.open(parted.span, options: open, isCancelled: isCancelled)
        let ends = PhraseEnds(page, options.stopWords)
        let admitted = try admitted(read(phrases, ends), ends, options)
        let places = try places(of: admitted, in: text, parted: parted.span, isCancelled: isCancelled)
        return zip(admitted, places).map { phrase, places in
            Keyword(
                text: places.isEmpty
                    ? phrase.text : text.string(Surface.choose(places, page: page, text: text)),
                score: GivenPhrases.score(rank: phrase.rank), count: places.count,
                spans: places.map(\.range))
        }
    }

    /// The different ones, each with its rank.
    private func read(_ phrases: [String], _ ends: PhraseEnds) throws(ExtractionRefusal) -> [GivenPhrase] {
        var known: Set<[UInt32]> = []
        var read: [GivenPhrase] = []
        for entry in phrases.prefix(KeywordLimits.keywords)
        where entry.utf8.count <= KeywordLimits.entryBytes {
            guard var phrase = try phrase(entry, ends), known.insert(phrase.stems).inserted else { continue }
            phrase.rank = read.count
            read.append(phrase)
        }
        return read
    }

    /// Nil for what says nothing, whoever writes it: stop words, numbers, a single letter, an address.
    private func phrase(_ entry: String, _ ends: PhraseEnds) throws(ExtractionRefusal) -> GivenPhrase? {
        let original = Array(entry.utf8)
        let parted = Hyphens.parted(original.span)
        try reader.read(parted.span, lexicon: &lexicon, isCancelled: { false })
        let tokens = reader.tokens
        guard let first = tokens.firstIndex(where: { ends.admit($0, lexicon) }),
            let last = tokens.lastIndex(where: { ends.admit($0, lexicon) })
        else { return nil }
        let kept = tokens[first...last]
        guard kept.allSatisfy({ $0.word != 0 }),
            kept.contains(where: { $0.word != lexicon.sectionSign && $0.saysSomething(in: original) })
        else { return nil }
        let joined = kept.dropLast().count { token in
            let end = Int(token.end)
            return parted[end] != original[end] || token.isElided(in: original.span)
        }
        return GivenPhrase(
            stems: kept.map(stem),
            text: String(decoding: original[Int(kept[first].start)..<Int(kept[last].end)], as: UTF8.self),
            words: kept.count - joined,
            isBarred: kept.contains { lexicon.facts[Int($0.word)].listed == page.mark })
    }

    private func stem(_ token: Token) -> UInt32 {
        if token.word == 0 { return Page.noStem }
        if lexicon.facts[Int(token.word)].roles.connector & page.tongue.bit != 0 { return Page.glue }
        return lexicon.stem(of: token.word, in: page.tongue, by: &stemmers)
    }

    /// Those that the options leave, at most as many as were asked for.
    private func admitted(
        _ phrases: [GivenPhrase], _ ends: PhraseEnds, _ options: KeywordOptions
    ) throws(ExtractionRefusal) -> [GivenPhrase] {
        let vocabulary = try vocabulary(options.candidates, ends)
        let wordsMax = options.wordsAsked ?? KeywordLimits.words
        var diversity = Diversity(options.diversity)
        var admitted: [GivenPhrase] = []
        for phrase in phrases where admitted.count < options.limit {
            guard !phrase.isBarred, phrase.words <= wordsMax,
                GivenPhrases.score(rank: phrase.rank) >= options.minScore,
                vocabulary?.contains(phrase.stems) ?? true, diversity.admits(phrase.stems)
            else { continue }
            admitted.append(phrase)
        }
        return admitted
    }

    private func vocabulary(
        _ entries: [String]?, _ ends: PhraseEnds
    ) throws(ExtractionRefusal) -> Set<[UInt32]>? {
        guard let entries else { return nil }
        var vocabulary: Set<[UInt32]> = []
        for entry in entries {
            if let phrase = try phrase(entry, ends) { vocabulary.insert(phrase.stems) }
        }
        return vocabulary
    }

    /// Where each phrase stands, in order of the text; within a sentence, and never inside a longer word.
    private func places(
        of phrases: [GivenPhrase], in text: Span<UInt8>, parted: Span<UInt8>, isCancelled: () -> Bool
    ) throws(ExtractionRefusal) -> [[Keyword.Place]] {
        let stems = page.tokens.map(stem)
        let byFirst = Dictionary(grouping: phrases.indices) { phrases[$0].stems[0] }
        var places = [[Keyword.Place]](repeating: [], count: phrases.count)
        for start in stems.indices {
            if start & (Self.tokensBetweenChecks - 1) == 0, isCancelled() { throw .cancelled }
            for index in byFirst[stems[start]] ?? [] {
                let wanted = phrases[index].stems
                guard stems[start...].starts(with: wanted), isOneSentence(start, wanted.count) else {
                    continue
                }
                let last = start + wanted.count - 1
                let range = Int(page.tokens[start].start)..<Int(page.tokens[last].end)
                guard !Hyphens.join(text, parted, at: range),
                    (places[index].last?.range.upperBound ?? 0) <= range.lowerBound
                else { continue }
                places[index].append(Keyword.Place(range: range, token: start, last: last))
            }
        }
        return places
    }

    private static let tokensBetweenChecks = 4096

    private func isOneSentence(_ start: Int, _ count: Int) -> Bool {
        page.tokens[(start + 1)..<(start + count)].allSatisfy { $0.gap != .sentence }
    }
}

/// Which words a phrase may begin and end with.
private struct PhraseEnds {
    private let mark: UInt32
    /// None where the caller's stop words stand instead of the language's.
    private let bit: UInt8

    init(_ page: borrowing Page, _ stopWords: StopWordChoice) {
        mark = page.mark
        if case .replacing = stopWords { bit = 0 } else { bit = page.tongue.bit }
    }

    func admit(_ token: Token, _ lexicon: borrowing Lexicon) -> Bool {
        let facts = lexicon.facts[Int(token.word)]
        // Number 0 stands for many words; what is to be done with those is not decided here.
        return token.word == 0
            || facts.listed != mark && (facts.roles.stop | facts.roles.connector) & bit == 0
    }
}

extension Token {
    /// Has two letters, or is the number of a law or a case.
    fileprivate func saysSomething(in text: [UInt8]) -> Bool {
        guard end - start > 1, !traits.contains(.reference) else { return traits.contains(.reference) }
        return text[Int(start)..<Int(end)].contains { $0 >= 0x80 || ($0 | 0x20) &- 0x61 < 26 }
    }
}

/// Hyphens between letters or digits: what joins two words to one.
private enum Hyphens {
    /// The same text, byte for byte, with blanks in their places.
    static func parted(_ text: Span<UInt8>) -> [UInt8] {
        var parted: [UInt8] = []
        parted.reserveCapacity(text.count)
        var offset = 0
        var isAfterWord = false
        while offset < text.count {
            let scalar = text.scalar(at: offset)
            let after = offset + scalar.length
            let joins =
                scalar.glyph == .hyphen && isAfterWord && after < text.count
                && text.scalar(at: after).glyph.isWord
            for place in offset..<after { parted.append(joins ? UInt8(ascii: " ") : text[place]) }
            isAfterWord = scalar.glyph.isWord
            offset = after
        }
        return parted
    }

    /// Whether the range begins or ends at one, inside a word.
    static func join(_ text: Span<UInt8>, _ parted: Span<UInt8>, at range: Range<Int>) -> Bool {
        let (start, end) = (range.lowerBound, range.upperBound)
        return (start > 0 && text[start - 1] != parted[start - 1])
            || (end < text.count && text[end] != parted[end])
    }
}
