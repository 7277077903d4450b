import Core
import Tracing

/// What is kept of a span; the rest is dropped and said to be dropped.
package struct SpanLimits: Sendable {
    package var attributesMax = 128
    package var eventsMax = 128
    package var linksMax = 32
    package var textBytesMax = 4_096

    package init() {}
}

/// A span while it is measured and after it ended.
struct SpanRecord: Sendable {
    let trace: TraceContext
    let traceState: String?
    let parentSpan: UInt64?
    let kind: SpanKind
    let startNanoseconds: UInt64
    var name: String
    var endNanoseconds: UInt64?
    var attributes: SpanAttributes = [:]
    var status: SpanStatus?
    var events: [SpanEvent] = []
    var links: [SpanLink] = []
    var droppedEventCount = 0
    var droppedLinkCount = 0
    var droppedAttributeCount = 0

    mutating func add(_ event: SpanEvent, limits: SpanLimits) {
        if events.count < limits.eventsMax { events.append(event) } else { droppedEventCount += 1 }
    }

    mutating func add(_ link: SpanLink, limits: SpanLimits) {
        if links.count < limits.linksMax { links.append(link) } else { droppedLinkCount += 1 }
    }

    /// Keeps the attributes whose names come first in the alphabet when there are too many.
    mutating func set(_ new: SpanAttributes, limits: SpanLimits) {
        guard new.count > limits.attributesMax else {
            attributes = new
            return
        }
        var pairs: [(String, SpanAttribute)] = []
        new.forEach { pairs.append(($0, $1)) }
        pairs.sort { $0.0 < $1.0 }
        droppedAttributeCount += pairs.count - limits.attributesMax
        attributes = SpanAttributes(Dictionary(uniqueKeysWithValues: pairs.prefix(limits.attributesMax)))
    }
}
