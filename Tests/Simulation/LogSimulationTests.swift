import Testing

@Suite struct `The log, simulated` {
    static let seeds = 10_000

    /// Every committed event is applied once and in order, and heard outside at least once and in order.
    @Test(arguments: 0..<20)
    func `loses nothing and skips nothing`(_ part: Int) {
        for seed in UInt64(part * Self.seeds / 20)..<UInt64((part + 1) * Self.seeds / 20) {
            var simulation = LogSimulation(seed: seed)
            simulation.run()
            #expect(simulation.faults.isEmpty, "seed \(seed): \(simulation.faults)")
        }
    }

    @Test func `has events to lose`() {
        var events = 0
        for seed in UInt64(0)..<200 {
            var simulation = LogSimulation(seed: seed)
            simulation.run()
            events += simulation.rows.applied.count
        }
        #expect(events > 200 * 3)
    }
}
