import Core
import Facts
import Persistence

/// An event with the link that is stored beside it.
struct LinkedEvent: Sendable {
    static let pageMax = 1_000

    let event: Event
    let link: Link

    /// In the order of streams and their versions, after this event.
    static func page(after last: Event?, _ session: any Session) throws -> [LinkedEvent] {
        var range: SQL = "position > 0"
        if let last {
            range = "(tenant_id, stream, version) > (\(last.tenant), \(last.stream), \(last.version))"
        }
        let order: SQL = "tenant_id, stream, version"
        let count = try EventPage.fitting(range, by: order, limit: pageMax, session)
        return try session.rows(
            "SELECT \(Event.columns), link FROM log_events WHERE \(range) ORDER BY \(order) LIMIT \(count)"
        ).map { LinkedEvent(event: try Event($0), link: Link(try $0[12])) }
    }
}

/// Checks the chains of all streams, one event after the other.
struct ChainWalk {
    private(set) var last: Event?
    private var link = Link.none
    private(set) var events: Int64 = 0
    private(set) var streams: Int64 = 0

    /// Nil when the event is what the one before it leads to expect.
    mutating func step(_ linked: LinkedEvent) -> LogVerification.Damage? {
        let event = linked.event
        let isSameStream = last?.tenant == event.tenant && last?.stream == event.stream
        let before = isSameStream ? last : nil
        let place = LogVerification.EventPlace(
            tenant: event.tenant, stream: event.stream, version: event.version, position: event.position)
        let expected = (before?.version ?? 0) + 1
        if event.version > expected {
            return .missing(tenant: event.tenant, stream: event.stream, version: expected)
        }
        guard event.version == expected, Link(event, after: isSameStream ? link : .none) == linked.link else {
            return .changed(place)
        }
        if let before, event.position <= before.position { return .reordered(place) }
        events += 1
        if !isSameStream { streams += 1 }
        (last, link) = (event, linked.link)
        return nil
    }
}
