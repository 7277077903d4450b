import Core
import LuxTesting
import Testing

@Suite struct `The tests' own tools` {
    // The first values of the reference implementation for this seed.
    @Test func `draw the same numbers for the same seed`() {
        var random = SplitMix64(seed: 1_234_567)
        #expect(
            (0..<3).map { _ in random.next() } == [
                6_457_827_717_110_365_317, 3_203_168_211_198_807_973, 9_817_491_932_198_370_423,
            ])
    }

    @Test func `keep time standing until it is told to go on`() {
        let fake = FakeClock(at: Instant(milliseconds: 1_000))
        let clock = fake.clock
        let start = clock.ticks()
        #expect(clock.now() == Instant(milliseconds: 1_000))
        fake.advance(by: .seconds(2))
        #expect(clock.now() == Instant(milliseconds: 3_000))
        #expect(clock.ticks().since(start) == .seconds(2))
        fake.jump(to: Instant(milliseconds: 5))
        #expect(fake.now == Instant(milliseconds: 5))
        #expect(clock.ticks().since(start) == .seconds(2))
    }

    @Test func `say what does not conform`() async {
        struct Broken: Error {}
        let engine = Engine(name: "broken") { _ in throw Broken() }
        for conformance in DatabaseConformance.checks {
            await #expect(throws: Broken.self, "\(conformance)") { try await conformance.check(engine) }
        }
    }

    @Test func `open a gate once for all who wait`() async {
        let gate = Gate()
        async let first: Void = gate.opened()
        gate.open()
        gate.open()
        gate.wait()
        await first
        await gate.opened()
    }
}
