import Analysis
import Cache
import Core
import FoundationEssentials
import LuxTesting
import Module
import Plugins
import Resilience
import Telemetry
import Testing

extension Plugin {
    /// As the server takes it.
    init(_ program: PluginProgram) {
        let manifest = program.manifest
        self.init(
            manifest.id, version: manifest.version, manifest.summary, options: manifest.options,
            result: manifest.result
        ) { text, options, language in
            do {
                switch try await program.answer(text, options, language) {
                case .result(let result): return result
                case .refused(let reason): throw PluginProblems.refusal(reason)
                }
            } catch let failure as ProcessFailure {
                throw PluginFailure(failure.kind.rawValue, failure.reason)
            }
        }
        (languages, isHeavy, origin) = (manifest.languages, manifest.isHeavy, .thirdParty)
        // Its own limit comes first, and names what went wrong.
        limits.time = manifest.limits.time + .seconds(1)
        limits.runningMax = manifest.limits.concurrency
    }
}

@Suite(.timeLimit(.minutes(5))) struct `The examples of plugins` {
    static let folder =
        #filePath.split(separator: "/", omittingEmptySubsequences: false).dropLast(3)
        .joined(separator: "/") + "/examples/plugin"

    static func plugins(_ programs: [PluginProgram]) throws -> Plugins {
        let clock = FakeClock()
        return try Plugins(
            programs.map { Plugin($0) },
            cache: PluginCache(
                PluginAnswer.cachePolicy(ttl: .seconds(60), bytesMax: 1 << 20), PluginAnswer.codec,
                shared: nil, clock: clock.clock, random: { 1 }),
            needs: .init(
                clock: clock.clock, alarm: Alarm(clock: clock.clock), metrics: MetricsRegistry(),
                inputHash: { $0 }, report: { _, _, _ in }))
    }

    static var scope: Scope {
        var random = SplitMix64(seed: 1)
        return Scope(
            tenant: TenantID("a"), moment: FakeClock().now,
            trace: .start(sampled: false, random: &random))
    }

    /// A copy of the template that can be run.
    static func install(_ template: String, in folder: String) throws {
        let copy = folder + "/" + template
        // By another process: see `makeProgram`.
        try CommandRun.output(["cp", "-r", Self.folder + "/" + template, copy])
        guard template == "swift" else { return }
        let built = copy + "/.build/release"
        try FileManager.default.createDirectory(atPath: built, withIntermediateDirectories: true)
        let source = copy + "/Sources/long-words/LongWords.swift"
        try CommandRun.output(["swiftc", "-parse-as-library", source, "-o", built + "/long-words"])
    }

    @Test(arguments: ["python", "swift"])
    func `answer as their manifests say, from the folder to the answer`(_ template: String) async throws {
        try await withTemporaryFolder { folder in
            try Self.install(template, in: folder)
            let said = try CommandRun.output([
                Self.folder + "/kit/check_plugin.py", folder + "/" + template,
            ])
            #expect(said.hasPrefix("ok: plugin.json of long_words") && !said.contains("wrong"))
            let programs = try PluginFolder(folder, .forTests()).programs
            let id = try #require(programs.first?.manifest.id)
            let plugins = try Self.plugins(programs)
            let asked: [(JSON, JSON)] = [
                (["text": "uma palavra comprida"], ["comprida"]),
                (["text": "uma palavra comprida", "options": ["letters": 7]], ["comprida", "palavra"]),
            ]
            for (body, words) in asked {
                let request = try PluginRequest(body, to: id, of: plugins)
                let result = try await plugins.run(request, in: Self.scope).result
                #expect(
                    result["words"] == words && result["count"]?.whole == words.items.map { Int64($0.count) })
            }
            let empty = try PluginRequest(["text": "..."], to: id, of: plugins)
            let problem = await #expect(throws: Problem.self) {
                try await plugins.run(empty, in: Self.scope)
            }
            #expect(problem?.type == PluginProblems.refusedInput)
            #expect(problem?.detail == "the text holds no word")
            #expect(throws: Problem.self) {
                try PluginRequest(["text": "x", "options": ["letters": 0]], to: id, of: plugins)
            }
            for program in programs { await program.stop() }
        }
    }

    @Test func `a result that breaks its own schema is the plugin's failure`() async throws {
        let declared = manifest("wrong", ["result": ["type": "string"]])
        try await withPrograms([(declared, script(bad: "pass"))]) { programs, _ in
            let plugins = try Self.plugins(programs)
            let request = try PluginRequest(["text": "good"], to: "wrong", of: plugins)
            let problem = await #expect(throws: Problem.self) {
                try await plugins.run(request, in: Self.scope)
            }
            #expect(problem?.type == PluginProblems.failed)
        }
    }

    static let wrong: [(String, String)] = [
        ("print('x')", "wrong: its answer is no JSON"),
        ("say({'id': 0, 'result': 1})", "wrong: its answer has not the id"),
        ("say({'id': number})", "wrong: its answer must have id, and one of"),
        ("say({'id': number, 'result': 'x'})", "wrong: on 'bad': result must be integer"),
        ("sys.exit(3)", "wrong: it ended instead of answering, with code 3"),
        ("time.sleep(3600)", "wrong: no answer within 2 s"),
        ("say({'id': number, 'result': number})", "wrong: on 'bad' it answers differently"),
        ("say({'id': number, 'result': 1}); print(1, flush=True)", "wrong: "),
        ("say({'id': number, 'error': 'x'})", "wrong: it reports a fault of its own on 'bad': x"),
    ]

    @Test(arguments: wrong)
    func `the kit says what is wrong`(_ bad: String, _ said: String) async throws {
        try await withTemporaryFolder { folder in
            let declared = manifest("wrong", ["result": ["type": "integer"], "limits": ["seconds": 2]])
            try write(
                declared, script(bad: bad).replacing("print('x')", with: "print('x', flush=True)"), to: folder
            )
            let output = try CommandRun.output([
                "sh", "-c", "\"$0\" \"$1\" --text bad || true", Self.folder + "/kit/check_plugin.py", folder,
            ])
            #expect(output.contains(said), "\(output)")
        }
    }
}
