import Analysis
import Core
import Language
import LuxTesting
import Persistence
import Testing

@Suite struct `History keeps what was asked to be kept` {
    static func scope(_ tenant: String, at moment: Int64 = 1_000) -> Scope {
        var random = SplitMix64(seed: 1)
        return Scope(
            tenant: TenantID(tenant), moment: Instant(milliseconds: moment),
            trace: .start(sampled: false, random: &random))
    }

    static func entry(_ text: String, at moment: Int64, seed: UInt64 = 9) -> KeywordEntry {
        var random = SplitMix64(seed: seed &+ UInt64(bitPattern: moment))
        let instant = Instant(milliseconds: moment)
        let keyword = Keyword(text: "ação; \"x\"", score: 0.1 + 0.2, count: 2, spans: [0..<4, 7..<12])
        let extraction = KeywordExtraction(
            language: LanguageCode(rawValue: "pt"), keywords: [keyword],
            extractor: ExtractorIdentity(name: "e", version: "3"))
        return KeywordEntry(
            id: .make(at: instant, random: &random), text: text,
            answer: KeywordAnswer(
                extraction: extraction, createdAt: instant, isCached: true, isFallback: true))
    }

    @Test(arguments: Engine.all)
    func `an entry comes back as it was`(_ engine: Engine) async throws {
        try await engine.withDatabase(AnalysisModule.migrations) { database in
            let history = KeywordHistory(database: FencedDatabase(database, AnalysisModule.migrations))
            let entry = Self.entry("Ação 'civil' 100% pública_", at: 5_000)
            try await history.keep([entry], in: Self.scope("a"))
            let found = try #require(try await history.entry(entry.id, in: Self.scope("a")))
            #expect(found.text == entry.text && found.answer.extraction == entry.answer.extraction)
            #expect(found.answer.createdAt == entry.answer.createdAt && found.answer.isFallback)
        }
    }

    @Test(arguments: Engine.all)
    func `no tenant sees another's`(_ engine: Engine) async throws {
        try await engine.withDatabase(AnalysisModule.migrations) { database in
            let history = KeywordHistory(database: FencedDatabase(database, AnalysisModule.migrations))
            let entry = Self.entry("segredo", at: 5_000)
            try await history.keep([entry], in: Self.scope("a"))
            #expect(try await history.entry(entry.id, in: Self.scope("b")) == nil)
            #expect(try await history.page(.init(), in: Self.scope("b")).isEmpty)
            try await history.keep([entry], in: Self.scope("b"))
            #expect(try await history.page(.init(), in: Self.scope("a")).count == 1)
        }
    }

    static let searches: [(String, [String])] = [
        ("acao", ["AÇÃO civil", "ação penal"]), ("AÇÃO P", ["ação penal"]), ("100%", ["desconto de 100%"]),
        ("%", ["desconto de 100%"]),
        ("a_b", ["a_b"]), ("!", ["!"]), ("nada", []), ("' OR '1'='1", []),
    ]

    @Test(arguments: Engine.all, searches)
    func `is found by part of its text without case or accents`(
        _ engine: Engine, _ search: (text: String, expected: [String])
    ) async throws {
        try await engine.withDatabase(AnalysisModule.migrations) { database in
            let history = KeywordHistory(database: FencedDatabase(database, AnalysisModule.migrations))
            let texts = ["ação penal", "AÇÃO civil", "desconto de 100%", "1000 reais", "a_b", "axb", "!"]
            let entries = texts.enumerated().map { Self.entry($1, at: Int64($0) * 10) }
            try await history.keep(entries, in: Self.scope("a"))
            var query = KeywordHistory.Search()
            query.text = search.text
            #expect(try await history.page(query, in: Self.scope("a")).map(\.text) == search.expected)
        }
    }

    @Test(arguments: Engine.all)
    func `is found by time, newest first, page by page`(_ engine: Engine) async throws {
        try await engine.withDatabase(AnalysisModule.migrations) { database in
            let history = KeywordHistory(database: FencedDatabase(database, AnalysisModule.migrations))
            try await history.keep(
                (0..<25).map { Self.entry("t\($0)", at: Int64($0) * 1000) }, in: Self.scope("a"))
            var query = KeywordHistory.Search()
            query.from = Instant(milliseconds: 5_000)
            query.until = Instant(milliseconds: 20_000)
            query.limit = 10
            let first = try await history.page(query, in: Self.scope("a"))
            #expect(first.map(\.text) == (10...19).reversed().map { "t\($0)" })
            query.after = first.last?.id
            let second = try await history.page(query, in: Self.scope("a"))
            #expect(second.map(\.text) == (5...9).reversed().map { "t\($0)" })
        }
    }

    @Test func `damage to a kept result is told`() {
        for text in ["{}", "[[1]]", "[[\"a\",0.5,[[3,1]]]]", "[[\"a\",0.5,[[1]]]]"] {
            #expect(throws: KeywordEntry.Corrupt.self) { try KeywordEntry.read(text) }
        }
    }
}

extension KeywordHistory {
    /// In a transaction of its own.
    fileprivate func keep(_ entries: [KeywordEntry], in scope: Scope) async throws {
        try await database.write(in: scope) { session in try keep(entries, in: scope, session) }
    }
}
