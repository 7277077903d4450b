package import Core

/// A job to be enqueued.
package struct NewJob: Hashable, Sendable {
    /// The name of its `JobKind`.
    package var kind: String
    package var payload: [UInt8]
    /// While a job of this tenant and kind with this key lives, another is not made.
    package var uniqueKey: String?
    /// The key goes on counting so long after the job's end.
    package var uniqueFor: Duration = .zero
    package var whenTaken = WhenTaken.answerExisting
    /// Higher comes first, within a tenant.
    package var priority = 0
    /// Counted from the enqueuing; the later of both counts.
    package var delay: Duration = .zero
    package var notBefore: Instant?
    package var limit: JobLimit?
    /// In place of the kind's own number.
    package var attemptsMax: Int?
    /// Enqueued one after the other, each when the one before has succeeded; each is told that one's result.
    package var then: [NewJob] = []

    package enum WhenTaken: Hashable, Sendable {
        case answerExisting
        case refuse
    }

    package init(_ kind: String, bytes: [UInt8], uniqueKey: String? = nil) {
        (self.kind, payload, self.uniqueKey) = (kind, bytes, uniqueKey)
    }

    package init(_ kind: String, payload: JSON = .object([]), uniqueKey: String? = nil) {
        self.init(kind, bytes: payload.bytes, uniqueKey: uniqueKey)
    }
}

/// Holds the jobs of one key back, in all processes together. Keys belong to their tenant.
package struct JobLimit: Hashable, Sendable {
    package var key: String
    /// How many may run at once.
    package var runningMax: Int?
    /// How many may start.
    package var rate: JobRate?

    package init(key: String, runningMax: Int? = nil, rate: JobRate? = nil) {
        (self.key, self.runningMax, self.rate) = (key, runningMax, rate)
    }
}

/// So many starts in such a time, of which so many may come at once.
package struct JobRate: Hashable, Sendable {
    package let count: Int
    package let period: Duration
    package let burst: Int

    /// - Parameter period: from a millisecond to a year.
    package init(_ count: Int, per period: Duration, burst: Int = 1) {
        (self.count, self.period, self.burst) = (count, period, burst)
    }
}

/// What enqueuing came to.
package struct Enqueued: Hashable, Sendable {
    package let id: ID<Job>
    /// False when a job with the same unique key was there; `id` is that one's.
    package let isNew: Bool

    package init(id: ID<Job>, isNew: Bool) {
        (self.id, self.isNew) = (id, isNew)
    }
}
