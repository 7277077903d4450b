import Core

/// Where a follower stands and how it goes on: a plain state machine without storage or clock.
///
/// Several events are handled at once. When that fails, they are tried one by one, so that the one that is to
/// blame is known and those before it are done. At that one the follower stays: it tries again after longer and
/// longer waits and never passes it by itself.
package struct Pursuit: Sendable {
    /// Attempts at one event after which the follower counts as stuck.
    package static let stuckAttempts = 5
    static let waitMin = Duration.milliseconds(100)
    static let waitMax = Duration.seconds(60)
    /// Positions looked through in vain before the cursor is moved just for that.
    static let skimmedMax: Int64 = 10_000

    private let batchMax: Int
    /// Where the cursor is.
    package private(set) var committed: Int64
    /// Up to where there is nothing left to do.
    package private(set) var scanned: Int64
    private var carefulUntil: Int64
    package private(set) var failedPosition: Int64?
    package private(set) var attempts: Int

    package init(at position: Int64, batchMax: Int, failedPosition: Int64? = nil, attempts: Int = 0) {
        self.batchMax = max(1, batchMax)
        (committed, scanned) = (position, position)
        carefulUntil = failedPosition ?? 0
        (self.failedPosition, self.attempts) = (failedPosition, failedPosition == nil ? 0 : attempts)
    }

    /// Events to take at once.
    package var limit: Int { scanned < carefulUntil ? 1 : batchMax }
    package var isStuck: Bool { attempts >= Self.stuckAttempts }

    /// There was nothing to do up to here. True when the cursor should be moved for it.
    package mutating func skimmed(through position: Int64) -> Bool {
        scanned = max(scanned, position)
        return scanned - committed >= Self.skimmedMax
    }

    /// The cursor was moved to here, with all effects.
    package mutating func moved(to position: Int64) {
        (committed, scanned) = (position, max(scanned, position))
        if let failed = failedPosition, position >= failed { (failedPosition, attempts) = (nil, 0) }
    }

    /// - Returns: how long to wait before the next attempt
    package mutating func failed(first: Int64, last: Int64, random: UInt64) -> Duration {
        carefulUntil = max(carefulUntil, last)
        guard first == last else { return .zero }
        attempts = failedPosition == first ? attempts + 1 : 1
        failedPosition = first
        return Self.wait(afterAttempt: attempts, random: random)
    }

    /// Doubles, with up to a quarter less by chance, so that many followers of one broken thing spread out.
    static func wait(afterAttempt attempt: Int, random: UInt64) -> Duration {
        let ceiling = min(waitMax, waitMin * (1 << min(attempt, 20)))
        return ceiling - ceiling * Double(random >> 40) / Double(1 << 26)
    }
}
