import Core
import Language
import Module

extension Plugin {
    /// The same as `/keywords/extract`, for those who ask all plugins alike: a promoted model answers before the
    /// extractor, under a version of its own.
    static func keywords(_ extractor: any KeywordExtractor, before rankers: RankersInForce?) -> Plugin {
        var plugin = keywords(extractor)
        guard let rankers else { return plugin }
        plugin.standIn = { text, language, scope in
            let language = language.map { LanguageCode(rawValue: $0) }
            return await rankers.ranker(for: text, language, in: scope).map { keywords($0) }
        }
        return plugin
    }

    private static func keywords(_ extractor: any KeywordExtractor) -> Plugin {
        builtIn(
            keywordsID, version: "\(extractor.identity.name)-\(extractor.identity.version)",
            "Keywords of a text, with their places", options: keywordOptions, result: keywordResult,
            languages: LanguageCode.supported.map(\.rawValue)
        ) { text, options, language in
            var wanted = KeywordOptions()
            wanted.language = language.map { LanguageCode(rawValue: $0) }
            if let limit = options["limit"]?.real { wanted.limit = Int(limit) }
            if let words = options["max_words"]?.real { wanted.maxWords = Int(words) }
            do throws(ExtractionRefusal) {
                return try extractor.extract(
                    from: text, options: wanted, isCancelled: { Task.isCancelled }
                ).document
            } catch {
                throw error == .cancelled ? CancellationError() : AnalysisProblems.problem(for: error)
            }
        }
    }

    static let keywordsID = "keywords"

    private static let keywordOptions: [Schema.Field] = [
        .init("limit", .integer(1...KeywordLimits.keywords), "How many keywords at most; 10 by default"),
        .init(
            "max_words", .integer(1...KeywordLimits.words),
            """
            How many words a keyword may have; 3 by default, or what a promoted model was trained with
            """),
    ]

    private static let keywordResult = Schema.object([
        .init("language", .text, required: true, "ISO 639-1, or `und` when there is not enough to tell"),
        .init(
            "keywords",
            .list(
                of: .object(KeywordAnswer.keywordFields.filter { !stamps.contains($0.name) }),
                count: 0...KeywordLimits.keywords), required: true, "Best first"),
        .init("extractor", KeywordAnswer.extractorSchema, required: true, "Which extractor answered"),
        KeywordAnswer.profileField,
    ])

    /// Said once for all keywords, beside them.
    private static let stamps: Set = ["language", "created_at", "contributions"]
}

extension KeywordExtraction {
    fileprivate var document: JSON {
        var members: [JSON.Member] = [
            .init("language", .string(language.rawValue)),
            .init("keywords", .array(keywords.map { .object($0.found) })),
            .init("extractor", extractor.json),
        ]
        if let profile { members.append(.init("profile", .string(profile.name))) }
        return .object(members)
    }
}
