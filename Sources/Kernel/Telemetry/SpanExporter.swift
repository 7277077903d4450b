import Core
import Synchronization

/// Sends finished spans by OTLP over HTTP, in JSON. Measured code never waits for it: spans pass through the
/// bounded queue, and a batch that cannot be delivered is dropped after a bounded number of attempts.
package final class SpanExporter: Sendable {
    package struct Needs: Sendable {
        /// Posts a body to the collector's `/v1/traces`.
        package var post:
            @Sendable (_ body: [UInt8], _ headers: [(name: String, value: String)]) async throws -> Receipt
        package var sleep: @Sendable (Duration) async throws -> Void
        package var random: @Sendable () -> UInt64
        /// Compresses with gzip; nil sends as it is.
        package var gzip: (@Sendable ([UInt8]) -> [UInt8]?)?

        package init(
            post: @escaping @Sendable ([UInt8], [(name: String, value: String)]) async throws -> Receipt,
            sleep: @escaping @Sendable (Duration) async throws -> Void,
            random: @escaping @Sendable () -> UInt64,
            gzip: (@Sendable ([UInt8]) -> [UInt8]?)? = nil
        ) {
            (self.post, self.sleep, self.random, self.gzip) = (post, sleep, random, gzip)
        }
    }

    /// What the collector answered.
    package struct Receipt: Sendable {
        package let status: Int
        package let retryAfter: Duration?
        package let body: [UInt8]

        package init(status: Int, retryAfter: Duration? = nil, body: [UInt8] = []) {
            (self.status, self.retryAfter, self.body) = (status, retryAfter, body)
        }
    }

    package struct Limits: Sendable {
        /// Longest wait before waiting spans are sent.
        package var interval = Duration.seconds(5)
        package var attemptsMax = 5
        /// First wait between attempts; it doubles each time, and a random part of it is waited.
        package var backoff = Duration.seconds(1)
        /// No wait between attempts is longer, whatever the collector asks.
        package var backoffMax = Duration.seconds(30)

        package init() {}
    }

    /// Counted since the start.
    package struct Figures: Hashable, Sendable {
        package var sentSpans = 0
        /// The collector said that it will never take them.
        package var refusedSpans = 0
        /// Given up after the last attempt.
        package var undeliveredSpans = 0
        package var attempts = 0
    }

    private enum Outcome {
        case delivered(refused: Int)
        case refused
        case retry(after: Duration?)
    }

    private let queue: SpanQueue
    private let resource: SpanResource
    private let limits: Limits
    private let spanLimits: SpanLimits
    private let needs: Needs
    private let counts = Mutex(Figures())

    package init(
        queue: SpanQueue, resource: SpanResource, limits: Limits = Limits(),
        spanLimits: SpanLimits = SpanLimits(),
        needs: Needs
    ) {
        self.queue = queue
        self.resource = resource
        self.limits = limits
        self.spanLimits = spanLimits
        self.needs = needs
    }

    package var figures: Figures { counts.withLock { $0 } }

    /// Sends what comes until `shutdown()`, then what is left, and returns. May be run once.
    package func run() async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask {
                while true {
                    try await self.needs.sleep(self.limits.interval)
                    self.queue.wake()
                }
            }
            for await _ in queue.reasons { await sendWaiting(attemptsMax: limits.attemptsMax) }
            group.cancelAll()
            while let result = await group.nextResult() {
                if case .failure(let error) = result, !(error is CancellationError) { throw error }
            }
        }
        // The process is about to end: one try for what is left, and none after the first failure.
        await sendWaiting(attemptsMax: 1)
    }

    /// Lets `run()` send what is left and return. Spans that end later are dropped.
    package func shutdown() {
        queue.close()
    }

    /// Sends all spans that wait now.
    package func flush() async {
        await sendWaiting(attemptsMax: limits.attemptsMax)
    }

    private func sendWaiting(attemptsMax: Int) async {
        var isReachable = true
        while true {
            let batch = queue.takeBatch()
            guard !batch.isEmpty else { return }
            if isReachable || attemptsMax > 1 {
                isReachable = await send(batch, attemptsMax: attemptsMax)
            } else {
                counts.withLock { $0.undeliveredSpans += batch.count }
            }
        }
    }

    /// False when the batch was given up.
    private func send(_ batch: [SpanRecord], attemptsMax: Int) async -> Bool {
        let (body, headers) = request(for: batch)
        for attempt in 1...max(1, attemptsMax) {
            counts.withLock { $0.attempts += 1 }
            switch await post(body, headers) {
            case .delivered(let refused):
                counts.withLock { figures in
                    figures.sentSpans += batch.count - refused
                    figures.refusedSpans += refused
                }
                return true
            case .refused:
                counts.withLock { $0.refusedSpans += batch.count }
                return true
            case .retry(let wait):
                guard attempt < attemptsMax,
                    (try? await needs.sleep(pause(after: attempt, asked: wait))) != nil
                else {
                    counts.withLock { $0.undeliveredSpans += batch.count }
                    return false
                }
            }
        }
        return false
    }

    private func request(for batch: [SpanRecord]) -> (body: [UInt8], headers: [(name: String, value: String)])
    {
        let json = OTLP.request(batch, from: resource, limits: spanLimits)
        var headers = [(name: "content-type", value: "application/json")]
        guard let compressed = needs.gzip?(json) else { return (json, headers) }
        headers.append((name: "content-encoding", value: "gzip"))
        return (compressed, headers)
    }

    /// Which statuses deserve another attempt is said by the OTLP specification.
    private func post(_ body: [UInt8], _ headers: [(name: String, value: String)]) async -> Outcome {
        guard let receipt = try? await needs.post(body, headers) else { return .retry(after: nil) }
        switch receipt.status {
        case 200..<300: return .delivered(refused: OTLP.refusedCount(in: receipt.body))
        case 429, 502, 503, 504: return .retry(after: receipt.retryAfter)
        default: return .refused
        }
    }

    private func pause(after attempt: Int, asked: Duration?) -> Duration {
        if let asked { return min(max(asked, .zero), limits.backoffMax) }
        let longest = min(limits.backoff * (1 << min(attempt - 1, 16)), limits.backoffMax)
        return longest * (Double(needs.random() >> 11) * 0x1p-53)
    }
}
