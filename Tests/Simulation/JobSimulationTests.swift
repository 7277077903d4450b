import Jobs
import LuxTesting
import Testing

@Suite(.timeLimit(.minutes(30))) struct `A simulated queue` {
    @Test(arguments: Seeds.parts)
    func `loses nothing and does nothing twice, whatever fails in whatever order`(part: UInt64) async throws {
        try await withDatabase(JobMigrations.all + [JobSimulation.effects]) { database in
            for seed in Seeds.of(part, few: 240) {
                do {
                    var simulation = try JobSimulation(seed: seed, on: database)
                    try await simulation.run(steps: 50)
                } catch {
                    Issue.record("seed \(seed): \(error)")
                    // What it left behind would mislead the seeds after it.
                    return
                }
            }
        }
    }
}
