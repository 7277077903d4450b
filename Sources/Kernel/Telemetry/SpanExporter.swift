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

    private typealias Request = (body: [UInt8], headers: [(name: String, value: String)])

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
    package func run() async {
        await withTaskGroup(of: Void.self) { group in
            group.addTask {
                while (try? await self.needs.sleep(self.limits.interval)) != nil { self.queue.wake() }
            }
            group.addTask {
                for await _ in self.queue.reasons { await self.sendWaiting() }
            }
            for await _ in queue.open {}
            group.cancelAll()
        }
        await sendLast()
    }

    /// Lets `run()` send what is left and return, without waiting out the pauses between attempts. Spans that
    /// end later are dropped.
    package func shutdown() {
        queue.close()
    }

    /// Sends all spans that wait now.
    package func flush() async {
        await sendWaiting()
    }

    private func sendWaiting() async {
        while !Task.isCancelled {
            let batch = queue.takeBatch()
            guard !batch.isEmpty else { return }
            await send(batch)
        }
    }

    /// The process is about to end: one attempt a batch, and none after the first failure.
    private func sendLast() async {
        var isReachable = true
        while true {
            let batch = queue.takeBatch()
            guard !batch.isEmpty else { return }
            if isReachable, case .retry = await attempt(batch, request(for: batch)) { isReachable = false }
            if !isReachable { counts.withLock { $0.undeliveredSpans += batch.count } }
        }
    }

    private func send(_ batch: [SpanRecord]) async {
        let request = request(for: batch)
        for number in 1...max(1, limits.attemptsMax) {
            guard case .retry(let wait) = await attempt(batch, request) else { return }
            if number < limits.attemptsMax { try? await needs.sleep(pause(after: number, asked: wait)) }
            // Cut short by the shutdown, which makes one more attempt.
            if Task.isCancelled { return queue.putBack(batch) }
        }
        counts.withLock { $0.undeliveredSpans += batch.count }
    }

    private func attempt(_ batch: [SpanRecord], _ request: Request) async -> Outcome {
        counts.withLock { $0.attempts += 1 }
        let outcome = await post(request)
        switch outcome {
        case .delivered(let refused):
            counts.withLock { figures in
                figures.sentSpans += batch.count - refused
                figures.refusedSpans += refused
            }
        case .refused: counts.withLock { $0.refusedSpans += batch.count }
        case .retry: break
        }
        return outcome
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
    private func post(_ request: Request) async -> Outcome {
        guard let receipt = try? await needs.post(request.body, request.headers) else {
            return .retry(after: nil)
        }
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
