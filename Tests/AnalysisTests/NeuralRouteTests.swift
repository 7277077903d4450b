import Analysis
import Core
import LuxTesting
import Module
import Settings
import Testing

@Suite(.timeLimit(.minutes(10))) struct `A configured model` {
    static let text = `The routes of analysis`.text

    static func withModel(
        _ generator: ScriptedGenerator, _ flags: [SettingFlag] = [],
        _ body: (ModuleBench) async throws -> Void
    ) async throws {
        try await withDatabase(ModuleBench.migrations) {
            try await body(ModuleBench($0, flags, model: generator.needs()))
        }
    }

    @Test func `answers requests, and what is absent is kept and read back`() async throws {
        try await Self.withModel(ScriptedGenerator(writing: "Senado; imposto único")) { bench in
            let kept = try await bench.ask(
                "extract_keywords", ["text": .string(Self.text), "persist": true])
            #expect(kept["extractor"]?["name"] == "neural" && kept["fallback"] == false)
            #expect(kept["keywords"]?[1]?["absent"] == true && kept["keywords"]?[0]?["absent"] == nil)
            let id = try #require(kept["id"])
            let entry = try await bench.ask("get_keyword_history_entry", .null, ["id": id])
            #expect(entry["keywords"] == kept["keywords"])
        }
    }

    @Test func `is asked about a batch side by side, and the answers stand in order`() async throws {
        let atOnce = Shared(0)
        let most = Shared(0)
        let full = Gate()
        let generator = ScriptedGenerator { request in
            atOnce.change { $0 += 1 }
            let now = atOnce.value
            most.change { $0 = max($0, now) }
            if now == 3 { full.open() }
            await full.opened()
            atOnce.change { $0 -= 1 }
            return GeneratedText(request.text)
        }
        let flags = [SettingFlag(AnalysisSettings.batchSize, "3", spelling: "--set")]
        try await Self.withModel(generator, flags) { bench in
            let texts = (0..<7).map { "Documento palavra\($0)" }
            let documents = texts.map { JSON.object([.init("text", .string($0))]) } + [["text": ""]]
            let answer = try await bench.ask(
                "extract_keywords", ["documents": .array(documents), "persist": true])
            let results = try #require(answer["results"]?.items)
            #expect(results.indices.allSatisfy { results[$0]["index"] == .integer($0) })
            #expect(
                results.prefix(7).map { $0["result"]?["keywords"]?[0]?["text"]?.text } == texts)
            #expect(results[7]["problem"]?["message"] == "Texto não pode ser vazio")
            #expect(most.value == 3)
        }
    }

    @Test func `is set by the names of other programs, and its key is not shown`() throws {
        let settings = try Settings.load(
            SettingsTable(AnalysisSettings.all),
            from: SettingsSources(environment: [
                "MODEL_PATH": "https://m.example/v1", "BATCH_SIZE": "8", "LUX_ANALYSIS_MODEL_KEY": "sesame",
            ]))
        #expect(settings[AnalysisSettings.model]?.exposed == "https://m.example/v1")
        #expect(settings[AnalysisSettings.batchSize] == 8)
        #expect(settings[AnalysisSettings.modelKey]?.exposed == "sesame")
        #expect(settings.rows.allSatisfy { $0.value?.contains("sesame") != true })
    }

    @Test(arguments: ["t5-small", "/srv/models/t5", "file:///srv/t5", "ftp://x"])
    func `that is no endpoint is refused at the start`(_ path: String) throws {
        #expect(throws: SettingsRefused.self) {
            try Settings.load(
                SettingsTable(AnalysisSettings.all),
                from: SettingsSources(environment: ["MODEL_PATH": path]))
        }
    }

    @Test func `stands in the health report with its address`() async throws {
        let generator = ScriptedGenerator { _ in throw GenerationFailure("denied", "HTTP 401: no key") }
        try await Self.withModel(generator) { bench in
            let check = try #require(bench.module.checks.first { $0.name == "neural" })
            #expect(await check.run().word == "ok")
            for number in 0..<5 {
                let answer = try await bench.ask(
                    "extract_keywords", ["text": .string("\(Self.text) \(number)")])
                #expect(answer["fallback"] == true && answer["extractor"]?["name"] == "statistical")
            }
            let finding = await check.run()
            #expect(finding.word == "circuit_open" && finding.reason?.contains("HTTP 401") == true)
            #expect(finding.facts == [.init("endpoint", "http://model.example/v1")])
            #expect(bench.metrics.contains(#"breaker_state{name="keyword-model"} 2"#))
        }
    }

    @Test func `leaves requests to the plugin with the extractor of the settings`() async throws {
        let generator = ScriptedGenerator(writing: "Senado")
        try await Self.withModel(generator) { bench in
            let answer = try await bench.ask(
                "analyze", ["text": .string(Self.text)], ["plugin": "keywords"])
            #expect(answer["result"]?["extractor"]?["name"] == "statistical" && generator.requests.isEmpty)
        }
    }

    @Test func `has no check, breaker or request where there is none`() async throws {
        try await `The routes of analysis`.withModule { bench in
            #expect(!bench.module.checks.contains { $0.name == "neural" })
            #expect(!bench.metrics.contains("keyword-model\""))
        }
    }
}
