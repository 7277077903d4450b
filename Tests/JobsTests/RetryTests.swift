import Core
import Jobs
import LuxTesting
import Persistence
import Resilience
import Testing

@Suite(.timeLimit(.minutes(10))) struct `A job that fails` {
    @Test(arguments: Engine.all)
    func `is tried again until it succeeds`(engine: Engine) async throws {
        let attempts = Shared<[Int]>([])
        let kind = JobKind("flaky") { run in
            attempts.change { $0.append(run.attempt) }
            if run.attempt < 3 { throw Broken() }
            return .result(["attempt": .integer(run.attempt)])
        }
        try await engine.withJobs([kind]) { world in
            let id = try await world.jobs.enqueue(NewJob("flaky"), in: world.scope()).id
            try await world.runAll(world.worker(), advancing: .seconds(3600))
            let record = try await JobDesk(world.jobs).record(id, of: lark)
            #expect(attempts.value == [1, 2, 3])
            #expect(record.job.state == .succeeded)
            #expect(record.job.problem == nil)
            #expect(try record.job.document["result"]?["attempt"]?.whole == 3)
            #expect(record.attempts.map(\.number) == [1, 2])
            #expect(record.attempts.allSatisfy { $0.worker == "w" && $0.error.contains("Broken") })
        }
    }

    @Test(arguments: Engine.all)
    func `is dead after its last attempt, with all attempts on record`(engine: Engine) async throws {
        let kind = JobKind("broken") { _ in throw Broken() }
        try await engine.withJobs([kind]) { world in
            let id = try await world.jobs.enqueue(
                NewJob("broken").with { $0.attemptsMax = 4 }, in: world.scope()
            ).id
            try await world.runAll(world.worker(), advancing: .seconds(3600))
            let record = try await JobDesk(world.jobs).record(id, of: lark)
            #expect(record.job.state == .dead)
            #expect(record.attempts.map(\.number) == [1, 2, 3, 4])
            // What a fault says is not for the caller.
            #expect(record.job.problem?["type"]?.text == "/problems/job-gave-up")
            #expect(world.log.outcomes.value == [.retried, .retried, .retried, .dead])
        }
    }

    @Test(arguments: Engine.all)
    func `is not tried again when refused for good`(engine: Engine) async throws {
        let kind = JobKind("refused") { _ in throw JobRefused.invalid("No such court.") }
        try await engine.withJobs([kind]) { world in
            let id = try await world.jobs.enqueue(NewJob("refused"), in: world.scope()).id
            try await world.runAll(world.worker())
            let job = try await JobDesk(world.jobs).job(id, in: world.scope())
            #expect(job.state == .failed)
            #expect(job.attempt == 1)
            #expect(job.problem?["detail"]?.text == "No such court.")
        }
    }

    @Test(arguments: Engine.all)
    func `waits as long as it was asked to`(engine: Engine) async throws {
        let kind = JobKind("busy") { run in
            if run.attempt == 1 {
                throw Problem(JobProblems.gaveUp, "Come later.", retryAfter: .seconds(5_000))
            }
            return .done
        }
        try await engine.withJobs([kind]) { world in
            let start = world.clock.now
            let id = try await world.jobs.enqueue(NewJob("busy"), in: world.scope()).id
            try await world.run(world.worker()) { try await world.stage(id) == .delayed }
            let job = try await JobDesk(world.jobs).job(id, in: world.scope())
            #expect(job.dueAt == start.advanced(by: .seconds(5_000)))
            world.clock.advance(by: .seconds(5_000))
            try await world.runAll(world.worker())
            #expect(try await world.stage(id) == .succeeded)
        }
    }

    @Test(arguments: Engine.all)
    func `leaves no effect of an attempt whose end was not stored`(engine: Engine) async throws {
        let kind = JobKind("effect") { run in
            guard run.attempt == 1 else { return run.leavesEffect }
            return .finishing { session in
                try session.execute(
                    """
                    INSERT INTO test_effects (tenant_id, name, attempt) VALUES (\(run.scope.tenant), 'lost', 1)
                    """)
                throw Broken()
            }
        }
        try await engine.withJobs([kind]) { world in
            try await world.jobs.enqueue(NewJob("effect", payload: "kept"), in: world.scope())
            try await world.runAll(world.worker(), advancing: .seconds(3600))
            #expect(try await world.effects() == ["kept"])
            #expect(world.log.outcomes.value == [.retried, .succeeded])
        }
    }

    @Test(arguments: Engine.all)
    func `counts a result that is too large as refused`(engine: Engine) async throws {
        let kind = JobKind("large") { _ in
            .result(.string(String(repeating: "x", count: JobBounds.resultBytesMax)))
        }
        try await engine.withJobs([kind]) { world in
            let id = try await world.jobs.enqueue(NewJob("large"), in: world.scope()).id
            try await world.runAll(world.worker())
            let job = try await JobDesk(world.jobs).job(id, in: world.scope())
            #expect(job.state == .failed)
            #expect(job.problem?["type"]?.text == "/problems/job-result-too-large")
        }
    }

    @Test(arguments: Engine.all)
    func `may say what cannot be stored as it is`(engine: Engine) async throws {
        struct Nul: Error, CustomStringConvertible {
            let description = "a\0b" + String(repeating: "c", count: 9_000)
        }
        let kind = JobKind("nul") { run in
            run.progress(0.5, "x\0y")
            throw Nul()
        }
        try await engine.withJobs([kind]) { world in
            let id = try await world.jobs.enqueue(
                NewJob("nul").with { $0.attemptsMax = 1 }, in: world.scope()
            ).id
            try await world.runAll(world.worker())
            let record = try await JobDesk(world.jobs).record(id, of: lark)
            #expect(record.job.state == .dead)
            #expect(record.attempts.first?.error.utf8.count == JobBounds.errorTextBytesMax)
        }
    }
}
