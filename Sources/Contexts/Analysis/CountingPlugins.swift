import Core
import Language
import Module

// Analyzers that count.
extension Plugin {
    static let wordFrequency = analyzer(
        WordFrequency.identity, "Words, stems and runs of words counted, with lexical richness",
        options: [
            .init("limit", .integer(1...AnalysisLimits.rows), "Rows of each list; 50 by default"),
            .init(
                "gram_words", .integer(1...AnalysisLimits.gramWords),
                "Words of the longest runs counted; 3 by default"),
            .init("leave_out_stop_words", .boolean, "Whether function words are left out; no by default"),
        ],
        result: [
            AnalyzerShape.language,
            .init("words", counts, required: true, "The most frequent first"),
            .init("stems", counts, required: true, "The same by stem; none without a language"),
            .init(
                "grams", .list(of: counts, count: 0...AnalysisLimits.gramWords), required: true,
                "Pairs first, then triples, and so on"),
            .init("richness", richness, required: true, "Measures of the vocabulary"),
        ]
    ) { (text, options, language) throws(ExtractionRefusal) in
        var wanted = WordFrequencyOptions()
        wanted.language = language
        if let limit = options.count("limit") { wanted.limit = limit }
        if let words = options.count("gram_words") { wanted.gramWords = words }
        if let leaves = options["leave_out_stop_words"]?.truth { wanted.leavesOutStopWords = leaves }
        let found = try WordFrequency.count(text, options: wanted, isCancelled: wasCancelled)
        return [
            "language": .string(found.language.rawValue), "words": .array(found.words.map(\.json)),
            "stems": .array(found.stems.map(\.json)),
            "grams": .array(found.grams.map { .array($0.map(\.json)) }), "richness": found.richness.json,
        ]
    }

    private static let counts = AnalyzerShape.rows(
        [
            .init("text", .text, required: true, "In lower case"),
            .init("count", AnalyzerShape.count, required: true, "How often"),
            .init("share", AnalyzerShape.share, required: true, "Of all of its kind"),
            .init("first", AnalyzerShape.span, required: true, AnalyzerShape.spanWords),
        ], max: AnalysisLimits.rows)

    private static let richness = Schema.object(
        [("words", "Words"), ("types", "Different ones"), ("hapaxes", "Those that occur once")].map {
            Schema.Field($0, AnalyzerShape.count, required: true, $1)
        }
            + [
                ("dislegomena", "Those that occur twice"), ("type_token_ratio", "Types by words"),
                ("moving_average_ratio", "The same over windows of 50 words"),
                ("guiraud", "Types by the root of words"), ("herdan", "Logarithms of types by words"),
                ("yule_k", "Repetition; the same for any length"),
                ("zipf_slope", "Of frequency over rank, both in logarithms"),
                ("zipf_fit", "How well that line fits: R squared"),
            ].map {
                Schema.Field(
                    $0, .nullable(AnalyzerShape.figure), required: true, $1 + "; null for too few words")
            })

    static let readability = analyzer(
        Readability.identity, "How hard a text is to read, by indices made for its language",
        options: [
            .init(
                "hard_sentences", .integer(0...AnalysisLimits.hardSentences),
                "How many of the hardest sentences to point at; 3 by default")
        ],
        result: [AnalyzerShape.language]
            + ["sentences", "words", "letters", "syllables", "long_words"].map {
                Schema.Field($0, AnalyzerShape.count, required: true, "Counted in the text")
            }
            + [
                .init("indices", indices, required: true, "Those made for the language"),
                .init(
                    "level",
                    .nullable(AnalyzerShape.words(["very_easy", "easy", "medium", "hard", "very_hard"])),
                    required: true, "By the Flesch index; null where there is none"),
                .init("short", .boolean, required: true, "Whether 100 words are not reached: figures waver"),
                .init(
                    "hardest", AnalyzerShape.spans(AnalysisLimits.hardSentences), required: true, "Sentences"),
            ]
    ) { (text, options, language) throws(ExtractionRefusal) in
        var wanted = ReadabilityOptions()
        wanted.language = language
        if let sentences = options.count("hard_sentences") { wanted.hardSentences = sentences }
        return try Readability.measure(text, options: wanted, isCancelled: wasCancelled).json
    }

    private static let indices = AnalyzerShape.rows(
        [
            .init("name", .text, required: true, "Such as `flesch`"),
            .init("value", AnalyzerShape.figure, required: true, "Its figure"),
            .init(
                "scale", AnalyzerShape.words(["ease", "grade"]), required: true,
                "The higher the easier, or years of schooling"),
        ], max: 20)

    static let language = analyzer(
        LanguageIdentifier.identity, "Which language a text is written in",
        result: [
            AnalyzerShape.language,
            .init("confidence", AnalyzerShape.share, required: true, "How likely that is"),
            .init("words", AnalyzerShape.count, required: true, "Words looked at"),
            .init(
                "ranking",
                AnalyzerShape.rows(
                    [
                        .init("language", .text, required: true, "ISO 639-1, or `und`"),
                        .init("probability", AnalyzerShape.share, required: true, "How likely it is"),
                    ], max: 20), required: true, "The likeliest first"),
        ]
    ) { (text, _, _) throws(ExtractionRefusal) in
        let found = LanguageIdentifier.probabilities(text)
        return [
            "language": .string(found.language.rawValue),
            "confidence": .number(found.probability(of: found.language)), "words": .integer(found.words),
            "ranking": .array(
                found.ranking.map {
                    ["language": .string($0.language.rawValue), "probability": .number($0.probability)]
                }),
        ]
    }
}

extension WordCount {
    fileprivate var json: JSON {
        [
            "text": .string(text), "count": .integer(count), "share": .number(share), "first": first.json,
        ]
    }
}

extension LexicalRichness {
    fileprivate var json: JSON {
        [
            "words": .integer(words), "types": .integer(types), "hapaxes": .integer(hapaxes),
            "dislegomena": .integer(dislegomena), "type_token_ratio": .real(typeTokenRatio),
            "moving_average_ratio": .real(movingAverageRatio), "guiraud": .real(guiraud),
            "herdan": .real(herdan), "yule_k": .real(yuleK), "zipf_slope": .real(zipfSlope),
            "zipf_fit": .real(zipfFit),
        ]
    }
}

extension ReadabilityReport {
    fileprivate var json: JSON {
        [
            "language": .string(language.rawValue), "sentences": .integer(sentences),
            "words": .integer(words),
            "letters": .integer(letters), "syllables": .integer(syllables), "long_words": .integer(longWords),
            "indices": .array(
                indices.map {
                    [
                        "name": .string($0.name), "value": .number($0.value),
                        "scale": .string($0.scale.rawValue),
                    ]
                }),
            "level": .optional(level?.rawValue), "short": .bool(isShort), "hardest": .spans(hardest),
        ]
    }
}
