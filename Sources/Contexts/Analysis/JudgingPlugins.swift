import Core
import Language
import Module

// Analyzers that judge: what a text thinks of something, what kind of document it is, whether it is another's copy.
extension Plugin {
    static let sentiment = analyzer(
        Sentiment.identity, "Praise and blame, of the text, its sentences and what is asked about",
        options: [
            .init(
                "aspects", .list(of: .text(.init(length: 1...200)), count: 0...AnalysisLimits.aspects),
                "What is talked of; each is judged by itself", example: ["atendimento"])
        ],
        result: [
            AnalyzerShape.language,
            .init("document", score, required: true, "The whole text"),
            .init("sentences", sentences, required: true, "Each sentence, in order"),
            .init("aspects", aspects, required: true, "One for each that was asked about, in that order"),
        ], languages: Sentiment.languages
    ) { (text, options, language) throws(ExtractionRefusal) in
        var wanted = SentimentOptions()
        wanted.language = language
        wanted.aspects = options.texts("aspects")
        return try Sentiment.judge(text, options: wanted, isCancelled: wasCancelled).json
    }

    private static let scoreFields: [Schema.Field] = [
        .init(
            "label", AnalyzerShape.words(["positive", "negative", "mixed", "none"]), required: true,
            "`none` where nothing judges"),
        .init("score", .nullable(.number(-1...1)), required: true, "Null where nothing judges"),
        .init("evidence", AnalyzerShape.count, required: true, "Words and phrases that judge"),
    ]
    private static let score = Schema.object(scoreFields)

    private static let sentences = AnalyzerShape.rows(
        [
            .init("span", AnalyzerShape.span, required: true, AnalyzerShape.spanWords),
            .init("score", score, required: true, "What it says"),
            .init(
                "evidence",
                AnalyzerShape.rows([
                    .init("span", AnalyzerShape.span, required: true, AnalyzerShape.spanWords),
                    .init(
                        "weight", AnalyzerShape.figure, required: true,
                        "Positive for praise, with negation and intensifiers counted in"),
                ]), required: true, "The words that judge"),
        ])

    private static let aspects = AnalyzerShape.rows(
        [
            .init("name", .text, required: true, "As it was asked"),
            .init("score", score, required: true, "What the text says of it"),
            .init("mentions", AnalyzerShape.spans(), required: true, "Where it is named"),
        ], max: AnalysisLimits.aspects)

    static let similarity = analyzer(
        Similarity.identity, "How much of its wording a text shares with another",
        options: [
            .init(
                "other", .text(.init(length: 1...KeywordLimits.textBytes, pattern: #"\S"#)), required: true,
                "The text to compare with"),
            .init(
                "shingle_words", .integer(1...AnalysisLimits.shingleWords),
                "Words of the runs compared: 1 compares vocabularies, 3, which is the default, wording"),
        ],
        result: [
            .init("jaccard", AnalyzerShape.share, required: true, "Runs in common by the runs of both"),
            .init(
                "containment", AnalyzerShape.share, required: true,
                "Runs in common by the runs of the text that has fewer: near 1 where one holds the other"),
            .init(
                "shingles", .list(of: AnalyzerShape.count, count: 2...2), required: true,
                "Different runs of each"),
        ]
    ) { (text, options, _) throws(ExtractionRefusal) in
        var wanted = SimilarityOptions()
        if let words = options.count("shingle_words") { wanted.shingleWords = words }
        let found = try Similarity.compare(
            text, with: options["other"]?.text ?? "", options: wanted, isCancelled: wasCancelled)
        return [
            "jaccard": .number(found.jaccard), "containment": .number(found.containment),
            "shingles": .array(found.shingles.map { .integer($0) }),
        ]
    }
}

extension SentimentScore {
    fileprivate var json: JSON {
        ["label": .string(label.rawValue), "score": .real(score), "evidence": .integer(evidence)]
    }
}

extension SentimentAnalysis {
    fileprivate var json: JSON {
        [
            "language": .string(language.rawValue), "document": document.json,
            "sentences": .array(
                sentences.map { sentence in
                    [
                        "span": sentence.range.json, "score": sentence.score.json,
                        "evidence": .array(
                            sentence.evidence.map {
                                ["span": $0.range.json, "weight": .number($0.weight)]
                            }),
                    ]
                }),
            "aspects": .array(
                aspects.map {
                    [
                        "name": .string($0.name), "score": $0.score.json, "mentions": .spans($0.mentions),
                    ]
                }),
        ]
    }
}
