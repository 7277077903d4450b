import Core
import Jobs
import LuxTesting
import Persistence
import Testing

@Suite(.timeLimit(.minutes(1))) struct `A worker` {
    @Test(arguments: Engine.all)
    func `runs every job once`(engine: Engine) async throws {
        let seen = Shared<[Int64]>([])
        let kind = JobKind("count") { run in
            let number = try run.json().whole ?? 0
            seen.change { $0.append(number) }
            return .done
        }
        try await engine.withJobs([kind]) { world in
            let scope = world.scope()
            try await world.jobs.enqueue(
                (0..<300).map { NewJob("count", payload: .integer($0)) }, in: scope)
            try await world.runAll(world.worker { $0.slotsPerLane = 16 })
            #expect(seen.value.sorted() == Array(0..<300))
            #expect(world.log.outcomes.value == Array(repeating: .succeeded, count: 300))
        }
    }
}
