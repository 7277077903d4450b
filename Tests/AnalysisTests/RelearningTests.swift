import Analysis
import Core
import EventLog
import Jobs
import Language
import LuxTesting
import Module
import Persistence
import Settings
import Testing

@Suite(.timeLimit(.minutes(10))) struct `Training by itself` {
    private static let kind = "analysis.retrain-keywords"

    @Test(arguments: Engine.all)
    func `is ordered once when enough was corrected, and again after as much more`(
        _ engine: Engine
    ) async throws {
        try await Self.with(engine, after: 30) { bench, jobs in
            // Of so many, a quarter is held out, give or take.
            try await Self.correct(SeededTexts.make(60, seed: 1), bench)
            #expect(try await Self.orders(jobs) == [.waiting])
            #expect(try await ModuleBench.run(jobs) == [.succeeded])
            let models = try await bench.ask("list_models")["items"]?.items ?? []
            #expect(models.map { $0["in_force"] } == [false], "it waits for a person")

            bench.clock.advance(by: .seconds(60))
            try await Self.correct(SeededTexts.make(31, seed: 2), bench)
            #expect(try await Self.orders(jobs) == [.succeeded], "one an hour")
            bench.clock.advance(by: .seconds(3600))
            try await Self.correct(SeededTexts.make(2, seed: 3), bench)
            #expect(try await Self.orders(jobs) == [.waiting, .succeeded])
        }
    }

    @Test func `is of one tenant and language, and waits for enough to learn from`() async throws {
        try await Self.with(.sqlite, after: 3) { bench, jobs in
            try await Self.correct(SeededTexts.make(10, seed: 1), bench)
            #expect(try await Self.orders(jobs) == [], "ten texts teach nothing")
            try await Self.correct(SeededTexts.make(30, seed: 2), bench, tenant: "b", language: "es")
            try await Self.correct(SeededTexts.make(30, seed: 3), bench, tenant: "b", language: "pt")
            let before = try await Self.orders(jobs).count
            try await Self.correct(SeededTexts.make(40, seed: 4), bench, tenant: "b", language: "pt")
            try await Self.correct(SeededTexts.make(40, seed: 5), bench, tenant: "b", language: "es")
            #expect(before <= 2)
            #expect(try await Self.orders(jobs, of: "b") == [.waiting, .waiting])
            #expect(try await Self.orders(jobs, of: "a") == [])
        }
    }

    @Test(arguments: Engine.all)
    func `exists only if the correction does`(_ engine: Engine) async throws {
        try await Self.with(engine, after: 1) { bench, jobs in
            try await Self.correct(SeededTexts.make(60, seed: 1), bench)
            let count = try await Self.orders(jobs).count
            bench.clock.advance(by: .seconds(7200))
            let answer = try await bench.ask(
                "extract_keywords", ["text": "O sensor óptico é novo.", "language": "pt", "persist": true])
            await #expect(throws: Problem.self) {
                try await bench.ask(
                    "correct_keywords", ["remove": ["nada disso"]], ["id": answer["id"] ?? .null])
            }
            #expect(try await Self.orders(jobs).count == count)
        }
    }

    @Test func `is off unless asked for`() async throws {
        try await Self.with(.sqlite, after: 0) { bench, jobs in
            try await Self.correct(SeededTexts.make(60, seed: 1), bench)
            #expect(try await Self.orders(jobs) == [])
        }
    }

    // MARK: What they play with

    private static func with(
        _ engine: Engine, after: Int, _ body: (ModuleBench, Jobs) async throws -> Void
    ) async throws {
        try await engine.withDatabase(ModuleBench.migrations + LogMigrations.all) { database in
            let flags = [SettingFlag(ModelSettings.retrainAfter, "\(after)", spelling: "--set")]
            let bench = try ModuleBench(database, flags, hasModels: true)
            try await body(bench, try bench.jobs(on: database))
        }
    }

    private static func correct(
        _ texts: [LabelledText], _ bench: ModuleBench, tenant: String = "a", language: String = "pt"
    ) async throws {
        for text in texts {
            bench.clock.advance(by: .milliseconds(1))
            let body: JSON = [
                "text": .string(text.text), "language": .string(language), "persist": true,
            ]
            let answer = try await bench.ask("extract_keywords", body, tenant: tenant)
            let found = try #require(answer["keywords"]?.items).compactMap { $0["text"] }
            let right = JSON.string(text.keywords[0])
            var change: [JSON.Member] = [.init("remove", .array(found.filter { $0 != right }))]
            if !found.contains(right) { change.append(.init("add", [right])) }
            _ = try await bench.ask(
                "correct_keywords", .object(change), ["id": try #require(answer["id"])], tenant: tenant)
        }
    }

    /// Newest first.
    private static func orders(_ jobs: Jobs, of tenant: String? = nil) async throws -> [JobState] {
        let desk = JobDesk(jobs)
        let page = try await desk.page(
            JobSearch(kind: kind), tenant.map { .tenant(TenantID($0)) } ?? .everyTenant)
        return page.jobs.map(\.state)
    }
}
