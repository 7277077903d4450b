import Telemetry

/// What is measured about plugins. The names are promised to clients.
struct PluginMetrics: Sendable {
    let seconds: HistogramFamily
    let errors: CounterFamily

    init(_ registry: MetricsRegistry) throws {
        seconds = try registry.histogram(Self.secondsDescription())
        errors = try registry.counter(Self.errorsDescription())
    }

    static func descriptions() throws -> [MetricDescription] {
        try [secondsDescription(), errorsDescription()]
    }

    private static func secondsDescription() throws -> MetricDescription {
        try .histogram(
            "plugin_execution_seconds", "Time one run of a plugin took, whatever came of it.",
            labels: ["plugin_id"],
            bounds: [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60])
    }

    private static func errorsDescription() throws -> MetricDescription {
        try .counter(
            "plugin_errors", "Failures of plugins, by kind; refusals of what was asked do not count.",
            labels: ["plugin_id", "error_type"])
    }
}
