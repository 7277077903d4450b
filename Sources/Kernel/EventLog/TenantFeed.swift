package import Core
import Crypto
package import Facts
import Persistence

/// Where a tenant's reader of events is. Its text is opaque to the reader and of no use to another tenant.
package struct FeedCursor: Hashable, Sendable {
    package let epoch: String
    package let position: Int64
    private let owner: String

    init(_ epoch: LogEpoch, _ position: Int64, _ tenant: TenantID) {
        (self.epoch, self.position, owner) = (epoch.id, position, Self.mark(of: tenant))
    }

    package var text: String { "\(position).\(owner).\(epoch)" }

    package init(_ text: String, in scope: Scope) throws(FeedRefused) {
        let parts = text.split(separator: ".", maxSplits: 2, omittingEmptySubsequences: false)
        guard parts.count == 3, let position = Int64(parts[0]), position >= 0,
            parts[1] == Self.mark(of: scope.tenant), parts[2].utf8.count <= 64
        else { throw .notACursor }
        (self.position, owner, epoch) = (position, String(parts[1]), String(parts[2]))
    }

    /// Tells cursors of one tenant from those of another; keeps nobody from making one up, which only reads the
    /// tenant's own events from elsewhere.
    private static func mark(of tenant: TenantID) -> String {
        Hexadecimal.text(SHA256.hash(data: Array(("lux.feed.1" + tenant.text).utf8)).prefix(8))
    }
}

package enum FeedRefused: Refusal, Hashable {
    case notACursor
    /// The log was restored since the cursor was given out.
    case otherEpoch

    package var problem: Problem {
        switch self {
        case .notACursor: Problem(.cursorNotValid, "This is no cursor of this list.")
        case .otherEpoch: Problem(.logRestored, "The log was restored since this cursor was given out.")
        }
    }
}

package struct FeedPage: Hashable, Sendable {
    package let events: [Event]
    /// Continues behind this page, now or later.
    package let next: FeedCursor
    /// There is nothing more at this moment.
    package let isAtEnd: Bool
}

extension LogWatch {
    /// A tenant's own events of all streams, in order, for a reader who keeps a cursor. A page may be empty though
    /// more are to come: one answer looks through a bounded part of the log.
    package func feed(
        after cursor: FeedCursor?, of kinds: [FactKind]? = nil, limit: Int, in scope: Scope
    ) async throws -> FeedPage {
        let sight = try await look()
        if let cursor, cursor.epoch != sight.epoch.id { throw FeedRefused.otherEpoch }
        let start = cursor?.position ?? 0
        let count = min(max(limit, 1), LogLimits.pageMax)
        let page = try await database.read(in: scope) { session in
            try EventPage(
                after: start, upTo: sight.settled, of: kinds, for: scope.tenant, limit: count, session)
        }
        let through = max(start, page.through)
        return FeedPage(
            events: page.events, next: FeedCursor(sight.epoch, through, scope.tenant),
            isAtEnd: through >= sight.settled)
    }
}
