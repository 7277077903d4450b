import Core
import Jobs
import Persistence
import ServiceLifecycle
import Synchronization
import Telemetry

/// How long the queues are, read from the database now and then, so that asking for metrics costs it nothing.
final class QueueGauges: Service {
    private typealias Sample = (labels: [String], value: Double)
    private struct Read {
        var depths: [Sample] = []
        var oldest: [Sample] = []
    }

    private let desk: JobDesk
    private let read = Mutex(Read())

    init(_ jobs: Jobs, in metrics: MetricsRegistry) throws {
        desk = JobDesk(jobs)
        let (depths, oldest) = try Self.descriptions()
        try metrics.sample(depths) { [weak self] in self?.read.withLock(\.depths) ?? [] }
        try metrics.sample(oldest) { [weak self] in self?.read.withLock(\.oldest) ?? [] }
    }

    private static func descriptions() throws -> (depths: MetricDescription, oldest: MetricDescription) {
        (
            try .gauge(
                "jobs_queued", "Jobs that have not ended, by queue and stage.", labels: ["queue", "stage"]),
            try .gauge(
                "jobs_oldest_ready_seconds",
                "How long the first of those that are ready has waited, by queue.",
                labels: ["queue"])
        )
    }

    func run() async throws {
        await cancelWhenGracefulShutdown { [self] in
            repeat { await look() } while (try? await Task.sleep(for: Self.every)) != nil
        }
    }

    /// A database that is away leaves the last figures standing; its own check says so.
    private func look() async {
        guard let figures = try? await desk.figures() else { return }
        read.withLock {
            $0.depths = figures.depths.map { ([$0.queue, $0.stage.rawValue], Double($0.count)) }
            $0.oldest = figures.oldestReady.map { ([$0.key], $0.value.inSeconds) }
        }
    }

    private static let every = Duration.seconds(10)
}
