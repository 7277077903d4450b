import Core
import Synchronization
import Telemetry
import Testing
import Tracing

/// A collector that answers as told and keeps what it was sent.
final class Collector: Sendable {
    struct Request: Sendable {
        let body: [UInt8]
        let headers: [String: String]
    }

    struct Unreachable: Error {}

    private let answers: Mutex<[SpanExporter.Receipt?]>
    private let received = Mutex<[Request]>([])
    private let pauses = Mutex<[Duration]>([])
    private let gzip: (@Sendable ([UInt8]) -> [UInt8]?)?

    /// Gives the answers in turn, nil for no connection; the last one for ever.
    init(_ answers: [SpanExporter.Receipt?], gzip: (@Sendable ([UInt8]) -> [UInt8]?)? = nil) {
        self.answers = Mutex(answers)
        self.gzip = gzip
    }

    var requests: [Request] { received.withLock { $0 } }
    var sleeps: [Duration] { pauses.withLock { $0 } }

    var needs: SpanExporter.Needs {
        SpanExporter.Needs(
            post: { body, headers in
                self.received.withLock {
                    $0.append(
                        Request(
                            body: body, headers: Dictionary(uniqueKeysWithValues: headers.map { ($0, $1) })))
                }
                let answer = self.answers.withLock { $0.count > 1 ? $0.removeFirst() : $0[0] }
                guard let answer else { throw Unreachable() }
                return answer
            },
            sleep: { duration in self.pauses.withLock { $0.append(duration) } },
            random: { .max }, gzip: gzip)
    }

    /// All spans received, as JSON.
    func spans() throws -> [JSON] {
        try requests.flatMap { request in
            let body = try JSONReader.read(request.body)
            return body["resourceSpans"]?[0]?["scopeSpans"]?[0]?["spans"]?.items ?? []
        }
    }
}

@Suite struct `The span exporter` {
    private let queue: SpanQueue
    private let recorder: TraceRecorder

    init() {
        var limits = SpanQueue.Limits()
        limits.spansMax = 100
        limits.batchSpansMax = 10
        queue = SpanQueue(limits: limits)
        recorder = TraceRecorder(queue: queue, sampling: TraceSampling(ratio: 1), ids: TraceIDs(seed: 7))
    }

    private func exporter(_ collector: Collector, needs: SpanExporter.Needs? = nil) -> SpanExporter {
        SpanExporter(
            queue: queue, resource: SpanResource(service: "lux", version: "1", instance: "i"),
            needs: needs ?? collector.needs)
    }

    private func end(_ count: Int) {
        for number in 0..<count { recorder.startSpan("span \(number)", context: .topLevel).end() }
    }

    @Test func `sends all that waits, a batch at a time`() async throws {
        let collector = Collector([SpanExporter.Receipt(status: 200)])
        end(25)
        let exporter = exporter(collector)
        await exporter.flush()
        #expect(collector.requests.count == 3)
        #expect(try collector.spans().map { $0["name"]?.text } == (0..<25).map { "span \($0)" })
        #expect(exporter.figures.sentSpans == 25 && queue.count == 0)
        #expect(collector.requests[0].headers == ["content-type": "application/json"])
    }

    @Test func `never holds more than its bound when the collector is dead`() async {
        let collector = Collector([nil])
        let exporter = exporter(collector)
        for _ in 0..<5 {
            end(150)
            #expect(queue.count == 100)
            await exporter.flush()
        }
        #expect(queue.droppedCount == 250)
        #expect(exporter.figures.undeliveredSpans == 500 && exporter.figures.sentSpans == 0)
        #expect(exporter.figures.attempts == 50 * 5)
    }

    @Test func `waits longer after each failure, within a bound`() async {
        let collector = Collector([nil])
        end(1)
        await exporter(collector).flush()
        #expect(collector.sleeps.map { $0.components.seconds } == [0, 1, 3, 7])
        #expect(collector.sleeps.allSatisfy { $0 < .seconds(30) })
    }

    @Test(arguments: [429, 502, 503, 504])
    func `tries again when the collector is busy, as late as it asks`(_ status: Int) async {
        let collector = Collector([
            SpanExporter.Receipt(status: status, retryAfter: .seconds(7)),
            SpanExporter.Receipt(status: status, retryAfter: .seconds(7000)),
            SpanExporter.Receipt(status: 202),
        ])
        end(1)
        let exporter = exporter(collector)
        await exporter.flush()
        #expect(collector.sleeps == [.seconds(7), .seconds(30)])
        #expect(exporter.figures.sentSpans == 1 && exporter.figures.attempts == 3)
    }

    @Test(arguments: [301, 400, 401, 404, 500])
    func `gives up at once what the collector will never take`(_ status: Int) async {
        let collector = Collector([SpanExporter.Receipt(status: status)])
        end(3)
        let exporter = exporter(collector)
        await exporter.flush()
        #expect(exporter.figures.refusedSpans == 3 && exporter.figures.attempts == 1)
    }

    @Test(arguments: [
        (#"{"partialSuccess":{"rejectedSpans":"2","errorMessage":"no"}}"#, 2),
        (#"{"partialSuccess":{"rejectedSpans":1}}"#, 1),
        ("{}", 0), ("", 0), ("<html>", 0),
    ])
    func `counts spans that were refused within a request`(_ answer: String, _ refused: Int) async {
        let collector = Collector([SpanExporter.Receipt(status: 200, body: Array(answer.utf8))])
        end(5)
        let exporter = exporter(collector)
        await exporter.flush()
        #expect(exporter.figures.refusedSpans == refused && exporter.figures.sentSpans == 5 - refused)
    }

    @Test func `compresses when it can`() async {
        let collector = Collector([SpanExporter.Receipt(status: 200)], gzip: { _ in [1, 2, 3] })
        end(1)
        await exporter(collector).flush()
        #expect(collector.requests[0].body == [1, 2, 3])
        #expect(collector.requests[0].headers["content-encoding"] == "gzip")
    }

    @Test(.timeLimit(.minutes(10))) func `runs until shutdown, and sends what is left`() async throws {
        let collector = Collector([SpanExporter.Receipt(status: 200)])
        var needs = collector.needs
        needs.sleep = { _ in try await untilCancelled() }
        let exporter = exporter(collector, needs: needs)
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { await exporter.run() }
            end(13)
            exporter.shutdown()
            try await group.waitForAll()
        }
        #expect(exporter.figures.sentSpans == 13)
        end(1)
        #expect(queue.droppedCount == 1)
    }

    @Test(.timeLimit(.minutes(10))) func `sends by the clock, without being asked`() async throws {
        let collector = Collector([SpanExporter.Receipt(status: 200)])
        let (arrivals, continuation) = AsyncStream<Void>.makeStream()
        var needs = collector.needs
        let post = needs.post
        let ticks = Mutex(1)
        needs.post = { body, headers in
            continuation.yield()
            return try await post(body, headers)
        }
        needs.sleep = { _ in
            let isLast = ticks.withLock { ticks in
                ticks -= 1
                return ticks < 0
            }
            if isLast { try await untilCancelled() }
        }
        end(1)
        let exporter = exporter(collector, needs: needs)
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { await exporter.run() }
            for await _ in arrivals { break }
            exporter.shutdown()
            try await group.waitForAll()
        }
        #expect(exporter.figures.sentSpans == 1)
    }

    @Test(.timeLimit(.minutes(10)))
    func `does not wait out a pause at shutdown, and tries once more for what is left`() async throws {
        let collector = Collector([nil])
        let (pauses, continuation) = AsyncStream<Duration>.makeStream()
        var needs = collector.needs
        needs.sleep = { duration in
            if duration < .seconds(5) { continuation.yield(duration) }
            try await untilCancelled()
        }
        end(30)
        let exporter = exporter(collector, needs: needs)
        await withTaskGroup(of: Void.self) { group in
            group.addTask { await exporter.run() }
            for await _ in pauses { break }
            exporter.shutdown()
        }
        #expect(exporter.figures.attempts == 2 && exporter.figures.undeliveredSpans == 30)
        #expect(queue.count == 0 && queue.droppedCount == 0)
    }

    @Test(.timeLimit(.minutes(10))) func `sends what a cut pause held back`() async throws {
        let collector = Collector([nil, SpanExporter.Receipt(status: 200)])
        let (pauses, continuation) = AsyncStream<Duration>.makeStream()
        var needs = collector.needs
        needs.sleep = { duration in
            if duration < .seconds(5) { continuation.yield(duration) }
            try await untilCancelled()
        }
        end(10)
        let exporter = exporter(collector, needs: needs)
        await withTaskGroup(of: Void.self) { group in
            group.addTask { await exporter.run() }
            for await _ in pauses { break }
            end(95)
            exporter.shutdown()
        }
        #expect(exporter.figures.sentSpans == 100 && queue.droppedCount == 5)
    }
}
