import Analysis
import Cache
import Core
import Language
import LuxTesting
import Module
import Resilience
import Synchronization
import Telemetry
import Testing

/// An extractor that does what a test says, and counts how often it was asked.
final class ScriptedExtractor: KeywordExtractor {
    let identity: ExtractorIdentity
    private let asked = Mutex(0)
    private let script: @Sendable (Int) throws(ExtractionRefusal) -> [Keyword]

    init(_ name: String, _ script: @escaping @Sendable (Int) throws(ExtractionRefusal) -> [Keyword]) {
        identity = ExtractorIdentity(name: name, version: "1")
        self.script = script
    }

    var count: Int { asked.withLock { $0 } }

    func extract(
        from text: String, options: KeywordOptions, isCancelled: () -> Bool
    ) throws(ExtractionRefusal) -> KeywordExtraction {
        let number = asked.withLock { count in
            count += 1
            return count
        }
        return KeywordExtraction(language: .undetermined, keywords: try script(number), extractor: identity)
    }
}

struct Bench {
    let clock = FakeClock()
    let registry = MetricsRegistry()
    let keywords: Keywords

    init(
        _ primary: any KeywordExtractor,
        fallback: any KeywordExtractor = ScriptedExtractor("simple") { _ in [] }
    ) throws {
        keywords = try Keywords(
            primary: primary, fallback: fallback,
            cache: KeywordCache(
                KeywordAnswer.cachePolicy(ttl: .seconds(3600), bytesMax: 1 << 20), KeywordAnswer.codec,
                shared: nil, clock: clock.clock, random: { 1 }),
            breaker: Breaker("test", clock: clock.clock), limits: .init(), clock: clock.clock,
            alarm: Alarm(clock: clock.clock), metrics: registry)
    }

    func scope(_ tenant: String = "a") -> Scope {
        var random = SplitMix64(seed: 1)
        return Scope(
            tenant: TenantID(tenant), moment: clock.now, trace: .start(sampled: false, random: &random))
    }

    func ask(_ text: String, tenant: String = "a") async throws -> KeywordAnswer {
        try await keywords.extract(KeywordQuery(text: text, options: .init()), in: scope(tenant))
    }
}

@Suite struct `Finding keywords` {
    static let found = [Keyword(text: "x", score: 1, count: 1, spans: [0..<1])]

    @Test func `an answer is kept and given again with its time`() async throws {
        let extractor = ScriptedExtractor("main") { _ in Self.found }
        let bench = try Bench(extractor)
        let first = try await bench.ask("x")
        bench.clock.advance(by: .seconds(3599))
        let second = try await bench.ask("x")
        #expect(!first.isCached && second.isCached && extractor.count == 1)
        #expect(second.createdAt == first.createdAt && second.extraction == first.extraction)
        bench.clock.advance(by: .seconds(2))
        #expect(try await !bench.ask("x").isCached)
    }

    @Test func `one tenant's answers are not another's`() async throws {
        let extractor = ScriptedExtractor("main") { _ in Self.found }
        let bench = try Bench(extractor)
        _ = try await bench.ask("x", tenant: "a")
        #expect(try await !bench.ask("x", tenant: "b").isCached && extractor.count == 2)
    }

    @Test func `options are part of what is asked`() async throws {
        let extractor = ScriptedExtractor("main") { _ in Self.found }
        let bench = try Bench(extractor)
        var options = KeywordOptions()
        for limit in 1...3 {
            options.limit = limit
            _ = try await bench.keywords.extract(KeywordQuery(text: "x", options: options), in: bench.scope())
        }
        options.language = LanguageCode(rawValue: "pt")
        _ = try await bench.keywords.extract(KeywordQuery(text: "x", options: options), in: bench.scope())
        #expect(extractor.count == 4)
    }

    @Test func `a refusal is the caller's and opens no breaker`() async throws {
        let extractor = ScriptedExtractor("main") { _ throws(ExtractionRefusal) in throw .blankText }
        let bench = try Bench(extractor)
        for _ in 0..<20 {
            let problem = await #expect(throws: Problem.self) { try await bench.ask(" ") }
            #expect(problem?.detail == "Texto não pode ser vazio" && problem?.type == .validation)
        }
        #expect(extractor.count == 20)
    }

    @Test func `every refusal of the engine has a problem of its own`() async throws {
        let refusals: [(ExtractionRefusal, Int)] = [
            (.textTooLarge(bytes: 9, limit: 5), 413), (.unknownLanguage("xx"), 400),
            (.optionOutOfRange(name: "limit", value: 0, allowed: 1...9), 400),
            (.listTooLong(name: "seeds", count: 9, limit: 5), 400),
            (.entryTooLong(name: "seeds", bytes: 9, limit: 5), 400),
        ]
        for (refusal, status) in refusals {
            let bench = try Bench(ScriptedExtractor("main") { _ throws(ExtractionRefusal) in throw refusal })
            let problem = await #expect(throws: Problem.self) { try await bench.ask("x") }
            #expect(problem?.type.status == status && problem?.detail.isEmpty == false)
        }
    }

    @Test func `the simpler extractor stands in, is marked, and is not kept`() async throws {
        let extractor = StuckExtractor()
        let simple = ScriptedExtractor("simple") { _ in Self.found }
        let bench = try Bench(extractor, fallback: simple)
        let first = try await bench.ask("x")
        #expect(first.isFallback && first.extraction.extractor.name == "simple" && !first.isCached)
        let second = try await bench.ask("x")
        #expect(second.isFallback && !second.isCached && simple.count == 2)
    }

    @Test func `five failures open the breaker for sixty seconds`() async throws {
        let extractor = StuckExtractor()
        let bench = try Bench(extractor)
        for _ in 0..<8 { #expect(try await bench.ask("x").isFallback) }
        #expect(extractor.count == 5)
        bench.clock.advance(by: .seconds(61))
        extractor.recover()
        let answer = try await bench.ask("x")
        #expect(!answer.isFallback && extractor.count == 6)
    }
}

/// Never gets an answer until it recovers; ends, as extractors do, when it is told that nobody waits any more.
final class StuckExtractor: KeywordExtractor {
    let identity = ExtractorIdentity(name: "stuck", version: "1")
    private let state = Mutex((asked: 0, isWell: false))

    var count: Int { state.withLock { $0.asked } }

    func recover() { state.withLock { $0.isWell = true } }

    func extract(
        from text: String, options: KeywordOptions, isCancelled: () -> Bool
    ) throws(ExtractionRefusal) -> KeywordExtraction {
        let isWell = state.withLock { state in
            state.asked += 1
            return state.isWell
        }
        guard isWell else { throw .cancelled }
        return KeywordExtraction(language: .undetermined, keywords: [], extractor: identity)
    }
}
