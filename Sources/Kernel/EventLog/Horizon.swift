package import Core

/// Up to which position nothing can be committed any more that is not visible already.
///
/// A transaction draws its positions before it commits, so position 2 can be visible while 1 is still to come; a
/// reader that went on behind 2 would never see 1. But a transaction draws a position only after it has opened the
/// table for writing. So whoever could still commit at or below the highest visible position is among those who
/// have the table open at a later moment. Such a pair is a barrier; once all its writers have ended, everything up
/// to its position is settled.
///
///     observation        1: highest 7, writers {a, b}    2: highest 9, writers {b, c}    3: highest 9, writers {c}
///     barriers           7 {a, b}                        7 {b}   9 {b, c}                7 {}   9 {c}
///     settled            0                               0                               7
///
/// Observations are made one after the other. What one settles holds for snapshots begun after it.
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
    ///   - highest: the highest position of a snapshot
    ///   - writers: who had the table open for writing at a moment after the snapshot was taken
    @discardableResult
    package mutating func observe(highest: Int64, writers: Set<String>, at moment: Ticks) -> Int64 {
        self.highest = max(self.highest, highest)
        for index in barriers.indices { barriers[index].writers.formIntersection(writers) }
        if barriers.count < Self.barriersMax, highest > max(settled, barriers.last?.highest ?? 0) {
            barriers.append(Barrier(highest: highest, writers: writers))
        }
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
    package var isWaiting: Bool { !barriers.isEmpty }

    /// Since when the longest of the writers has been seen that something waits for.
    package var oldestWriter: (name: String, since: Ticks)? {
        barriers.first?.writers.compactMap { name in firstSeen[name].map { (name, $0) } }
            .min { ($0.1, $0.0) < ($1.1, $1.0) }
    }
}
