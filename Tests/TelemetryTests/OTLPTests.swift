import Core
import Telemetry
import Testing
import Tracing

/// The members that the OTLP specification names, in its JSON mapping.
@Suite struct `OTLP requests` {
    private struct Moment: TracerInstant {
        let nanosecondsSinceEpoch: UInt64
        static func < (left: Moment, right: Moment) -> Bool {
            left.nanosecondsSinceEpoch < right.nanosecondsSinceEpoch
        }
    }

    private struct Failed: Error {}

    private func sent(
        limits: SpanLimits = SpanLimits(), kind: SpanKind = .server, context: ServiceContext = .topLevel,
        _ use: (TraceSpan) -> Void = { _ in }
    ) async throws -> (request: JSON, span: JSON) {
        let collector = Collector([SpanExporter.Receipt(status: 200)])
        let queue = SpanQueue()
        let recorder = TraceRecorder(
            queue: queue, sampling: TraceSampling(ratio: 1), limits: limits, ids: TraceIDs(seed: 3))
        let span = recorder.startSpan(
            "GET /x", context: context, ofKind: kind,
            at: Moment(nanosecondsSinceEpoch: 1_770_000_000_000_000_001))
        use(span)
        span.end(at: Moment(nanosecondsSinceEpoch: 1_770_000_000_000_000_005))
        span.operationName = "too late"
        span.end()
        await SpanExporter(
            queue: queue, resource: SpanResource(service: "lux", version: "1.0", instance: "here"),
            spanLimits: limits, needs: collector.needs
        ).flush()
        #expect(collector.requests.count == 1)
        return (try JSONReader.read(collector.requests[0].body), try #require(try collector.spans().first))
    }

    @Test func `name the resource and the scope`() async throws {
        let request = try await sent().request
        let resource = request["resourceSpans"]?[0]?["resource"]?["attributes"]?.items ?? []
        #expect(resource[0] == ["key": "service.name", "value": ["stringValue": "lux"]])
        #expect(resource.contains { $0["key"] == "service.instance.id" })
        #expect(request["resourceSpans"]?[0]?["scopeSpans"]?[0]?["scope"]?["version"]?.text == "1.0")
    }

    @Test func `write ids as hexadecimal and times as strings of nanoseconds`() async throws {
        var context = ServiceContext.topLevel
        context.trace = TraceContext(traceparent: `Trace context`.parent)
        context.traceState = "a=1"
        let span = try await sent(context: context).span
        #expect(span["traceId"]?.text == "0af7651916cd43dd8448eb211c80319c")
        #expect(span["parentSpanId"]?.text == "b7ad6b7169203331")
        #expect(span["spanId"]?.text?.utf8.count == 16)
        #expect(span["traceState"]?.text == "a=1")
        #expect(span["startTimeUnixNano"]?.text == "1770000000000000001")
        #expect(span["endTimeUnixNano"]?.text == "1770000000000000005")
        #expect(span["name"]?.text == "GET /x")
        #expect(span["status"] == ["code": 0] && span["flags"] == 1)
    }

    @Test func `leave out the parent of a trace's first span`() async throws {
        let span = try await sent().span
        #expect(span["parentSpanId"] == nil && span["traceState"] == nil)
    }

    @Test(
        arguments: [(.internal, 1), (.server, 2), (.client, 3), (.producer, 4), (.consumer, 5)]
            as [(SpanKind, Int64)])
    func `number the kinds`(_ kind: SpanKind, _ number: Int64) async throws {
        #expect(try await sent(kind: kind).span["kind"]?.whole == number)
    }

    @Test(arguments: [
        (SpanStatus(code: .ok), #"{"code":1}"#),
        (SpanStatus(code: .error, message: "m"), #"{"code":2,"message":"m"}"#),
    ])
    func `write the status`(_ status: SpanStatus, _ expected: String) async throws {
        #expect(try await sent { $0.setStatus(status) }.span["status"]?.written == expected)
    }

    @Test(
        arguments: [
            (.int32(-3), #"{"intValue":"-3"}"#), (.int64(.max), #"{"intValue":"9223372036854775807"}"#),
            (.double(0.5), #"{"doubleValue":0.5}"#), (.double(.nan), #"{"doubleValue":"NaN"}"#),
            (.double(.infinity), #"{"doubleValue":"Infinity"}"#),
            (.double(-.infinity), #"{"doubleValue":"-Infinity"}"#),
            (.bool(true), #"{"boolValue":true}"#), (.bool(false), #"{"boolValue":false}"#),
            (.string("é\n"), #"{"stringValue":"é\n"}"#), (.stringConvertible(7), #"{"stringValue":"7"}"#),
            (.int32Array([1]), #"{"arrayValue":{"values":[{"intValue":"1"}]}}"#),
            (.int64Array([1, 2]), #"{"arrayValue":{"values":[{"intValue":"1"},{"intValue":"2"}]}}"#),
            (.doubleArray([0.5]), #"{"arrayValue":{"values":[{"doubleValue":0.5}]}}"#),
            (.boolArray([true]), #"{"arrayValue":{"values":[{"boolValue":true}]}}"#),
            (.stringArray(["a"]), #"{"arrayValue":{"values":[{"stringValue":"a"}]}}"#),
            (.stringConvertibleArray([7]), #"{"arrayValue":{"values":[{"stringValue":"7"}]}}"#),
            (.stringArray([]), #"{"arrayValue":{"values":[]}}"#),
        ] as [(SpanAttribute, String)])
    func `write each kind of attribute`(_ value: SpanAttribute, _ expected: String) async throws {
        let span = try await sent { $0.attributes.set("k", value: value) }.span
        #expect(span["attributes"]?[0]?["key"] == "k" && span["attributes"]?.items?.count == 1)
        #expect(span["attributes"]?[0]?["value"]?.written == expected)
    }

    @Test func `mask secrets`() async throws {
        let span = try await sent { $0.attributes["http.request.header.authorization"] = "Bearer x" }.span
        #expect(span["attributes"]?[0]?["value"]?["stringValue"]?.text == "********")
    }

    @Test func `write events, errors and links`() async throws {
        var other = ServiceContext.topLevel
        other.trace = TraceContext(traceparent: `Trace context`.parent)
        other.traceState = "s=1"
        let span = try await sent { span in
            span.addEvent(SpanEvent(name: "e", at: Moment(nanosecondsSinceEpoch: 9), attributes: ["a": 1]))
            span.recordError(Failed(), attributes: [:], at: Moment(nanosecondsSinceEpoch: 10))
            span.addLink(SpanLink(context: other, attributes: ["b": "c"]))
            span.addLink(SpanLink(context: .topLevel, attributes: [:]))
            #expect(span.isRecording && span.operationName == "GET /x" && span.attributes.isEmpty)
            span.operationName = "GET /y"
        }.span
        #expect(span["name"]?.text == "GET /y")
        #expect(
            span["events"]?[0] == [
                "timeUnixNano": "9", "name": "e", "attributes": [["key": "a", "value": ["intValue": "1"]]],
            ])
        #expect(span["events"]?[1]?["name"]?.text == "exception")
        #expect(
            span["events"]?[1]?["attributes"]?[1] == [
                "key": "exception.type", "value": ["stringValue": "Failed"],
            ])
        #expect(span["links"]?.items?.count == 1)
        #expect(
            span["links"]?[0]?["spanId"]?.text == "b7ad6b7169203331"
                && span["links"]?[0]?["traceState"]?.text == "s=1")
    }

    @Test func `say what was dropped`() async throws {
        var limits = SpanLimits()
        (limits.attributesMax, limits.eventsMax, limits.linksMax, limits.textBytesMax) = (2, 1, 1, 3)
        let span = try await sent(limits: limits) { span in
            span.attributes = ["a": 1, "b": "abcdef", "c": 3]
            for _ in 0..<3 { span.addEvent("e") }
            for _ in 0..<3 { span.addLink(SpanLink(context: span.context, attributes: [:])) }
        }.span
        #expect(span["attributes"]?.items?.count == 2 && span["droppedAttributesCount"] == 1)
        #expect(span["attributes"]?[1]?["value"]?["stringValue"]?.text == "abc…")
        #expect(span["events"]?.items?.count == 1 && span["droppedEventsCount"] == 2)
        #expect(span["links"]?.items?.count == 1 && span["droppedLinksCount"] == 2)
    }
}
