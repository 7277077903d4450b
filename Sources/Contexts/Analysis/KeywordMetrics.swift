import Telemetry

/// What is measured about finding keywords. The names are promised to clients of the keyword finder.
struct KeywordMetrics: Sendable {
    let seconds: HistogramFamily
    let versions: CounterFamily
    let cacheRequests: CounterFamily
    let modelSeconds: HistogramFamily
    let modelFailures: CounterFamily
    /// Under an old name, which only some ask for.
    let summary: HistogramFamily?

    init(_ registry: MetricsRegistry, legacyNames: Bool) throws {
        seconds = try registry.histogram(Self.secondsDescription())
        versions = try registry.counter(Self.versionsDescription())
        cacheRequests = try registry.counter(Self.cacheDescription())
        modelSeconds = try registry.histogram(Self.modelSecondsDescription())
        modelFailures = try registry.counter(Self.modelFailuresDescription())
        summary = legacyNames ? try registry.histogram(Self.summaryDescription()) : nil
    }

    static func descriptions(legacyNames: Bool) throws -> [MetricDescription] {
        try [
            secondsDescription(), versionsDescription(), cacheDescription(), modelSecondsDescription(),
            modelFailuresDescription(), breakerDescription(),
        ] + (legacyNames ? [summaryDescription()] : [])
    }

    private static func secondsDescription() throws -> MetricDescription {
        try .histogram(
            "extraction_time_seconds", "Time one extraction took, by the text's language.",
            labels: ["language"],
            bounds: [0.0001, 0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1])
    }

    private static func summaryDescription() throws -> MetricDescription {
        try .summary(
            "extraction_summary", "Seconds that extractions took, by the text's language.",
            labels: ["language"])
    }

    private static func versionsDescription() throws -> MetricDescription {
        try .counter(
            "version_usage", "Extractions, by name and version of the extractor.", labels: ["version"])
    }

    private static func cacheDescription() throws -> MetricDescription {
        try .counter(
            "keyword_cache_requests", "Look-ups in the cache of answers, by result: hit or miss.",
            labels: ["result"])
    }

    private static func modelSecondsDescription() throws -> MetricDescription {
        try .histogram(
            "keyword_model_seconds", "Time that a model behind an endpoint took for the keywords of a text.",
            bounds: [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60])
    }

    private static func modelFailuresDescription() throws -> MetricDescription {
        try .counter(
            "keyword_model_failures",
            "Texts for which the extractor stood in for the model behind an endpoint, by kind of failure.",
            labels: ["kind"])
    }

    static func breakerDescription() throws -> MetricDescription {
        try .gauge("breaker_state", "Circuit breakers: 0 closed, 1 half-open, 2 open.", labels: ["name"])
    }
}
