import Analysis
import Core
import EventLog
import Jobs
import LuxTesting
import Module
import Persistence
import Testing

@Suite(.timeLimit(.minutes(10))) struct `Corrections of kept results` {
    @Test(arguments: Engine.all)
    func `add, remove and reorder, one on top of the other`(_ engine: Engine) async throws {
        try await Self.with(engine) { bench, _ in
            let (id, found) = try await Self.keep("O Senado votou a reforma tributária em Brasília.", bench)
            let first = try await bench.ask(
                "correct_keywords", ["add": ["imposto"], "remove": [found[0]]], ["id": id])
            #expect(first["number"] == 1)
            #expect(first["keywords"]?.items == Array(found.dropFirst()) + ["imposto"])
            let agreement = first["agreement"]?.real ?? -1
            #expect(agreement > 0 && agreement < 1)
            let second = try await bench.ask(
                "correct_keywords", ["order": ["imposto"], "add": [found[0]]], ["id": id])
            #expect(second["keywords"]?[0] == "imposto" && second["number"] == 2)
            #expect(second["keywords"]?.items?.last == found[0])
            let list = try await bench.ask("list_keyword_corrections", .null, ["id": id])
            #expect(list["items"]?.items == [second, first])
        }
    }

    @Test func `that do not fit the list are refused with their places`() async throws {
        try await Self.with(.sqlite) { bench, _ in
            let (id, found) = try await Self.keep("O Senado votou a reforma tributária em Brasília.", bench)
            let refused: [(JSON, String)] = [
                (["remove": ["nada"]], "/remove/0"), (["add": [found[0]]], "/add/0"),
                (["add": ["novo", "novo"]], "/add/1"), (["order": [found[0], "nada"]], "/order/1"),
                (["order": [found[0], found[0]]], "/order"), (["remove": .array(found)], ""),
                (["add": [" "]], "/add/0"), (["add": "novo"], "/add"),
                (["add": .array((0..<100).map { .string("k\($0)") })], ""),
            ]
            for (change, pointer) in refused {
                let problem = await #expect(throws: Problem.self) {
                    try await bench.ask("correct_keywords", change, ["id": id])
                }
                #expect(problem?.violations.first?.pointer == pointer, "\(change.written)")
            }
            #expect(try await bench.ask("list_keyword_corrections", .null, ["id": id])["items"] == [])
        }
    }

    @Test func `are those of their tenant, and of results that are there`() async throws {
        try await Self.with(.sqlite) { bench, _ in
            let (id, _) = try await Self.keep("O Senado votou a reforma tributária.", bench)
            for (id, tenant) in [(id, "b"), ("nonsense", "a"), ("01890a5d-ac96-774b-bcce-b302099a8057", "a")]
            {
                let problem = await #expect(throws: Problem.self) {
                    try await bench.ask("correct_keywords", ["add": ["x"]], ["id": id], tenant: tenant)
                }
                #expect(problem?.type == AnalysisProblems.historyEntryNotFound)
            }
        }
    }

    @Test(arguments: Engine.all)
    func `that come at a time are all kept, and one sent again counts once`(_ engine: Engine) async throws {
        try await Self.with(engine) { bench, _ in
            let (id, _) = try await Self.keep("O Senado votou a reforma tributária.", bench)
            try await withThrowingTaskGroup(of: Void.self) { group in
                for number in 0..<8 {
                    group.addTask {
                        for _ in 0..<2 {
                            _ = try await bench.ask(
                                "correct_keywords", ["add": [.string("novo \(number)")]], ["id": id],
                                key: "key-\(number)")
                        }
                    }
                }
                try await group.waitForAll()
            }
            let items = try await bench.ask("list_keyword_corrections", .null, ["id": id])["items"]
            #expect(items?.items?.map { $0["number"]?.whole } == (1...8).reversed().map { Int64($0) })
            let last = Set(items?[0]?["keywords"]?.items ?? [])
            #expect(last.isSuperset(of: (0..<8).map { .string("novo \($0)") }))
        }
    }

    @Test(arguments: Engine.all)
    func `are what a job learns from, and its model waits to be promoted`(_ engine: Engine) async throws {
        try await Self.with(engine) { bench, database in
            let place: [String: JSON] = ["task": "keywords", "language": "pt"]
            let jobs = try bench.jobs(on: database)
            _ = try await bench.ask("retrain_model", [:], place)
            #expect(try await ModuleBench.run(jobs) == [.failed], "nothing to learn from")

            for line in DeviceTexts.lines(60).split(separator: "\n") {
                let example = try JSONReader.read(Array(line.utf8))
                let (id, found) = try await Self.keep(example["text"]?.text ?? "", bench)
                let right = example["keywords"]?[0] ?? .null
                var change: [JSON.Member] = []
                if !found.contains(right) { change.append(.init("add", [right])) }
                change.append(.init("remove", .array(found.filter { $0 != right })))
                _ = try await bench.ask("correct_keywords", .object(change), ["id": id])
            }
            let job = try await bench.ask("retrain_model", ["kind": "logistic"], place)
            #expect(try await ModuleBench.run(jobs) == [.succeeded])
            let id = try #require(ID<Job>(job["id"]?.text ?? ""))
            let record = try await JobDesk(jobs).record(id, of: TenantID("a"))
            let model = try JSONReader.read(try #require(record.job.result))
            #expect(model["kind"] == "logistic" && model["language"] == "pt" && model["in_force"] == false)
            let metrics = model["metrics"]
            let (trained, plain) = (metrics?["held_out"], metrics?["held_out_statistical"])
            #expect((trained?["f1@5"]?.real ?? 0) > (plain?["f1@5"]?.real ?? 1))
            let listed = try await bench.ask("list_models")
            #expect(listed["items"]?.items?.map { $0["id"] } == [model["id"]])
        }
    }

    // MARK: What they play with

    private static func keep(_ text: String, _ bench: ModuleBench) async throws -> (JSON, [JSON]) {
        let answer = try await bench.ask(
            "extract_keywords", ["text": .string(text), "language": "pt", "persist": true])
        return (
            try #require(answer["id"]), try #require(answer["keywords"]?.items).compactMap { $0["text"] }
        )
    }

    private static func with(
        _ engine: Engine, _ body: (ModuleBench, any Database) async throws -> Void
    ) async throws {
        try await engine.withDatabase(ModuleBench.migrations + LogMigrations.all) { database in
            try await body(ModuleBench(database, hasModels: true), database)
        }
    }
}
