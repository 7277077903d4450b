import Analysis
import Core
import EventLog
import Jobs
import Language
import LuxTesting
import Module
import Persistence
import Testing

@Suite(.timeLimit(.minutes(10))) struct `Training over HTTP` {
    private static let kinds = [
        #"{"text": "Vistos. Julgo procedente o pedido do autor.", "label": "sentença"}"#,
        #"{"text": "Julgo improcedente o pedido e condeno o autor.", "label": "sentença"}"#,
        #"{"text": "Vem requerer a citação do réu e a procedência.", "label": "petição"}"#,
        #"{"text": "O autor vem requerer a juntada de documentos.", "label": "petição"}"#,
    ].joined(separator: "\n")

    @Test(arguments: Engine.all)
    func `a ranker is learnt by a job, waits to be promoted, and is the one that the command makes`(
        _ engine: Engine
    ) async throws {
        try await Self.with(engine) { bench, jobs in
            let examples = DeviceTexts.lines(40)
            let order: JSON = [
                "examples": .string(examples), "validation": .string(DeviceTexts.lines(10, from: 200)),
                "kind": "logistic", "seed": 7, "licence": "CC0-1.0",
            ]
            let accepted = try await bench.response("train_model", order, ["task": "keywords"])
            #expect(accepted.status == 202)
            #expect(try await bench.ask("list_models")["items"] == [])
            #expect(try await ModuleBench.run(jobs) == [.succeeded])

            let model = try #require(try await bench.ask("list_models")["items"]?[0])
            #expect(model["language"] == "pt" && model["kind"] == "logistic" && model["in_force"] == false)
            #expect(model["data_licence"] == "CC0-1.0")
            #expect((model["metrics"]?["validation"]?["f1@10"]?.real ?? 0) > 0.1)
            let file = try await bench.response("get_model_file", .null, ["id": try #require(model["id"])])
            let trainer = RankerTrainer(kind: .logistic, seed: 7, licence: "CC0-1.0")
            let same = try KeywordModels.train(
                trainer, on: TrainingLines.read(Array(examples.utf8), from: "examples"))
            let kept = try KeywordModels.read(file.body, from: "kept")
            let noted = try same.noting(kept.metrics)
            #expect(noted.encoded == kept.encoded)

            let measured = try await bench.ask(
                "evaluate_model", ["examples": .string(DeviceTexts.lines(10, from: 200))],
                ["id": try #require(model["id"])])
            #expect(measured["examples"] == 10)
            #expect(measured["figures"]?["model"]?["f1@10"] == model["metrics"]?["validation"]?["f1@10"])
            #expect(measured["figures"]?["model_statistical"]?["f1@5"]?.real != nil)
        }
    }

    @Test func `a classifier too`() async throws {
        try await Self.with(.sqlite) { bench, jobs in
            let order: JSON = [
                "examples": .string(Self.kinds), "language": "pt", "validation": .string(Self.kinds),
            ]
            _ = try await bench.ask("train_model", order, ["task": "classify"])
            #expect(try await ModuleBench.run(jobs) == [.succeeded])
            let model = try #require(try await bench.ask("list_models")["items"]?[0])
            #expect(model["task"] == "classify" && model["metrics"]?["validation"]?["accuracy"]?.real != nil)
            let id = try #require(model["id"])
            let measured = try await bench.ask(
                "evaluate_model", ["examples": .string(Self.kinds)], ["id": id])
            #expect(measured["figures"]?["model"] == model["metrics"]?["validation"])
            _ = try await bench.ask("promote_model", [:], ["id": id])
            let text: JSON = ["text": "Julgo procedente o pedido.", "language": "pt"]
            let answer = try await bench.ask("analyze", text, ["plugin": "classify"])
            #expect(answer["result"]?["ranking"]?.items?.count == 2)
        }
    }

    static let unlearnable: [(String, JSON)] = [
        ("keywords", ["examples": ""]), ("keywords", ["examples": "\n \n"]), ("keywords", ["examples": "{"]),
        ("keywords", ["examples": .string(DeviceTexts.lines(3)), "language": "pt"]),
        ("keywords", ["examples": .string(DeviceTexts.lines(3)), "validation": ""]),
        ("keywords", ["examples": .string(kinds)]),
        ("classify", ["examples": .string(kinds)]),
        ("classify", ["examples": .string(kinds), "language": "xx"]),
        ("classify", ["examples": .string(kinds), "language": "pt", "kind": "trees"]),
        ("weather", ["examples": .string(kinds)]),
    ]

    @Test(arguments: unlearnable)
    func `an order that cannot be carried out is refused at once, and no job comes of it`(
        _ task: String, _ order: JSON
    ) async throws {
        try await Self.with(.sqlite) { bench, jobs in
            await #expect(throws: Problem.self) {
                try await bench.ask("train_model", order, ["task": .string(task)])
            }
            let outcomes = try await ModuleBench.run(jobs)
            #expect(outcomes.isEmpty)
        }
    }

    @Test func `what only the training finds out fails the job with the reason`() async throws {
        try await Self.with(.sqlite) { bench, jobs in
            let line = #"{"id": "a", "text": "O recurso foi julgado.", "keywords": ["recurso"]}"#
            let order: JSON = ["examples": .string("\(line)\n\(line)")]
            let job = try await bench.ask("train_model", order, ["task": "keywords"])
            #expect(try await ModuleBench.run(jobs) != [.succeeded])
            let id = try #require(job["id"]?.text.flatMap { ID<Job>($0) })
            let ended = try await JobDesk(jobs).record(id, of: TenantID("a"))
            #expect("\(ended)".contains("two texts are called"))
            #expect(try await bench.ask("list_models")["items"] == [])
        }
    }

    private static func with(
        _ engine: Engine, _ body: (ModuleBench, Jobs) async throws -> Void
    ) async throws {
        try await engine.withDatabase(ModuleBench.migrations + LogMigrations.all) { database in
            let bench = try ModuleBench(database, hasModels: true)
            try await body(bench, try bench.jobs(on: database))
        }
    }
}
