import Jobs
import LuxTesting
import Persistence
import Testing

@Suite(.timeLimit(.minutes(5))) struct `Jobs that were kept long enough` {
    /// Fails at first, so that there is an attempt to be noted.
    private static let flaky = JobKind("flaky") { run in
        if run.attempt == 1 { throw Broken() }
        return .done
    }

    @Test(arguments: Engine.all)
    func `go with all that was noted of them`(_ engine: Engine) async throws {
        try await engine.withJobs([Self.flaky]) { world in
            try await Self.end(3, in: world)
            try await world.sweep()
            #expect(try await Self.counts(in: world) == [0, 0])
        }
    }

    @Test func `stay whole while somebody else holds them`() async throws {
        try await Engine.postgres.withJobs([Self.flaky]) { world in
            try await Self.end(3, in: world)
            let (isHeld, isSwept) = (Gate(), Gate())
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask {
                    try await world.database.write(.everyTenant) { session in
                        _ = try session.rows("SELECT id FROM jobs ORDER BY id LIMIT 1 FOR UPDATE")
                        isHeld.open()
                        isSwept.wait()
                    }
                }
                await isHeld.opened()
                try await world.sweep()
                isSwept.open()
                try await group.waitForAll()
            }
            #expect(try await Self.counts(in: world) == [1, 1])
            try await world.sweep()
            #expect(try await Self.counts(in: world) == [0, 0])
        }
    }

    @Test(arguments: Engine.all)
    func `go however many there are, and so do batches and limits`(_ engine: Engine) async throws {
        try await engine.withJobs([Self.flaky]) { world in
            let rows: [SQL] = (0..<1_201).flatMap { number -> [SQL] in
                [
                    "INSERT INTO job_limits (tenant_id, limit_key, full_at) VALUES (\(lark), \("k\(number)"), 0)",
                    """
                    INSERT INTO job_batches (tenant_id, id, created_at, done_at, trace)
                    VALUES (\(lark), \("b\(number)"), 0, 0, '')
                    """,
                ]
            }
            try await world.database.write(.everyTenant) { try $0.execute(all: rows) }
            try await world.sweep()
            let left = try await world.database.read(.everyTenant) { session in
                let count: SQL = "SELECT (SELECT COUNT(*) FROM job_limits) + COUNT(*) FROM job_batches"
                return try session.firstRow(count)?[0] ?? 0
            }
            #expect(left == 0)
        }
    }

    private static func end(_ count: Int, in world: JobWorld) async throws {
        for _ in 0..<count { try await world.jobs.enqueue(NewJob("flaky"), in: world.scope()) }
        try await world.runAll(world.worker(), advancing: .seconds(3600))
        #expect(try await counts(in: world) == [count, count])
        world.clock.advance(by: .seconds(400 * 86_400))
    }

    /// Jobs, and what is noted of their attempts.
    private static func counts(in world: JobWorld) async throws -> [Int] {
        try await world.database.read(.everyTenant) { session in
            try ["jobs", "job_attempts"].map { table in
                try session.firstRow("SELECT COUNT(*) FROM \(name: table)")?[0] ?? 0
            }
        }
    }
}

extension JobWorld {
    /// As a worker does now and then.
    fileprivate func sweep() async throws {
        var upkeep = JobUpkeep(
            JobBench(jobs: jobs, settings: .init(name: "s"), report: log.report, sleep: { _ in }))
        _ = try await upkeep.pass()
    }
}
