import Analysis
import Core
import Language
import LuxTesting
import Module
import Testing

/// What callers bring: words, vocabularies, counts of their own documents.
@Suite(.timeLimit(.minutes(5))) struct `Lists of the caller's own` {
    private static let text = """
        O contrato de locação prevê multa. A multa do contrato de locação foi cobrada pelo fiador, e o fiador recorreu.
        """

    private static func keywords(_ options: [String: JSON]) async throws -> [String] {
        let found = Shared<[String]>([])
        try await withDatabase(ModuleBench.migrations) { database in
            let members = [JSON.Member("text", .string(text))] + options.map { JSON.Member($0, $1) }
            let answer = try await ModuleBench(database).ask("extract_keywords", .object(members))
            found.change { $0 = answer["keywords"]?.items?.compactMap { $0["text"]?.text } ?? [] }
        }
        return found.value
    }

    @Test func `own stop words are obeyed inside phrases, beside the language's or in their place`()
        async throws
    {
        #expect(try await Self.keywords([:]).contains("contrato de locação"))
        let added = try await Self.keywords(["stop_words": ["contrato", "locação"]])
        #expect(!added.contains { $0.contains("contrato") || $0.contains("locação") } && !added.isEmpty)
        let replaced = try await Self.keywords(["stop_words": ["fiador"], "only_these_stop_words": true])
        #expect(!replaced.contains { $0.split(separator: " ").first == "fiador" })
    }

    @Test func `a closed vocabulary finds its phrases in any inflection, and no others`() async throws {
        #expect(
            try await Self.keywords(["candidates": ["contratos de locação", "hipoteca"]]) == [
                "contrato de locação"
            ])
        #expect(try await Self.keywords(["candidates": []]).isEmpty)
    }

    /// Beyond the last where it is not among them.
    private static func rank(of keyword: String, _ options: [String: JSON] = [:]) async throws -> Int {
        let found = try await keywords(options)
        return found.firstIndex(of: keyword) ?? found.count
    }

    @Test func `seed words raise what they stand in, and a score may be asked for`() async throws {
        let seeded = try await Self.rank(of: "contrato de locação", ["seed_words": ["contrato"]])
        #expect(try await seeded < Self.rank(of: "contrato de locação"))
        #expect(try await Self.keywords(["min_score": 1]).isEmpty)
    }

    @Test func `what is common in the caller's documents falls`() async throws {
        let counts: JSON = ["contrato": 1_000, "multa": 1_000]
        let frequencies: JSON = ["documents": 1_000, "language": "pt", "counts": counts]
        let fallen = try await Self.rank(of: "contrato", ["frequencies": frequencies])
        #expect(try await fallen > Self.rank(of: "contrato"))
    }

    static let unfit: [JSON] = [
        ["frequencies": ["documents": 1, "language": "pt", "counts": ["multa": 2]]],
        [
            "frequencies": [
                "documents": 1, "language": "pt", "counts": [String(repeating: "á", count: 300): 1],
            ]
        ],
    ]

    @Test(arguments: unfit)
    func `options that contradict each other are refused by name`(_ options: JSON) async throws {
        let members = options.members ?? []
        let problem = await #expect(throws: Problem.self) {
            try await Self.keywords(Dictionary(uniqueKeysWithValues: members.map { ($0.name, $0.value) }))
        }
        #expect(problem?.type == AnalysisProblems.optionsDoNotFit)
    }

    @Test func `every word of a long document is counted, not the commonest only`() throws {
        var counter = FrequencyCounter(language: .portuguese)
        try counter.add("A multa. " + (0..<1_500).map { "palavra\($0)" }.joined(separator: " e a "))
        #expect(counter.table(countMin: 1)["counts"]?.members?.count == 1_501)
    }

    @Test func `counting documents gives the table that extraction takes`() throws {
        var counter = FrequencyCounter(language: .portuguese)
        for text in ["O contrato e a multa.", "A multa e o fiador.", "A multa."] { try counter.add(text) }
        #expect(throws: ExtractionRefusal.self) { try counter.add(" ") }
        let table = counter.table(countMin: 1)
        #expect(table["documents"] == 3 && table["language"] == "pt")
        #expect(table["counts"] == ["multa": 3, "contrato": 1, "fiador": 1])
        #expect(counter.table(countMin: 2)["counts"] == ["multa": 3])
        #expect(try FrequencyTable.read(table).documents == 3)
    }
}
