import Analysis
import Core
import EventLog
import LuxTesting
import Module
import Persistence
import Testing

@Suite(.timeLimit(.minutes(10))) struct `The plugin of keywords and promoted models` {
    private static let files = [
        SeededTexts.model(of: SeededTexts.make(60, seed: 1)),
        SeededTexts.model(of: SeededTexts.make(60, seed: 2)),
    ]
    private static let text =
        "Um sensor digital foi instalado. O sensor digital mede o calor da sala de aula."

    @Test(arguments: Engine.all)
    func `answers with the one in force, and keeps no answer beyond it`(_ engine: Engine) async throws {
        try await Self.with(engine) { bench, _ in
            #expect(try await Self.version(bench) == "statistical-2 new")
            #expect(try await Self.version(bench) == "statistical-2 kept")
            var versions: [String] = []
            for file in Self.files {
                let model = try await bench.ask("add_model", ["task": "keywords", "file": .string(file)])
                _ = try await bench.ask("promote_model", [:], ["id": model["id"] ?? .null])
                let version = try await Self.version(bench)
                #expect(version.hasPrefix("ranker-logistic-") && version.hasSuffix(" new"))
                #expect(try await Self.version(bench) == version.replacing(" new", with: " kept"))
                versions.append(version)
            }
            #expect(versions[0] != versions[1])
            #expect(try await Self.version(bench, "en").hasPrefix("statistical-"), "it is of its language")
            #expect(try await Self.version(bench, tenant: "b") == "statistical-2 new", "and of its tenant")

            let place: [String: JSON] = ["task": "keywords", "language": "pt"]
            _ = try await bench.ask("roll_back_model", ["reason": "a test"], place)
            #expect(try await Self.version(bench) == versions[0], "and not what was kept of it before")
        }
    }

    @Test func `answers in another process within seconds`() async throws {
        try await Self.with(.sqlite) { bench, database in
            let other = try ModuleBench(database, clock: bench.clock, hasModels: true)
            #expect(try await Self.version(other) == "statistical-2 new")
            let model = try await bench.ask(
                "add_model", ["task": "keywords", "file": .string(Self.files[0])])
            _ = try await bench.ask("promote_model", [:], ["id": model["id"] ?? .null])
            bench.clock.advance(by: .seconds(6))
            #expect(try await Self.version(other).hasPrefix("ranker-"))
        }
    }

    /// Of the answer, and whether it was kept from before.
    private static func version(
        _ bench: ModuleBench, _ language: String = "pt", tenant: String = "a"
    ) async throws -> String {
        let answer = try await bench.ask(
            "analyze", ["text": .string(text), "language": .string(language)], ["plugin": "keywords"],
            tenant: tenant)
        let extractor = answer["result"]?["extractor"]
        let version = answer["version"]?.text ?? ""
        #expect(version == "\(extractor?["name"]?.text ?? "")-\(extractor?["version"]?.text ?? "")")
        return version + (answer["cached"] == true ? " kept" : " new")
    }

    private static func with(
        _ engine: Engine, _ body: (ModuleBench, any Database) async throws -> Void
    ) async throws {
        try await engine.withDatabase(ModuleBench.migrations + LogMigrations.all) { database in
            try await body(ModuleBench(database, hasModels: true), database)
        }
    }
}
