package import Core

/// Something told to whoever wants to know it. May arrive more than once, each time with the same `id`.
package struct Message: Hashable, Sendable {
    /// Unique within the tenant: printable ASCII without spaces.
    package let id: String
    package let topic: Topic
    package let contentType: String
    package let body: [UInt8]
    package let tenant: TenantID
    /// Where in a trace it was sent; other systems may not say.
    package let trace: TraceContext?
    package let occurredAt: Instant

    package static let idBytesMax = 128
    package static let tenantBytesMax = 128
    package static let contentTypeBytesMax = 128
    package static let bodyBytesMax = 8 << 20
    /// A CloudEvent in its JSON form, head and data together.
    package static let cloudEvent = "application/cloudevents+json"

    package enum Malformed: Error, Hashable, Sendable {
        case id
        case topic
        case contentType
        case tenant
        case bodyTooLarge(bytes: Int)
    }

    package init(
        id: String, topic: String, contentType: String = Message.cloudEvent, body: [UInt8],
        tenant: TenantID, trace: TraceContext?, occurredAt: Instant
    ) throws(Malformed) {
        guard let topic = Topic(topic) else { throw .topic }
        guard id.isWord(bytesMax: Self.idBytesMax) else { throw .id }
        guard tenant.text.isWord(bytesMax: Self.tenantBytesMax) else { throw .tenant }
        guard !contentType.isEmpty, contentType.utf8.count <= Self.contentTypeBytesMax,
            contentType.utf8.allSatisfy({ (0x20...0x7e).contains($0) })
        else { throw .contentType }
        guard body.count <= Self.bodyBytesMax else { throw .bodyTooLarge(bytes: body.count) }
        (self.id, self.topic, self.contentType, self.body) = (id, topic, contentType, body)
        (self.tenant, self.trace, self.occurredAt) = (tenant, trace, occurredAt)
    }
}

extension String {
    fileprivate func isWord(bytesMax: Int) -> Bool {
        (1...bytesMax).contains(utf8.count) && utf8.allSatisfy { (0x21...0x7e).contains($0) }
    }
}
