package import Core
import Language
import Module
package import Persistence

/// What somebody said the keywords of a kept result should have been.
package struct KeywordCorrection: Hashable, Sendable {
    package let entry: ID<KeywordEntry>
    /// Counts from 1 within an entry; the last one holds.
    package let number: Int
    /// Best first.
    package let keywords: [String]
    /// F1 at 10 of what the extractor had found, by these.
    package let agreement: Double
    package let givenAt: Instant
}

/// A change of a list of keywords.
package struct KeywordChange: Hashable, Sendable {
    package var added: [String] = []
    package var removed: [String] = []
    /// These come first, in this order.
    package var order: [String] = []

    /// The list after the change.
    /// - Throws: a `Problem` with the places that do not fit the list
    func applied(to list: [String]) throws -> [String] {
        var violations = Self.unknown(removed, in: list, "remove")
        var changed = list.filter { !removed.contains($0) }
        for (index, keyword) in added.enumerated() {
            if let reason = Self.fault(of: keyword, in: changed) {
                violations.append(.init(pointer: "/add/\(index)", reason: reason))
            }
            changed.append(keyword)
        }
        violations += Self.unknown(order, in: changed, "order")
        if Set(order).count < order.count {
            violations.append(.init(pointer: "/order", reason: "names one twice"))
        }
        if changed.isEmpty { violations.append(.init(pointer: "", reason: "leaves no keyword")) }
        if changed.count > KeywordLimits.keywords {
            violations.append(
                .init(pointer: "", reason: "leaves more than \(KeywordLimits.keywords) keywords"))
        }
        guard violations.isEmpty else {
            throw Problem(
                AnalysisProblems.correctionDoesNotFit, "The change does not fit the list of keywords.",
                violations: Array(violations.prefix(Schema.violationsMax)))
        }
        return order + changed.filter { !order.contains($0) }
    }

    private static func fault(of keyword: String, in list: [String]) -> String? {
        if list.contains(keyword) { return "stands in the list already" }
        if keyword.containsNUL { return "must not hold NUL (U+0000)" }
        if keyword.utf8.count > KeywordLimits.entryBytes {
            return "has more than \(KeywordLimits.entryBytes) bytes"
        }
        return keyword.unicodeScalars.allSatisfy(\.properties.isWhitespace)
            ? "must hold more than white space" : nil
    }

    private static func unknown(
        _ keywords: [String], in list: [String], _ name: String
    ) -> [Problem.Violation] {
        keywords.enumerated().filter { !list.contains($0.element) }.map {
            .init(pointer: "/\(name)/\($0.offset)", reason: "does not stand in the list")
        }
    }
}

/// Corrections of kept results: what models learn from.
package struct KeywordCorrections: Sendable {
    let database: any Database

    package init(database: any Database) {
        self.database = database
    }

    /// Within the caller's transaction.
    package func give(
        _ change: KeywordChange, on entry: KeywordEntry, in scope: Scope, _ session: any Session
    ) throws -> KeywordCorrection {
        let found = entry.answer.extraction.keywords.map(\.text)
        for _ in 0..<Self.attemptsMax {
            let last = try Self.last(of: entry.id, in: scope, session)
            let keywords = try change.applied(to: last?.keywords ?? found)
            var agreement = KeywordAgreement()
            let f1 = agreement.f1(
                of: found, against: keywords, language: entry.answer.extraction.language, depth: 10)
            let correction = KeywordCorrection(
                entry: entry.id, number: (last?.number ?? 0) + 1, keywords: keywords, agreement: f1 ?? 0,
                givenAt: scope.moment)
            // Of two at a time, one finds its number taken once the other is committed, and corrects that.
            if try session.execute(correction.insertion(in: scope)) > 0 { return correction }
        }
        throw StorageFailure(.busy, cause: "many correct the same result at a time")
    }

    private static let attemptsMax = 20

    /// Newest first.
    package func all(of entry: ID<KeywordEntry>, in scope: Scope) async throws -> [KeywordCorrection] {
        try await database.read(in: scope) { session in
            try session.rows(
                """
                SELECT \(Self.columns) FROM analysis_keyword_corrections
                WHERE tenant_id = \(scope.tenant) AND entry_id = \(entry) ORDER BY number DESC LIMIT \(Self.listMax)
                """
            ).map(KeywordCorrection.init)
        }
    }

    package static let listMax = 100

    private static func last(
        of entry: ID<KeywordEntry>, in scope: Scope, _ session: any Session
    ) throws -> KeywordCorrection? {
        try session.firstRow(
            """
            SELECT \(columns) FROM analysis_keyword_corrections
            WHERE tenant_id = \(scope.tenant) AND entry_id = \(entry) ORDER BY number DESC LIMIT 1
            """
        ).map(KeywordCorrection.init)
    }

    /// The newest corrected texts of a language, as models learn from them.
    func labelled(_ language: LanguageCode, in scope: Scope) async throws -> [LabelledText] {
        try await database.read(in: scope) { session in
            try session.rows(
                """
                SELECT entry_id, analysis_keyword_corrections.keywords, text FROM analysis_keyword_corrections
                JOIN analysis_keyword_history ON id = entry_id
                    AND analysis_keyword_history.tenant_id = analysis_keyword_corrections.tenant_id
                WHERE analysis_keyword_corrections.tenant_id = \(scope.tenant) AND language = \(language.rawValue)
                    AND number = (
                        SELECT MAX(last.number) FROM analysis_keyword_corrections last
                        WHERE last.tenant_id = analysis_keyword_corrections.tenant_id
                            AND last.entry_id = analysis_keyword_corrections.entry_id)
                ORDER BY entry_id DESC LIMIT \(TrainingLimits.texts)
                """
            ).map { row in
                LabelledText(
                    id: try row[0], text: try row[2], language: language,
                    keywords: try KeywordCorrection.read(row[1]))
            }
        }
    }

    private static let columns: SQL = "entry_id, number, keywords, agreement, given_at"

    static let migration = Migration(
        "analysis.004-corrections",
        """
        CREATE TABLE analysis_keyword_corrections (
            tenant_id TEXT NOT NULL,
            entry_id TEXT NOT NULL,
            number BIGINT NOT NULL,
            keywords TEXT NOT NULL,
            agreement DOUBLE PRECISION NOT NULL,
            given_at BIGINT NOT NULL,
            PRIMARY KEY (tenant_id, entry_id, number)
        );
        """)
}

extension KeywordCorrection {
    init(_ row: Row) throws {
        (entry, number, keywords) = (try row[0], try row[1], try Self.read(row[2]))
        (agreement, givenAt) = (try row[3], try row[4])
    }

    static func read(_ text: String) throws -> [String] {
        guard let items = try JSONReader.read(Array(text.utf8)).items else {
            throw KeywordEntry.Corrupt(column: "keywords")
        }
        return items.compactMap(\.text)
    }

    fileprivate func insertion(in scope: Scope) -> SQL {
        """
        INSERT INTO analysis_keyword_corrections (tenant_id, entry_id, number, keywords, agreement, given_at)
        VALUES (
            \(scope.tenant), \(entry), \(number), \(JSON.array(keywords.map { .string($0) }).written), \(agreement),
            \(givenAt)
        ) ON CONFLICT (tenant_id, entry_id, number) DO NOTHING
        """
    }
}
