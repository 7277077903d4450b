package import Core

/// Deals the places of a queue to the tenants that have jobs in it, by their weights: smooth weighted round
/// robin, as nginx shares requests between servers. However many jobs a tenant has, it gets its share and no
/// more while others wait. Each process deals for itself, so that enqueuing and claiming lock nothing common.
package struct TenantTurns: Sendable {
    package struct Turn: Hashable, Sendable {
        package let tenant: TenantID
        package let count: Int

        package init(tenant: TenantID, count: Int) {
            (self.tenant, self.count) = (tenant, count)
        }
    }

    package struct Entrant: Hashable, Sendable {
        package let tenant: TenantID
        package let weight: Int

        package init(tenant: TenantID, weight: Int) {
            (self.tenant, self.weight) = (tenant, weight)
        }
    }

    private struct Seat {
        let tenant: TenantID
        var weight: Int
        /// Rises by the weight with every place dealt, falls by the sum of weights with every place got.
        var claim: Int
    }

    private var seats: [Seat] = []

    package init() {}

    package var isEmpty: Bool { seats.isEmpty }

    /// Those who were in keep their standing; others come in at the end with none.
    package mutating func seat(_ entrants: [Entrant]) {
        let weights = Dictionary(entrants.map { ($0.tenant, $0.weight) }) { first, _ in first }
        seats = seats.compactMap { seat in
            weights[seat.tenant].map { Seat(tenant: seat.tenant, weight: $0, claim: seat.claim) }
        }
        let seated = Set(seats.map(\.tenant))
        for entrant in entrants where !seated.contains(entrant.tenant) {
            seats.append(Seat(tenant: entrant.tenant, weight: entrant.weight, claim: 0))
        }
    }

    /// Shares `places` out, to at most `tenantsMax` tenants; the others come first the next time.
    package mutating func deal(_ places: Int, tenantsMax: Int) -> [Turn] {
        guard !seats.isEmpty, places > 0 else { return [] }
        let sum = seats.reduce(0) { $0 + $1.weight }
        var (counts, order): ([Int: Int], [Int]) = ([:], [])
        for _ in 0..<places {
            for index in seats.indices { seats[index].claim += seats[index].weight }
            let choice = order.count < tenantsMax ? Array(seats.indices) : order
            guard let best = choice.max(by: { seats[$0].claim < seats[$1].claim }) else { break }
            seats[best].claim -= sum
            if counts[best] == nil { order.append(best) }
            counts[best, default: 0] += 1
        }
        return order.map { Turn(tenant: seats[$0].tenant, count: counts[$0] ?? 0) }
    }

    /// A tenant that had fewer jobs than its turn has no more for now.
    package mutating func settle(_ turn: Turn, got: Int) {
        guard got < turn.count else { return }
        seats.removeAll { $0.tenant == turn.tenant }
    }
}
