/// Ranks the statistical method's best candidates by a model trained on keywords people gave.
public struct RankedExtractor: KeywordExtractor {
    public let model: RankerModel
    public let identity: ExtractorIdentity
    /// Whether a list ends before the limit where, by the model's own estimate, one keyword more would more
    /// likely be wrong than right enough to pay. A closed vocabulary is always given whole.
    public let stops: Bool
    /// Told what is asked of it; changes no answer.
    private var watch: DriftWatch?

    public init(model: RankerModel, stops: Bool = true) {
        self.model = model
        self.stops = stops
        identity = ExtractorIdentity(name: "ranker", version: model.version + (stops ? "" : "-full"))
    }

    /// The same ranker under watch.
    package func watched(by watch: DriftWatch?) -> RankedExtractor {
        var watched = self
        watched.watch = watch
        return watched
    }

    public func extract(
        from text: String, options: KeywordOptions, isCancelled: () -> Bool
    ) throws(ExtractionRefusal) -> KeywordExtraction {
        try TextCheck.check(text)
        try options.check()
        return try Workspaces.lend { (workspace) throws(ExtractionRefusal) in
            let keywords = try workspace.keywords(
                of: text.utf8.span, by: model, stops: stops, watch: watch, options: options,
                isCancelled: isCancelled)
            return KeywordExtraction(
                language: workspace.page.tongue.code, keywords: keywords, extractor: identity,
                profile: workspace.page.shape.profile)
        }
    }
}

extension Workspace {
    /// The best candidates by the statistical weights, and what their occurrences show.
    func pool(
        of text: Span<UInt8>, options: KeywordOptions, words: Int, isCancelled: () -> Bool
    ) throws(ExtractionRefusal) -> Pool {
        try collect(
            text, options: options, words: options.wordsAsked ?? words, isCancelled: isCancelled)
        let room = Pool.phrases(of: page.tokens.count, limit: options.limit)
        let best = select(room, weights: Weights(for: page.shape))
        return Pool(best.ranked, phrases: phrases, page: page)
    }

    func keywords(
        of text: Span<UInt8>, by model: RankerModel, stops: Bool, watch: DriftWatch?,
        options: KeywordOptions, isCancelled: () -> Bool
    ) throws(ExtractionRefusal) -> [Keyword] {
        let pool = try pool(of: text, options: options, words: model.words, isCancelled: isCancelled)
        let rows = rows(of: pool, for: model)
        let sums = model.sums(rows)
        if let watch, options.areThose(ofTraining: model) { watch.note(rows, sums) }
        let ranked = rank(pool, sums, options)
        var merged = merge(ranked, text, options)
        if stops, options.candidates == nil {
            let length = ListEnd.length(of: merged, expecting: model.expected(sums))
            merged.removeLast(merged.count - length)
        }
        let explain = { (phrase: Int) in
            let row = pool.members.firstIndex { $0.phrase == phrase } ?? 0
            return model.explained(rows, row) + self.asked(phrase, options)
        }
        return Keyword.list(
            merged, workspace: self, text: text, minScore: options.minScore,
            explain: options.explains ? explain : nil)
    }

    private func rank(
        _ pool: Pool, _ sums: [Float], _ options: KeywordOptions
    ) -> [Selection.Ranked] {
        let asks = !page.seeded.isEmpty || options.frequencies != nil
        let phrases = self.phrases.phrases
        var ranked = pool.members.indices.map { index in
            let phrase = pool.members[index].phrase
            var sum = Double(sums[index])
            if asks { sum += asked(phrase, options).reduce(0) { $0 + $1.amount } }
            return Selection.Ranked(phrase: phrase, first: phrases[phrase].first, sum: sum)
        }
        ranked.sort { $0.isBetter(than: $1) }
        return ranked
    }

    /// Looks at twice as many as are wanted, and at more where merging leaves too few.
    private func merge(
        _ ranked: [Selection.Ranked], _ text: Span<UInt8>, _ options: KeywordOptions
    ) -> [Merging.Merged] {
        var room = min(ranked.count, options.limit * 2 + 8)
        while true {
            let merged = Merging.merge(
                ranked[..<room], phrases: phrases, page: page, text: text, options: options)
            if merged.count == options.limit || room == ranked.count { return merged }
            room = min(ranked.count, room * 4)
        }
    }

    func rows(of pool: Pool, for model: RankerModel) -> FeatureRows {
        var rows = FeatureRows(of: pool, workspace: self)
        rows.add(model.tables, LexicalKeys(of: pool, workspace: self), rows: 0..<rows.count)
        rows.surround(pool.nestings)
        return rows
    }

    /// What the caller's seeds and document frequencies add, as with the statistical weights.
    private func asked(_ phrase: Int, _ options: KeywordOptions) -> [Keyword.Contribution] {
        var asked: [Keyword.Contribution] = []
        let found = phrases.phrases[phrase]
        if !page.seeded.isEmpty, holdsSeed(found) {
            asked.append(Keyword.Contribution(feature: "seed", amount: Weights.seedWeight))
        }
        if let frequencies = options.frequencies {
            let amount = Weights.rarity(rarity(of: found, by: frequencies))
            asked.append(Keyword.Contribution(feature: "documentFrequency", amount: amount))
        }
        return asked
    }

    private func holdsSeed(_ phrase: PhraseTable.Phrase) -> Bool {
        (Int(phrase.first)..<Int(phrase.first) + Int(phrase.tokens)).contains { index in
            let stem = page.tokens[index].stem
            return stem < Page.glue && page.seeded[Int(stem)]
        }
    }
}
