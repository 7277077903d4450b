import Core
import Telemetry
import Testing
import Tracing

struct Headers: Injector, Extractor {
    func inject(_ value: String, forKey key: String, into carrier: inout [String: String]) {
        carrier[key] = value
    }
    func extract(key: String, from carrier: [String: String]) -> String? { carrier[key] }
}

@Suite struct `Trace context` {
    static let parent = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"

    private func recorder(queue: SpanQueue? = nil, ratio: Double = 1) -> TraceRecorder {
        TraceRecorder(queue: queue, sampling: TraceSampling(ratio: ratio), ids: TraceIDs(seed: 1))
    }

    private func roundTrip(_ headers: [String: String]) -> [String: String] {
        var (context, out) = (ServiceContext.topLevel, [String: String]())
        recorder().extract(headers, into: &context, using: Headers())
        recorder().inject(context, into: &out, using: Headers())
        return out
    }

    @Test func `is passed on with its state untouched`() {
        let headers = ["traceparent": Self.parent, "tracestate": "a=1, b@c=x:y;z"]
        #expect(roundTrip(headers) == headers)
    }

    @Test(arguments: [
        "", "nonsense", "00-00000000000000000000000000000000-b7ad6b7169203331-01",
        "ff-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
    ])
    func `is dropped with its state when malformed`(_ parent: String) {
        #expect(roundTrip(["traceparent": parent, "tracestate": "a=1"]) == [:])
    }

    @Test(arguments: [String(repeating: "x", count: 513), "a=1\r\nevil: yes", "é=1", ""])
    func `leaves out a state that is too long or no header text`(_ state: String) {
        #expect(roundTrip(["traceparent": Self.parent, "tracestate": state]) == ["traceparent": Self.parent])
    }

    @Test func `keeps a state of 512 bytes`() {
        let state = String(repeating: "x", count: 512)
        #expect(roundTrip(["traceparent": Self.parent, "tracestate": state])["tracestate"] == state)
    }

    @Test func `goes through unchanged when nothing is recorded`() throws {
        var context = ServiceContext.topLevel
        context.trace = TraceContext(traceparent: Self.parent)
        let span = recorder().startSpan("work", context: context)
        span.operationName = "other"
        span.attributes["a"] = 1
        span.addEvent("e")
        span.setStatus(SpanStatus(code: .ok))
        span.addLink(SpanLink(context: context, attributes: [:]))
        span.recordError(CancellationError())
        span.end()
        #expect(span.context.trace?.traceparent == Self.parent)
        #expect(!span.isRecording && span.operationName.isEmpty && span.attributes.isEmpty)
    }

    @Test func `is begun where none is, for the log lines`() {
        let recorder = recorder()
        recorder.withSpan("outer") { outer in
            #expect(ServiceContext.current?.trace != nil)
            recorder.withSpan("inner") { inner in
                #expect(inner.context.trace == outer.context.trace)
            }
        }
        recorder.forceFlush()
    }

    @Test func `gives each span its own id in the same trace`() throws {
        let recorder = recorder(queue: SpanQueue())
        var context = ServiceContext.topLevel
        context.trace = TraceContext(traceparent: Self.parent)
        let (first, second) = (
            try #require(recorder.startSpan("a", context: context).context.trace),
            try #require(recorder.startSpan("b", context: context).context.trace)
        )
        #expect(first.traceID == second.traceID && first.span != second.span)
        #expect(first.traceID == "0af7651916cd43dd8448eb211c80319c")
    }

    @Test(arguments: [("01", true), ("00", false)])
    func `follows the caller's sampling decision`(_ flags: String, _ isRecording: Bool) {
        var context = ServiceContext.topLevel
        context.trace = TraceContext(traceparent: Self.parent.dropLast(2) + flags)
        for ratio in [0.0, 1.0] {
            let span = recorder(queue: SpanQueue(), ratio: ratio).startSpan("a", context: context)
            #expect(span.isRecording == isRecording)
        }
    }

    @Test(arguments: [(0.0, 0...0), (1.0, 4000...4000), (0.25, 800...1200), (.nan, 0...0), (2, 4000...4000)])
    func `samples about the wanted share of new traces`(_ ratio: Double, _ expected: ClosedRange<Int>) {
        let recorder = recorder(queue: SpanQueue(), ratio: ratio)
        let count = (0..<4000).count { _ in recorder.startSpan("a", context: .topLevel).isRecording }
        #expect(expected.contains(count))
    }
}
