import Analysis
import Core
import EventLog
import Language
import LuxTesting
import Module
import Persistence
import Settings
import Synchronization
import Testing

@Suite(.timeLimit(.minutes(10))) struct `Models in force are watched` {
    private static let first = SeededTexts.model(of: SeededTexts.make(150, seed: 1))
    private static let second = SeededTexts.model(of: SeededTexts.others(60, seed: 2))
    private static let place: [String: JSON] = ["task": "keywords", "language": "pt"]
    private static let uncached = SettingFlag(AnalysisSettings.cacheIsOn, "no", spelling: "--set")

    @Test func `texts of another kind degrade the check, those of the same kind do not`() async throws {
        let changes = Changes()
        try await Self.with(.sqlite, [Self.uncached], changes) { bench in
            #expect(try await bench.finding().word == "ok", "where there is no model nothing is wrong")
            try await bench.promote(Self.first)
            try await bench.read(SeededTexts.make(100, seed: 3))
            #expect(try await bench.finding().facts.first { $0.name == "watched" }?.value == 0)
            try await bench.read(SeededTexts.make(120, seed: 4))
            let calm = try await bench.finding()
            #expect(calm.word == "ok" && calm.isHealthy, "\(calm.reason ?? "")")
            #expect(calm.facts.first { $0.name == "watched" }?.value == 1)
            let series = #"model_drift{task="keywords",version="pt-1",input="score"}"#
            #expect((bench.value(of: series) ?? 9) < 0.2)
            #expect(changes.all == [])

            try await bench.read(SeededTexts.others(210, seed: 5))
            for _ in 0..<2 {
                let finding = try await bench.finding()
                #expect(finding.word == "past_limit" && !finding.isHealthy)
                #expect(finding.reason?.contains("keywords pt-1 of tenant a") == true)
                #expect(finding.remedy?.contains("POST /model-tasks/keywords/pt/retrain") == true)
                let named = finding.facts.first { $0.name == "past_limit" }?.value[0]
                #expect(named?["tenant"] == "a" && named?["kind"] == "drift")
                #expect(named?["inputs"]?.items?.isEmpty == false)
            }
            #expect(changes.all == ["begun drift pt-1"], "said once")

            try await bench.promote(Self.second, force: true)
            try await bench.read(SeededTexts.others(1, seed: 6))
            #expect(try await bench.finding().word == "ok")
            #expect(changes.all == ["begun drift pt-1", "ended drift pt-1"])
            #expect(bench.value(of: series) == nil, "what is not in force is not shown")
        }
    }

    @Test func `a limit of nothing is no limit`() async throws {
        let flags = [Self.uncached, SettingFlag(ModelSettings.driftMax, "0", spelling: "--set")]
        try await Self.with(.sqlite, flags, Changes()) { bench in
            try await bench.promote(Self.first)
            try await bench.read(SeededTexts.others(205, seed: 5))
            #expect(try await bench.finding().word == "ok")
            let series = #"model_drift{task="keywords",version="pt-1",input="length"}"#
            #expect((bench.value(of: series) ?? 0) > 1, "the figure is shown all the same")
        }
    }

    @Test func `a model of the first format is in force without being watched for drift`() async throws {
        try await Self.with(.sqlite, [Self.uncached], Changes()) { bench in
            var lines = Self.first.split(separator: "\n").dropLast().map(String.init)
            lines[0] = "lux-keyword-ranker 1"
            lines.removeAll { $0.hasPrefix("reference ") || $0.hasPrefix("histogram ") }
            let body = lines.map { $0 + "\n" }.joined()
            let hash = body.utf8.reduce(0xCBF2_9CE4_8422_2325 as UInt64) {
                ($0 ^ UInt64($1)) &* 0x0000_0100_0000_01B3
            }
            let digits = String(hash, radix: 16)
            let padded = String(repeating: "0", count: 16 - digits.count) + digits
            try await bench.promote("\(body)end \(padded)\n")
            try await bench.read(SeededTexts.make(205, seed: 5))
            let finding = try await bench.finding()
            #expect(finding.word == "ok")
            #expect(finding.facts.map(\.value) == [1, 0], "one in force, none watched")
        }
    }

    @Test(arguments: Engine.all)
    func `results that people correct much lower the agreement, and the check says so`(
        _ engine: Engine
    ) async throws {
        let changes = Changes()
        let flags = [SettingFlag(ModelSettings.agreementDropMax, "0.05", spelling: "--set")]
        try await Self.with(engine, flags, changes) { bench in
            let examples = SeededTexts.lines(SeededTexts.make(10, seed: 7))
            _ = try await bench.ask("put_validation_set", ["examples": .string(examples)], Self.place)
            try await bench.promote(Self.first)
            let texts = SeededTexts.make(25, seed: 8)
            for text in texts.prefix(19) { try await bench.correct(text) }
            #expect(try await bench.finding().word == "ok", "19 corrections are an anecdote")
            for text in texts.dropFirst(19) { try await bench.correct(text) }
            let finding = try await bench.finding()
            #expect(finding.word == "past_limit")
            #expect(finding.reason?.contains("agrees to 0.0 with people's corrections") == true)
            let agreement = #"model_agreement{task="keywords",version="pt-1"}"#
            #expect(bench.value(of: agreement) == 0)
            #expect(changes.all == ["begun agreement pt-1"])
            // Of results that another tenant's model gave it says nothing.
            _ = try await bench.promote(Self.first, tenant: "b")
            try await bench.read(texts, tenant: "b")
            #expect(try await bench.finding().facts.first { $0.name == "in_force" }?.value == 2)

            try await bench.promote(Self.second, force: true)
            #expect(try await bench.finding().word == "ok")
            #expect(bench.value(of: agreement) == nil)
            #expect(changes.all == ["begun agreement pt-1", "ended agreement pt-1"])
        }
    }

    @Test func `what another process puts into force is shown without anybody asking`() async throws {
        try await Self.with(.sqlite, [], Changes()) { bench in
            let other = try ModuleBench(bench.database, clock: bench.clock, hasModels: true)
            let examples = SeededTexts.lines(SeededTexts.make(10, seed: 13))
            _ = try await bench.ask("put_validation_set", ["examples": .string(examples)], Self.place)
            try await bench.promote(Self.first)
            try await bench.read(SeededTexts.make(1, seed: 14))
            func accuracy(_ version: String) -> Double? {
                bench.value(of: #"model_accuracy{task="keywords",version="\#(version)"}"#)
            }
            #expect(accuracy("pt-1") != nil)
            try await other.promote(Self.second, force: true)
            #expect(try await bench.finding().facts.first?.value == 1)
            #expect(accuracy("pt-1") == nil && accuracy("pt-2") != nil)
        }
    }

    @Test func `of tenants with the same version the worst is shown`() async throws {
        try await Self.with(.sqlite, [Self.uncached], Changes()) { bench in
            var scores: [Double] = []
            let sets = [SeededTexts.make(10, seed: 9), SeededTexts.others(10, seed: 10)]
            for (tenant, texts) in zip(["a", "b"], sets) {
                let examples: JSON = ["examples": .string(SeededTexts.lines(texts))]
                _ = try await bench.ask("put_validation_set", examples, Self.place, tenant: tenant)
                let promotion = try await bench.promote(Self.first, tenant: tenant)
                scores.append(try #require(promotion["score"]?.real))
            }
            #expect(scores[0] != scores[1])
            let accuracy = #"model_accuracy{task="keywords",version="pt-1"}"#
            // Whoever is looked at last.
            for tenants in [["a", "b"], ["b", "a"]] {
                for tenant in tenants { try await bench.read(sets[0], tenant: tenant) }
                #expect(bench.value(of: accuracy) == scores.min())
                bench.clock.advance(by: .seconds(6))
            }
            let worst = scores[0] < scores[1] ? "a" : "b"
            try await bench.promote(Self.second, force: true, tenant: worst)
            try await bench.read(sets[0], tenant: worst)
            #expect(bench.value(of: accuracy) == scores.max(), "the other's is still in force")

            // The drift of the one that reads other texts, and whose it is.
            let other = worst == "a" ? "b" : "a"
            try await bench.promote(Self.second, force: true, tenant: other)
            try await bench.promote(Self.first, force: true, tenant: "c")
            try await bench.read(SeededTexts.others(205, seed: 11), tenant: other)
            try await bench.read(SeededTexts.make(205, seed: 12), tenant: worst)
            let reason = try await bench.finding().reason ?? ""
            let drift = #"model_drift{task="keywords",version="pt-2",input="length"}"#
            #expect((bench.value(of: drift) ?? 0) > 1)
            #expect(reason.contains("tenant \(worst)") && !reason.contains("tenant \(other)"))
        }
    }

    // MARK: What they play with

    private static func with(
        _ engine: Engine, _ flags: [SettingFlag], _ changes: Changes,
        _ body: (ModuleBench) async throws -> Void
    ) async throws {
        try await engine.withDatabase(ModuleBench.migrations + LogMigrations.all) { database in
            try await body(
                ModuleBench(database, flags, hasModels: true, modelReport: { changes.add($0) }))
        }
    }
}

/// What was reported of models.
private final class Changes: Sendable {
    private let lines = Mutex<[String]>([])

    func add(_ change: ModelWarningChange) {
        let line =
            switch change {
            case .begun(let warning): "begun \(Self.words(warning))"
            case .ended(let warning): "ended \(Self.words(warning))"
            }
        lines.withLock { $0.append(line) }
    }

    private static func words(_ warning: ModelWarning) -> String {
        let kind = if case .drift = warning.cause { "drift" } else { "agreement" }
        return "\(kind) \(warning.language)-\(warning.version)"
    }

    var all: [String] { lines.withLock { $0 } }
}

extension ModuleBench {
    /// Of the check of models, some time later.
    fileprivate func finding() async throws -> Check.Finding {
        clock.advance(by: .seconds(31))
        return try await #require(module.checks.first { $0.name == "models" }).run()
    }

    @discardableResult
    fileprivate func promote(
        _ file: String, force: Bool = false, tenant: String = "a"
    ) async throws -> JSON {
        let body: JSON = ["task": "keywords", "file": .string(file)]
        let model = try await ask("add_model", body, tenant: tenant)
        return try await ask(
            "promote_model", force ? ["force": "a test"] : [:], ["id": model["id"] ?? .null], tenant: tenant)
    }

    fileprivate func read(_ texts: [LabelledText], tenant: String = "a") async throws {
        for text in texts {
            let body: JSON = ["text": .string(text.text), "language": "pt"]
            let answer = try await ask("extract_keywords", body, tenant: tenant)
            #expect(answer["extractor"]?["name"] == "ranker")
        }
    }

    /// Everything that was found is said to be wrong.
    fileprivate func correct(_ text: LabelledText) async throws {
        let answer = try await ask(
            "extract_keywords", ["text": .string(text.text), "language": "pt", "persist": true])
        let found = try #require(answer["keywords"]?.items).compactMap { $0["text"] }
        let change: JSON = ["remove": .array(found), "add": ["outra coisa"]]
        _ = try await ask("correct_keywords", change, ["id": try #require(answer["id"])])
    }

    fileprivate func value(of series: String) -> Double? {
        metrics.split(separator: "\n").first { $0.hasPrefix(series + " ") }?.split(separator: " ").last
            .flatMap { Double($0) }
    }
}
