import Analysis
import Cache
import Core
import Language
import LuxTesting
import Module
import Resilience
import Telemetry
import Testing

/// Keywords by a model that a test plays, with extractors of the test behind it.
private struct NeuralBench {
    let clock = FakeClock()
    let registry = MetricsRegistry()
    let alarm: Alarm
    let told = Shared<[GenerationFailure]>([])
    let keywords: Keywords

    init(
        _ generator: ScriptedGenerator, textBytesMax: Int = 16_384, prompt: KeywordPrompt.Kind = .standard,
        primary: any KeywordExtractor = ScriptedExtractor("main") { _ in [] }
    ) throws {
        alarm = Alarm(clock: clock.clock)
        let neural = NeuralKeywords(
            generator, model: "m", prompt: KeywordPrompt(prompt), textBytesMax: textBytesMax)
        let told = told
        keywords = try Keywords(
            primary: primary,
            model: .init(neural, timeMax: .seconds(10), atOnceMax: 4) { failure, _ in
                told.change { $0.append(failure) }
            },
            fallback: ScriptedExtractor("simple") { _ in [] },
            cache: KeywordCache(
                KeywordAnswer.cachePolicy(ttl: .seconds(3600), bytesMax: 1 << 20), KeywordAnswer.codec,
                shared: nil, clock: clock.clock, random: { 1 }),
            breaker: Breaker("test", clock: clock.clock), limits: .init(), clock: clock.clock, alarm: alarm,
            metrics: registry)
    }

    func ask(_ text: String, _ change: (inout KeywordOptions) -> Void = { _ in }) async throws
        -> KeywordAnswer
    {
        var random = SplitMix64(seed: 1)
        var options = KeywordOptions()
        change(&options)
        return try await keywords.extract(
            KeywordQuery(text: text, options: options),
            in: Scope(
                tenant: TenantID("a"), moment: clock.now, trace: .start(sampled: false, random: &random)))
    }

    var metrics: String { String(decoding: registry.exported(as: .prometheus), as: UTF8.self) }
}

@Suite(.timeLimit(.minutes(10))) struct `A model that finds keywords` {
    static let text = "A reforma tributária foi aprovada pelo Senado em Brasília."

    @Test func `answers before the extractor, and what it invents is absent`() async throws {
        let primary = ScriptedExtractor("main") { _ in [] }
        let bench = try NeuralBench(
            ScriptedGenerator(writing: "reformas tributárias\nSenado\nimposto único"), primary: primary)
        let answer = try await bench.ask(Self.text)
        #expect(!answer.isFallback && primary.count == 0)
        #expect(answer.extraction.extractor == ExtractorIdentity(name: "neural", version: "m+prompt1"))
        #expect(answer.extraction.language == .portuguese)
        #expect(
            answer.extraction.keywords.map(\.text) == ["reforma tributária", "Senado", "imposto único"])
        #expect(answer.extraction.keywords.map(\.isAbsent) == [false, false, true])
        let json = answer.json()
        #expect(json["keywords"]?[2]?["absent"] == true && json["keywords"]?[2]?["count"] == 0)
        #expect(json["keywords"]?[0]?["absent"] == nil && KeywordAnswer.schema.violations(in: json) == [])
    }

    @Test func `is told what to do, and the text as what it is`() async throws {
        let generator = ScriptedGenerator(writing: "Senado")
        let bench = try NeuralBench(generator)
        _ = try await bench.ask(Self.text) { ($0.limit, $0.maxWords) = (7, 2) }
        let request = try #require(generator.requests.first)
        #expect(request.text == Self.text && request.tokensMax == 64 + 7 * 16)
        let instructions = try #require(request.instructions)
        #expect(instructions.contains("the 7 phrases") && instructions.contains("at most 2 words"))
        #expect(!instructions.contains("Senado"))
    }

    @Test func `is told the operator's words, or none`() async throws {
        let own = ScriptedGenerator(writing: "Senado")
        let bare = ScriptedGenerator(writing: "Senado")
        let first = try await NeuralBench(own, prompt: .own("Keywords:")).ask(Self.text)
        let second = try await NeuralBench(bare, prompt: .none).ask(Self.text)
        #expect(own.requests[0].instructions == "Keywords:" && bare.requests[0].instructions == nil)
        #expect(first.extraction.extractor.version == "m+own-5e85315d")
        #expect(second.extraction.extractor.version == "m+bare")
    }

    @Test func `is sent the beginning of a long text, whose end is searched all the same`() async throws {
        let generator = ScriptedGenerator(writing: "Brasília")
        let bench = try NeuralBench(generator, textBytesMax: 30)
        let answer = try await bench.ask(Self.text)
        #expect(generator.requests[0].text == "A reforma tributária foi")
        #expect(answer.extraction.keywords.map(\.count) == [1])
    }

    @Test(
        arguments: [
            (String(repeating: "á", count: 300), 301, 300), (String(repeating: "字", count: 300), 500, 498),
            (String(repeating: "a", count: 300), 299, 299), ("a b", 3, 3),
        ] as [(String, Int, Int)])
    func `is never sent a part of a letter`(_ text: String, _ bytesMax: Int, _ sent: Int) async throws {
        let generator = ScriptedGenerator(writing: "Brasília")
        _ = try await NeuralBench(generator, textBytesMax: bytesMax).ask(text)
        #expect(generator.requests[0].text.utf8.count == sent)
        #expect(text.utf8.starts(with: generator.requests[0].text.utf8))
    }

    @Test func `is not asked about what would be refused`() async throws {
        let generator = ScriptedGenerator(writing: "x")
        let bench = try NeuralBench(generator)
        let problem = await #expect(throws: Problem.self) { try await bench.ask("  ") }
        #expect(problem?.detail == "Texto não pode ser vazio" && generator.requests.isEmpty)
        await #expect(throws: Problem.self) { try await bench.ask("x") { $0.limit = 0 } }
        #expect(generator.requests.isEmpty && bench.told.value.isEmpty)
    }

    @Test func `explains nothing`() async throws {
        let bench = try NeuralBench(ScriptedGenerator(writing: "Senado"))
        let answer = try await bench.ask(Self.text) { $0.explains = true }
        #expect(answer.extraction.keywords[0].contributions.isEmpty)
    }

    @Test func `is asked once for equal texts, and its answers come back whole`() async throws {
        let generator = ScriptedGenerator(writing: "Senado\nimposto único")
        let bench = try NeuralBench(generator)
        let first = try await bench.ask(Self.text)
        let second = try await bench.ask(Self.text)
        #expect(generator.requests.count == 1 && second.isCached)
        #expect(second.extraction == first.extraction)
        let packed = try KeywordAnswer.codec.encode(first)
        #expect(try KeywordAnswer.codec.decode(packed).extraction == first.extraction)
    }
}

@Suite(.timeLimit(.minutes(10))) struct `A model that fails` {
    static let text = `A model that finds keywords`.text
    static let found = [Keyword(text: "A", score: 1, count: 1, spans: [0..<1])]

    @Test func `is stood in for by the extractor, marked and not kept`() async throws {
        let primary = ScriptedExtractor("main") { _ in Self.found }
        let bench = try NeuralBench(
            ScriptedGenerator { _ in throw GenerationFailure("status", "HTTP 500: no memory") },
            primary: primary)
        let answer = try await bench.ask(Self.text)
        #expect(answer.isFallback && answer.extraction.extractor.name == "main")
        #expect(try await !bench.ask(Self.text).isCached && primary.count == 2)
        #expect(bench.told.value.map(\.reason) == ["HTTP 500: no memory", "HTTP 500: no memory"])
        #expect(bench.metrics.contains(#"keyword_model_failures_total{kind="status"} 2"#))
    }

    @Test func `is stood in for by the simplest one when the extractor fails too`() async throws {
        let bench = try NeuralBench(
            ScriptedGenerator { _ in throw GenerationFailure("status", "x") }, primary: StuckExtractor())
        let answer = try await bench.ask(Self.text)
        #expect(answer.isFallback && answer.extraction.extractor.name == "simple")
    }

    @Test func `is given its time and no more`() async throws {
        let generator = ScriptedGenerator { _ in try await waitInVain() }
        let bench = try NeuralBench(generator)
        async let pending = bench.ask(Self.text)
        await until { generator.requests.count == 1 }
        bench.clock.advance(by: .seconds(11))
        bench.alarm.ring()
        #expect(try await pending.isFallback)
        #expect(bench.told.value.map(\.kind) == ["timeout"])
    }

    @Test func `is left alone for a minute after five failures`() async throws {
        let isWell = Shared(false)
        let generator = ScriptedGenerator { _ in
            guard isWell.value else { throw GenerationFailure("unreachable", "no route") }
            return GeneratedText("Senado")
        }
        let bench = try NeuralBench(generator)
        for _ in 0..<8 { #expect(try await bench.ask(Self.text).isFallback) }
        #expect(generator.requests.count == 5 && bench.told.value.count == 5)
        #expect(bench.metrics.contains(#"keyword_model_failures_total{kind="breaker_open"} 3"#))
        isWell.change { $0 = true }
        bench.clock.advance(by: .seconds(61))
        #expect(try await !bench.ask(Self.text).isFallback)
    }

    @Test func `at some texts only stays in use for others`() async throws {
        let generator = ScriptedGenerator { request in
            if request.text.contains("longo") {
                throw GenerationFailure("refused", "HTTP 400: too long", isAboutText: true)
            }
            return GeneratedText(request.text.contains("nada") ? " \n" : "Senado")
        }
        let bench = try NeuralBench(generator)
        for _ in 0..<6 {
            #expect(try await bench.ask("um texto longo").isFallback)
            #expect(try await bench.ask("um texto sobre nada").isFallback)
        }
        #expect(try await !bench.ask(Self.text).isFallback)
        #expect(Set(bench.told.value.map(\.kind)) == ["refused", "empty"])
    }

    @Test func `in ways of its own does not tell the text to the log`() async throws {
        struct Odd: Error { let text: String }
        let bench = try NeuralBench(ScriptedGenerator { throw Odd(text: $0.text) })
        #expect(try await bench.ask(Self.text).isFallback)
        let told = bench.told.value.map(\.description).joined()
        #expect(told.contains("Odd") && !told.contains("Senado"))
    }
}
