package import Core
package import Persistence
import Synchronization

/// Appends in transactions of its own, for those who change nothing else, and remembers where streams end: the next
/// event goes to its place in one round trip, and what was remembered is proven by the insert itself.
package final class LogAppender: Sendable {
    private let log: EventLog
    private let database: any Database
    private let heads: Mutex<StreamHeads>

    package init(_ log: EventLog, on database: any Database) {
        (self.log, self.database) = (log, database)
        heads = Mutex(StreamHeads(countMax: LogLimits.headsRememberedMax))
    }

    /// - Throws: `AppendRefused`; nothing is appended then.
    @discardableResult
    package func append(
        _ events: [NewEvent], to stream: StreamName, expecting expectation: Expectation = .any,
        by actor: String = "lux", in scope: Scope
    ) async throws -> Appended {
        try EventLog.check(events, by: actor)
        if let done = try await appendToKnown(events, to: stream, expectation, by: actor, in: scope) {
            return done
        }
        for _ in 0..<LogLimits.appendAttemptsMax {
            do {
                let (appended, head) = try await database.write(in: scope) { [log] session in
                    try log.appendLast(
                        events, to: stream, expecting: expectation, by: actor, in: scope, session)
                }
                remember(head, of: stream, in: scope)
                return appended
            } catch let error as DatabaseError where error.kind == .uniqueViolation {
                // Another transaction came first. Where its version was not the wanted one, the next try says so.
            }
        }
        throw AppendRefused.crowded(stream)
    }

    /// Nil when what is remembered is not enough, or no longer true.
    private func appendToKnown(
        _ events: [NewEvent], to stream: StreamName, _ expectation: Expectation, by actor: String,
        in scope: Scope
    ) async throws -> Appended? {
        let key = StreamHeads.Key(tenant: scope.tenant, stream: stream)
        // Taken out: of two that append at once, one reads the stream's end anew, and one that fails leaves nothing
        // to be believed.
        guard events.count == 1, let (head, sinceTurn) = heads.withLock({ $0.take(key) }),
            expectation.holds(for: head.version),
            let (event, link) = log.chain(events, to: stream, after: head, by: actor, in: scope).first
        else { return nil }
        let takesTurn = sinceTurn >= LogLimits.appendsWithoutTurnMax
        let position: Int64? = try await database.write(in: scope) { session in
            if takesTurn { try session.takeTurn(appendingTo: stream, in: scope) }
            try session.ring(EventLog.bell)
            return try session.lastRows(
                """
                \(event.insertion(with: link)) ON CONFLICT (tenant_id, stream, version) DO NOTHING RETURNING position
                """
            ).first.map { try $0[0] }
        }
        guard let position else { return nil }
        remember(StreamHead(event, link), of: stream, in: scope, sinceTurn: takesTurn ? 0 : sinceTurn + 1)
        return Appended(version: event.version, ids: [event.id].compactMap(\.self), position: position)
    }

    private func remember(_ head: StreamHead, of stream: StreamName, in scope: Scope, sinceTurn: Int = 0) {
        heads.withLock { $0.put((head, sinceTurn), for: .init(tenant: scope.tenant, stream: stream)) }
    }
}

extension EventLog {
    fileprivate func appendLast(
        _ events: [NewEvent], to stream: StreamName, expecting expectation: Expectation, by actor: String,
        in scope: Scope, _ session: any Session
    ) throws -> (Appended, StreamHead) {
        try session.takeTurn(appendingTo: stream, in: scope)
        let head = try StreamHead(of: stream, in: scope, session)
        guard expectation.holds(for: head.version) else {
            throw AppendRefused.conflict(stream, expected: expectation, found: head.version)
        }
        let chained = chain(events, to: stream, after: head, by: actor, in: scope)
        guard let last = chained.last else {
            return (Appended(version: head.version, ids: [], position: 0), head)
        }
        if chained.count > 1 {
            try session.execute(all: chained.dropLast().map { $0.event.insertion(with: $0.link) })
        }
        try session.ring(Self.bell)
        let rows = try session.lastRows("\(last.event.insertion(with: last.link)) RETURNING position")
        let appended = Appended(
            version: last.event.version, ids: chained.compactMap(\.event.id),
            position: try rows.first.map { try $0[0] } ?? 0)
        return (appended, StreamHead(last.event, last.link))
    }
}

extension StreamHead {
    fileprivate init(_ event: Event, _ link: Link) {
        (version, self.link, recordedAt) = (event.version, link, event.recordedAt)
    }
}

/// Where streams ended when this process last appended to them. Bounded by forgetting, half at a time, what was not
/// asked for lately.
private struct StreamHeads {
    struct Key: Hashable {
        let tenant: TenantID
        let stream: StreamName
    }

    /// A stream's end, and how many appends ago its turn was taken.
    typealias Remembered = (head: StreamHead, sinceTurn: Int)

    private let halfMax: Int
    private var young: [Key: Remembered] = [:]
    private var old: [Key: Remembered] = [:]

    init(countMax: Int) {
        halfMax = max(1, countMax / 2)
    }

    mutating func take(_ key: Key) -> Remembered? {
        let (young, old) = (young.removeValue(forKey: key), old.removeValue(forKey: key))
        return young ?? old
    }

    mutating func put(_ remembered: Remembered, for key: Key) {
        old[key] = nil
        if young.count >= halfMax { (old, young) = (young, [:]) }
        young[key] = remembered
    }
}
