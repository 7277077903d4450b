package import Core

/// An event as other systems get it: CloudEvents 1.0 in structured JSON. `data` has the members that users of the
/// legal platform were promised; `payload` is the fact as it is stored.
package struct CloudEvent: Hashable, Sendable {
    package static let contentType = "application/cloudevents+json"

    /// With `source` it is unique: whoever gets an event twice knows it by this.
    package let id: String
    /// Also the topic.
    package let type: FactKind
    package let tenant: TenantID
    /// The stream that the event belongs to.
    package let subject: String
    package let occurredAt: Instant
    /// As W3C Trace Context writes it.
    package let traceparent: String
    /// The whole envelope as JSON text.
    package let bytes: [UInt8]

    /// What the envelope says beside the fact.
    package struct Frame: Sendable {
        package var id: String
        package var tenant: TenantID
        package var subject: String
        package var occurredAt: Instant
        package var traceparent: String
        /// Grows in the order of the log within one epoch; another epoch begins where a backup was restored.
        package var position: Int64
        package var epoch: String

        package init(
            id: String, tenant: TenantID, subject: String, occurredAt: Instant, traceparent: String,
            position: Int64, epoch: String
        ) {
            (self.id, self.tenant, self.subject) = (id, tenant, subject)
            (self.occurredAt, self.traceparent) = (occurredAt, traceparent)
            (self.position, self.epoch) = (position, epoch)
        }
    }

    /// - Parameters:
    ///   - source: a URI reference that names this installation
    ///   - body: the fact's JSON object
    package init(
        _ kind: FactKind, schemaVersion: Int, body: [UInt8], frame: Frame, source: String
    ) throws(FactUnreadable) {
        (id, type, tenant, subject) = (frame.id, kind, frame.tenant, frame.subject)
        (occurredAt, traceparent) = (frame.occurredAt, frame.traceparent)
        let promised = try PromisedMembers(body)
        var writer = FactWriter()
        writer.member("specversion", "1.0")
        writer.member("id", frame.id)
        writer.member("source", source)
        writer.member("type", kind.text)
        writer.member("subject", frame.subject)
        writer.member("time", frame.occurredAt)
        writer.member("datacontenttype", "application/json")
        writer.member("dataschema", "urn:lux:fact:\(kind.text):\(schemaVersion)")
        writer.member("tenantid", frame.tenant.text)
        writer.member("traceparent", frame.traceparent)
        writer.member("sequence", Self.ordered(frame.position))
        writer.member("epoch", frame.epoch)
        var data = FactWriter()
        data.member("event_id", frame.id)
        data.member("tenant_id", frame.tenant.text)
        if let process = promised.process { data.member("process_id", process) }
        if let update = promised.update { data.member("update_type", update) }
        data.member("occurred_at", frame.occurredAt)
        // The fact stands as it is stored, byte for byte: it is JSON already.
        bytes =
            writer.finished.dropLast() + Array(",\"data\":".utf8) + data.finished.dropLast()
            + Array(",\"payload\":".utf8) + body + Array("}}".utf8)
    }

    /// As the extension `sequence` wants it: texts that sort like the numbers.
    private static func ordered(_ position: Int64) -> String {
        let digits = String(position)
        return String(repeating: "0", count: max(0, 19 - digits.utf8.count)) + digits
    }
}

/// Members of the fact that stand beside it in `data`.
private struct PromisedMembers {
    var process: String?
    var update: String?

    init(_ body: [UInt8]) throws(FactUnreadable) {
        self = try FactReader.read(body) { reader throws(FactUnreadable) in
            var (process, update): (String?, String?)
            try reader.beginObject()
            while let name = try reader.nextMember() {
                switch name {
                case "process_id": process = try reader.json().text
                case "update_type": update = try reader.json().text
                default: try reader.skip()
                }
            }
            return PromisedMembers(process: process, update: update)
        }
    }

    private init(process: String?, update: String?) {
        (self.process, self.update) = (process, update)
    }
}
