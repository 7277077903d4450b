import Analysis
import Core
import LuxTesting
import Module
import Resilience
import Testing

@Suite struct `Running plugins` {
    @Test func `an answer is kept and given again with its time`() async throws {
        let tally = Tally()
        let bench = try PluginBench([.lengths(tally: tally)])
        let first = try await bench.ask(["text": "abc"])
        bench.clock.advance(by: .seconds(3599))
        let second = try await bench.ask(["text": "abc"])
        #expect(!first.isCached && second.isCached && tally.count == 1)
        #expect(first.result == ["bytes": 3] && second.result == first.result)
        #expect(second.createdAt == first.createdAt)
        bench.clock.advance(by: .seconds(2))
        #expect(try await !bench.ask(["text": "abc"]).isCached)
    }

    static let different: [JSON] = [
        ["text": "abc"], ["text": "abd"], ["text": "abc", "language": "pt"],
        ["text": "abc", "options": ["times": 1]], ["text": "abc", "options": ["deep": ["b": 1, "a": 2]]],
    ]

    @Test func `text, options, language, plugin and tenant are part of what is asked`() async throws {
        let tally = Tally()
        let bench = try PluginBench([.lengths(tally: tally), .lengths("others", tally: tally)])
        for body in Self.different {
            #expect(try await !bench.ask(body).isCached)
            #expect(try await !bench.ask(body, of: "others").isCached)
            #expect(try await !bench.ask(body, tenant: "b").isCached)
        }
        #expect(tally.count == 3 * Self.different.count)
        let reordered: JSON = ["options": ["deep": ["a": 2, "b": 1]], "text": "abc"]
        #expect(try await bench.ask(reordered).isCached)
    }

    @Test func `answers can be forgotten, a plugin's and a tenant's alone`() async throws {
        let bench = try PluginBench([.lengths(), .lengths("others")])
        for id in ["lengths", "others"] {
            for tenant in ["a", "b"] { _ = try await bench.ask(["text": "x"], of: id, tenant: tenant) }
        }
        await bench.plugins.forgetAnswers(of: "lengths", for: TenantID("a"))
        #expect(try await !bench.ask(["text": "x"]).isCached)
        #expect(try await bench.ask(["text": "x"], tenant: "b").isCached)
        #expect(try await bench.ask(["text": "x"], of: "others").isCached)
    }

    static let wrong: [(JSON, Int, String)] = [
        (["text": " \n"], 400, "/text"), (["text": "a\0"], 400, "/text"),
        (["text": "x", "options": ["times": 10]], 400, "/options/times"),
        (["text": "x", "options": ["unknown": 1]], 400, "/options/unknown"),
        (["text": "x", "language": "fr"], 400, "/language"),
        (["text": "x", "persist_text": true], 400, "/persist_text"),
    ]

    @Test(arguments: wrong)
    func `what the plugin does not declare is refused with its place`(
        _ body: JSON, _ status: Int, _ pointer: String
    ) async throws {
        let tally = Tally()
        let bench = try PluginBench([.lengths(tally: tally)])
        let problem = await #expect(throws: Problem.self) { try await bench.ask(body) }
        #expect(problem?.type.status == status && problem?.violations.first?.pointer == pointer)
        #expect(tally.count == 0)
    }

    @Test func `a text that is too large and a plugin that is not there are refused`() async throws {
        let bench = try PluginBench([.lengths()])
        let large = await #expect(throws: Problem.self) {
            try await bench.ask(["text": .string(String(repeating: "x", count: 1_048_577))])
        }
        #expect(large?.type == AnalysisProblems.textTooLarge)
        let unknown = await #expect(throws: Problem.self) { try await bench.ask(["text": "x"], of: "none") }
        #expect(unknown?.type == PluginProblems.notFound)
    }

    struct Unforeseen: Error {
        let text = "secret"
    }

    static let failing: [(String, @Sendable () throws -> JSON, ProblemType)] = [
        ("result", { ["bytes": -1] }, PluginProblems.failed), ("result", { 7 }, PluginProblems.failed),
        ("result", { ["bytes": 1, "more": 2] }, PluginProblems.failed),
        ("fault", { throw Unforeseen() }, PluginProblems.failed),
        ("died", { throw PluginFailure("died", "it ended") }, PluginProblems.failed),
        ("timeout", { throw PluginFailure(PluginFailure.timeout, "late") }, PluginProblems.timedOut),
        ("timeout", { throw TimedOut(limit: .seconds(1)) }, PluginProblems.timedOut),
    ]

    @Test(arguments: failing.indices)
    func `a failure is the plugin's, named and counted, and not kept`(_ index: Int) async throws {
        let (kind, fail, type) = Self.failing[index]
        let tally = Tally()
        let bench = try PluginBench([.lengths(tally: tally) { _, _, _ in try fail() }, .lengths("others")])
        for _ in 0..<2 {
            let problem = await #expect(throws: Problem.self) { try await bench.ask(["text": "secret"]) }
            #expect(problem?.type == type && problem?.detail.contains("lengths") == true)
            #expect(problem?.detail.contains("secret") == false)
        }
        #expect(tally.count == 2 && bench.failures.all.count == 2)
        #expect(bench.failures.all.allSatisfy { $0.hasPrefix("lengths \(kind): ") && !$0.contains("secret") })
        #expect(
            bench.metrics.contains(
                "plugin_errors_total{plugin_id=\"lengths\",error_type=\"\(kind)\"} 2"))
        #expect(bench.metrics.contains("plugin_execution_seconds_count{plugin_id=\"lengths\"} 2"))
        #expect(try await bench.ask(["text": "abc"], of: "others").result == ["bytes": 3])
    }

    @Test func `a refusal of the plugin is the caller's and opens no breaker`() async throws {
        let bench = try PluginBench([
            .lengths { _, _, _ in throw PluginProblems.refusal("it is not a petition") }
        ])
        for _ in 0..<20 {
            let problem = await #expect(throws: Problem.self) { try await bench.ask(["text": "x"]) }
            #expect(problem?.type == PluginProblems.refusedInput)
            #expect(problem?.detail == "it is not a petition")
        }
        #expect(bench.failures.all.isEmpty && !bench.metrics.contains("plugin_errors_total{"))
    }

    @Test func `five failures open the breaker of one plugin for sixty seconds`() async throws {
        let tally = Tally()
        let bench = try PluginBench([
            .lengths { _, _, _ in
                guard tally.ask() > 5 else { throw PluginFailure("died", "it ended") }
                return ["bytes": 1]
            }, .lengths("others"),
        ])
        for _ in 0..<5 { await #expect(throws: Problem.self) { try await bench.ask(["text": "x"]) } }
        for _ in 0..<3 {
            let open = await #expect(throws: BreakerOpen.self) { try await bench.ask(["text": "x"]) }
            #expect(open?.problem.type == .temporarilyUnavailable && open?.name == "lengths")
        }
        #expect(tally.count == 5 && bench.failures.all.count == 5)
        #expect(try await bench.ask(["text": "x"], of: "others").result == ["bytes": 1])
        bench.clock.advance(by: .seconds(61))
        #expect(try await bench.ask(["text": "x"]).result == ["bytes": 1])
    }

    @Test func `one that does not come back in its time is given up`() async throws {
        let bench = try PluginBench([
            .lengths { _, _, _ in
                while !Task.isCancelled { await Task.yield() }
                return ["bytes": 1]
            }
        ])
        await withTaskGroup { group in
            group.addTask {
                let problem = await #expect(throws: Problem.self) { try await bench.ask(["text": "x"]) }
                #expect(problem?.type == PluginProblems.timedOut)
            }
            group.addTask {
                while bench.alarm.count == 0 { await Task.yield() }
                bench.clock.advance(by: .seconds(11))
                bench.alarm.ring()
            }
        }
        #expect(bench.failures.all == ["lengths timeout: it did not answer within 10.0 s"])
    }

    @Test func `ones of ours that reckon long hold no thread on which others are answered`() async throws {
        let gate = Gate()
        let begun = Tally()
        var slow = Plugin.builtIn("slow", version: "1", "Waits", result: .boolean) { _, _, _ in
            begun.ask()
            gate.wait()
            return true
        }
        // More than there are threads for requests.
        slow.limits.runningMax = 32
        let bench = try PluginBench([slow, .lengths()], cacheIsOn: false)
        try await withThrowingTaskGroup { group in
            for _ in 0..<32 { group.addTask { try await bench.ask(["text": "x"], of: "slow").result } }
            while begun.count < 32 { await Task.yield() }
            let other = try await bench.ask(["text": "abc"]).result
            gate.open()
            #expect(other == ["bytes": 3])
            for try await result in group { #expect(result == true) }
        }
    }

    @Test func `one of ours learns that it is given up`() async throws {
        let begun = Gate()
        let bench = try PluginBench([
            .builtIn("slow", version: "1", "Waits", result: .boolean) { _, _, _ in
                begun.open()
                while !Task.isCancelled {}
                return true
            }
        ])
        let problem = await withTaskGroup { group in
            group.addTask {
                await begun.opened()
                bench.clock.advance(by: .seconds(11))
                bench.alarm.ring()
            }
            return await #expect(throws: Problem.self) { try await bench.ask(["text": "x"], of: "slow") }
        }
        #expect(problem?.type == PluginProblems.timedOut)
    }

    @Test func `no more run and wait at once than it allows`() async throws {
        let gate = Tally()
        var plugin = Plugin.lengths { _, _, _ in
            gate.ask()
            while gate.count < 100 { await Task.yield() }
            return ["bytes": 1]
        }
        (plugin.limits.runningMax, plugin.limits.waitingMax) = (1, 1)
        let bench = try PluginBench([plugin], cacheIsOn: false)
        let ends = await withTaskGroup { group in
            for _ in 0..<3 {
                group.addTask {
                    do {
                        _ = try await bench.ask(["text": "x"])
                        return "answered"
                    } catch {
                        // The one that finds no place lets the others go on.
                        while gate.count < 100 { gate.ask() }
                        return (error as? TooBusy)?.name ?? "\(error)"
                    }
                }
            }
            return await group.reduce(into: [String]()) { $0.append($1) }
        }
        #expect(ends.sorted() == ["answered", "answered", "lengths"])
    }

    static let ids = ["", "Upper", "1a", "a-b", "a/b", "..", String(repeating: "a", count: 65)]

    @Test(arguments: ids)
    func `an id that is no id is refused while others load`(_ id: String) throws {
        let bench = try PluginBench([.lengths(id), .lengths(), .lengths()])
        #expect(bench.plugins.refused.map(\.name) == [id, "lengths"])
        #expect(bench.plugins.refused.last?.reason == "another plugin has this id")
    }
}
