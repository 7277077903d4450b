import Core
import Tracing

/// Who sends the spans.
package struct SpanResource: Hashable, Sendable {
    package let service: String
    package let version: String
    /// Tells processes of one service apart.
    package let instance: String

    package init(service: String, version: String, instance: String) {
        (self.service, self.version, self.instance) = (service, version, instance)
    }
}

/// The body of an `ExportTraceServiceRequest` in OTLP's JSON: proto3's mapping, with ids in hexadecimal
/// (OpenTelemetry protocol specification 1.x, "JSON Protobuf Encoding").
struct OTLP {
    private var json: JSONWriter
    private let limits: SpanLimits

    static func request(_ spans: [SpanRecord], from resource: SpanResource, limits: SpanLimits) -> [UInt8] {
        var otlp = OTLP(json: JSONWriter(reserving: 512 * spans.count), limits: limits)
        otlp.json.write(raw: "{\"resourceSpans\":[{\"resource\":{\"attributes\":[")
        let attributes = [
            ("service.name", resource.service), ("service.version", resource.version),
            ("service.instance.id", resource.instance), ("telemetry.sdk.language", "swift"),
            ("telemetry.sdk.name", "lux"),
        ]
        otlp.list(attributes) { otlp, pair in otlp.attribute(pair.0, .string(pair.1)) }
        otlp.json.write(raw: "]},\"scopeSpans\":[{\"scope\":{\"name\":\"lux\",\"version\":")
        otlp.json.write(string: resource.version)
        otlp.json.write(raw: "},\"spans\":[")
        otlp.list(spans) { otlp, span in otlp.span(span) }
        otlp.json.write(raw: "]}]}]}")
        return otlp.json.bytes
    }

    /// Spans that the collector took the request without.
    static func refusedCount(in response: [UInt8]) -> Int {
        guard let answer = try? JSONReader.read(response),
            let rejected = answer["partialSuccess"]?["rejectedSpans"]
        else { return 0 }
        // int64 is written as a string in proto3's mapping; some collectors write a number.
        return rejected.whole.map(Int.init) ?? rejected.text.flatMap { Int($0) } ?? 0
    }

    private mutating func span(_ span: SpanRecord) {
        json.write(raw: "{\"traceId\":")
        json.write(string: span.trace.traceID)
        json.write(raw: ",\"spanId\":")
        json.write(string: span.trace.spanID)
        if let parent = span.parentSpan {
            json.write(raw: ",\"parentSpanId\":")
            json.write(string: span.trace.with(span: parent).spanID)
        }
        if let state = span.traceState {
            json.write(raw: ",\"traceState\":")
            json.write(string: state)
        }
        // Bit 0: sampled.
        json.write(raw: ",\"flags\":1,\"name\":")
        json.write(string: fitted(span.name))
        json.write(raw: ",\"kind\":")
        json.write(integer: span.kind.number)
        json.write(raw: ",\"startTimeUnixNano\":")
        json.write(string: String(span.startNanoseconds))
        json.write(raw: ",\"endTimeUnixNano\":")
        json.write(string: String(span.endNanoseconds ?? span.startNanoseconds))
        json.write(raw: ",\"attributes\":[")
        attributes(span.attributes)
        json.write(raw: "],\"droppedAttributesCount\":")
        json.write(integer: Int64(span.droppedAttributeCount))
        json.write(raw: ",\"events\":[")
        list(span.events) { otlp, event in otlp.event(event) }
        json.write(raw: "],\"droppedEventsCount\":")
        json.write(integer: Int64(span.droppedEventCount))
        json.write(raw: ",\"links\":[")
        list(span.links.filter { $0.context.trace != nil }) { otlp, link in otlp.link(link) }
        json.write(raw: "],\"droppedLinksCount\":")
        json.write(integer: Int64(span.droppedLinkCount))
        json.write(raw: ",\"status\":")
        status(span.status)
        json.write(raw: "}")
    }

    private mutating func event(_ event: SpanEvent) {
        json.write(raw: "{\"timeUnixNano\":")
        json.write(string: String(event.nanosecondsSinceEpoch))
        json.write(raw: ",\"name\":")
        json.write(string: fitted(event.name))
        json.write(raw: ",\"attributes\":[")
        attributes(event.attributes)
        json.write(raw: "]}")
    }

    private mutating func link(_ link: SpanLink) {
        guard let trace = link.context.trace else { return }
        json.write(raw: "{\"traceId\":")
        json.write(string: trace.traceID)
        json.write(raw: ",\"spanId\":")
        json.write(string: trace.spanID)
        if let state = link.context.traceState {
            json.write(raw: ",\"traceState\":")
            json.write(string: state)
        }
        json.write(raw: ",\"attributes\":[")
        attributes(link.attributes)
        json.write(raw: "]}")
    }

    /// Code 0 says that nobody decided.
    private mutating func status(_ status: SpanStatus?) {
        switch status?.code {
        case nil: json.write(raw: "{\"code\":0")
        case .ok?: json.write(raw: "{\"code\":1")
        case .error?: json.write(raw: "{\"code\":2")
        }
        if let message = status?.message {
            json.write(raw: ",\"message\":")
            json.write(string: fitted(message))
        }
        json.write(raw: "}")
    }

    private mutating func attributes(_ attributes: SpanAttributes) {
        var pairs: [(String, SpanAttribute)] = []
        pairs.reserveCapacity(attributes.count)
        attributes.forEach { pairs.append(($0, $1)) }
        pairs.sort { $0.0 < $1.0 }
        list(pairs) { otlp, pair in otlp.attribute(pair.0, pair.1) }
    }

    private mutating func attribute(_ name: String, _ value: SpanAttribute) {
        json.write(raw: "{\"key\":")
        json.write(string: fitted(name))
        json.write(raw: ",\"value\":")
        if Redaction.hides(name) { text(Redaction.mask) } else { self.value(value) }
        json.write(raw: "}")
    }

    private mutating func list<Items: Collection>(
        _ items: Items, write: (inout OTLP, Items.Element) -> Void
    ) {
        var isFirst = true
        for item in items {
            if !isFirst { json.write(raw: ",") }
            isFirst = false
            write(&self, item)
        }
    }
}

/// Values: proto3 writes 64-bit integers as strings and what is not finite as a word.
extension OTLP {
    private mutating func value(_ value: SpanAttribute) {
        switch value {
        case .int32(let whole): integer(Int64(whole))
        case .int64(let whole): integer(whole)
        case .double(let real): double(real)
        case .bool(let truth): json.write(raw: truth ? "{\"boolValue\":true}" : "{\"boolValue\":false}")
        case .string(let text): self.text(text)
        case .stringConvertible(let value): text(value.description)
        default: array(value)
        }
    }

    private mutating func array(_ value: SpanAttribute) {
        json.write(raw: "{\"arrayValue\":{\"values\":[")
        switch value {
        case .int32Array(let items): list(items) { otlp, item in otlp.integer(Int64(item)) }
        case .int64Array(let items): list(items) { otlp, item in otlp.integer(item) }
        case .doubleArray(let items): list(items) { otlp, item in otlp.double(item) }
        case .boolArray(let items): list(items) { otlp, item in otlp.value(.bool(item)) }
        case .stringArray(let items): list(items) { otlp, item in otlp.text(item) }
        case .stringConvertibleArray(let items): list(items) { otlp, item in otlp.text(item.description) }
        default: break
        }
        json.write(raw: "]}}")
    }

    private mutating func integer(_ value: Int64) {
        json.write(raw: "{\"intValue\":")
        json.write(string: String(value))
        json.write(raw: "}")
    }

    private mutating func double(_ value: Double) {
        json.write(raw: "{\"doubleValue\":")
        if value.isFinite {
            json.write(number: value)
        } else {
            json.write(string: value.isNaN ? "NaN" : value < 0 ? "-Infinity" : "Infinity")
        }
        json.write(raw: "}")
    }

    private mutating func text(_ value: String) {
        json.write(raw: "{\"stringValue\":")
        json.write(string: fitted(value))
        json.write(raw: "}")
    }

    private func fitted(_ text: String) -> String {
        LogText.fitted(text, bytesMax: limits.textBytesMax)
    }
}

extension SpanKind {
    fileprivate var number: Int64 {
        switch self {
        case .internal: 1
        case .server: 2
        case .client: 3
        case .producer: 4
        case .consumer: 5
        }
    }
}

extension TraceContext {
    fileprivate func with(span: UInt64) -> TraceContext {
        TraceContext(traceHigh: traceHigh, traceLow: traceLow, span: span, sampled: sampled) ?? self
    }
}
