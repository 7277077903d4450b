package import Core
import CoreMetrics
package import Logging
import Tracing

/// The three signals that a process gives of itself - logs, metrics, traces - made from one set of options.
/// Works without any global state, so that tests can have one each.
package struct Signals: Sendable {
    package struct Options: Sendable {
        /// Names the process in log lines and traces.
        package var service = "lux"
        package var version = "0"
        package var commit = "unknown"
        package var level = Logger.Level.info
        package var form = LogForm.json
        package var destination = LogDestination.standardError
        package var logQueue = LogWriter.Limits()
        package var logLimits = LogLimits()
        package var metricLimits = MetricsRegistry.Limits()
        /// Which traces are recorded that no caller decided about.
        package var sampling = TraceSampling(ratio: 1)
        package var spanQueue = SpanQueue.Limits()
        package var spanLimits = SpanLimits()
        package var export = SpanExporter.Limits()

        package init() {}
    }

    package let logs: LogOutput
    package let metrics: MetricsRegistry
    package let tracer: TraceRecorder
    /// To be run beside the server; nil when no collector is configured.
    package let exporter: SpanExporter?

    /// - Parameters:
    ///   - seed: random bits that differ between processes; ids of spans are made of them.
    ///   - collector: how to reach the collector of traces; nil when none is configured.
    /// - Throws: `LogFileUnusable`, or `MetricDescription.Malformed` if one of our own descriptions is.
    package init(_ options: Options, clock: Clock, seed: UInt64, collector: SpanExporter.Needs?) throws {
        logs = try LogOutput(
            service: options.service, level: options.level, form: options.form,
            destination: options.destination,
            queue: options.logQueue, limits: options.logLimits, now: clock.now)
        metrics = MetricsRegistry(limits: options.metricLimits)
        let ids = TraceIDs(seed: seed)
        let queue = collector.map { _ in SpanQueue(limits: options.spanQueue) }
        tracer = TraceRecorder(
            queue: queue, sampling: options.sampling, limits: options.spanLimits, ids: ids)
        if let queue, let collector {
            let resource = SpanResource(
                service: options.service, version: options.version,
                instance: ids.instanceName())
            exporter = SpanExporter(
                queue: queue, resource: resource, limits: options.export, spanLimits: options.spanLimits,
                needs: collector)
        } else {
            exporter = nil
        }
        try metrics.declareProcess(version: options.version, commit: options.commit)
        try metrics.declareTelemetry(logs: logs.writer, queue: queue, exporter: exporter)
    }

    /// Makes these the process's own. Once a process; only the executable does it.
    package func installGlobally() {
        LoggingSystem.bootstrap(
            { [logs] label, provider in logs.handler(label, provider: provider) }, metadataProvider: .trace)
        MetricsSystem.bootstrap(metrics)
        InstrumentationSystem.bootstrap(tracer)
    }

    /// Writes out the log lines that wait. Call before the process ends.
    package func flushLogs() {
        logs.writer.flush()
    }
}

extension MetricsRegistry {
    /// What telemetry loses is told by telemetry.
    fileprivate func declareTelemetry(
        logs: LogWriter, queue: SpanQueue?, exporter: SpanExporter?
    ) throws(MetricDescription.Malformed) {
        try sample(
            .counter("lux_telemetry_log_lines_lost", "Log lines that never reached their destination.")
        ) {
            [([], Double(logs.lostLineCount))]
        }
        try sample(
            .counter(
                "lux_telemetry_series_surplus", "Label sets beyond a metric's limit.", labels: ["metric"])
        ) { [weak self] in (self?.surplus ?? []).map { ([$0.metric], Double($0.count)) } }
        try sample(
            .counter("lux_telemetry_metrics_unlisted", "Metric handles whose values are not exported.")
        ) {
            [weak self] in [([], Double(self?.unlistedCount ?? 0))]
        }
        guard let queue, let exporter else { return }
        try sample(.counter("lux_telemetry_spans_exported", "Spans that the collector took.")) {
            [([], Double(exporter.figures.sentSpans))]
        }
        try sample(.counter("lux_telemetry_export_attempts", "Requests sent to the collector.")) {
            [([], Double(exporter.figures.attempts))]
        }
        try sample(
            .counter("lux_telemetry_spans_dropped", "Spans that were lost, by reason.", labels: ["reason"])
        ) {
            let figures = exporter.figures
            return [
                (["queue_full"], Double(queue.droppedCount)), (["refused"], Double(figures.refusedSpans)),
                (["undelivered"], Double(figures.undeliveredSpans)),
            ]
        }
    }
}
