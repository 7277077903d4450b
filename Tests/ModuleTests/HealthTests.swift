import Core
import LuxTesting
import Module
import Synchronization
import Testing

@Suite struct `Health is reported check by check` {
    static let checks = [
        Check("database", impact: .stops) { .ok },
        Check("a", in: "plugins", impact: .degrades) { .init(word: "circuit_open", isHealthy: false, reason: "it failed") },
        Check("b", in: "plugins", impact: .degrades) { .ok },
    ]

    @Test func `words stand flat, groups under their name, the rest under details`() async {
        let clock = FakeClock()
        let report = await HealthReporter(checks: Self.checks, clock: clock.clock).report()
        #expect(report.status == .degraded)
        #expect(report.json["checks"] == ["database": "ok", "plugins": ["a": "circuit_open", "b": "ok"]])
        #expect(report.json["details"]?[1]?["name"] == "plugins/a")
        #expect(report.json["details"]?[1]?["reason"] == "it failed")
        #expect(report.json["details"]?[0]?["since"]?.text == clock.now.written)
        #expect(report.json["details"]?[0]?["latency_ms"]?.real == 0)
    }

    @Test func `what the whole depends on brings the whole down`() async {
        let checks = Self.checks + [Check("disk", impact: .stops) { .down("full", remedy: "make room") }]
        let report = await HealthReporter(checks: checks, clock: FakeClock().clock).report()
        #expect(report.status == .down)
        #expect(report.json["details"]?[3]?["remedy"] == "make room")
    }

    @Test func `nothing wrong is ok`() async {
        let report = await HealthReporter(checks: [Self.checks[0]], clock: FakeClock().clock).report()
        #expect(report.status == .ok)
    }

    @Test func `since stays while the word stays and moves when it changes`() async {
        let clock = FakeClock()
        let isWell = Mutex(true)
        let check = Check("c", impact: .stops) { isWell.withLock { $0 } ? .ok : .down("no") }
        let reporter = HealthReporter(checks: [check], clock: clock.clock)
        let first = await reporter.report().lines[0].since
        clock.advance(by: .seconds(10))
        let second = await reporter.report().lines[0].since
        isWell.withLock { $0 = false }
        let third = await reporter.report().lines[0].since
        #expect(first == second && third == first.advanced(by: .seconds(10)))
    }
}

@Suite struct `Problems are written as RFC 9457 asks` {
    @Test func `with class, message, places and trace`() throws {
        var random = SplitMix64(seed: 1)
        let trace = TraceContext.start(sampled: false, random: &random)
        let document = Problem.invalid([.init(pointer: "/a", reason: "is required"), .init(pointer: "/b", reason: "x")])
            .document(trace: trace)
        #expect(document["type"] == "/problems/validation" && document["status"] == 400)
        #expect(document["error"] == "ValidationError")
        #expect(document["message"] == "/a is required, and 1 more." && document["detail"] == document["message"])
        #expect(document["violations"]?[1]?["pointer"] == "/b")
        #expect(document["trace_id"]?.text == trace.traceID)
        #expect(Problem.schema.violations(in: document).isEmpty)
    }

    @Test func `without places or trace these members are left out`() {
        let document = Problem(.notFound, "No.").document(trace: nil)
        #expect(document["violations"] == nil && document["trace_id"] == nil)
        #expect(Problem.invalid([.init(pointer: "", reason: "must be an object, not a null")]).detail == "The body must be an object, not a null.")
    }
}
