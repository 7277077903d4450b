import Core
package import Telemetry

/// What is measured about the log. Values are read when the metrics are.
package enum LogMetrics {
    package static func register(_ watch: LogWatch, in registry: MetricsRegistry) throws {
        for sample in samples {
            try registry.sample(sample.description()) { [weak watch] in watch.map(sample.read) ?? [] }
        }
    }

    package static func descriptions() throws -> [MetricDescription] {
        try samples.map { try $0.description() }
    }

    private struct Sample: Sendable {
        let description: @Sendable () throws -> MetricDescription
        let read: @Sendable (LogWatch) -> [(labels: [String], value: Double)]
    }

    private static let samples = ofLog + ofFollowers

    private static let ofLog = [
        Sample {
            try .gauge("log_position", "The highest position of the event log.")
        } read: {
            [([], Double($0.sight.highest))]
        },
        Sample {
            try .gauge(
                "log_unsettled_positions", "Positions that followers wait for because a transaction is open.")
        } read: { watch in
            let sight = watch.sight
            return [([], Double(sight.highest - sight.settled))]
        },
        Sample {
            try .gauge(
                "log_oldest_writer_seconds",
                "How long the transaction has been seen that followers wait for.",
                unit: "seconds")
        } read: {
            [([], $0.sight.oldestWriterSeconds)]
        },
    ]

    private static let ofFollowers = [
        Sample {
            try .gauge(
                "log_follower_lag_positions",
                "How far a follower is behind, in positions of the log, which are events and gaps.",
                labels: ["follower"])
        } read: { watch in
            let settled = watch.sight.settled
            return watch.working.map { ([$0.key], Double(max(0, settled - $0.value.position))) }
        },
        Sample {
            try .gauge(
                "log_follower_lag_seconds", "How long the oldest event has waited for a follower.",
                unit: "seconds", labels: ["follower"])
        } read: { watch in
            let now = watch.needs.clock.now()
            return watch.working.map { name, figures in
                ([name], figures.waitingSince.map { max(0, now.since($0).inSeconds) } ?? 0)
            }
        },
        Sample {
            try .counter(
                "log_follower_events", "Events that a follower has handled.", labels: ["follower"])
        } read: { watch in
            watch.followers.all.map { ([$0.key], Double($0.value.handledEvents)) }
        },
        Sample {
            try .gauge(
                "log_follower_stuck", "1 for a follower that does not get past an event.",
                labels: ["follower"])
        } read: { watch in
            watch.working.map { ([$0.key], $0.value.isStuck ? 1 : 0) }
        },
    ]
}

extension LogWatch {
    /// Without those whose work another process does.
    fileprivate var working: [String: FollowerBoard.Figures] { followers.all.filter { !$0.value.isStandby } }
}
