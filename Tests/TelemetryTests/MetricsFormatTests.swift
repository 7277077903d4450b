import Foundation
import LuxTesting
import Processes
import Telemetry
import Testing

@Suite struct `The metrics format` {
    @Test(arguments: [
        (nil, MetricsFormat.prometheus), ("", .prometheus), ("*/*", .prometheus), ("text/plain", .prometheus),
        ("application/openmetrics-text", .openMetrics),
        ("application/openmetrics-text; version=1.0.0", .openMetrics),
        ("application/openmetrics-text;version=2.0.0", .prometheus), ("application/json", .prometheus),
        ("text/plain;q=0.5, application/openmetrics-text;q=0.3", .prometheus),
        (
            "application/openmetrics-text;version=1.0.0;q=0.5,text/plain;version=0.0.4;q=0.3,*/*;q=0.1",
            .openMetrics
        ),
        ("application/openmetrics-text;q=0", .prometheus),
        (" APPLICATION/OpenMetrics-Text ;\tq=0.9 ", .openMetrics),
        (";;;,,q=x", .prometheus),
    ])
    func `is what the collector prefers`(_ accept: String?, _ format: MetricsFormat) {
        #expect(MetricsFormat.negotiated(accept: accept) == format)
    }

    @Test func `is named with its version`() {
        #expect(MetricsFormat.prometheus.contentType == "text/plain; version=0.0.4; charset=utf-8")
        #expect(
            MetricsFormat.openMetrics.contentType
                == "application/openmetrics-text; version=1.0.0; charset=utf-8")
    }
}

@Suite struct `Process figures` {
    @Test func `are all there and plausible`() throws {
        let registry = MetricsRegistry()
        try registry.declareProcess(version: "1.2.3", commit: "abc")
        let lines = exported(registry)
        #expect(lines.contains(#"lux_build_info{version="1.2.3",commit="abc"} 1"#))
        for name in [
            "process_cpu_seconds_total", "process_resident_memory_bytes", "process_virtual_memory_bytes",
            "process_open_fds", "process_max_fds", "process_start_time_seconds",
        ] {
            let line = try #require(lines.first { $0.hasPrefix(name + " ") }, "\(name) is missing")
            #expect(try #require(Double(line.dropFirst(name.utf8.count + 1))) > 0)
        }
        let start = try #require(lines.first { $0.hasPrefix("process_start_time_seconds ") })
        let seconds = try #require(Double(start.split(separator: " ")[1]))
        #expect(abs(Date().timeIntervalSince1970 - seconds) < 86_400)
    }
}

/// The linter that Prometheus ships. Where continuous integration runs it must be there.
@Suite struct `The Prometheus linter` {
    static let environment = ProcessInfo.processInfo.environment
    static let promtool = (environment["PATH"] ?? "").split(separator: ":").map { "\($0)/promtool" }
        .first { FileManager.default.isExecutableFile(atPath: $0) }
    static let mustRun = promtool != nil || environment["CI"] != nil

    static let promised: [MetricDescription] = {
        let descriptions: [MetricDescription?] = [
            try? .counter("request_count", "Requests.", labels: ["method", "endpoint", "status"]),
            try? .histogram(
                "request_duration_seconds", "Time of a request.", labels: ["method", "endpoint"]),
            try? .histogram("request_latency", "Time of a request.", unit: nil),
            try? .histogram("extraction_time_seconds", "Time of an extraction.", labels: ["language"]),
            try? .gauge("active_connections", "Open connections.", labels: ["type"]),
            try? .gauge("model_accuracy", "Share of right answers.", labels: ["version"]),
            try? .gauge("error_rate", "Share of failed requests.", labels: ["endpoint"]),
            try? .counter("version_usage", "Uses of a version.", labels: ["version"]),
            try? .gauge("performance_score", "Score.", labels: ["component"]),
            try? .gauge("reliability_score", "Score.", labels: ["component"]),
            try? .gauge("maintainability_score", "Score.", labels: ["component"]),
            try? .histogram("plugin_execution_seconds", "Time of a plugin.", labels: ["plugin_id"]),
            try? .counter("plugin_errors_total", "Errors of a plugin.", labels: ["plugin_id", "error_type"]),
        ]
        return descriptions.compactMap(\.self)
    }()

    @Test(.enabled(if: mustRun), arguments: promised)
    func `accepts each promised metric`(_ description: MetricDescription) throws {
        let registry = MetricsRegistry()
        let values = description.labels.map { _ in "x" }
        switch description.kind {
        case .counter: Self.touch(try registry.counter(description), values)
        case .gauge: Self.touch(try registry.gauge(description), values)
        case .histogram, .summary: Self.touch(try registry.histogram(description), values)
        }
        #expect(try Self.findings(registry.exported(as: .prometheus)) == "")
    }

    @Test(.enabled(if: mustRun)) func `accepts all that the process says of itself`() throws {
        let signals = try SignalsTests.signals(collector: SignalsTests.deadCollector)
        try signals.metrics.declare(Self.promised)
        #expect(try Self.findings(signals.metrics.exported(as: .prometheus)) == "")
    }

    @Test(.enabled(if: mustRun)) func `finds fault with a summary in a name, so it would tell`() throws {
        let registry = MetricsRegistry()
        _ = try registry.histogram(.histogram("extraction_summary", "Times.", unit: nil))
        #expect(try Self.findings(registry.exported(as: .prometheus)).contains("extraction_summary"))
    }

    private static func touch(_ family: CounterFamily, _ values: [String]) {
        switch values.count {
        case 0: family().increment()
        case 1: family(values[0]).increment()
        default: family(values[0], values[1]).increment()
        }
    }

    private static func touch(_ family: GaugeFamily, _ values: [String]) {
        values.isEmpty ? family().set(1.0) : family(values[0]).set(1.0)
    }

    private static func touch(_ family: HistogramFamily, _ values: [String]) {
        values.isEmpty ? family().record(1.0) : family(values[0]).record(1.0)
    }

    private static func findings(_ metrics: [UInt8]) throws -> String {
        let start = ProgramStart([try #require(promtool, "promtool is not installed"), "check", "metrics"])
        let outcome = try CommandRun.outcome(of: start, input: metrics)
        return outcome.output + outcome.errors + (outcome.status == 0 ? "" : " ")
    }
}
