import Core
import Language
import Module

// Analyzers that read what lawyers write.
extension Plugin {
    /// Those of the rules and of the model that comes with Lux.
    private static let entityKinds: [EntityKind] = [
        .caseNumber, .cpf, .cnpj, .oab, .legislation, .jurisprudence, .court, .date, .money, .deadline,
        .person,
        .organization, .place, .time,
    ]

    static let entities = analyzer(
        AnalyzerIdentity(name: "entities", version: EntityRecognizer.version),
        "People, organizations, places, laws, case numbers, documents, dates, sums and deadlines of legal texts",
        options: [
            .init(
                "kinds", .list(of: .text(.init(choices: entityKinds.map(\.rawValue))), count: 1...100),
                "Only these kinds; all by default", example: ["case_number", "person"]),
            .init("rules_only", .boolean, "Whether only what has a form is found, without the trained model"),
        ],
        result: [
            .init(
                "entities",
                AnalyzerShape.rows([
                    .init("kind", .text, required: true, "Such as `person` or `case_number`"),
                    .init("text", .text, required: true, "As it stands in the text"),
                    .init("span", AnalyzerShape.span, required: true, AnalyzerShape.spanWords),
                    .init(
                        "value", .nullable(.text), required: true,
                        "One form for all ways to write it, such as `2024-05-03`; null where there is none"),
                    .init(
                        "validity", AnalyzerShape.words(["valid", "invalid", "unchecked"]), required: true,
                        "Whether check digits, calendar or words agree"),
                    .init(
                        "confidence", .nullable(AnalyzerShape.share), required: true,
                        "Of the trained model; null for what written rules found"),
                ]), required: true, "In the order of the text, without overlap")
        ], languages: [.portuguese]
    ) { (text, options, _) throws(ExtractionRefusal) in
        let kinds = options["kinds"].map { _ in Set(options.texts("kinds")) }
        let recognizer = options["rules_only"]?.truth == true ? ruled : trained
        do throws(EntityRefusal) {
            let found = try recognizer.entities(in: text, isCancelled: wasCancelled)
            let bytes = Array(text.utf8)
            return [
                "entities": .array(
                    found.filter { kinds?.contains($0.kind.rawValue) ?? true }.map { $0.json(in: bytes) })
            ]
        } catch {
            switch error {
            case .cancelled: throw .cancelled
            case .textTooLarge(let bytes, let limit): throw .textTooLarge(bytes: bytes, limit: limit)
            }
        }
    }

    private static let trained = EntityRecognizer()
    private static let ruled = EntityRecognizer(model: nil)

    static let summary = analyzer(
        Summary.identity, "The sentences that stand for a text, word for word, with their places",
        options: [
            .init(
                "audience", AnalyzerShape.words(SummaryOptions.Audience.allCases.map(\.rawValue)),
                "Whom it is for: `lawyer` wants what was decided, sums and deadlines, `client` the outcome in plain words"
            ),
            .init(
                "sentences", .integer(1...AnalysisLimits.summarySentences),
                "How many at most; 3 by default"),
            .init("bytes", .integer(1...AnalysisLimits.summaryBytes), "Of all of them together, at most"),
        ],
        result: [
            AnalyzerShape.language,
            .init(
                "sentences",
                AnalyzerShape.rows(
                    [
                        .init("text", .text, required: true, "As it stands in the text"),
                        .init("span", AnalyzerShape.span, required: true, AnalyzerShape.spanWords),
                        .init(
                            "number", AnalyzerShape.count, required: true,
                            "Its place among the sentences, from 1"),
                        .init("score", AnalyzerShape.figure, required: true, "Comparable within one summary"),
                        .init(
                            "cues",
                            .list(
                                of: AnalyzerShape.words(SummaryCue.allCases.map { "\($0)" }),
                                count: 0...SummaryCue.allCases.count), required: true,
                            "What marks it as worth citing"),
                    ], max: AnalysisLimits.summarySentences), required: true, "In the order of the text"),
            .init("sentences_of_text", AnalyzerShape.count, required: true, "Of the whole text"),
        ]
    ) { (text, options, language) throws(ExtractionRefusal) in
        var wanted = SummaryOptions()
        wanted.language = language
        if let audience = options["audience"]?.text.flatMap(SummaryOptions.Audience.init) {
            wanted.audience = audience
        }
        if let sentences = options.count("sentences") { wanted.sentences = sentences }
        wanted.bytes = options.count("bytes")
        return try Summary.draw(from: text, options: wanted, isCancelled: wasCancelled).json
    }

    static let explainTerms = analyzer(
        LegalGlossary.identity, "Legal terms of a text in plain Portuguese, each with its source",
        options: [
            .init(
                "terms", .list(of: .text(.init(length: 1...200)), count: 0...AnalysisLimits.askedTerms),
                "To be looked up whether the text holds them or not", example: ["agravo de instrumento"])
        ],
        result: [
            .init(
                "found",
                AnalyzerShape.rows([
                    .init("term", term, required: true, "The term"),
                    .init("spans", AnalyzerShape.spans(), required: true, "Where the text holds it"),
                ]), required: true, "In the order of the text"),
            .init(
                "asked",
                AnalyzerShape.rows(
                    [
                        .init("name", .text, required: true, "As it was asked"),
                        .init(
                            "term", .nullable(term), required: true,
                            "Null where the glossary does not know it: nothing is made up"),
                        .init("spans", AnalyzerShape.spans(), required: true, "Where the text holds it"),
                    ], max: AnalysisLimits.askedTerms), required: true, "In the order asked"),
        ], languages: [.portuguese]
    ) { (text, options, _) throws(ExtractionRefusal) in
        var wanted = TermOptions()
        wanted.terms = options.texts("terms")
        let found = try LegalGlossary.explain(text, options: wanted, isCancelled: wasCancelled)
        return [
            "found": .array(
                found.found.map { ["term": $0.term.json, "spans": .spans($0.ranges)] }),
            "asked": .array(
                found.asked.map {
                    [
                        "name": .string($0.name), "term": $0.term?.json ?? .null, "spans": .spans($0.ranges),
                    ]
                }),
        ]
    }

    private static let term = Schema.object([
        .init("name", .text, required: true, "The term"),
        .init("variants", .list(of: .text, count: 0...100), required: true, "Other words for the same"),
        .init("explanation", .text, required: true, "In plain Portuguese"),
        .init("english", .text, required: true, "In English"),
        .init("source", .text, required: true, "The article of law or precedent that it comes from"),
    ])
}

extension Entity {
    fileprivate func json(in bytes: [UInt8]) -> JSON {
        [
            "kind": .string(kind.rawValue), "text": .string(String(decoding: bytes[span], as: UTF8.self)),
            "span": span.json, "value": .optional(value), "validity": .string(validity.rawValue),
            "confidence": .real(confidence),
        ]
    }
}

extension TextSummary {
    fileprivate var json: JSON {
        [
            "language": .string(language.rawValue),
            "sentences": .array(
                sentences.map { sentence in
                    [
                        "text": .string(sentence.text), "span": sentence.range.json,
                        "number": .integer(sentence.number), "score": .number(sentence.score),
                        "cues": .array(sentence.cues.map { .string("\($0)") }),
                    ]
                }),
            "sentences_of_text": .integer(sentencesOfText),
        ]
    }
}

extension GlossaryTerm {
    fileprivate var json: JSON {
        [
            "name": .string(name), "variants": .array(variants.map { .string($0) }),
            "explanation": .string(explanation), "english": .string(english), "source": .string(source),
        ]
    }
}
