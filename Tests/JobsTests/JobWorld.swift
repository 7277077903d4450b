import Core
import Jobs
import LuxTesting
import Persistence

/// A migrated database with jobs on a clock that a test moves.
struct JobWorld: Sendable {
    let open: Engine.Open
    let database: any Database
    let clock: FakeClock
    let jobs: Jobs
    let random: Shared<SplitMix64>
    let log = JobLog()

    func scope(_ tenant: TenantID = lark) -> Scope {
        var random = SplitMix64(seed: 1)
        return Scope(tenant: tenant, moment: clock.now, trace: .start(sampled: false, random: &random))
    }

    /// Other jobs on the same place, as another process has them.
    func jobs(_ kinds: [JobKind], on database: (any Database)? = nil) throws -> Jobs {
        let random = random
        return Jobs(
            try JobKinds(kinds), database: database ?? self.database, clock: clock.clock,
            random: { random.next() })
    }

    func worker(
        _ name: String = "w", of jobs: Jobs? = nil, _ change: (inout JobWorker.Settings) -> Void = { _ in }
    ) -> JobWorker {
        var settings = JobWorker.Settings(name: name)
        // Tests wait for what happens, so looking often costs them less than looking late.
        settings.tick = .milliseconds(20)
        change(&settings)
        return JobWorker(jobs ?? self.jobs, settings: settings, report: log.report)
    }

    /// Runs the worker until `condition` holds, then drains it.
    func run(_ worker: JobWorker, until condition: () async throws -> Bool) async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { await worker.run() }
            do {
                while try await !condition() { await Task.yield() }
            } catch {
                worker.drain()
                throw error
            }
            worker.drain()
            try await group.waitForAll()
        }
    }

    /// Until no job of any tenant lives.
    func runAll(_ worker: JobWorker) async throws {
        try await run(worker) { try await living() == 0 }
    }

    /// The same, letting time pass whenever there is nothing to run until later.
    func runAll(_ worker: JobWorker, advancing step: Duration) async throws {
        try await run(worker) {
            let stages = try await stages()
            if stages[.ready] == nil, stages[.running] == nil, stages[.delayed] != nil || stages[.held] != nil
            {
                clock.advance(by: step)
            }
            return try await living() == 0
        }
    }

    func stages() async throws -> [JobStage: Int] {
        try await database.read(.everyTenant) { session in
            var counts: [JobStage: Int] = [:]
            for row in try session.rows("SELECT stage, COUNT(*) FROM jobs GROUP BY stage") {
                let stage: JobStage = try row[0]
                counts[stage] = try row[1]
            }
            return counts
        }
    }

    func effects() async throws -> [String] {
        try await database.read(.everyTenant) { session in
            try session.rows("SELECT name FROM test_effects ORDER BY name, attempt").map { try $0[0] }
        }
    }

    func living() async throws -> Int {
        try await database.read(.everyTenant) { session in
            try session.firstRow(
                """
                SELECT COUNT(*) FROM jobs WHERE stage IN ('ready', 'held', 'delayed', 'unknown', 'running')
                """)?[0] ?? 0
        }
    }

    func stage(_ id: ID<Job>) async throws -> JobStage? {
        try await database.read(.everyTenant) { session in
            try session.firstRow("SELECT stage FROM jobs WHERE id = \(id)")?[0]
        }
    }
}

/// What workers told.
final class JobLog: Sendable {
    let outcomes = Shared<[JobOutcome]>([])
    let troubles = Shared<[JobTrouble]>([])

    var report: JobReport {
        JobReport(
            attemptEnded: { [outcomes] _, _, outcome, _ in outcomes.change { $0.append(outcome) } },
            trouble: { [troubles] trouble in troubles.change { $0.append(trouble) } })
    }
}

let (lark, wren) = (TenantID("lark"), TenantID("wren"))

extension Engine {
    func withJobs(
        _ kinds: [JobKind] = [.echo], _ body: (JobWorld) async throws -> Void
    ) async throws {
        try await withPlace { open in
            let database = try await open()
            do {
                let (clock, random) = (FakeClock(), Shared(SplitMix64(seed: 7)))
                try await Migrator(JobMigrations.all + [.effects]).migrate(database, at: clock.now)
                let jobs = Jobs(
                    try JobKinds(kinds), database: database, clock: clock.clock, random: { random.next() })
                try await body(
                    JobWorld(open: open, database: database, clock: clock, jobs: jobs, random: random))
            } catch {
                await database.close()
                throw error
            }
            await database.close()
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

extension Migration {
    static let effects = Migration(
        "test.001-effects",
        """
        CREATE TABLE test_effects (
            tenant_id TEXT NOT NULL, name TEXT NOT NULL, attempt BIGINT NOT NULL,
            PRIMARY KEY (tenant_id, name, attempt)
        )
        """)
}

extension JobRun {
    /// Leaves a trace in the transaction that acknowledges the job.
    var leavesEffect: JobDone {
        .finishing { session in
            try session.execute(
                """
                INSERT INTO test_effects (tenant_id, name, attempt)
                VALUES (\(scope.tenant), \(try json().text ?? ""), \(attempt))
                """)
            return nil
        }
    }
}

extension JobKind {
    static let echo = JobKind("echo") { run in .result(try run.json()) }
}
