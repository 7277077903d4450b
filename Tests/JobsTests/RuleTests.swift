import Core
import Jobs
import LuxTesting
import Testing

@Suite struct `Turns` {
    @Test func `give each tenant its weight of any number of places`() {
        var turns = TenantTurns()
        turns.seat([.init(tenant: lark, weight: 1), .init(tenant: wren, weight: 3)])
        var got: [TenantID: Int] = [:]
        for places in [1, 1, 1, 1, 7, 13, 16] {
            for turn in turns.deal(places, tenantsMax: 8) { got[turn.tenant, default: 0] += turn.count }
        }
        #expect(got == [lark: 10, wren: 30])
    }

    @Test func `come round to every tenant when there are more than one deal serves`() {
        var turns = TenantTurns()
        let tenants = (0..<20).map { TenantID("t\($0)") }
        turns.seat(tenants.map { .init(tenant: $0, weight: 1) })
        var got: [TenantID: Int] = [:]
        for _ in 0..<50 {
            let dealt = turns.deal(8, tenantsMax: 4)
            #expect(dealt.count <= 4 && dealt.reduce(0) { $0 + $1.count } == 8)
            for turn in dealt { got[turn.tenant, default: 0] += turn.count }
        }
        #expect(got.values.allSatisfy { (18...22).contains($0) })
    }

    @Test func `pass over a tenant that had less than its turn`() {
        var turns = TenantTurns()
        turns.seat([.init(tenant: lark, weight: 1), .init(tenant: wren, weight: 1)])
        for turn in turns.deal(10, tenantsMax: 8) {
            turns.settle(turn, got: turn.tenant == lark ? 2 : turn.count)
        }
        #expect(turns.deal(3, tenantsMax: 8) == [.init(tenant: wren, count: 3)])
    }
}

@Suite struct `A watch over leases` {
    private static let lease: JobLease = {
        var random = SplitMix64(seed: 3)
        return JobLease(
            tenant: lark, id: .make(at: Instant(milliseconds: 0), random: &random), fence: 1)
    }()

    /// Whether the lease counts as lost after looks at these seconds of the ticks, when the calendar says `now`.
    private func isLost(_ looks: [Int], until: (Int) -> Int, now: (Int) -> Int) -> Bool {
        var watch = LeaseWatch(duration: .seconds(30))
        var isLost = false
        for second in looks {
            let lost = watch.look(
                [.init(lease: Self.lease, until: Instant(milliseconds: Int64(until(second)) * 1000))],
                now: Instant(milliseconds: Int64(now(second)) * 1000),
                at: Ticks(nanoseconds: UInt64(second) * 1_000_000_000))
            isLost = isLost || !lost.isEmpty
        }
        return isLost
    }

    @Test func `sees one that ran out and is not extended`() {
        #expect(isLost([0, 10, 20, 31], until: { _ in 30 }, now: { $0 }))
        #expect(!isLost([0, 10, 20, 29], until: { _ in 30 }, now: { $0 }))
    }

    @Test func `takes none on first sight, however long it ran out`() {
        #expect(!isLost([0, 14], until: { _ in -5_000 }, now: { $0 }))
        #expect(isLost([0, 15], until: { _ in -5_000 }, now: { $0 }))
    }

    @Test func `spares one that is extended, whatever the clocks say`() {
        #expect(!isLost(Array(stride(from: 0, to: 600, by: 7)), until: { $0 / 10 * 10 - 3600 }, now: { $0 }))
    }

    @Test func `sees one that ran out while the clock stands far behind`() {
        #expect(isLost([0, 30, 60], until: { _ in 30 }, now: { $0 - 3600 }))
    }
}

@Suite struct `A rate` {
    @Test func `lets its burst through at once and then its rate`() {
        var gate = RateGate(JobRate(3, per: .seconds(1), burst: 2), fullAt: 0)
        let start = Instant(milliseconds: 1_000_000)
        #expect(gate.room(at: start) == 2)
        gate.take(2, at: start)
        #expect(gate.room(at: start) == 0)
        #expect(gate.nextAt(start) == start.advanced(by: .milliseconds(334)))
        var passed = 0
        for millisecond in 0...10_000 {
            let now = start.advanced(by: .milliseconds(millisecond))
            while gate.room(at: now) > 0 {
                gate.take(1, at: now)
                passed += 1
            }
        }
        #expect((29...30).contains(passed))
    }

    @Test func `is not closed for long by a clock that was set back`() {
        var gate = RateGate(JobRate(1, per: .seconds(10), burst: 1), fullAt: 0)
        gate.take(1, at: Instant(milliseconds: 10_000_000))
        let back = Instant(milliseconds: 1_000)
        #expect(gate.room(at: back) == 0)
        // Whoever opens it next brings the number back to the clock.
        gate.take(0, at: back)
        #expect(gate.room(at: back.advanced(by: .seconds(10))) == 1)
    }
}
