import Core
import Language
import Module

extension Plugin {
    static let classifyID = DocumentKinds.identity.name

    /// Which kind of document a text is: by a promoted classifier of the text's language, under a version and with
    /// labels of its own, else by the rules for Brazilian legal documents.
    static func classify(before classifiers: ClassifiersInForce?) -> Plugin {
        var plugin = classifyByRules
        guard let classifiers else { return plugin }
        plugin.standIn = { text, language, scope in
            let language = language.map { LanguageCode(rawValue: $0) }
            return await classifiers.classifier(for: text, language, in: scope).map { classify(by: $0) }
        }
        return plugin
    }

    private static let classifyByRules = analyzer(
        DocumentKinds.identity, "Which kind of document a text is", result: classification
    ) { (text, _, language) throws(ExtractionRefusal) in
        guard language == nil || language == .portuguese else { return unread }
        return try DocumentKinds.classify(text, isCancelled: wasCancelled).json
    }

    private static func classify(by promoted: ClassifiersInForce.Classifiers.InForce) -> Plugin {
        let (classifier, version) = (promoted.model, classifierVersion(promoted))
        return analyzer(
            AnalyzerIdentity(name: classifyID, version: version), "Which kind of document a text is",
            result: classification
        ) { (text, _, _) throws(ExtractionRefusal) in
            try classifier.classify(text, isCancelled: wasCancelled).json
        }
    }

    /// Such as `pt-2-1f3a…`: language, number, and what it learnt from.
    private static func classifierVersion(_ promoted: ClassifiersInForce.Classifiers.InForce) -> String {
        let classifier = promoted.model
        return [
            classifier.language.rawValue, "\(promoted.promotion.version)",
            String(classifier.training.fingerprint.prefix(8)),
        ].joined(separator: "-")
    }

    private static let kind = Schema.text(.init(length: 1...AnalysisLimits.labelBytes))

    private static let classification: [Schema.Field] = [
        .init(
            "kind", .nullable(kind), required: true,
            """
            \(DocumentKind.allCases.map(\.rawValue).joined(separator: ", ")), or a label of a promoted classifier; null \
            where too little speaks for any, or as much for two
            """),
        .init(
            "ranking",
            AnalyzerShape.rows(
                [
                    .init("kind", kind, required: true, "A kind of document"),
                    .init("probability", AnalyzerShape.share, required: true, "A scale for ordering"),
                ], max: AnalysisLimits.classes), required: true, "The likeliest first"),
        .init(
            "evidence",
            AnalyzerShape.rows([
                .init("kind", kind, required: true, "What it speaks for"),
                .init("span", AnalyzerShape.span, required: true, AnalyzerShape.spanWords),
                .init("weight", AnalyzerShape.figure, required: true, "How much"),
            ]), required: true, "What speaks for the likeliest; a promoted classifier points at nothing"),
    ]

    /// Of a language that nobody reads.
    private static let unread: JSON = ["kind": .null, "ranking": [], "evidence": []]
}

extension Classification {
    fileprivate var json: JSON {
        [
            "kind": .optional(label),
            "ranking": .array(
                ranking.map { ["kind": .string($0.label), "probability": .number($0.probability)] }),
            "evidence": [],
        ]
    }
}

extension DocumentAnswer {
    fileprivate var json: JSON {
        [
            "kind": .optional(kind?.rawValue),
            "ranking": .array(
                ranking.map {
                    ["kind": .string($0.kind.rawValue), "probability": .number($0.probability)]
                }),
            "evidence": .array(
                evidence.map {
                    [
                        "kind": .string($0.kind.rawValue), "span": $0.range.json,
                        "weight": .number($0.weight),
                    ]
                }),
        ]
    }
}
