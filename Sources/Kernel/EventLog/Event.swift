package import Core
package import Facts
import Persistence

/// An event of the log.
package struct Event: Sendable, Hashable {
    /// Its place in the log. Grows, with gaps; unique within one epoch.
    package let position: Int64
    package let tenant: TenantID
    package let stream: StreamName
    /// Its place in the stream, from 1, without gaps.
    package let version: Int64
    /// The text of an `ID<Event>`: read far more often than looked into, and a replay would feel it.
    package let idText: String
    package let kind: FactKind
    /// Of the body.
    package let schemaVersion: Int
    package let occurredAt: Instant
    /// When Lux learned of it. Does not go backwards within a stream.
    package let recordedAt: Instant
    /// Who caused it.
    package let actor: String
    /// The `traceparent` of what caused it.
    package let trace: String
    /// The fact's JSON as it is stored, personal fields sealed.
    package let body: [UInt8]

    package var id: ID<Event>? { ID(idText) }

    /// The body as the fact that it is. Call it for events of `kind` only.
    package func read<Read: Fact>(_ fact: Read.Type) throws(FactUnreadable) -> Read {
        try Read.read(body, version: schemaVersion)
    }
}

/// An event that has yet to be appended.
package struct NewEvent: Sendable {
    package let kind: FactKind
    package let schemaVersion: Int
    package let body: [UInt8]
    /// The scope's moment unless it happened earlier.
    package let occurredAt: Instant?

    package init<Told: Fact>(_ fact: Told, occurredAt: Instant? = nil) {
        (kind, schemaVersion, body) = (Told.kind, Told.version, fact.body)
        self.occurredAt = occurredAt
    }

    /// An event whose fact has no type here, such as one that another system tells.
    package init(_ kind: FactKind, version: Int, members: [JSON.Member], occurredAt: Instant? = nil) {
        (self.kind, schemaVersion, body) = (kind, version, JSON.object(members).bytes)
        self.occurredAt = occurredAt
    }
}

extension Event {
    /// In the order that `init` reads. `link` is read only by those who check it.
    static let columns: SQL = """
        position, tenant_id, stream, version, id, kind, schema_version, occurred_at, recorded_at, actor, trace, body
        """

    init(_ row: Row) throws {
        position = try row[0]
        tenant = try row[1]
        stream = try row[2]
        version = try row[3]
        idText = try row[4]
        kind = FactKind(stored: try row[5])
        schemaVersion = try row[6]
        occurredAt = try row[7]
        recordedAt = try row[8]
        actor = try row[9]
        trace = try row[10]
        body = try row[11]
    }
}
