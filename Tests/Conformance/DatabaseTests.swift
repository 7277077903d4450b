import LuxTesting
import Testing

@Suite struct `Every database` {
    @Test(arguments: Engine.all, DatabaseConformance.checks)
    func conforms(_ engine: Engine, _ conformance: Conformance<Engine>) async throws {
        try await conformance.check(engine)
    }
}
