/// What a caller may ask of a summary.
public struct SummaryOptions: Hashable, Sendable {
    /// The language of the text; nil asks the engine to identify it.
    public var language: LanguageCode?
    public var audience = Audience.general
    /// The most sentences.
    public var sentences = 3
    /// The most bytes of all sentences together; nil sets no bound.
    public var bytes: Int?

    /// Who will read the summary.
    public enum Audience: String, Sendable, CaseIterable {
        /// What the text itself dwells on.
        case general
        /// Operative parts first, then amounts, deadlines, dates and references.
        case lawyer
        /// Outcomes in short, plain sentences.
        case client
    }

    public init() {}

    func check() throws(ExtractionRefusal) {
        try OptionCheck.check(sentences, in: 1...AnalysisLimits.summarySentences, name: "sentences")
        if let bytes { try OptionCheck.check(bytes, in: 1...AnalysisLimits.summaryBytes, name: "bytes") }
    }
}

/// A summary made of the text's own sentences, word for word, in their order.
public struct TextSummary: Hashable, Sendable {
    /// A sentence of the text, word for word.
    public struct Sentence: Hashable, Sendable {
        /// As it stands in the text.
        public let text: String
        /// UTF-8 bytes of it there.
        public let range: Range<Int>
        /// Its place among the text's sentences, from 1.
        public let number: Int
        /// Comparable within one summary; higher is better.
        public let score: Double
        public let cues: [SummaryCue]
    }

    public let language: LanguageCode
    public let identity: AnalyzerIdentity
    /// Empty where no sentence is short enough for the bytes asked for.
    public let sentences: [Sentence]
    /// The sentences of the whole text.
    public let sentencesOfText: Int
}

/// Picks the sentences that stand for a text. The method: `docs/text/analyses.md`.
public enum Summary {
    public static let identity = AnalyzerIdentity(name: "summary", version: "2")

    /// Chooses the sentences that say the most, in the order of the text.
    public static func draw(
        from text: String, options: SummaryOptions = SummaryOptions(), isCancelled: () -> Bool = { false }
    ) throws(ExtractionRefusal) -> TextSummary {
        try options.check()
        return try Workspaces.lend { (workspace) throws(ExtractionRefusal) in
            let passage = try Passage(
                text, language: options.language, in: workspace, isCancelled: isCancelled)
            let span = text.utf8.span
            let cues = SummaryCueBook.of(passage.tongue).cues(in: passage, span, workspace)
            if isCancelled() { throw .cancelled }
            let ranges = Citation.ranges(of: passage, in: span)
            let scores = SentenceScores(
                of: passage, cues: cues, counts: workspace.page.stemCounts, audience: options.audience,
                citable: Forms.citable(passage, ranges: ranges, in: span, workspace))
            let picked = scores.pick(options.sentences, lengths: ranges.map(\.count), bytesMax: options.bytes)
            let utf8 = text.utf8
            let sentences = picked.sorted().map { index in
                let start = utf8.index(utf8.startIndex, offsetBy: ranges[index].lowerBound)
                let end = utf8.index(start, offsetBy: ranges[index].count)
                return TextSummary.Sentence(
                    text: String(decoding: utf8[start..<end], as: UTF8.self), range: ranges[index],
                    number: index + 1, score: (scores.totals[index] * 10_000).rounded() / 10_000,
                    cues: SummaryCue.allCases.filter { cues[index] & $0.bit != 0 })
            }
            return TextSummary(
                language: passage.tongue.code, identity: identity, sentences: sentences,
                sentencesOfText: passage.sentences.count)
        }
    }
}
