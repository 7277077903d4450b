package import Core

/// Up to which position nothing can be committed any more that is not visible already.
///
/// A transaction draws its positions before it commits, so position 2 can be visible while 1 is still to come; a
/// reader that went on behind 2 would never see 1. But a transaction draws a position only after it has opened the
/// table for writing. So once a position is visible, whoever could still commit at or below it has the table open
/// already, and is named by anyone who asks later. The position and those names are a barrier; when all of them have
/// ended, everything up to the position is settled.
///
///     observation     1: writers {a}, highest 7   2: writers {a, b}, highest 9   3: writers {b, c}   4: writers {c}
///     barriers        -                           7 {a, b}                       7 {b}  9 {b, c}     7 {}  9 {c}
///     settled         0                           0                              0                   7
///
/// What an observation settles holds for every snapshot begun after its writers were asked for. Observations are
/// made one after the other.
package struct Horizon: Sendable {
    private struct Barrier {
        let highest: Int64
        var writers: Set<String>
    }

    /// One long writer stands in all barriers at once; more would settle no sooner when it ends.
    package static let barriersMax = 64

    package private(set) var settled: Int64 = 0
    /// The highest position seen.
    package private(set) var highest: Int64 = 0
    private var barriers: [Barrier] = []
    private var firstSeen: [String: Ticks] = [:]

    package init() {}

    /// - Parameters:
    ///   - writers: who had the table open for writing
    ///   - highest: the highest position of a snapshot begun after they were asked for
    /// - Returns: up to where the log is settled
    @discardableResult
    package mutating func observe(writers: Set<String>, highest: Int64, at moment: Ticks) -> Int64 {
        for index in barriers.indices { barriers[index].writers.formIntersection(writers) }
        // The highest of before, which was visible when the writers were asked for.
        let known = self.highest
        if barriers.count < Self.barriersMax, known > max(settled, barriers.last?.highest ?? 0) {
            barriers.append(Barrier(highest: known, writers: writers))
        }
        self.highest = max(known, highest)
        if let last = barriers.last(where: \.writers.isEmpty) {
            settled = last.highest
            barriers.removeAll { $0.highest <= last.highest }
        }
        note(writers, at: moment)
        return settled
    }

    private mutating func note(_ writers: Set<String>, at moment: Ticks) {
        firstSeen = firstSeen.filter { writers.contains($0.key) }
        for writer in writers where firstSeen[writer] == nil { firstSeen[writer] = moment }
    }

    /// Something is visible that is not settled.
    package var isWaiting: Bool { settled < highest }

    /// Since when the longest of the writers has been seen that something waits for.
    package var oldestWriter: (name: String, since: Ticks)? {
        barriers.first?.writers.compactMap { name in firstSeen[name].map { (name, $0) } }
            .min { ($0.1, $0.0) < ($1.1, $1.0) }
    }
}
