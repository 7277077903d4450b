import Core
package import Facts
package import Persistence

/// Somebody who hears of events, in order, each at least once; those who change only rows hear it exactly once.
package struct Follower: Sendable {
    package enum Work: Sendable {
        /// Changes rows. They and the cursor are one transaction: each event counts exactly once.
        case apply(@Sendable (Batch, any Session) throws -> Void)
        /// Acts outside. The cursor moves afterwards, so after a crash some events come again; what is done must
        /// bear that, by their ids for instance. Ends promptly when it is cancelled.
        case deliver(@Sendable (Batch) async throws -> Void)
    }

    package enum Start: Sendable {
        /// With the first event that there is.
        case beginning
        /// With what comes after it was first run.
        case now
    }

    package static let batchMax = 500

    /// Its name in the database and in metrics; kebab-case, never changed.
    package let name: String
    /// Nil for all.
    package let kinds: [FactKind]?
    package var start: Start
    /// Events at once.
    package var batchMax: Int
    /// One delivery longer than this has failed.
    package var deliveryMax: Duration = .seconds(60)
    package let work: Work

    package init(
        _ name: String, of kinds: [FactKind]? = nil, from start: Start = .beginning,
        batchMax: Int = Follower.batchMax, _ work: Work
    ) {
        (self.name, self.kinds, self.start, self.work) = (name, kinds, start, work)
        self.batchMax = min(max(1, batchMax), LogLimits.pageMax)
    }
}
