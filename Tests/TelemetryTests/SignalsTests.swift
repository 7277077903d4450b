import Core
import Logging
import Synchronization
import Telemetry
import Testing
import Tracing

enum SignalsTests {
    static let deadCollector = Collector([nil]).needs

    static func signals(_ folder: TemporaryFolder = TemporaryFolder(), collector: SpanExporter.Needs?) throws
        -> Signals
    {
        var options = Signals.Options()
        options.destination = .file(path: folder.file("log"), rotation: LogRotation())
        return try Signals(
            options, clock: Clock(now: { someMoment }, ticks: { Ticks(nanoseconds: 0) }), seed: 5,
            collector: collector)
    }
}

@Suite struct `The signals of a process` {
    @Test func `join logs and traces by id`() throws {
        let folder = TemporaryFolder()
        let signals = try SignalsTests.signals(folder, collector: nil)
        let trace = signals.tracer.withSpan("work") { span in
            signals.logs.logger().info("inside")
            return span.context.trace
        }
        signals.flushLogs()
        let line = try JSONReader.read(Array(folder.lines("log")[0].utf8))
        #expect(line["trace_id"]?.text == trace?.traceID && trace != nil)
    }

    @Test func `have an exporter only where there is a collector`() throws {
        #expect(try SignalsTests.signals(collector: nil).exporter == nil)
        #expect(try SignalsTests.signals(collector: SignalsTests.deadCollector).exporter != nil)
    }

    @Test func `count what they lose`() async throws {
        let signals = try SignalsTests.signals(
            collector: Collector([SpanExporter.Receipt(status: 400)]).needs)
        signals.tracer.withSpan("work") { _ in }
        await signals.exporter?.flush()
        let lines = exported(signals.metrics)
        #expect(lines.contains(#"lux_telemetry_spans_dropped_total{reason="refused"} 1"#))
        #expect(lines.contains(#"lux_telemetry_spans_dropped_total{reason="queue_full"} 0"#))
        #expect(lines.contains("lux_telemetry_log_lines_lost_total 0"))
        #expect(lines.contains("lux_telemetry_metrics_unlisted_total 0"))
        #expect(lines.contains("lux_telemetry_export_attempts_total 1"))
    }

    /// The only test that touches global state.
    @Test func `become the process's own once installed`() throws {
        let folder = TemporaryFolder()
        let signals = try SignalsTests.signals(folder, collector: nil)
        signals.installGlobally()
        #expect(InstrumentationSystem.tracer is TraceRecorder)
    }
}
