import Analysis
import Core
import Glibc
import Jobs
import LuxTesting
import Module
import Persistence
import Settings
import Telemetry
import Testing

@Suite struct `The routes of analysis` {
    static let text = "A reforma tributária foi aprovada pelo Senado em Brasília."

    static func withModule(
        _ flags: [SettingFlag] = [], _ body: (ModuleBench) async throws -> Void
    ) async throws {
        try await withDatabase(ModuleBench.migrations) { try await body(ModuleBench($0, flags)) }
    }

    @Test func `answer one text in the declared shape`() async throws {
        try await Self.withModule { bench in
            let answer = try await bench.ask("extract_keywords", ["text": .string(Self.text), "limit": 3])
            #expect(answer["language"] == "pt" && answer["keywords"]?.items?.count == 3)
            #expect(answer["cached"] == false && answer["fallback"] == false && answer["id"] == nil)
            let again = try await bench.ask("extract_keywords", ["text": .string(Self.text), "limit": 3])
            #expect(again["cached"] == true)
        }
    }

    @Test func `say what kind of text it was taken for, also from what was kept`() async throws {
        try await Self.withModule { bench in
            let body: JSON = ["text": .string(Self.text)]
            let fresh = try await bench.ask("extract_keywords", body)
            let kept = try await bench.ask("extract_keywords", body)
            #expect(fresh["profile"]?.text != nil && kept["cached"] == true)
            #expect(kept["profile"] == fresh["profile"])
        }
    }

    @Test func `explain each score by its parts where they are asked to`() async throws {
        try await Self.withModule { bench in
            let answer = try await bench.ask(
                "extract_keywords", ["text": .string(Self.text), "explain": true])
            for keyword in answer["keywords"]?.items ?? [] {
                let parts = keyword["contributions"]?.members ?? []
                let sum = parts.reduce(0) { $0 + ($1.value.real ?? 0) }
                let score = keyword["score"]?.real ?? 0
                #expect(parts.count > 3 && abs(log(score / (1 - score)) - sum) < 0.01, "\(keyword.written)")
            }
            let plain = try await bench.ask("extract_keywords", ["text": .string(Self.text)])
            #expect(plain["keywords"]?[0]?["contributions"] == nil && plain["cached"] == false)
        }
    }

    @Test func `keep words that keywords share apart, as far as diversity says`() async throws {
        try await Self.withModule { bench in
            let text = "Reforma tributária aprovada. A reforma tributária do consumo muda a reforma."
            func sharing(_ diversity: Double) async throws -> Int {
                let answer = try await bench.ask(
                    "extract_keywords", ["text": .string(text), "diversity": .number(diversity)])
                let found = answer["keywords"]?.items?.compactMap { $0["text"]?.text?.lowercased() } ?? []
                return found.filter { $0.contains("reforma") }.count
            }
            let (apart, together) = (try await sharing(1), try await sharing(0))
            #expect(apart == 1 && together > 1)
        }
    }

    @Test(arguments: ["auto", "auto-x1", "pt", "pt-BR", "PT"])
    func `take every language tag that their pattern allows`(_ tag: String) async throws {
        try await Self.withModule { bench in
            let answer = try await bench.ask(
                "extract_keywords", ["text": .string(Self.text), "language": .string(tag)])
            #expect(answer["language"] == "pt")
        }
    }

    @Test func `keep what is asked to be kept, for its tenant`() async throws {
        try await Self.withModule { bench in
            let kept = try await bench.ask(
                "extract_keywords", ["text": .string(Self.text), "persist": true, "language": "pt-BR"])
            let id = try #require(kept["id"])
            let entry = try await bench.ask("get_keyword_history_entry", .null, ["id": id])
            #expect(entry["text"]?.text == Self.text && entry["keywords"] == kept["keywords"])
            await #expect(throws: Problem.self) {
                try await bench.ask("get_keyword_history_entry", .null, ["id": id], tenant: "b")
            }
            let others = try await bench.ask("list_keyword_history", .null, [:], tenant: "b")
            #expect(others["items"] == [] && others["next_cursor"] == .null)
        }
    }

    @Test func `answer a batch document by document`() async throws {
        try await Self.withModule { bench in
            let documents: JSON = [
                ["text": .string(Self.text)], ["text": ""], ["text": "a\0"], 7,
                ["text": "x", "language": "xx"],
            ]
            let answer = try await bench.ask("extract_keywords", ["documents": documents, "persist": true])
            let results = try #require(answer["results"]?.items)
            #expect(results[0]["result"]?["id"] != nil)
            #expect(results[1]["problem"]?["message"] == "Texto não pode ser vazio")
            #expect(results[2]["problem"]?["violations"]?[0]?["pointer"] == "/documents/2/text")
            #expect(results[3]["problem"]?["violations"]?[0]?["pointer"] == "/documents/3")
            #expect(results[4]["problem"]?["violations"]?[0]?["pointer"] == "/documents/4/language")
        }
    }

    @Test func `page through the history`() async throws {
        try await Self.withModule { bench in
            for number in 0..<5 {
                bench.clock.advance(by: .seconds(1))
                let body: JSON = ["text": .string("texto \(number) sobre pesca artesanal"), "persist": true]
                _ = try await bench.ask("extract_keywords", body)
            }
            let first = try await bench.ask("list_keyword_history", .null, ["limit": 3, "text": "pesca"])
            #expect(first["items"]?.items?.count == 3)
            let cursor = try #require(first["next_cursor"])
            let second = try await bench.ask("list_keyword_history", .null, ["cursor": cursor])
            #expect(second["items"]?.items?.count == 2 && second["next_cursor"] == .null)
            let moment = try #require(second["items"]?[0]?["created_at"])
            let until = try await bench.ask("list_keyword_history", .null, ["created_until": moment])
            let from = try await bench.ask("list_keyword_history", .null, ["created_from": moment])
            #expect(until["items"]?.items?.count == 1 && from["items"]?.items?.count == 4)
        }
    }

    static let wrong: [[String: JSON]] = [
        ["cursor": "x"], ["created_from": "yesterday"], ["created_until": "2026-13-01T00:00:00Z"],
        ["text": "a\0"],
    ]

    @Test(arguments: wrong)
    func `refuse parameters that mean nothing`(_ parameters: [String: JSON]) async throws {
        try await Self.withModule { bench in
            let problem = await #expect(throws: Problem.self) {
                try await bench.ask("list_keyword_history", .null, parameters)
            }
            #expect(problem?.type == .validation && problem?.violations.first?.pointer.hasPrefix("?") == true)
        }
    }

    @Test func `refuse what is no id like an id that is not there`() async throws {
        try await Self.withModule { bench in
            for id in ["x", "0198f000-0000-7000-8000-000000000000"] {
                let problem = await #expect(throws: Problem.self) {
                    try await bench.ask("get_keyword_history_entry", .null, ["id": .string(id)])
                }
                #expect(problem?.type == AnalysisProblems.historyEntryNotFound)
            }
        }
    }

    @Test func `use the extractor and the old names that settings choose`() async throws {
        let flags = [
            SettingFlag(AnalysisSettings.extractor, "frequency", spelling: "--set"),
            SettingFlag(TelemetrySettings.legacyNames, "yes", spelling: "--set"),
            SettingFlag(AnalysisSettings.cacheIsOn, "no", spelling: "--set"),
        ]
        try await Self.withModule(flags) { bench in
            let answer = try await bench.ask(
                "extract_keywords", ["text": .string(Self.text), "max_words": 2])
            #expect(answer["extractor"]?["name"] == "frequency")
            let metrics = String(decoding: bench.registry.exported(as: .prometheus), as: UTF8.self)
            #expect(metrics.contains("extraction_summary_count") && metrics.contains("breaker_state"))
            let check = try #require(bench.module.checks.first)
            #expect(await check.run().word == "ok" && check.name == "frequency")
        }
    }

    @Test func `a request that may wait is taken as a job, and one that cannot succeed is not`() async throws
    {
        try await Self.withModule { bench in
            let body: JSON = ["text": .string(Self.text), "async": true]
            let job = try await bench.ask("extract_keywords", body)
            #expect(job["state"] == "waiting" && ID<Job>(job["id"]?.text ?? "") != nil)
            await #expect(throws: Problem.self) {
                try await bench.ask("extract_keywords", ["text": " ", "async": true])
            }
            let large = String(repeating: "texto ", count: 1_048_576 / 6 + 1)
            await #expect(throws: Problem.self) {
                try await bench.ask("extract_keywords", ["text": .string(large), "async": true])
            }
        }
    }

    @Test func `more text than is answered at once becomes a job by itself`() async throws {
        try await Self.withModule([SettingFlag(AnalysisSettings.bytesAtOnce, "1KiB", spelling: "-")]) {
            bench in
            let long: JSON = ["text": .string(String(repeating: Self.text, count: 20))]
            let job = try await bench.ask("extract_keywords", long)
            let short: JSON = ["text": .string(Self.text)]
            let answer = try await bench.ask("extract_keywords", short)
            #expect(job["state"] == "waiting" && answer["state"] == nil)
        }
    }

    @Test(arguments: ["async", "persist"])
    func `a request sent again with its key is done once`(_ manner: String) async throws {
        try await Self.withModule { bench in
            let body: JSON = .object([.init("text", .string(Self.text)), .init(manner, true)])
            let first = try await bench.ask("extract_keywords", body, key: "k1")
            bench.clock.advance(by: .seconds(1))
            #expect(try await bench.ask("extract_keywords", body, key: "k1") == first)
            #expect(try await bench.ask("extract_keywords", body, key: "k2")["id"] != first["id"])
            #expect(
                try await bench.ask("extract_keywords", body, tenant: "b", key: "k1")["id"] != first["id"])
            let other: JSON = .object([.init("text", "Outro texto"), .init(manner, true)])
            await #expect(throws: IdempotencyRefused.otherRequest) {
                try await bench.ask("extract_keywords", other, key: "k1")
            }
        }
    }
}
