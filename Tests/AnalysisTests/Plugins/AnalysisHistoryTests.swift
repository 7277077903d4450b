import Analysis
import Core
import Jobs
import LuxTesting
import Module
import Persistence
import Synchronization
import Testing

@Suite struct `The history of plugins` {
    static func withModule(
        on engine: Engine, _ plugins: PluginNeeds, _ body: (ModuleBench, any Database) async throws -> Void
    ) async throws {
        try await engine.withDatabase(ModuleBench.migrations) {
            try await body(ModuleBench($0, plugins: plugins), $0)
        }
    }

    @Test(arguments: Engine.all)
    func `keeps the hash and not the text, unless asked`(_ engine: Engine) async throws {
        let plugins = PluginNeeds.forTests(thirdParty: [.lengths()])
        try await Self.withModule(on: engine, plugins) { bench, _ in
            let parameters: [String: JSON] = ["plugin": "lengths"]
            let first = try await bench.ask(
                "analyze", ["text": "abc", "options": ["times": 2], "persist": true], parameters)
            let kept = try await bench.ask("get_analysis", .null, ["id": try #require(first["id"])])
            #expect(kept["text"] == .null && kept["input_hash"] == "hash of abc")
            #expect(kept["result"] == ["bytes": 6] && kept["options"] == ["times": 2])
            let second = try await bench.ask(
                "analyze", ["text": "abc", "persist": true, "persist_text": true], parameters)
            let whole = try await bench.ask("get_analysis", .null, ["id": try #require(second["id"])])
            #expect(whole["text"] == "abc" && whole["version"] == "1")
            await #expect(throws: Problem.self) {
                try await bench.ask("get_analysis", .null, ["id": kept["id"] ?? .null], tenant: "b")
            }
        }
    }

    @Test(arguments: Engine.all)
    func `is read page by page, by plugin and by text`(_ engine: Engine) async throws {
        let plugins = PluginNeeds.forTests(thirdParty: [.lengths(), .lengths("others")])
        try await Self.withModule(on: engine, plugins) { bench, _ in
            for number in 0..<6 {
                bench.clock.advance(by: .seconds(1))
                let body: JSON = ["text": .string("\(number % 2)"), "persist": true]
                let id: JSON = number < 4 ? "lengths" : "others"
                _ = try await bench.ask("analyze", body, ["plugin": id])
            }
            let first = try await bench.ask("list_analyses", .null, ["limit": 4])
            #expect(first["items"]?.items?.count == 4)
            let rest = try await bench.ask(
                "list_analyses", .null, ["limit": 4, "cursor": try #require(first["next_cursor"])])
            #expect(rest["items"]?.items?.count == 2 && rest["next_cursor"] == .null)
            let others = try await bench.ask("list_analyses", .null, ["plugin": "others"])
            #expect(others["items"]?.items?.count == 2)
            let same = try await bench.ask("list_analyses", .null, ["input_hash": "hash of 1"])
            #expect(same["items"]?.items?.count == 3)
            #expect(try await bench.ask("list_analyses", .null, [:], tenant: "b")["items"] == [])
            await #expect(throws: Problem.self) {
                try await bench.ask("list_analyses", .null, ["cursor": "x"])
            }
        }
    }

    @Test(arguments: Engine.all)
    func `has one entry for a request sent again with its key`(_ engine: Engine) async throws {
        let plugins = PluginNeeds.forTests(thirdParty: [.lengths()])
        try await Self.withModule(on: engine, plugins) { bench, _ in
            let body: JSON = ["text": "abc", "persist": true]
            let parameters: [String: JSON] = ["plugin": "lengths"]
            let first = try await bench.ask("analyze", body, parameters, key: "k")
            #expect(try await bench.ask("analyze", body, parameters, key: "k") == first)
            #expect(try await bench.ask("analyze", body, parameters, key: "l")["id"] != first["id"])
        }
    }

    @Test(arguments: Engine.all)
    func `is written in the commit that ends a job, whose result is the answer`(
        _ engine: Engine
    ) async throws {
        let plugins = PluginNeeds.forTests(thirdParty: [.lengths()])
        try await Self.withModule(on: engine, plugins) { bench, database in
            let body: JSON = ["text": "abc", "persist": true, "async": true]
            let job = try await bench.ask("analyze", body, ["plugin": "lengths"])
            #expect(try await bench.ask("list_analyses")["items"] == [])
            let jobs = try bench.jobs(on: database)
            #expect(try await ModuleBench.run(jobs) == [.succeeded])
            let id = try #require(ID<Job>(job["id"]?.text ?? ""))
            let record = try await JobDesk(jobs).record(id, of: TenantID("a"))
            let result = try JSONReader.read(try #require(record.job.result))
            #expect(result["result"] == ["bytes": 3])
            let kept = try await bench.ask("get_analysis", .null, ["id": try #require(result["id"])])
            #expect(kept["result"] == ["bytes": 3] && kept["text"] == .null)
        }
    }

    @Test(arguments: Engine.all)
    func `knows nothing of a job whose plugin failed, which is tried again, or refused, which is not`(
        _ engine: Engine
    ) async throws {
        let failing = Plugin.lengths("failing") { _, _, _ in throw PluginFailure("died", "it ended") }
        let refusing = Plugin.lengths("refusing") { _, _, _ in throw PluginProblems.refusal("no petition") }
        let plugins = PluginNeeds.forTests(thirdParty: [failing, refusing])
        try await Self.withModule(on: engine, plugins) { bench, database in
            let body: JSON = ["text": "abc", "persist": true, "async": true]
            for (id, outcome) in [("failing", JobOutcome.retried), ("refusing", .failed)] {
                _ = try await bench.ask("analyze", body, ["plugin": .string(id)])
                #expect(try await ModuleBench.run(bench.jobs(on: database)) == [outcome])
            }
            #expect(try await bench.ask("list_analyses")["items"] == [])
        }
    }
}
