package import Core
package import Persistence

extension EventLog {
    /// Appends in a transaction of its own, for those who change nothing else: the last insert commits in the same
    /// round trip.
    @discardableResult
    package func append(
        _ events: [NewEvent], to stream: StreamName, expecting expectation: Expectation = .any,
        by actor: String = "lux", in scope: Scope, on database: any Database
    ) async throws -> Appended {
        try Self.check(events, by: actor)
        for _ in 0..<LogLimits.appendAttemptsMax {
            do {
                return try await database.write(in: scope) { session in
                    try appendLast(events, to: stream, expecting: expectation, by: actor, in: scope, session)
                }
            } catch let error as DatabaseError where error.kind == .uniqueViolation {
                // Another transaction came first. Where its version was not the wanted one, the next try says so.
            }
        }
        throw AppendRefused.crowded(stream)
    }

    private func appendLast(
        _ events: [NewEvent], to stream: StreamName, expecting expectation: Expectation, by actor: String,
        in scope: Scope, _ session: any Session
    ) throws -> Appended {
        let head = try StreamHead(of: stream, in: scope, session)
        guard expectation.holds(for: head.version) else {
            throw AppendRefused.conflict(stream, expected: expectation, found: head.version)
        }
        let chained = chain(events, to: stream, after: head, by: actor, in: scope)
        guard let last = chained.last else { return Appended(version: head.version, ids: [], position: 0) }
        if chained.count > 1 {
            try session.execute(all: chained.dropLast().map { $0.event.insertion(with: $0.link) })
        }
        try session.ring(Self.bell)
        let rows = try session.lastRows("\(last.event.insertion(with: last.link)) RETURNING position")
        return Appended(
            version: last.event.version, ids: chained.compactMap(\.event.id),
            position: try rows.first.map { try $0[0] } ?? 0)
    }
}
