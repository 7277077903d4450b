import Core
import EventLog
import LuxTesting
import Testing

@Suite struct `The horizon` {
    private static func observe(
        _ horizon: inout Horizon, _ writers: Set<String>, _ highest: Int64, at second: UInt64 = 0
    ) -> Int64 {
        horizon.observe(
            writers: writers, highest: highest, at: Ticks(nanoseconds: second * 1_000_000_000))
    }

    @Test func `settles what was visible once those who could come below it have ended`() {
        var horizon = Horizon()
        let steps: [(Set<String>, Int64, Int64)] = [
            (["a"], 7, 0), (["a", "b"], 9, 0), (["b", "c"], 9, 0), (["c"], 9, 7), (["d"], 9, 9),
        ]
        for (writers, highest, settled) in steps {
            #expect(Self.observe(&horizon, writers, highest) == settled)
        }
    }

    @Test func `settles at the second look where nobody writes`() {
        var horizon = Horizon()
        #expect(Self.observe(&horizon, [], 5) == 0)
        #expect(horizon.isWaiting)
        #expect(Self.observe(&horizon, [], 8) == 5)
        #expect(Self.observe(&horizon, [], 8) == 8)
        #expect(!horizon.isWaiting)
    }

    @Test func `waits for a long writer without growing, and says who it is`() throws {
        var horizon = Horizon()
        _ = Self.observe(&horizon, ["long"], 1, at: 10)
        for second in UInt64(11)..<2_000 {
            #expect(Self.observe(&horizon, ["long", "w\(second)"], Int64(second), at: second) == 0)
        }
        let oldest = try #require(horizon.oldestWriter)
        #expect(oldest.name == "long" && oldest.since == Ticks(nanoseconds: 10_000_000_000))
        #expect(Self.observe(&horizon, [], 2_000) > 0)
        #expect(Self.observe(&horizon, [], 2_000) == 1_999 || horizon.settled == 2_000)
        #expect(Self.observe(&horizon, [], 2_000) == 2_000)
    }

    /// Positions that transactions draw and commit in any order, seen by one who looks now and then: between asking
    /// for the writers and taking the snapshot, the world goes on.
    @Test func `never passes a position that is still to come, whatever the schedule`() {
        for seed in UInt64(0)..<3_000 {
            var world = World(seed: seed)
            var horizon = Horizon()
            for _ in 0..<60 {
                world.goOn()
                let writers = world.writers
                world.goOn()
                let settled = Self.observe(&horizon, writers, world.highestCommitted)
                #expect(settled <= world.lowestOpen - 1, "seed \(seed)")
            }
            world.endAll()
            for _ in 0..<2 { _ = Self.observe(&horizon, world.writers, world.highestCommitted) }
            #expect(horizon.settled == world.highestCommitted, "seed \(seed) does not settle")
        }
    }
}

private struct World {
    private var random: SplitMix64
    private var open: [String: [Int64]] = [:]
    private var next: Int64 = 1
    private var names = 0
    private(set) var highestCommitted: Int64 = 0

    init(seed: UInt64) { random = SplitMix64(seed: seed) }

    var writers: Set<String> { Set(open.keys) }
    var lowestOpen: Int64 { open.values.joined().min() ?? .max }

    mutating func goOn() {
        for _ in 0..<Int.random(in: 0..<6, using: &random) {
            let name = open.keys.sorted().randomElement(using: &random)
            switch (Int.random(in: 0..<5, using: &random), name) {
            case (0, _), (_, nil):
                names += 1
                open["t\(names)"] = []
            case (1, let name?), (2, let name?):
                open[name, default: []].append(next)
                next += 1
            case (3, let name?): end(name, commits: true)
            case (_, let name?): end(name, commits: Bool.random(using: &random))
            }
        }
    }

    mutating func endAll() {
        for name in open.keys.sorted() { end(name, commits: true) }
    }

    private mutating func end(_ name: String, commits: Bool) {
        let drawn = open.removeValue(forKey: name) ?? []
        if commits { highestCommitted = max(highestCommitted, drawn.max() ?? 0) }
    }
}
