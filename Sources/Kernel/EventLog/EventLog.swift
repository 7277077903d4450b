package import Core
import Facts
package import Persistence

/// Everything that happened, in order, for ever. Contexts append in the transaction in which they change their
/// rows; whoever wants to hear of it follows. So nothing is told that was not stored, and nothing stored goes
/// untold: the log is the outbox.
package struct EventLog: Sendable {
    package struct Needs: Sendable {
        package var clock: Clock
        package var makeID: @Sendable (Instant) -> ID<Event>

        package init(clock: Clock, makeID: @escaping @Sendable (Instant) -> ID<Event>) {
            (self.clock, self.makeID) = (clock, makeID)
        }
    }

    /// Rung by every append.
    package static let bell = Bell("log")

    private let needs: Needs

    package init(_ needs: Needs) {
        self.needs = needs
    }

    /// Appends inside the caller's transaction: two round trips for one event, three for more.
    /// - Throws: `AppendRefused`; nothing is appended then, and the transaction can go on.
    @discardableResult
    package func append(
        _ events: [NewEvent], to stream: StreamName, expecting expectation: Expectation = .any,
        by actor: String = "lux", in scope: Scope, _ session: any Session
    ) throws -> Appended {
        try Self.check(events, by: actor)
        try session.takeTurn(appendingTo: stream, in: scope)
        for _ in 0..<LogLimits.appendAttemptsMax {
            let head = try StreamHead(of: stream, in: scope, session)
            guard expectation.holds(for: head.version) else {
                throw AppendRefused.conflict(stream, expected: expectation, found: head.version)
            }
            guard !events.isEmpty else { return Appended(version: head.version, ids: [], position: 0) }
            let chained = chain(events, to: stream, after: head, by: actor, in: scope)
            // Nobody appends behind an event that is not committed: if the first has its place, all have.
            if let position = try session.place(chained[0].event, chained[0].link) {
                return try finish(chained, firstAt: position, session)
            }
            guard expectation == .any else {
                let found = try StreamHead(of: stream, in: scope, session).version
                throw AppendRefused.conflict(stream, expected: expectation, found: found)
            }
        }
        throw AppendRefused.crowded(stream)
    }

    static func check(_ events: [NewEvent], by actor: String) throws(AppendRefused) {
        guard events.count <= LogLimits.eventsPerAppendMax else { throw .tooManyEvents(events.count) }
        if let large = events.first(where: { $0.body.count > LogLimits.bodyBytesMax }) {
            throw .bodyTooLarge(bytes: large.body.count)
        }
        guard actor.utf8.count <= LogLimits.actorBytesMax else {
            throw .actorTooLong(bytes: actor.utf8.count)
        }
    }

    func chain(
        _ events: [NewEvent], to stream: StreamName, after head: StreamHead, by actor: String, in scope: Scope
    ) -> [(event: Event, link: Link)] {
        // Clocks of several machines differ; what a stream knew at a moment must not depend on which one asked.
        let moment = max(needs.clock.now(), head.recordedAt)
        let trace = scope.trace.traceparent
        var (link, version) = (head.link, head.version)
        return events.map { new in
            version += 1
            let event = Event(
                position: 0, tenant: scope.tenant, stream: stream, version: version,
                idText: needs.makeID(moment).text, kind: new.kind, schemaVersion: new.schemaVersion,
                occurredAt: new.occurredAt ?? scope.moment, recordedAt: moment, actor: actor, trace: trace,
                body: new.body)
            link = Link(event, after: link)
            return (event, link)
        }
    }

    private func finish(
        _ chained: [(event: Event, link: Link)], firstAt position: Int64, _ session: any Session
    ) throws -> Appended {
        let rest = chained.dropFirst()
        var last = position
        if let final = rest.last {
            try session.execute(all: rest.dropLast().map { $0.event.insertion(with: $0.link) })
            let row = try session.firstRow("\(final.event.insertion(with: final.link)) RETURNING position")
            last = try row.map { try $0[0] } ?? position
        }
        try session.ring(Self.bell)
        return Appended(
            version: chained[chained.count - 1].event.version, ids: chained.compactMap(\.event.id),
            position: last)
    }
}

extension Expectation {
    func holds(for version: Int64) -> Bool {
        switch self {
        case .new: version == 0
        case .version(let wanted): version == wanted
        case .any: true
        }
    }
}

/// The last event of a stream, as far as the next one needs it.
struct StreamHead {
    var version: Int64 = 0
    var link = Link.none
    var recordedAt = Instant(milliseconds: 0)

    init(of stream: StreamName, in scope: Scope, _ session: any Session) throws {
        let row = try session.firstRow(
            """
            SELECT version, link, recorded_at FROM log_events
            WHERE tenant_id = \(scope.tenant) AND stream = \(stream) ORDER BY version DESC LIMIT 1
            """)
        guard let row else { return }
        (version, link, recordedAt) = (try row[0], Link(try row[1]), try row[2])
    }
}

extension Event {
    func insertion(with link: Link) -> SQL {
        """
        INSERT INTO log_events (
            tenant_id, stream, version, id, kind, schema_version, occurred_at, recorded_at, actor, trace, body, link
        ) VALUES (
            \(tenant), \(stream), \(version), \(idText), \(kind.text), \(schemaVersion), \(occurredAt), \(recordedAt),
            \(actor), \(trace), \(body), \(link.bytes)
        )
        """
    }
}

extension Session {
    /// Else one that is slow loses its place again and again to those that are quick.
    func takeTurn(appendingTo stream: StreamName, in scope: Scope) throws {
        try takeTurn(named: "\(scope.tenant.text)/\(stream.text)")
    }

    /// The event's position; nil when another transaction has committed an event of that version. Waits for one
    /// that is about to.
    fileprivate func place(_ event: Event, _ link: Link) throws -> Int64? {
        try firstRow(
            """
            \(event.insertion(with: link)) ON CONFLICT (tenant_id, stream, version) DO NOTHING RETURNING position
            """
        ).map { try $0[0] }
    }
}
