package import Core
package import Language
package import Module

/// One text and how its keywords are wanted.
package struct KeywordQuery: Hashable, Sendable {
    package let text: String
    package let options: KeywordOptions

    package init(text: String, options: KeywordOptions) {
        self.text = text
        self.options = options
    }

    /// Reads a value that has the shape of `fields`; `pointer` is its place in the request's body.
    package init(_ value: JSON, at pointer: String = "") throws {
        var options = KeywordOptions()
        if let limit = value["limit"]?.real { options.limit = Int(limit) }
        if let maxWords = value["max_words"]?.real { options.maxWords = Int(maxWords) }
        if let diversity = value["diversity"]?.real { options.diversity = diversity }
        options.explains = value["explain"]?.truth ?? false
        try Self.read(value, into: &options)
        if let tag = value["language"]?.text { options.language = try Self.language(tag, at: pointer) }
        let text = value["text"]?.text ?? ""
        // PostgreSQL cannot keep it, and no text that people write holds it.
        guard !text.containsNUL else {
            throw Problem(
                .validation, "The text holds the character NUL.",
                violations: [.init(pointer: "\(pointer)/text", reason: "must not hold NUL (U+0000)")])
        }
        self.init(text: text, options: options)
    }

    /// What callers bring of their own.
    private static func read(_ value: JSON, into options: inout KeywordOptions) throws {
        if let score = value["min_score"]?.real { options.minScore = score }
        func list(_ name: String) -> [String]? { value[name]?.items?.compactMap(\.text) }
        if let words = list("stop_words") {
            options.stopWords =
                value["only_these_stop_words"]?.truth == true ? .replacing(words) : .adding(words)
        }
        if let words = list("seed_words") { options.seedWords = words }
        options.candidates = list("candidates")
        options.frequencies = try value["frequencies"].map(FrequencyTable.read)
    }

    /// Whether its answer depends on no more than what its key in the cache holds. Who brings lists of his own or
    /// asks why rarely asks the same again, and what he brings is long.
    var isKept: Bool {
        !options.explains && options.stopWords == .standard && options.seedWords.isEmpty
            && options.candidates == nil && options.frequencies == nil && options.minScore == 0
    }

    /// The subtags after the first are left aside: "pt-BR" is read as "pt".
    private static func language(_ tag: String, at pointer: String) throws -> LanguageCode? {
        let primary = tag.prefix { $0 != "-" }.lowercased()
        guard primary != "auto" else { return nil }
        guard let code = LanguageCode(supported: primary) else {
            throw Problem(
                .validation, "The language \"\(tag.prefix(35))\" is not known; known are: \(languages).",
                violations: [
                    .init(pointer: "\(pointer)/language", reason: "must be one of: auto, \(languages)")
                ])
        }
        return code
    }

    private static let languages = LanguageCode.supported.map(\.rawValue).joined(separator: ", ")

    /// The declaration of what `init` reads.
    package static let fields: [Schema.Field] = [
        .init(
            "text", .text(.init(pattern: #"^[^\u0000]*[^\s\u0000][^\u0000]*$"#)), required: true,
            "The text; at most \(KeywordLimits.textBytes) bytes of UTF-8", example: "Python é uma linguagem"),
        .init(
            "language",
            .text(
                .init(
                    pattern:
                        "^(auto|\(LanguageCode.supported.map(\.rawValue).joined(separator: "|")))(-[A-Za-z0-9]{2,8})*$"
                )),
            "Language of the text (BCP 47); identified when absent or \"auto\"", example: "pt"),
        .init(
            "limit", .integer(1...KeywordLimits.keywords), "How many keywords at most; 10 by default",
            example: 10),
        .init(
            "max_words", .integer(1...KeywordLimits.words),
            "How many words a keyword may have; 3 by default, or what a promoted model was trained with"),
        .init(
            "diversity", .number(0...1),
            """
            How different keywords have to be: one is left out where a better one holds more than 1 - diversity of its \
            words; 0 by default
            """),
        .init("explain", .boolean, "Whether each keyword says what each feature added to its score"),
        .init("min_score", .number(0...1), "Keywords that score less are left out"),
        .init(
            "stop_words", words(KeywordLimits.stopWords),
            "More words that may not begin or end a keyword"),
        .init(
            "only_these_stop_words", .boolean, "Whether `stop_words` stand in place of the language's own"),
        .init("seed_words", words(KeywordLimits.seedWords), "Words that raise the keywords they stand in"),
        .init(
            "candidates", words(KeywordLimits.candidates),
            "The only phrases to look for, in any inflection"),
        .init(
            "frequencies", FrequencyTable.schema,
            "How common words are in your own documents: what is rare there is raised"),
    ]

    /// Characters of an entry; in UTF-8 none is longer than the engine takes.
    private static let entryLength = 1...KeywordLimits.entryBytes / 4

    private static func words(_ countMax: Int) -> Schema {
        .list(of: .text(.init(length: entryLength)), count: 0...countMax)
    }
}
