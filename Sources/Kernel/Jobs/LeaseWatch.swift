package import Core

/// Tells which leases have run out by watching them, so that a clock that was set wrong on one machine takes no
/// job from another: a worker that lives changes its leases well before half of one has passed.
package struct LeaseWatch: Sendable {
    package struct Lease: Hashable, Sendable {
        package let lease: JobLease
        package let until: Instant

        package init(lease: JobLease, until: Instant) {
            (self.lease, self.until) = (lease, until)
        }
    }

    private struct Sighting {
        let until: Instant
        let since: Ticks
    }

    private let duration: Duration
    private var sightings: [JobLease: Sighting] = [:]

    package init(duration: Duration) {
        self.duration = duration
    }

    /// - Parameter leases: all there are now.
    /// - Returns: those that nobody extends any more.
    package mutating func look(_ leases: [Lease], now: Instant, at ticks: Ticks) -> [Lease] {
        var (kept, lost): ([JobLease: Sighting], [Lease]) = ([:], [])
        kept.reserveCapacity(leases.count)
        for lease in leases {
            let known = sightings[lease.lease].flatMap { $0.until == lease.until ? $0 : nil }
            let sighting = known ?? Sighting(until: lease.until, since: ticks)
            kept[lease.lease] = sighting
            if isLost(sighting, for: ticks.since(sighting.since), now: now) { lost.append(lease) }
        }
        sightings = kept
        return lost
    }

    /// Where all clocks were set back, what they say is no help; then it takes longer.
    private func isLost(_ sighting: Sighting, for time: Duration, now: Instant) -> Bool {
        time >= duration * 2 || (sighting.until < now && time * 2 >= duration)
    }
}
