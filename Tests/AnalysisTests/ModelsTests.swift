import Analysis
import Core
import EventLog
import Facts
import LuxTesting
import Module
import Persistence
import Testing

/// A file is `LANGUAGE SCORE`; examples hold what is subtracted from the score.
@Suite(.timeLimit(.minutes(10))) struct `Models are kept, compared and put into force` {
    static let schema = AnalysisModule.migrations + LogMigrations.all
    static let grades = ModelTask(
        "grades",
        read: { file in
            let words = try Self.words(file)
            return ModelCard(
                language: words[0], kind: "table", dataFingerprint: "f\(words[1])", dataLicence: "CC0-1.0",
                metrics: ["dev": ["f1": .string(words[1])]])
        },
        count: { _ in 1 },
        score: { file, examples in
            try (Double(Self.words(file)[1]) ?? 0) - (Double(String(decoding: examples, as: UTF8.self)) ?? 0)
        },
        evaluate: { _, _ in .null }, training: { _ in { Array("pt 0.5".utf8) } })

    @Test(arguments: Engine.all)
    func `versions count within a task and language, also of files that come at a time`(
        _ engine: Engine
    ) async throws {
        try await Self.with(engine) { registry, _ in
            try await withThrowingTaskGroup(of: Void.self) { group in
                for number in 0..<8 {
                    group.addTask {
                        _ = try await registry.add(
                            Self.file(number % 2 == 0 ? "pt" : "en", 0.5), to: "grades",
                            in: Self.scope(number))
                    }
                }
                try await group.waitForAll()
            }
            let models = try await registry.models(in: Self.scope())
            for language in ["pt", "en"] {
                let versions = models.filter { $0.card.language == language }.map(\.version)
                #expect(versions.sorted() == [1, 2, 3, 4])
            }
            #expect(try await registry.file(of: models[0].id, in: Self.scope()).count == models[0].bytes)
        }
    }

    @Test(arguments: Engine.all)
    func `a file that cannot be read is refused, and nothing of it is kept`(_ engine: Engine) async throws {
        try await Self.with(engine) { registry, _ in
            let files = [
                [], Array("pt".utf8), [0xff], [UInt8](repeating: 32, count: ModelRegistry.fileBytesMax + 1),
            ]
            for file in files {
                await #expect(throws: Problem.self) {
                    try await registry.add(file, to: "grades", in: Self.scope())
                }
            }
            await #expect(throws: Problem.self) {
                try await registry.add(Self.file("pt", 1), to: "weather", in: Self.scope())
            }
            let kept = try await registry.models(in: Self.scope())
            #expect(kept.isEmpty)
        }
    }

    @Test(arguments: Engine.all)
    func `one model of a task and language is in force, and languages do not disturb each other`(
        _ engine: Engine
    ) async throws {
        try await Self.with(engine) { registry, _ in
            #expect(try await registry.inForce(task: "grades", language: "pt", in: Self.scope()) == nil)
            let models = try await Self.add(registry, ("pt", 0.5), ("pt", 0.4), ("en", 0.3))
            for model in models { _ = try await registry.promote(model.id, in: Self.scope()) }
            let listed = try await registry.models(in: Self.scope())
            #expect(Set(listed.filter(\.isInForce).map(\.id)) == [models[1].id, models[2].id])
            #expect(
                try await registry.inForce(task: "grades", language: "pt", in: Self.scope())?.id
                    == models[1].id)
        }
    }

    @Test(arguments: Engine.all)
    func `one that is worse on the validation set is refused, unless it is forced with a reason`(
        _ engine: Engine
    ) async throws {
        try await Self.with(engine) { registry, _ in
            let scope = Self.scope()
            let models = try await Self.add(registry, ("pt", 0.5), ("pt", 0.4), ("pt", 0.5))
            try await registry.storeValidation(Array("0.1".utf8), task: "grades", language: "pt", in: scope)
            _ = try await registry.promote(models[0].id, in: scope)
            let refused = await #expect(throws: Problem.self) {
                try await registry.promote(models[1].id, in: scope)
            }
            #expect(refused?.type == ModelProblems.worse)
            // As good is good enough.
            #expect(try await registry.promote(models[2].id, in: scope).number == 2)
            let forced = try await registry.promote(models[1].id, force: "smaller", in: scope)
            #expect(forced.reason == "smaller" && forced.number == 3)
            let kept = try await registry.promotions(task: "grades", language: "pt", in: scope)
            #expect(kept.map(\.number) == [3, 2, 1] && kept[0] == forced)
            await #expect(throws: Problem.self) {
                try await registry.promote(models[0].id, force: "", in: scope)
            }
        }
    }

    @Test(arguments: Engine.all)
    func `rolling back twice leads two models back`(_ engine: Engine) async throws {
        try await Self.with(engine) { registry, _ in
            let scope = Self.scope()
            let models = try await Self.add(registry, ("pt", 0.1), ("pt", 0.2), ("pt", 0.3))
            for model in models { _ = try await registry.promote(model.id, in: scope) }
            for expected in [models[1], models[0]] {
                let promotion = try await registry.rollBack(
                    task: "grades", language: "pt", reason: "wrong names", in: scope)
                #expect(promotion.model == expected.id && promotion.cause == .rollback)
            }
            let refused = await #expect(throws: Problem.self) {
                try await registry.rollBack(task: "grades", language: "pt", reason: "again", in: scope)
            }
            #expect(refused?.type == ModelProblems.nothingBefore)
        }
    }

    @Test(arguments: Engine.all)
    func `of promotions at a time each is either recorded or refused`(_ engine: Engine) async throws {
        try await Self.with(engine) { registry, _ in
            let models = try await Self.add(registry, ("pt", 0.1), ("pt", 0.2), ("pt", 0.3), ("pt", 0.4))
            let done = await withTaskGroup(of: Bool.self) { group in
                for model in models {
                    group.addTask { (try? await registry.promote(model.id, in: Self.scope())) != nil }
                }
                return await group.reduce(0) { $0 + ($1 ? 1 : 0) }
            }
            let kept = try await registry.promotions(task: "grades", language: "pt", in: Self.scope())
            #expect(kept.count == done && done >= 1)
            #expect(kept.map(\.number) == Array((1...done).reversed()))
        }
    }

    @Test(arguments: Engine.all)
    func `each change is an event, and no tenant sees another's`(_ engine: Engine) async throws {
        try await Self.with(engine) { registry, database in
            let models = try await Self.add(registry, ("pt", 0.1), ("pt", 0.2))
            for model in models { _ = try await registry.promote(model.id, in: Self.scope()) }
            _ = try await registry.rollBack(task: "grades", language: "pt", reason: "r", in: Self.scope())
            let events = try await database.read(in: Self.scope()) { session in
                try Self.log.events(of: StreamName("model/grades.pt"), in: Self.scope(), session)
            }
            #expect(
                events.map(\.kind.text) == [
                    "model.registered", "model.registered", "model.promoted", "model.promoted",
                    "model.promoted",
                ])
            let (first, second) = (models[0].id.text, models[1].id.text)
            // What is stored for ever, to the byte.
            #expect(
                events.map { String(decoding: $0.body, as: UTF8.self) } == [
                    #"{"model":"\#(first)","version":1,"data_fingerprint":"f0.1"}"#,
                    #"{"model":"\#(second)","version":2,"data_fingerprint":"f0.2"}"#,
                    #"{"model":"\#(first)","cause":"promotion"}"#,
                    #"{"model":"\#(second)","previous":"\#(first)","cause":"promotion"}"#,
                    #"{"model":"\#(first)","previous":"\#(second)","cause":"rollback","reason":"r"}"#,
                ])
            let other = Self.scope(tenant: "other")
            #expect(try await registry.models(in: other).isEmpty)
            await #expect(throws: Problem.self) { try await registry.file(of: models[0].id, in: other) }
            await #expect(throws: Problem.self) { try await registry.promote(models[0].id, in: other) }
        }
    }

    // MARK: A registry to play with

    private static let log = EventLog(
        .init(
            clock: FakeClock().clock,
            makeID: { moment in
                var random = SystemRandomNumberGenerator()
                return ID.make(at: moment, random: &random)
            }))

    private static func with(
        _ engine: Engine, _ body: (ModelRegistry, any Database) async throws -> Void
    ) async throws {
        try await engine.withDatabase(schema) { database in
            let fenced = FencedDatabase(database, schema)
            let registry = ModelRegistry(
                database: fenced, log: log, tasks: [grades],
                makeID: { moment in
                    var random = SystemRandomNumberGenerator()
                    return ID.make(at: moment, random: &random)
                })
            try await body(registry, fenced)
        }
    }

    private static func add(
        _ registry: ModelRegistry, _ files: (String, Double)...
    ) async throws -> [RegisteredModel] {
        var models: [RegisteredModel] = []
        for (language, score) in files {
            models.append(try await registry.add(file(language, score), to: "grades", in: scope()))
        }
        return models
    }

    private static func file(_ language: String, _ score: Double) -> [UInt8] {
        Array("\(language) \(score)".utf8)
    }

    private static func words(_ file: [UInt8]) throws -> [String] {
        let words = String(decoding: file, as: UTF8.self).split(separator: " ").map(String.init)
        guard words.count == 2 else {
            throw Problem(ModelProblems.unreadable, "It has \(words.count) words.")
        }
        return words
    }

    private static func scope(_ moment: Int = 0, tenant: String = "a") -> Scope {
        var random = SplitMix64(seed: 1)
        return Scope(
            tenant: TenantID(tenant), moment: Instant(milliseconds: 1_000 + Int64(moment)),
            trace: .start(sampled: false, random: &random))
    }
}
