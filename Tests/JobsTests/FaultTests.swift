import Core
import Jobs
import LuxTesting
import Persistence
import Resilience
import Testing

@Suite(.timeLimit(.minutes(10))) struct `Jobs in trouble` {
    @Test(arguments: Engine.all)
    func `have their effect once when a worker stalls longer than its lease`(engine: Engine) async throws {
        let (begun, finish) = (Gate(), Gate())
        let kind = JobKind("effect") { run in
            if run.attempt == 1 {
                begun.open()
                await finish.opened()
            }
            return run.leavesEffect
        }
        try await engine.withJobs([kind]) { world in
            let id = try await world.jobs.enqueue(NewJob("effect", payload: "once"), in: world.scope()).id
            let other = try await world.open()
            // Never looks after its leases.
            let stalled = world.worker("stalled", of: try world.jobs([kind], on: other)) {
                ($0.tick, $0.slotsPerLane) = (.seconds(3600), 1)
            }
            async let run: Void = stalled.run()
            await begun.opened()
            try await world.run(world.worker("well")) {
                world.clock.advance(by: .seconds(1))
                return try await world.stage(id) == .succeeded
            }
            let outcomes = world.log.outcomes.value
            finish.open()
            stalled.drain()
            await run
            await other.close()
            #expect(outcomes == [.retried, .succeeded])
            #expect(world.log.outcomes.value == outcomes + [.late])
            #expect(try await world.effects() == ["once"])
            let record = try await JobDesk(world.jobs).record(id, of: lark)
            #expect(record.job.worker == "well")
            #expect(record.attempts.map(\.error) == ["the worker stalled stopped answering"])
        }
    }

    @Test(arguments: Engine.all)
    func `keep their lease as long as their worker lives, whatever the clocks say`(engine: Engine)
        async throws
    {
        let (begun, finish) = (Gate(), Gate())
        let kind = JobKind("slow", timeout: .seconds(86_400)) { _ in
            begun.open()
            await finish.opened()
            return .done
        }
        try await engine.withJobs([kind]) { world in
            let id = try await world.jobs.enqueue(NewJob("slow"), in: world.scope()).id
            let worker = world.worker("slow")
            async let run: Void = worker.run()
            await begun.opened()
            let rounds = Shared(0)
            try await world.run(world.worker("other")) {
                rounds.change { $0 += 1 }
                // The calendar jumps by an hour; the ticks do not.
                world.clock.jump(
                    to: world.clock.now.advanced(by: .seconds(rounds.value % 2 == 0 ? 3600 : -3600)))
                return rounds.value == 100
            }
            #expect(try await world.stage(id) == .running)
            finish.open()
            worker.drain()
            await run
            #expect(try await world.stage(id) == .succeeded)
            #expect(world.log.outcomes.value == [.succeeded])
        }
    }

    @Test(arguments: Engine.all)
    func `that hang are dead after their attempts, and others go on`(engine: Engine) async throws {
        let release = Gate()
        let hanging = JobKind("hang", timeout: .seconds(5), retry: .quick(3)) { _ in
            // Heeds no cancellation.
            await release.opened()
            return .done
        }
        try await engine.withJobs([hanging, .echo]) { world in
            let id = try await world.jobs.enqueue(NewJob("hang"), in: world.scope()).id
            let worker = world.worker { $0.slotsPerLane = 8 }
            try await world.run(worker) {
                world.clock.advance(by: .seconds(1))
                let isBusy = try await world.stages()[.succeeded, default: 0] >= 20
                if !isBusy { try await world.jobs.enqueue(NewJob("echo"), in: world.scope()) }
                guard isBusy, try await world.stage(id) == .dead else { return false }
                release.open()
                return true
            }
            let record = try await JobDesk(world.jobs).record(id, of: lark)
            #expect(record.attempts.count == 3)
            #expect(try await world.stages()[.succeeded, default: 0] >= 20)
            #expect(world.log.troubles.value.contains { if case .stuck = $0 { true } else { false } })
        }
    }

    @Test(arguments: Engine.all)
    func `that take too long but heed it are tried again`(engine: Engine) async throws {
        let kind = JobKind("slow", timeout: .seconds(5), retry: .quick(2)) { _ in
            try await Task.never()
            return .done
        }
        try await engine.withJobs([kind]) { world in
            let id = try await world.jobs.enqueue(NewJob("slow"), in: world.scope()).id
            try await world.run(world.worker()) {
                world.clock.advance(by: .seconds(1))
                return try await world.stage(id) == .dead
            }
            let record = try await JobDesk(world.jobs).record(id, of: lark)
            #expect(
                record.attempts.map(\.error) == Array(repeating: "took longer than 5.0 seconds", count: 2))
        }
    }

    @Test(arguments: Engine.all)
    func `of an unknown kind or newer version wait for a process that knows them`(engine: Engine) async throws
    {
        let newer = [JobKind("echo", version: 2) { _ in .done }, JobKind("new") { _ in .done }]
        try await engine.withJobs { world in
            let newJobs = try world.jobs(newer)
            let ids = try await newJobs.enqueue([NewJob("echo"), NewJob("new")], in: world.scope()).map(\.id)
            try await world.run(world.worker()) { try await world.stages()[.unknown] == 2 }
            let figures = try await JobDesk(world.jobs).figures()
            #expect(figures.unknownCount == 2)
            for id in ids {
                let job = try await JobDesk(world.jobs).job(id, in: world.scope())
                #expect(job.state == .waiting && job.attempt == 0)
            }
            try await world.runAll(world.worker("new", of: newJobs))
            #expect(try await world.stages() == [.succeeded: 2])
        }
    }

    @Test(arguments: Engine.all)
    func `of an older version are brought to this one, or refused by name`(engine: Engine) async throws {
        let seen = Shared<[JSON]>([])
        let newer = [
            JobKind(
                "echo", version: 3,
                upcasts: [
                    1: { JSON.object(["two": try JSONReader.read($0)]).bytes },
                    2: { JSON.object(["three": try JSONReader.read($0)]).bytes },
                ]
            ) { run in
                let payload = try run.json()
                seen.change { $0.append(payload) }
                return .done
            },
            JobKind("forgetful", version: 2) { _ in .done },
        ]
        try await engine.withJobs([.echo, JobKind("forgetful") { _ in .done }]) { world in
            let ids = try await world.jobs.enqueue(
                [NewJob("echo", payload: 1), NewJob("forgetful")], in: world.scope()
            ).map(\.id)
            try await world.runAll(world.worker(of: try world.jobs(newer)))
            #expect(seen.value == [["three": ["two": 1]]])
            let refused = try await JobDesk(world.jobs).job(ids[1], in: world.scope())
            #expect(refused.state == .failed)
            #expect(refused.problem?["type"]?.text == "/problems/job-payload-version")
        }
    }
}

extension RetryPolicy {
    static func quick(_ attempts: Int) -> RetryPolicy {
        RetryPolicy(
            attemptsMax: attempts, waitMin: .seconds(1), waitMax: .seconds(2), deadline: .seconds(86_400))
    }
}
