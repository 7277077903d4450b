package import Core
package import Facts
package import Persistence

/// What a follower gets at once.
package struct Batch: Sendable {
    /// In the order of the log; never empty.
    package let events: [Event]
    package let epoch: LogEpoch
    /// Which life of a read model this feeds; 0 for what has only one.
    package let generation: Int64
}

/// Some events of the log in order, and how far was looked for them.
package struct EventPage: Sendable {
    /// Bodies of one page, together. A page with one event may be larger.
    static let bytesMax = 8 * 1_048_576

    package let events: [Event]
    package let through: Int64

    /// Events after one position and up to another, of these kinds; all kinds for nil.
    package init(
        after start: Int64, upTo end: Int64, of kinds: [FactKind]?, for tenant: TenantID? = nil, limit: Int,
        _ session: any Session
    ) throws {
        let last = min(end, start.addingReportingOverflow(LogLimits.windowPositionsMax).partialValue)
        guard start < last else {
            (events, through) = ([], start)
            return
        }
        var range: SQL = "position > \(start) AND position <= \(last)"
        if let tenant { range = "tenant_id = \(tenant) AND \(range)" }
        if let kinds { range = "\(range) AND kind IN \(list: kinds.map(\.text))" }
        let count = try Self.fitting(range, by: "position", limit: limit, session)
        events = try session.rows(
            "SELECT \(Event.columns) FROM log_events WHERE \(range) ORDER BY position LIMIT \(count)"
        ).map(Event.init)
        through = events.count < count ? last : events[events.count - 1].position
    }

    /// How many events of the range a page can hold. Asked before they are read: a thousand of the largest would
    /// fill the memory.
    static func fitting(_ range: SQL, by order: SQL, limit: Int, _ session: any Session) throws -> Int {
        var count = limit
        while count > 1 {
            let bytes: Int64? = try session.firstRow(
                """
                SELECT CAST(SUM(size) AS BIGINT) FROM (
                    SELECT length(body) AS size FROM log_events WHERE \(range) ORDER BY \(order) LIMIT \(count)) AS page
                """
            ).flatMap { try $0[0] }
            guard let bytes, bytes > bytesMax else { return count }
            count /= 2
        }
        return max(count, 1)
    }
}
