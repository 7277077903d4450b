import Core
import Jobs
import LuxTesting
import Persistence
import Testing

@Suite(.timeLimit(.minutes(10))) struct `A worker` {
    static let shapes: [(@Sendable (inout JobWorker.Settings) -> Void)] = [
        { $0.slotsPerLane = 16 },
        { ($0.slotsPerLane, $0.lanes, $0.joinsCommits) = (1, 4, false) },
        { ($0.slotsPerLane, $0.lanes) = (8, 2) },
    ]

    @Test(arguments: Engine.all, [0, 1, 2])
    func `runs every job once`(engine: Engine, shape: Int) async throws {
        let seen = Shared<[Int64]>([])
        let kind = JobKind("count") { run in
            let number = try run.json().whole ?? 0
            seen.change { $0.append(number) }
            return .done
        }
        try await engine.withJobs([kind]) { world in
            try await world.jobs.enqueue(
                (0..<300).map { NewJob("count", payload: .integer($0)) }, in: world.scope())
            try await world.runAll(world.worker("w", Self.shapes[shape]))
            #expect(seen.value.sorted() == Array(0..<300))
            #expect(world.log.outcomes.value == Array(repeating: .succeeded, count: 300))
        }
    }

    @Test(arguments: Engine.all)
    func `runs jobs that come while it waits`(engine: Engine) async throws {
        try await engine.withJobs { world in
            let sent = Shared(0)
            try await world.run(world.worker()) {
                guard try await world.living() == 0 else { return false }
                guard sent.value < 5 else { return true }
                sent.change { $0 += 1 }
                try await world.jobs.enqueue(NewJob("echo"), in: world.scope())
                return false
            }
            #expect(world.log.outcomes.value.count == 5)
        }
    }

    @Test(arguments: Engine.all)
    func `takes the higher priority first, then the older job`(engine: Engine) async throws {
        let order = Shared<[Int64]>([])
        let kind = JobKind("order") { run in
            let number = try run.json().whole ?? 0
            order.change { $0.append(number) }
            return .done
        }
        try await engine.withJobs([kind]) { world in
            let jobs = (0..<6).map { place in
                NewJob("order", payload: .integer(place)).with { $0.priority = place % 2 * 10 }
            }
            try await world.jobs.enqueue(jobs, in: world.scope())
            try await world.runAll(world.worker { $0.slotsPerLane = 1 })
            #expect(order.value == [1, 3, 5, 0, 2, 4])
        }
    }

    @Test(arguments: Engine.all)
    func `runs a delayed job when its time has come, and no sooner`(engine: Engine) async throws {
        try await engine.withJobs { world in
            let late = try await world.jobs.enqueue(
                NewJob("echo").with { $0.delay = .seconds(60) }, in: world.scope()
            ).id
            let soon = try await world.jobs.enqueue(NewJob("echo"), in: world.scope()).id
            try await world.run(world.worker()) { try await world.stage(soon) == .succeeded }
            #expect(try await world.stage(late) == .delayed)
            world.clock.advance(by: .seconds(60))
            try await world.runAll(world.worker())
            #expect(try await world.stage(late) == .succeeded)
        }
    }

    @Test(arguments: Engine.all)
    func `finishes what runs when it is drained, and claims no more`(engine: Engine) async throws {
        let (begun, finish) = (Gate(), Gate())
        let kind = JobKind("slow") { _ in
            begun.open()
            await finish.opened()
            return .done
        }
        try await engine.withJobs([kind]) { world in
            let ids = try await world.jobs.enqueue([NewJob("slow"), NewJob("slow")], in: world.scope())
            let worker = world.worker { $0.slotsPerLane = 1 }
            async let run: Void = worker.run()
            await begun.opened()
            worker.drain()
            finish.open()
            await run
            #expect(try await world.stage(ids[0].id) == .succeeded)
            #expect(try await world.stage(ids[1].id) == .ready)
        }
    }

    @Test(arguments: Engine.all)
    func `gives back what does not end in time, without counting the attempt`(engine: Engine) async throws {
        let begun = Gate()
        let kind = JobKind("endless") { _ in
            begun.open()
            try await Task.never()
            return .done
        }
        try await engine.withJobs([kind]) { world in
            let id = try await world.jobs.enqueue(NewJob("endless"), in: world.scope()).id
            let worker = world.worker { $0.drainMax = .zero }
            async let run: Void = worker.run()
            await begun.opened()
            worker.drain()
            await run
            let job = try await JobDesk(world.jobs).job(id, in: world.scope())
            #expect(job.stage == .ready)
            #expect(job.attempt == 0)
        }
    }

    @Test(arguments: Engine.all)
    func `stops a job that is cancelled while it runs`(engine: Engine) async throws {
        let begun = Gate()
        let kind = JobKind("endless") { run in
            run.progress(0.25, "a quarter")
            begun.open()
            try await Task.never()
            return .done
        }
        try await engine.withJobs([kind]) { world in
            let desk = JobDesk(world.jobs)
            let ids = try await world.jobs.enqueue(
                [NewJob("endless"), NewJob("endless").with { $0.delay = .seconds(9) }], in: world.scope())
            try await world.run(world.worker()) {
                await begun.opened()
                let job = try await desk.job(ids[0].id, in: world.scope())
                guard job.progress != nil else { return false }
                if job.state == .running, !job.isCancelAsked {
                    for id in ids { try await desk.cancel(id.id, in: world.scope()) }
                }
                return try await world.living() == 0
            }
            let job = try await desk.job(ids[0].id, in: world.scope())
            #expect(job.state == .cancelled)
            #expect(job.progress == JobProgress(0.25, "a quarter"))
            #expect(try await world.stage(ids[1].id) == .cancelled)
            await #expect(throws: JobRefused.otherState(.cancelled, wanted: "waiting or running")) {
                try await desk.cancel(ids[0].id, in: world.scope())
            }
        }
    }
}

extension Task where Success == Never, Failure == Never {
    /// Ends only by cancellation.
    static func never() async throws {
        let (stream, end) = AsyncStream<Void>.makeStream()
        for await _ in stream {}
        end.finish()
        try Task<Never, Never>.checkCancellation()
    }
}
