import Analysis
import Core
import Jobs
import LuxTesting
import Module
import Settings
import Telemetry
import Testing

@Suite struct `The routes of plugins` {
    static let text = "A reforma tributária foi aprovada pelo Senado em Brasília."

    static func withModule(
        _ plugins: PluginNeeds = .forTests(), _ flags: [SettingFlag] = [],
        _ body: (ModuleBench) async throws -> Void
    ) async throws {
        try await withDatabase(ModuleBench.migrations) {
            try await body(ModuleBench($0, flags, plugins: plugins))
        }
    }

    @Test func `answer with what the first plugin of ours finds`() async throws {
        try await Self.withModule { bench in
            let body: JSON = ["text": .string(Self.text), "options": ["limit": 3]]
            let answer = try await bench.ask("analyze", body, ["plugin": "keywords"])
            #expect(answer["plugin"] == "keywords" && answer["cached"] == false && answer["id"] == nil)
            #expect(answer["result"]?["language"] == "pt")
            #expect(answer["result"]?["keywords"]?.items?.count == 3)
            let direct = try await bench.ask(
                "extract_keywords", ["text": .string(Self.text), "limit": 3])
            #expect(answer["result"]?["keywords"]?[0]?["text"] == direct["keywords"]?[0]?["text"])
            #expect(try await bench.ask("analyze", body, ["plugin": "keywords"])["cached"] == true)
        }
    }

    @Test func `list each plugin with its declaration`() async throws {
        let plugins = PluginNeeds.forTests(thirdParty: [.lengths()])
        try await Self.withModule(plugins) { bench in
            let list = try await bench.ask("list_plugins")
            let ids = list["items"]?.items?.compactMap { $0["id"]?.text } ?? []
            #expect(ids.first == "keywords" && ids.last == "lengths", "ours come first")
            #expect(Set(ids) == AnalysisModule.builtInPlugins.union(["lengths"]))
            let shown = try await bench.ask("get_plugin", .null, ["plugin": "lengths"])
            #expect(shown == list["items"]?.items?.last)
            #expect(shown["state"] == "ok" && shown["breaker"]?["state"] == "closed")
            let times = shown["options"]?["properties"]?["times"]
            #expect(times == ["type": "integer", "minimum": 1, "maximum": 9, "description": "Factor"])
            #expect(shown["result"]?["required"] == ["bytes"] && shown["languages"] == ["pt", "en"])
            let problem = await #expect(throws: Problem.self) {
                try await bench.ask("get_plugin", .null, ["plugin": "none"])
            }
            #expect(problem?.type == PluginProblems.notFound)
        }
    }

    @Test func `take as a job what is asked so, what is heavy and what is long`() async throws {
        var heavy = Plugin.lengths("heavy")
        heavy.isHeavy = true
        let plugins = PluginNeeds.forTests(thirdParty: [.lengths(), heavy])
        let flags = [SettingFlag(AnalysisSettings.bytesAtOnce, "1KiB", spelling: "-")]
        try await Self.withModule(plugins, flags) { bench in
            let long = JSON.string(String(repeating: "x", count: 1025))
            let jobs: [(JSON, JSON)] = [
                ("lengths", ["text": "x", "async": true]), ("heavy", ["text": "x", "async": false]),
                ("lengths", ["text": long]),
            ]
            for (plugin, body) in jobs {
                let job = try await bench.ask("analyze", body, ["plugin": plugin])
                #expect(job["state"] == "waiting" && ID<Job>(job["id"]?.text ?? "") != nil)
            }
            await #expect(throws: Problem.self) {
                try await bench.ask("analyze", ["text": " ", "async": true], ["plugin": "lengths"])
            }
            await #expect(throws: Problem.self) {
                try await bench.ask("analyze", ["text": "x", "async": true], ["plugin": "none"])
            }
        }
    }

    @Test func `show an open breaker, which degrades the whole and no more`() async throws {
        let failing = Plugin.lengths { _, _, _ in throw PluginFailure("died", "it ended") }
        let plugins = PluginNeeds.forTests(
            thirdParty: [failing], refused: [RefusedPlugin("broken", "no manifest")])
        try await Self.withModule(plugins) { bench in
            let reporter = HealthReporter(
                checks: bench.module.checks.filter { $0.group == "plugins" }, clock: bench.clock.clock)
            #expect(await reporter.report().status == .ok)
            for _ in 0..<5 {
                await #expect(throws: Problem.self) {
                    try await bench.ask("analyze", ["text": "x"], ["plugin": "lengths"])
                }
            }
            let report = await reporter.report()
            #expect(report.status == .degraded)
            let states = report.json["checks"]?["plugins"]?.members ?? []
            #expect(states.filter { $0.value != "ok" } == [.init("lengths", "circuit_open")])
            #expect(states.count == AnalysisModule.builtInPlugins.count + 1)
            let shown = try await bench.ask("get_plugin", .null, ["plugin": "lengths"])
            #expect(shown["state"] == "circuit_open" && shown["breaker"]?["state"] == "open")
            let metrics = String(decoding: bench.registry.exported(as: .prometheus), as: UTF8.self)
            #expect(metrics.contains("breaker_state{name=\"lengths\"} 2"))
            let refused = bench.module.checks.first { $0.name == "refused_plugins" }
            #expect(await refused?.run().reason == "broken: no manifest")
        }
    }
}
