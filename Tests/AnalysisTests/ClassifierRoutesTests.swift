import Analysis
import Core
import EventLog
import Language
import LuxTesting
import Module
import Testing

@Suite(.timeLimit(.minutes(10))) struct `Classifiers over HTTP` {
    private static func file(_ lines: String, _ language: LanguageCode) throws -> JSON {
        let texts = try TrainingLines.labels(Array(lines.utf8), from: "kinds.jsonl")
        let model = try ClassifierModels.train(on: texts, language: language, licence: "CC0")
        return .string(Base64.text(model.encoded()))
    }

    private static let english = """
        {"text": "the team won the match in the stadium", "label": "sport"}
        {"text": "the keeper saved and the team won the match", "label": "sport"}
        {"text": "the rate rose and the market fell", "label": "economy"}
        {"text": "the market closed lower with the rate", "label": "economy"}
        """

    private static func with(
        _ engine: Engine = .sqlite, _ body: @escaping @Sendable (ModuleBench) async throws -> Void
    ) async throws {
        try await engine.withDatabase(ModuleBench.migrations + LogMigrations.all) {
            try await body(ModuleBench($0, hasModels: true))
        }
    }

    private static func promote(_ lines: String, _ language: LanguageCode, _ bench: ModuleBench) async throws
    {
        let model = try await bench.ask(
            "add_model", ["task": "classify", "file_base64": try file(lines, language)])
        _ = try await bench.ask("promote_model", [:], ["id": model["id"] ?? .null])
    }

    @Test(arguments: Engine.all)
    func `one that is promoted names its labels, until it is rolled back`(_ engine: Engine) async throws {
        try await Self.with(engine) { bench in
            let classify: [String: JSON] = ["plugin": "classify"]
            let ask: JSON = ["text": "O estádio recebeu os times", "language": "pt"]
            let before = try await bench.ask("analyze", ask, classify)
            #expect(before["result"]?["kind"] == .null)
            try await Self.promote(`Classifiers that people train`.lines, .portuguese, bench)
            let after = try await bench.ask("analyze", ask, classify)
            #expect(after["result"]?["kind"] == "esporte" && after["cached"] == false)
            #expect(after["version"]?.text?.hasPrefix("pt-1-") == true)
            let elsewhere = try await bench.ask("analyze", ask, classify, tenant: "b")
            #expect(elsewhere["result"]?["kind"] == .null, "a model is its tenant's")

            let swapped = `Classifiers that people train`.lines.replacing("esporte", with: "lazer")
            try await Self.promote(swapped, .portuguese, bench)
            #expect(try await bench.ask("analyze", ask, classify)["result"]?["kind"] == "lazer")
            _ = try await bench.ask(
                "roll_back_model", ["reason": "wrong word"], ["task": "classify", "language": "pt"])
            #expect(try await bench.ask("analyze", ask, classify)["result"]?["kind"] == "esporte")
        }
    }

    @Test func `one answers in its own language only, where the rules read nothing`() async throws {
        try await Self.with { bench in
            let classify: [String: JSON] = ["plugin": "classify"]
            let ask: JSON = ["text": "The stadium welcomed the team for the match", "language": "en"]
            let before = try await bench.ask("analyze", ask, classify)
            #expect(before["result"] == ["kind": .null, "ranking": [], "evidence": []])
            try await Self.promote(Self.english, .english, bench)
            #expect(try await bench.ask("analyze", ask, classify)["result"]?["kind"] == "sport")
            let sentence: JSON = ["text": "SENTENÇA\nAnte o exposto, julgo procedente o pedido."]
            #expect(try await bench.ask("analyze", sentence, classify)["result"]?["kind"] == "sentence")
        }
    }

    @Test func `what another process promotes answers within seconds`() async throws {
        try await Self.with { bench in
            let other = try ModuleBench(bench.database, clock: bench.clock, hasModels: true)
            let ask: JSON = ["text": "O estádio recebeu os times", "language": "pt"]
            _ = try await other.ask("analyze", ask, ["plugin": "classify"])
            try await Self.promote(`Classifiers that people train`.lines, .portuguese, bench)
            other.clock.advance(by: .seconds(6))
            let answer = try await other.ask("analyze", ask, ["plugin": "classify"])
            #expect(answer["result"]?["kind"] == "esporte")
        }
    }

    @Test func `a file in no Base64, or of another task, is refused`() async throws {
        try await Self.with { bench in
            let file = try Self.file(`Classifiers that people train`.lines, .portuguese)
            let wrong: [JSON] = [
                ["task": "classify", "file_base64": "%"], ["task": "keywords", "file_base64": file],
                ["task": "classify", "file": "lux"],
            ]
            for body in wrong {
                let problem = await #expect(throws: Problem.self) { try await bench.ask("add_model", body) }
                #expect(problem?.type == ModelProblems.unreadable)
            }
        }
    }
}
