import Analysis
import Core
import EventLog
import Language
import LuxTesting
import Module
import Persistence
import Telemetry
import Testing

@Suite(.timeLimit(.minutes(10))) struct `Models over HTTP` {
    static let text = "Um sensor digital foi instalado. O sensor digital mede o calor da sala de aula."

    @Test(arguments: Engine.all)
    func `one that is promoted answers, and after going back it does not`(_ engine: Engine) async throws {
        try await Self.with(engine) { bench in
            let ask: JSON = ["text": .string(Self.text), "language": "pt"]
            #expect(try await bench.ask("extract_keywords", ask)["extractor"]?["name"] == "statistical")
            let first = try await Self.add(Self.models.logistic, bench)
            let second = try await Self.add(Self.models.trees, bench)
            #expect(first["language"] == "pt" && first["version"] == 1 && first["in_force"] == false)
            #expect(try await bench.ask("extract_keywords", ask)["extractor"]?["name"] == "statistical")

            for model in [first, second] {
                _ = try await bench.ask("promote_model", [:], ["id": model["id"] ?? .null])
                let answer = try await bench.ask("extract_keywords", ask)
                #expect(answer["extractor"]?["name"] == "ranker" && answer["cached"] == false)
                #expect(answer["keywords"]?[0]?["text"] == "sensor digital")
            }
            let english = try await bench.ask(
                "extract_keywords", ["text": "A digital sensor was installed.", "language": "en"])
            #expect(english["extractor"]?["name"] == "statistical", "a model is of its language")
            let elsewhere = try await bench.ask("extract_keywords", ask, tenant: "b")
            #expect(elsewhere["extractor"]?["name"] == "statistical", "and of its tenant")

            let place: [String: JSON] = ["task": "keywords", "language": "pt"]
            let back = try await bench.ask("roll_back_model", ["reason": "finds months"], place)
            #expect(back["model"] == first["id"] && back["cause"] == "rollback")
            let list = try await bench.ask("list_models")
            #expect(list["items"]?.items?.filter { $0["in_force"] == true }.map { $0["id"] } == [first["id"]])
            let promotions = try await bench.ask("list_promotions", .null, place)
            #expect(
                promotions["items"]?.items?.map { $0["cause"] } == ["rollback", "promotion", "promotion"])
            #expect(try await bench.ask("get_model", .null, ["id": second["id"] ?? .null]) == second)
        }
    }

    @Test func `what another process promotes answers within seconds`() async throws {
        try await Self.with(.sqlite) { bench in
            let other = try Self.bench(bench.database, clock: bench.clock)
            let ask: JSON = ["text": .string(Self.text), "language": "pt"]
            #expect(try await other.ask("extract_keywords", ask)["extractor"]?["name"] == "statistical")
            let model = try await Self.add(Self.models.logistic, bench)
            _ = try await bench.ask("promote_model", [:], ["id": model["id"] ?? .null])
            other.clock.advance(by: .seconds(6))
            #expect(try await other.ask("extract_keywords", ask)["extractor"]?["name"] == "ranker")
        }
    }

    @Test func `one that is promoted goes before a model behind an endpoint`() async throws {
        try await Self.with(.sqlite) { bench in
            let generator = ScriptedGenerator(writing: "sensor digital")
            let other = try ModuleBench(
                bench.database, clock: bench.clock, hasModels: true, model: generator.needs())
            let model = try await Self.add(Self.models.logistic, bench)
            _ = try await bench.ask("promote_model", [:], ["id": model["id"] ?? .null])
            let ask: JSON = ["text": .string(Self.text), "language": "pt"]
            #expect(try await other.ask("extract_keywords", ask)["extractor"]?["name"] == "ranker")
            let english: JSON = ["text": "A digital sensor was installed.", "language": "en"]
            #expect(try await other.ask("extract_keywords", english)["extractor"]?["name"] == "neural")
        }
    }

    @Test func `a validation set keeps out what is worse, and its figure is a metric`() async throws {
        try await Self.with(.sqlite) { bench in
            let place: [String: JSON] = ["task": "keywords", "language": "pt"]
            let kept = try await bench.ask(
                "put_validation_set", ["examples": .string(DeviceTexts.lines(10, from: 200))], place)
            #expect(kept["examples"] == 10)
            for examples in ["{", "", "\n \n"] {
                await #expect(throws: Problem.self) {
                    try await bench.ask("put_validation_set", ["examples": .string(examples)], place)
                }
            }
            await #expect(throws: Problem.self) {
                try await bench.ask(
                    "put_validation_set", ["examples": .string(DeviceTexts.lines(1))],
                    ["task": "keywords", "language": "klingon"])
            }
            let good = try await Self.add(Self.models.trees, bench)
            let promotion = try await bench.ask("promote_model", [:], ["id": good["id"] ?? .null])
            let score = try #require(promotion["score"]?.real)
            #expect(score > 0.1)
            _ = try await bench.ask("extract_keywords", ["text": .string(Self.text), "language": "pt"])
            let line = bench.metrics.split(separator: "\n").first { $0.hasPrefix("model_accuracy") }
            #expect(line?.hasPrefix(#"model_accuracy{task="keywords",version="pt-1"} "#) == true)
            #expect(line?.split(separator: " ").last.flatMap { Double($0) } == score)

            let bad = try await Self.add(Self.models.misled, bench)
            let problem = await #expect(throws: Problem.self) {
                try await bench.ask("promote_model", [:], ["id": bad["id"] ?? .null])
            }
            #expect(problem?.type == ModelProblems.worse)
            let forced = try await bench.ask(
                "promote_model", ["force": "an experiment"], ["id": bad["id"] ?? .null])
            #expect(forced["reason"] == "an experiment" && forced["previous_score"]?.real == score)
        }
    }

    @Test func `a file comes back as it went in, and what is no model is refused`() async throws {
        try await Self.with(.sqlite) { bench in
            let model = try await Self.add(Self.models.logistic, bench)
            let file = try await bench.response("get_model_file", .null, ["id": model["id"] ?? .null])
            #expect(String(decoding: file.body, as: UTF8.self) == Self.models.logistic)
            for (task, text) in [("keywords", "hello"), ("keywords", ""), ("weather", Self.models.logistic)] {
                await #expect(throws: Problem.self) {
                    try await bench.ask("add_model", ["task": .string(task), "file": .string(text)])
                }
            }
            for id in ["nonsense", "01890a5d-ac96-774b-bcce-b302099a8057"] {
                let problem = await #expect(throws: Problem.self) {
                    try await bench.ask("get_model", .null, ["id": .string(id)])
                }
                #expect(problem?.type == ModelProblems.notFound)
            }
        }
    }

    // MARK: What they play with

    /// Trained once for all tests.
    private static let models = Trained()

    private struct Trained: Sendable {
        let logistic = train(.logistic, DeviceTexts.lines(40))
        let trees = train(.trees, DeviceTexts.lines(40))
        /// It learnt that the other words are the keywords.
        let misled = train(
            .logistic,
            DeviceTexts.lines(40).replacing(#/"keywords": \["[^"]*"\]/#, with: #""keywords": ["resultados"]"#)
        )

        private static func train(_ kind: RankerModel.Kind, _ lines: String) -> String {
            do {
                let texts = try TrainingLines.read(Array(lines.utf8), from: "written")
                return try RankerTrainer(kind: kind, licence: "CC0-1.0").train(on: texts).encoded
            } catch {
                return "\(error)"
            }
        }
    }

    private static func add(_ file: String, _ bench: ModuleBench) async throws -> JSON {
        try await bench.ask("add_model", ["task": "keywords", "file": .string(file)])
    }

    private static func with(_ engine: Engine, _ body: (ModuleBench) async throws -> Void) async throws {
        try await engine.withDatabase(ModuleBench.migrations + LogMigrations.all) { database in
            try await body(bench(database, clock: FakeClock()))
        }
    }

    private static func bench(_ database: any Database, clock: FakeClock) throws -> ModuleBench {
        try ModuleBench(database, clock: clock, hasModels: true)
    }
}
