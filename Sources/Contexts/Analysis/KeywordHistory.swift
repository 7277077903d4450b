package import Core
package import Language
package import Persistence

/// Results that their askers wanted kept.
package struct KeywordHistory: Sendable {
    package let database: any Database

    package init(database: any Database) {
        self.database = database
    }

    /// Within the caller's transaction.
    package func keep(_ entries: [KeywordEntry], in scope: Scope, _ session: any Session) throws {
        try session.execute(all: entries.map { Self.insertion(of: $0, in: scope) })
    }

    package func entry(_ id: ID<KeywordEntry>, in scope: Scope) async throws -> KeywordEntry? {
        try await database.read(in: scope) { session in
            try session.firstRow(
                "SELECT \(Self.columns) FROM analysis_keyword_history WHERE tenant_id = \(scope.tenant) AND id = \(id)"
            ).map(KeywordEntry.init)
        }
    }

    /// What to look for; parts left out do not narrow.
    package struct Search: Sendable {
        /// Part of the text, compared without case and diacritics.
        package var text: String?
        /// Inclusive.
        package var from: Instant?
        /// Exclusive.
        package var until: Instant?
        /// Only entries made before this one: the last of the page before.
        package var after: ID<KeywordEntry>?
        package var limit = 20

        package init() {}
    }

    /// Newest first; one more than the limit is never read.
    package func page(_ search: Search, in scope: Scope) async throws -> [KeywordEntry] {
        var condition: SQL = "tenant_id = \(scope.tenant)"
        if let from = search.from { condition = "\(condition) AND created_at >= \(from)" }
        if let until = search.until { condition = "\(condition) AND created_at < \(until)" }
        if let after = search.after { condition = "\(condition) AND id < \(after)" }
        if let text = search.text {
            condition = "\(condition) AND text_folded LIKE \(Self.pattern(for: text)) ESCAPE '!'"
        }
        let query: SQL = """
            SELECT \(Self.columns) FROM analysis_keyword_history WHERE \(condition) ORDER BY id DESC LIMIT \(search.limit)
            """
        return try await database.read(in: scope) { session in try session.rows(query).map(KeywordEntry.init)
        }
    }

    private static let columns: SQL = """
        id, created_at, text, language, extractor_name, extractor_version, is_fallback, keywords
        """

    private static func insertion(of entry: KeywordEntry, in scope: Scope) -> SQL {
        """
        INSERT INTO analysis_keyword_history (
            tenant_id, id, created_at, text, text_folded, language, extractor_name, extractor_version, is_fallback, keywords
        ) VALUES (
            \(scope.tenant), \(entry.id), \(entry.answer.createdAt), \(entry.text), \(Folding.folded(entry.text)),
            \(entry.answer.extraction.language.rawValue), \(entry.answer.extraction.extractor.name),
            \(entry.answer.extraction.extractor.version), \(entry.answer.isFallback),
            \(KeywordEntry.written(entry.answer.extraction.keywords))
        )
        """
    }

    /// `LIKE` with its two wild cards, and the escape itself, made literal.
    private static func pattern(for text: String) -> String {
        let literal = Folding.folded(text).reduce(into: "") { result, character in
            if character == "%" || character == "_" || character == "!" { result.append("!") }
            result.append(character)
        }
        return "%\(literal)%"
    }
}

/// One kept result with the text that it is about.
package struct KeywordEntry: Sendable {
    package let id: ID<KeywordEntry>
    package let text: String
    package let answer: KeywordAnswer

    package init(id: ID<KeywordEntry>, text: String, answer: KeywordAnswer) {
        (self.id, self.text, self.answer) = (id, text, answer)
    }
}

extension KeywordEntry {
    init(_ row: Row) throws {
        id = try row["id"]
        text = try row["text"]
        let extraction = KeywordExtraction(
            language: LanguageCode(rawValue: try row["language"]), keywords: try Self.read(row["keywords"]),
            extractor: ExtractorIdentity(
                name: try row["extractor_name"], version: try row["extractor_version"]))
        answer = KeywordAnswer(
            extraction: extraction, createdAt: try row["created_at"], isCached: false,
            isFallback: try row["is_fallback"])
    }

    /// Somebody changed the row by other means than this program.
    package struct Corrupt: Error {
        package let column: String
    }

    /// `[[text, score, [[start, end], …]], …]`: names would be repeated for every keyword.
    static func written(_ keywords: [Keyword]) -> String {
        JSON.array(keywords.map { [.string($0.text), .number($0.score), $0.spansJSON] }).written
    }

    package static func read(_ text: String) throws -> [Keyword] {
        guard let items = try JSONReader.read(Array(text.utf8)).items else {
            throw Corrupt(column: "keywords")
        }
        return try items.map { item in
            guard let text = item[0]?.text, let score = item[1]?.real, let places = item[2]?.items else {
                throw Corrupt(column: "keywords")
            }
            let spans = try places.map { place in
                guard let start = place[0]?.whole, let end = place[1]?.whole, start <= end else {
                    throw Corrupt(column: "keywords")
                }
                return Int(start)..<Int(end)
            }
            return Keyword(text: text, score: score, count: spans.count, spans: spans)
        }
    }
}
