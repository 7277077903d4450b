import Core
import Language
import Persistence

// What corrections say of the models whose results they correct.
extension KeywordCorrections {
    /// Of the results that an extractor gave from a moment on, the newest that people corrected, each by what was
    /// said of it last; nil where there are none.
    func results(
        of extractor: ExtractorIdentity, since moment: Instant, in scope: Scope
    ) async throws -> CorrectedResults? {
        let figures: [Double] = try await database.read(in: scope) { session in
            try session.rows(
                """
                SELECT agreement FROM analysis_keyword_corrections
                JOIN analysis_keyword_history ON id = entry_id
                    AND analysis_keyword_history.tenant_id = analysis_keyword_corrections.tenant_id
                WHERE analysis_keyword_corrections.tenant_id = \(scope.tenant) AND given_at >= \(moment)
                    AND extractor_name = \(extractor.name) AND extractor_version = \(extractor.version)
                    AND number = (
                        SELECT MAX(last.number) FROM analysis_keyword_corrections last
                        WHERE last.tenant_id = analysis_keyword_corrections.tenant_id
                            AND last.entry_id = analysis_keyword_corrections.entry_id)
                ORDER BY given_at DESC LIMIT \(CorrectedResults.countMax)
                """
            ).map { try $0[0] }
        }
        guard !figures.isEmpty else { return nil }
        return CorrectedResults(
            count: figures.count, agreement: figures.reduce(0, +) / Double(figures.count))
    }

    /// How many corrections of a language were given after a moment; counted up to a limit.
    func count(
        of language: LanguageCode, after moment: Instant, upTo limit: Int, in scope: Scope,
        _ session: any Session
    ) throws -> Int {
        try session.firstRow(
            """
            SELECT COUNT(*) FROM (
                SELECT number FROM analysis_keyword_corrections
                JOIN analysis_keyword_history ON id = entry_id
                    AND analysis_keyword_history.tenant_id = analysis_keyword_corrections.tenant_id
                WHERE analysis_keyword_corrections.tenant_id = \(scope.tenant) AND given_at > \(moment)
                    AND language = \(language.rawValue)
                LIMIT \(limit)
            ) AS late
            """)?[0] ?? 0
    }

    /// Some of the results of a language that were corrected.
    func entries(
        of language: LanguageCode, upTo limit: Int, in scope: Scope, _ session: any Session
    ) throws -> [ID<KeywordEntry>] {
        try session.rows(
            """
            SELECT DISTINCT entry_id FROM analysis_keyword_corrections
            JOIN analysis_keyword_history ON id = entry_id
                AND analysis_keyword_history.tenant_id = analysis_keyword_corrections.tenant_id
            WHERE analysis_keyword_corrections.tenant_id = \(scope.tenant) AND language = \(language.rawValue)
            LIMIT \(limit)
            """
        ).map { try $0[0] }
    }

    static let byTime = Migration(
        "analysis.005-corrections-by-time",
        """
        CREATE INDEX analysis_keyword_corrections_by_time ON analysis_keyword_corrections (tenant_id, given_at);
        """)
}
