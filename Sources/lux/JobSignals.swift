import Jobs
import Logging
import Telemetry

/// What workers tell, as metrics and log lines.
struct JobSignals {
    let report: JobReport

    init(_ metrics: MetricsRegistry, _ logger: Logger) throws {
        let ended = try metrics.counter(
            .counter("jobs_attempts", "Attempts at jobs that ended", labels: ["kind", "outcome"]))
        let seconds = try metrics.histogram(
            .histogram("jobs_attempt_seconds", "Time that attempts at jobs took", labels: ["kind"]))
        report = JobReport(
            attemptEnded: { kind, _, outcome, took in
                ended(kind, outcome.rawValue).increment()
                seconds(kind).record(took)
            },
            trouble: { trouble in
                logger.warning("job trouble", metadata: ["reason": "\(trouble)"])
            })
    }
}
