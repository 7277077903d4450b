/// The default method: candidate phrases weighed by position, frequency, casing and how they stand in their
/// sentences. Needs no training and no other document. The method and its figures: `docs/text/keywords.md`.
public struct StatisticalExtractor: KeywordExtractor {
    public init() {}

    public var identity: ExtractorIdentity { ExtractorIdentity(name: "statistical", version: "2") }

    public func extract(
        from text: String, options: KeywordOptions, isCancelled: () -> Bool
    ) throws(ExtractionRefusal) -> KeywordExtraction {
        try TextCheck.check(text)
        try options.check()
        return try Workspaces.lend { (workspace) throws(ExtractionRefusal) in
            let keywords = try workspace.keywords(
                of: text.utf8.span, options: options, isCancelled: isCancelled)
            return KeywordExtraction(
                language: workspace.page.tongue.code, keywords: keywords, extractor: identity,
                profile: workspace.page.shape.profile)
        }
    }
}

enum TextCheck {
    static func check(_ text: String) throws(ExtractionRefusal) {
        let bytes = text.utf8.count
        guard bytes <= KeywordLimits.textBytes else {
            throw .textTooLarge(bytes: bytes, limit: KeywordLimits.textBytes)
        }
        let span = text.utf8.span
        var offset = 0
        while offset < bytes {
            let scalar = span.scalar(at: offset)
            // Invisible marks alone are as blank as spaces; NUL and the like count as space too.
            guard scalar.glyph == .space || scalar.glyph == .newline || scalar.glyph == .mark else { return }
            offset += scalar.length
        }
        throw .blankText
    }
}

extension Workspace {
    func keywords(
        of text: Span<UInt8>, options: KeywordOptions, isCancelled: () -> Bool
    ) throws(ExtractionRefusal) -> [Keyword] {
        try collect(text, options: options, isCancelled: isCancelled)
        let weights = Weights(for: page.shape)
        var room = options.limit * 2 + 8
        while true {
            let best = select(room, weights: weights, frequencies: options.frequencies)
            let merged = Merging.merge(
                best.ranked[...], phrases: phrases, page: page, text: text, options: options)
            if merged.count == options.limit || !best.isFull {
                return Keyword.list(
                    merged, workspace: self, text: text, minScore: options.minScore,
                    explain: options.explains ? { self.contributions(of: $0, weights, options) } : nil)
            }
            room *= 4
        }
    }

    private func contributions(
        of phrase: Int, _ weights: Weights, _ options: KeywordOptions
    ) -> [Keyword.Contribution] {
        let found = phrases.phrases[phrase]
        var parts = weights.parts(of: found, on: page)
        if let frequencies = options.frequencies {
            parts.append(("documentFrequency", Weights.rarity(rarity(of: found, by: frequencies))))
        }
        return parts.filter { $0.1 != 0 }.map { Keyword.Contribution(feature: $0.0, amount: $0.1) }
    }

    /// Reads a text and finds its candidates.
    func collect(
        _ text: Span<UInt8>, options: KeywordOptions, words: Int? = nil, isCancelled: () -> Bool
    ) throws(ExtractionRefusal) {
        try open(text, options: options, isCancelled: isCancelled)
        if let vocabulary = options.candidates {
            try match(vocabulary)
        } else {
            phrases.collect(from: page.tokens, in: text, wordsMax: words ?? options.maxWords)
        }
        if isCancelled() { throw .cancelled }
    }

    func select(
        _ room: Int, weights: Weights, frequencies: DocumentFrequencies? = nil
    ) -> Selection {
        var selection = Selection(capacity: room)
        let page = self.page
        let phrases = self.phrases.phrases
        for id in phrases.indices {
            let phrase = phrases[id]
            var sum = weights.sum(of: phrase, on: page)
            if let frequencies { sum += Weights.rarity(rarity(of: phrase, by: frequencies)) }
            selection.offer(Selection.Ranked(phrase: id, first: phrase.first, sum: sum))
        }
        return selection
    }
}
