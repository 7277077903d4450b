import Testing

@Suite struct `The log, simulated` {
    /// Every committed event is applied once and in order, and heard outside at least once and in order.
    @Test(arguments: Seeds.parts)
    func `loses nothing and skips nothing`(_ part: UInt64) {
        for seed in Seeds.of(part, few: 9_000) {
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
