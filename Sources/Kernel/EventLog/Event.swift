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
    @inlinable
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
        var cells = EventCells(row)
        position = try cells.whole()
        tenant = TenantID(try cells.text())
        stream = StreamName(stored: try cells.text())
        version = try cells.whole()
        idText = try cells.text()
        kind = FactKind(stored: try cells.text())
        schemaVersion = Int(try cells.whole())
        occurredAt = Instant(milliseconds: try cells.whole())
        recordedAt = Instant(milliseconds: try cells.whole())
        actor = try cells.text()
        trace = try cells.text()
        body = try cells.bytes()
    }
}

/// The cells of a row from the left. Asking the row for each by its type costs a replay a quarter of its time.
private struct EventCells {
    private let cells: [SQLValue]
    private var place = 0

    init(_ row: Row) {
        cells = row.values
    }

    struct OtherKind: Error {
        let column: Int
    }

    private mutating func next() -> SQLValue {
        defer { place += 1 }
        return cells[place]
    }

    mutating func whole() throws(OtherKind) -> Int64 {
        guard case .integer(let number) = next() else { throw OtherKind(column: place - 1) }
        return number
    }

    mutating func text() throws(OtherKind) -> String {
        guard case .text(let text) = next() else { throw OtherKind(column: place - 1) }
        return text
    }

    mutating func bytes() throws(OtherKind) -> [UInt8] {
        guard case .bytes(let bytes) = next() else { throw OtherKind(column: place - 1) }
        return bytes
    }
}
