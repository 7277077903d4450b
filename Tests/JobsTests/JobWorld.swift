import Core
import Jobs
import LuxTesting
import Persistence

/// A migrated database with jobs on a clock that a test moves.
struct JobWorld: Sendable {
    let database: any Database
    let clock: FakeClock
    let jobs: Jobs

    func scope(_ tenant: TenantID = lark) -> Scope {
        var random = SplitMix64(seed: 1)
        return Scope(
            tenant: tenant, moment: clock.now, trace: .start(sampled: false, random: &random))
    }
}

let (lark, wren) = (TenantID("lark"), TenantID("wren"))

extension Engine {
    func withJobs(
        _ kinds: [JobKind] = [.echo], _ body: (JobWorld) async throws -> Void
    ) async throws {
        try await withDatabase(JobMigrations.all) { database in
            let (clock, random) = (FakeClock(), Shared(SplitMix64(seed: 7)))
            let jobs = Jobs(
                try JobKinds(kinds), database: database, clock: clock.clock, random: { random.next() })
            try await body(JobWorld(database: database, clock: clock, jobs: jobs))
        }
    }
}

extension Shared<SplitMix64> {
    func next() -> UInt64 {
        let drawn = Shared<UInt64>(0)
        change { random in
            let number = random.next()
            drawn.change { $0 = number }
        }
        return drawn.value
    }
}

extension JobKind {
    static let echo = JobKind("echo") { run in .result(try run.json()) }
}
