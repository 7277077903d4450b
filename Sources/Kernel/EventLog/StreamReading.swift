package import Core
package import Persistence

/// Up to where a stream is read.
package enum AsOf: Hashable, Sendable {
    case now
    case version(Int64)
    /// What was known at that moment.
    case moment(Instant)
}

extension EventLog {
    /// The events of a stream after a version, oldest first, `LogLimits.pageMax` at most.
    package func events(
        of stream: StreamName, after version: Int64 = 0, asOf end: AsOf = .now,
        limit: Int = LogLimits.pageMax,
        in scope: Scope, _ session: any Session
    ) throws -> [Event] {
        var condition: SQL = "tenant_id = \(scope.tenant) AND stream = \(stream) AND version > \(version)"
        switch end {
        case .now: break
        case .version(let last): condition = "\(condition) AND version <= \(last)"
        case .moment(let moment): condition = "\(condition) AND recorded_at <= \(moment)"
        }
        let count = min(max(limit, 0), LogLimits.pageMax)
        return try session.rows(
            "SELECT \(Event.columns) FROM log_events WHERE \(condition) ORDER BY version LIMIT \(count)"
        ).map(Event.init)
    }

    /// Hands all of a stream to `visit` in pages, so that a long one is never in memory as a whole.
    package func replay(
        _ stream: StreamName, after version: Int64 = 0, asOf end: AsOf = .now, in scope: Scope,
        _ session: any Session, _ visit: (Event) throws -> Void
    ) throws {
        var last = version
        while true {
            let page = try events(of: stream, after: last, asOf: end, in: scope, session)
            for event in page { try visit(event) }
            guard page.count == LogLimits.pageMax else { return }
            last = page[page.count - 1].version
        }
    }

    /// Zero for a stream that has no events.
    package func version(of stream: StreamName, in scope: Scope, _ session: any Session) throws -> Int64 {
        try StreamHead(of: stream, in: scope, session).version
    }
}
