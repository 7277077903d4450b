package import Core
import Synchronization
import Telemetry

/// What is measured about requests. The names are promised to clients of the keyword finder.
struct HTTPMetrics: Sendable {
    private let requests: CounterFamily
    private let durations: HistogramFamily
    private let latency: HistogramCell
    private let rates: ErrorRates

    init(_ registry: MetricsRegistry, clock: Clock) throws {
        requests = try registry.counter(Self.requestsDescription())
        durations = try registry.histogram(Self.durationsDescription())
        latency = try registry.histogram(Self.latencyDescription())()
        let rates = ErrorRates(clock: clock)
        self.rates = rates
        try registry.sample(Self.rateDescription()) { rates.current.map { ([$0.endpoint], $0.rate) } }
    }

    /// Returns whether this answer brought the endpoint's rate of failures above the limit.
    func record(method: String, endpoint: String, status: Int, took duration: Duration) -> Bool {
        let seconds = duration.inSeconds
        requests(method, endpoint, String(status)).increment()
        durations(method, endpoint).record(seconds)
        latency.record(seconds)
        return rates.record(endpoint: endpoint, failed: status >= 500)
    }

    /// Counts a request that could not be read so far that it had a route or a time.
    func refused(status: Int) {
        requests("other", "unknown", String(status)).increment()
    }

    static func descriptions() throws -> [MetricDescription] {
        try [
            requestsDescription(), durationsDescription(), latencyDescription(), rateDescription(),
            connectionsDescription(),
        ]
    }

    private static func requestsDescription() throws -> MetricDescription {
        try .counter("request_count", "Requests answered.", labels: ["method", "endpoint", "status"])
    }

    private static func durationsDescription() throws -> MetricDescription {
        try .histogram(
            "request_duration_seconds", "Time from a request's head to its answer, by route.",
            labels: ["method", "endpoint"])
    }

    private static func latencyDescription() throws -> MetricDescription {
        try .histogram(
            "request_latency", "Time from a request's head to its answer, in seconds, all routes.", unit: nil)
    }

    private static func rateDescription() throws -> MetricDescription {
        try .gauge(
            "error_rate", "Share of requests that failed with 5xx in the last five minutes.",
            labels: ["endpoint"])
    }

    static func connectionsDescription() throws -> MetricDescription {
        try .gauge("active_connections", "Connections that are open.", labels: ["type"])
    }
}

/// Shares of failed requests by endpoint over a sliding window of whole minutes.
package final class ErrorRates: Sendable {
    private struct Window {
        var minutes: [UInt64] = Array(repeating: 0, count: windowMinutes)
        var total: [Int] = Array(repeating: 0, count: windowMinutes)
        var failed: [Int] = Array(repeating: 0, count: windowMinutes)
        var isAlarmed = false

        mutating func record(failed didFail: Bool, minute: UInt64) {
            let place = Int(minute % UInt64(windowMinutes))
            if minutes[place] != minute { (minutes[place], total[place], failed[place]) = (minute, 0, 0) }
            total[place] += 1
            if didFail { failed[place] += 1 }
        }

        func counts(at minute: UInt64) -> (total: Int, failed: Int) {
            minutes.indices.reduce(into: (0, 0)) { sum, place in
                guard minutes[place] + UInt64(windowMinutes) > minute else { return }
                sum.0 += total[place]
                sum.1 += failed[place]
            }
        }
    }

    private let clock: Clock
    private let windows = Mutex<[String: Window]>([:])

    package init(clock: Clock) {
        self.clock = clock
    }

    /// True once when the rate passes the limit, and again only after it has been below it.
    package func record(endpoint: String, failed: Bool) -> Bool {
        let minute = self.minute
        return windows.withLock { windows in
            windows[endpoint, default: Window()].record(failed: failed, minute: minute)
            guard failed || windows[endpoint]?.isAlarmed == true, let window = windows[endpoint] else {
                return false
            }
            let counts = window.counts(at: minute)
            let isAbove =
                counts.total >= Self.requestsMin && Double(counts.failed) > Self.limit * Double(counts.total)
            windows[endpoint]?.isAlarmed = isAbove
            return isAbove && !window.isAlarmed
        }
    }

    package var current: [(endpoint: String, rate: Double)] {
        let minute = self.minute
        return windows.withLock { windows in
            windows.map { endpoint, window in
                let counts = window.counts(at: minute)
                return (endpoint, counts.total == 0 ? 0 : Double(counts.failed) / Double(counts.total))
            }
        }.sorted { $0.endpoint < $1.endpoint }
    }

    private var minute: UInt64 { clock.ticks().nanoseconds / 60_000_000_000 }

    package static let limit = 0.1
    /// One failure among three requests says nothing.
    private static let requestsMin = 20
}

private let windowMinutes = 5
