import Core
import Jobs
import LuxTesting
import Persistence
import Testing

@Suite struct `Enqueuing` {
    @Test(arguments: Engine.all)
    func `answers a key that is taken with the job that has it`(engine: Engine) async throws {
        try await engine.withJobs { world in
            let first = try await world.jobs.enqueue(NewJob("echo", uniqueKey: "a"), in: world.scope())
            let second = try await world.jobs.enqueue(NewJob("echo", uniqueKey: "a"), in: world.scope())
            #expect(first.isNew)
            #expect(second == Enqueued(id: first.id, isNew: false))
        }
    }
}
