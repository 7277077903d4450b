import Core
import Jobs
import LuxTesting
import Persistence
import Testing

@Suite(.timeLimit(.minutes(10))) struct `Enqueuing` {
    @Test(arguments: Engine.all)
    func `answers a key that is taken with the job that has it`(engine: Engine) async throws {
        try await engine.withJobs { world in
            let first = try await world.jobs.enqueue(NewJob("echo", uniqueKey: "a"), in: world.scope())
            let second = try await world.jobs.enqueue(NewJob("echo", uniqueKey: "a"), in: world.scope())
            #expect(first.isNew)
            #expect(second == Enqueued(id: first.id, isNew: false))
        }
    }

    @Test(arguments: Engine.all)
    func `refuses a key that is taken when asked to`(engine: Engine) async throws {
        try await engine.withJobs { world in
            var job = NewJob("echo", uniqueKey: "a")
            job.whenTaken = .refuse
            let first = try await world.jobs.enqueue(job, in: world.scope())
            await #expect(throws: JobRefused.keyTaken(first.id)) {
                try await world.jobs.enqueue(job, in: world.scope())
            }
        }
    }

    @Test(arguments: Engine.all)
    func `keeps the keys of two tenants apart`(engine: Engine) async throws {
        try await engine.withJobs { world in
            let one = try await world.jobs.enqueue(NewJob("echo", uniqueKey: "a"), in: world.scope(lark))
            let other = try await world.jobs.enqueue(NewJob("echo", uniqueKey: "a"), in: world.scope(wren))
            #expect(one.isNew && other.isNew && one.id != other.id)
            let desk = JobDesk(world.jobs)
            await #expect(throws: JobRefused.notFound) {
                try await desk.job(one.id, in: world.scope(wren))
            }
            await #expect(throws: JobRefused.notFound) {
                try await desk.cancel(one.id, in: world.scope(wren))
            }
        }
    }

    @Test(arguments: Engine.all)
    func `frees a key with the job's end, or as long after as asked`(engine: Engine) async throws {
        try await engine.withJobs { world in
            var held = NewJob("echo", uniqueKey: "held")
            held.uniqueFor = .seconds(60)
            let free = NewJob("echo", uniqueKey: "free")
            let first = try await world.jobs.enqueue([held, free], in: world.scope())
            try await world.runAll(world.worker())
            let second = try await world.jobs.enqueue([held, free], in: world.scope())
            #expect(second[0] == Enqueued(id: first[0].id, isNew: false))
            #expect(second[1].isNew)
            world.clock.advance(by: .seconds(61))
            #expect(try await world.jobs.enqueue(held, in: world.scope()).isNew)
        }
    }

    @Test(arguments: Engine.all)
    func `leaves nothing behind when the caller's transaction fails`(engine: Engine) async throws {
        try await engine.withJobs { world in
            let scope = world.scope()
            await #expect(throws: Broken.self) {
                try await world.database.write(in: scope) { session in
                    try world.jobs.enqueue(NewJob("echo"), in: scope, session: session)
                    throw Broken()
                }
            }
            let living = try await world.living()
            #expect(living == 0)
        }
    }

    static let refused: [(NewJob, String)] = [
        (NewJob("nobody"), "job-kind-unknown"),
        (NewJob("echo", bytes: Array(repeating: 0x20, count: 10_000_000)), "job-payload-too-large"),
        (NewJob("echo").with { $0.delay = .seconds(-1) }, "job-invalid"),
        (NewJob("echo").with { $0.delay = JobBounds.delayMax + .seconds(1) }, "job-invalid"),
        (NewJob("echo", uniqueKey: ""), "job-invalid"),
        (NewJob("echo", uniqueKey: "a\0b"), "job-invalid"),
        (NewJob("echo", uniqueKey: String(repeating: "k", count: 201)), "job-invalid"),
        (NewJob("echo").with { $0.priority = 101 }, "job-invalid"),
        (NewJob("echo").with { $0.attemptsMax = 0 }, "job-invalid"),
        (NewJob("echo").with { $0.limit = JobLimit(key: "k", runningMax: 0) }, "job-invalid"),
        (NewJob("echo").with { $0.limit = JobLimit(key: "k", rate: JobRate(0, per: .zero)) }, "job-invalid"),
        (NewJob("echo").with { $0.then = Array(repeating: NewJob("echo"), count: 21) }, "job-invalid"),
        (NewJob("echo").with { $0.then = [NewJob("nobody")] }, "job-kind-unknown"),
    ]

    @Test(arguments: refused)
    func `refuses what it could not keep or run`(job: NewJob, type: String) async throws {
        try await Engine.sqlite.withJobs { world in
            let refused = await #expect(throws: JobRefused.self) {
                try await world.jobs.enqueue([NewJob("echo"), job], in: world.scope())
            }
            #expect(refused?.problem.type.name == type)
            let living = try await world.living()
            #expect(living == 0)
        }
    }

    @Test func `gives ids that sort as they were made, within a millisecond too`() async throws {
        try await Engine.sqlite.withJobs { world in
            let jobs = try await world.jobs.enqueue(
                Array(repeating: NewJob("echo"), count: 10_000), in: world.scope())
            #expect(jobs.map(\.id) == jobs.map(\.id).sorted())
        }
    }
}

extension NewJob {
    func with(_ change: (inout NewJob) -> Void) -> NewJob {
        var job = self
        change(&job)
        return job
    }
}
