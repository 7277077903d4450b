import Foundation
import Jobs
import LuxTesting
import Testing

@Suite(.timeLimit(.minutes(30))) struct `A simulated queue` {
    private static let isLong = ProcessInfo.processInfo.environment["LUX_TEST_LONG"] != nil
    private static let seedsPerPart: UInt64 = isLong ? 2_500 : 10

    /// Each part has a database of its own, which its seeds use one after the other.
    @Test(arguments: 0..<4)
    func `loses nothing and does nothing twice, whatever fails in whatever order`(part: UInt64) async throws {
        try await withDatabase(JobMigrations.all + [JobSimulation.effects]) { database in
            for seed in part * Self.seedsPerPart..<(part + 1) * Self.seedsPerPart {
                do {
                    var simulation = try JobSimulation(seed: seed, on: database)
                    try await simulation.run(steps: 80)
                } catch {
                    Issue.record("seed \(seed): \(error)")
                    // What it left behind would mislead the seeds after it.
                    return
                }
            }
        }
    }
}
