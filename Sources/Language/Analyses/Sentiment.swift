/// What a caller may ask of a judgement.
public struct SentimentOptions: Hashable, Sendable {
    /// The language of the text; nil asks the engine to identify it.
    public var language: LanguageCode?
    /// What is talked of, each judged by itself where the text names it, in any inflection.
    public var aspects: [String] = []

    public init() {}
}

/// A word or phrase that judges.
public struct SentimentEvidence: Hashable, Sendable {
    /// UTF-8 bytes.
    public let range: Range<Int>
    /// Negation, intensifiers and contrast counted in; positive for praise.
    public let weight: Double
}

/// How a stretch of text judges.
public struct SentimentScore: Hashable, Sendable {
    public let label: Label
    /// From -1 to 1; nil where nothing judges.
    public let score: Double?
    /// How many words and phrases judge.
    public let evidence: Int

    /// Which way a score leans.
    public enum Label: String, Sendable {
        case positive, negative
        /// Praise and blame hold each other in balance.
        case mixed
        /// Nothing judges: no opinion is claimed.
        case none
    }

    static let abstained = SentimentScore(label: .none, score: nil, evidence: 0)
}

/// The judgement a text passes. A language without a lexicon gives `none` throughout.
public struct SentimentAnalysis: Hashable, Sendable {
    /// One sentence and its mood.
    public struct Sentence: Hashable, Sendable {
        /// UTF-8 bytes.
        public let range: Range<Int>
        public let score: SentimentScore
        public let evidence: [SentimentEvidence]
    }

    /// Something that the text judges.
    public struct Aspect: Hashable, Sendable {
        public let name: String
        public let score: SentimentScore
        /// UTF-8 bytes of every place where the text names it.
        public let mentions: [Range<Int>]
    }

    public let language: LanguageCode
    public let identity: AnalyzerIdentity
    public let document: SentimentScore
    public let sentences: [Sentence]
    /// One for each aspect asked for, in that order.
    public let aspects: [Aspect]
}

/// Judges praise and blame by words. The method and its figures: `docs/text/analyses.md`.
public enum Sentiment {
    public static let identity = AnalyzerIdentity(name: "sentiment_analyzer", version: "2")

    /// The languages that have a lexicon.
    public static let languages: [LanguageCode] = [.portuguese, .english]

    /// Judges a Portuguese or English text: as a whole, by sentence and by what it speaks of.
    public static func judge(
        _ text: String, options: SentimentOptions = SentimentOptions(), isCancelled: () -> Bool = { false }
    ) throws(ExtractionRefusal) -> SentimentAnalysis {
        try OptionCheck.check(options.aspects, limit: AnalysisLimits.aspects, name: "aspects")
        return try Workspaces.lend { (workspace) throws(ExtractionRefusal) in
            let passage = try Passage(
                text, language: options.language, in: workspace, isCancelled: isCancelled)
            let opinions = Opinions(in: passage, of: text.utf8.span, workspace)
            if isCancelled() { throw .cancelled }
            let sentences = passage.sentences.indices.map { index in
                let found = opinions.all(in: passage.sentences[index])
                return SentimentAnalysis.Sentence(
                    range: passage.bytes(of: passage.sentences[index]),
                    score: SentimentScore(of: found.map(\.weight)),
                    evidence: found.map {
                        SentimentEvidence(range: passage.bytes(of: $0.tokens), weight: $0.weight)
                    })
            }
            return SentimentAnalysis(
                language: passage.tongue.code, identity: identity,
                document: SentimentScore(ofSentences: sentences.map(\.score)), sentences: sentences,
                aspects: aspects(options.aspects, passage, opinions, workspace))
        }
    }

    private static func aspects(
        _ names: [String], _ passage: Passage, _ opinions: Opinions, _ workspace: Workspace
    ) -> [SentimentAnalysis.Aspect] {
        if names.isEmpty { return [] }
        let book = PhraseBook(
            names.enumerated().map { (text: $0.element, entry: $0.offset) }, by: .stems, in: passage.tongue)
        let mentions = book.matches(in: passage, workspace)
        var weights = [[Double]](repeating: [], count: names.count)
        var places = [[Range<Int>]](repeating: [], count: names.count)
        for mention in mentions { places[mention.entry].append(passage.bytes(of: mention.tokens)) }
        for (aspect, weight) in Attribution.share(opinions, among: mentions, in: passage) {
            weights[aspect].append(weight)
        }
        return names.indices.map {
            SentimentAnalysis.Aspect(
                name: names[$0], score: SentimentScore(of: weights[$0]), mentions: places[$0])
        }
    }
}

extension SentimentScore {
    /// Beside this the sum of weights is half of its own limit: two strong words.
    private static let spread = 15.0
    private static let balance = 0.1

    init(of weights: [Double]) {
        let sum = weights.reduce(0, +)
        self.init(score: sum / (sum * sum + Self.spread).squareRoot(), evidence: weights.count)
    }

    /// The mean of the sentences that judge, each by its evidence.
    init(ofSentences scores: [SentimentScore]) {
        let evidence = scores.reduce(0) { $0 + $1.evidence }
        let sum = scores.reduce(0.0) { $0 + ($1.score ?? 0) * Double($1.evidence) }
        self.init(score: sum / Double(max(evidence, 1)), evidence: evidence)
    }

    private init(score: Double, evidence: Int) {
        guard evidence > 0 else {
            self = .abstained
            return
        }
        self.evidence = evidence
        self.score = (score * 10_000).rounded() / 10_000
        label = score > Self.balance ? .positive : score < -Self.balance ? .negative : .mixed
    }
}
