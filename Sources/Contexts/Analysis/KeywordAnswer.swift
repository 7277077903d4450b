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
                    .object(
                        keyword.found + [.init("language", language), .init("created_at", moment)]
                            + keyword.explained)
                }),
            "extractor": extraction.extractor.json,
            "profile": extraction.profile.map { .string($0.name) },
            "cached": .bool(isCached),
            "fallback": .bool(isFallback),
        ])
    }

    package static let keywordFields: [Schema.Field] = [
        .init("text", .text, required: true, "The keyword as it stands in the text"),
        .init("score", .number(0...1), required: true, "Above 0; higher is better"),
        .init("count", .integer(0...Int.max), required: true, "How often it stands in the text"),
        .init(
            "spans", .list(of: .list(of: .integer(0...Int.max), count: 2...2), count: 0...Int.max),
            required: true,
            "Every place: first byte and the byte after the last, in the text's UTF-8"),
        .init("absent", .boolean, "True where a model wrote it and it stands nowhere in the text"),
        .init("language", .text, required: true, "The text's language"),
        .init("created_at", .instant, required: true, "When it was extracted"),
        .init(
            "contributions", .map(of: .number(-1000...1000)),
            "What each feature added, where `explain` asked: the score is 1 / (1 + e^-sum)"),
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
            profileField,
            .init("cached", .boolean, required: true, "Whether the answer was kept from an earlier request"),
            .init("fallback", .boolean, required: true, "Whether the simpler extractor had to stand in"),
        ]))

    static let profileField = Schema.Field(
        "profile", .text(.init(choices: ["exposition", "reporting", "paper"])),
        "Which kind of text it was taken for, where the extractor tells kinds apart")

    package static let extractorSchema = Schema.named(
        "extractor",
        .object([
            .init("name", .text, required: true, "Such as `statistical`"),
            .init("version", .text, required: true, "Changes when results change"),
        ]))
}

extension Keyword {
    /// What it is and where.
    var found: [JSON.Member] {
        let members: [JSON.Member] = [
            .init("text", .string(text)), .init("score", .number(score)), .init("count", .integer(count)),
            .init("spans", spansJSON),
        ]
        return isAbsent ? members + [.init("absent", true)] : members
    }

    /// Nothing where nobody asked.
    fileprivate var explained: [JSON.Member] {
        guard !contributions.isEmpty else { return [] }
        let parts = contributions.map { JSON.Member($0.feature, .number($0.amount)) }
        return [.init("contributions", .object(parts))]
    }

    var spansJSON: JSON {
        .array(spans.map { [.integer($0.lowerBound), .integer($0.upperBound)] })
    }
}

extension ExtractorIdentity {
    var json: JSON { ["name": .string(name), "version": .string(version)] }
}
