package import Core
package import Language
package import Module

/// What was found in one text, and how.
package struct KeywordAnswer: Sendable {
    package let extraction: KeywordExtraction
    /// When the extractor ran; an answer from the cache keeps its time.
    package let createdAt: Instant
    package let isCached: Bool
    /// The simpler extractor answered because the wanted one could not.
    package let isFallback: Bool

    package init(extraction: KeywordExtraction, createdAt: Instant, isCached: Bool, isFallback: Bool) {
        (self.extraction, self.createdAt) = (extraction, createdAt)
        (self.isCached, self.isFallback) = (isCached, isFallback)
    }

    /// - Parameter id: of the history entry, when one was kept.
    package func json(id: ID<KeywordEntry>? = nil) -> JSON {
        let moment = JSON.string(createdAt.written)
        let language = JSON.string(extraction.language.rawValue)
        return .object([
            "id": id.map { .string($0.text) },
            "language": language,
            "keywords": .array(
                extraction.keywords.map { keyword in
                    [
                        "text": .string(keyword.text), "score": .number(keyword.score),
                        "count": .integer(keyword.count),
                        "spans": keyword.spansJSON, "language": language, "created_at": moment,
                    ]
                }),
            "extractor": extraction.extractor.json,
            "cached": .bool(isCached),
            "fallback": .bool(isFallback),
        ])
    }

    package static let keywordFields: [Schema.Field] = [
        .init("text", .text, required: true, "The keyword as it stands in the text"),
        .init("score", .number(0...1), required: true, "Above 0; higher is better"),
        .init("count", .integer(1...Int.max), required: true, "How often it stands in the text"),
        .init(
            "spans", .list(of: .list(of: .integer(0...Int.max), count: 2...2), count: 1...Int.max),
            required: true,
            "Every place: first byte and the byte after the last, in the text's UTF-8"),
        .init("language", .text, required: true, "The text's language"),
        .init("created_at", .instant, required: true, "When it was extracted"),
    ]

    package static let schema = Schema.named(
        "keyword_answer",
        .object([
            .init("id", .text(.init(format: "uuid")), "Of the history entry, when `persist` asked for one"),
            .init("language", .text, required: true, "ISO 639-1, or `und` when there is not enough to tell"),
            .init(
                "keywords",
                .list(of: .named("keyword", .object(keywordFields)), count: 0...KeywordLimits.keywords),
                required: true, "Best first"),
            .init("extractor", extractorSchema, required: true, "Which extractor answered"),
            .init("cached", .boolean, required: true, "Whether the answer was kept from an earlier request"),
            .init("fallback", .boolean, required: true, "Whether the simpler extractor had to stand in"),
        ]))

    package static let extractorSchema = Schema.named(
        "extractor",
        .object([
            .init("name", .text, required: true, "Such as `statistical`"),
            .init("version", .text, required: true, "Changes when results change"),
        ]))
}

extension Keyword {
    var spansJSON: JSON {
        .array(spans.map { [.integer($0.lowerBound), .integer($0.upperBound)] })
    }
}

extension ExtractorIdentity {
    var json: JSON { ["name": .string(name), "version": .string(version)] }
}
