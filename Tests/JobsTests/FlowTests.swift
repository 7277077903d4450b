import Core
import Jobs
import LuxTesting
import Persistence
import Testing

@Suite(.timeLimit(.minutes(10))) struct `Jobs that follow one another` {
    @Test(arguments: Engine.all)
    func `run as a chain, each told the result before it`(engine: Engine) async throws {
        let seen = Shared<[String]>([])
        let kind = JobKind("link") { run in
            let name = try run.json().text ?? ""
            let before = try run.previousResult.map { try JSONReader.read($0).text ?? "" } ?? "-"
            seen.change { $0.append("\(before)>\(name)") }
            return .result(.string(name))
        }
        try await engine.withJobs([kind]) { world in
            var first = NewJob("link", payload: "a")
            first.then = ["b", "c", "d"].map { NewJob("link", payload: .string($0)) }
            try await world.jobs.enqueue(first, in: world.scope())
            try await world.runAll(world.worker())
            #expect(seen.value == ["->a", "a>b", "b>c", "c>d"])
        }
    }

    @Test(arguments: Engine.all)
    func `end a chain with the job that fails, and go on with it when it is requeued`(engine: Engine)
        async throws
    {
        let (seen, isBroken) = (Shared<[String]>([]), Shared(true))
        let kind = JobKind("link") { run in
            let name = try run.json().text ?? ""
            if name == "b", isBroken.value { throw JobRefused.invalid("broken") }
            seen.change { $0.append(name) }
            return .done
        }
        try await engine.withJobs([kind]) { world in
            var first = NewJob("link", payload: "a")
            first.then = ["b", "c"].map { NewJob("link", payload: .string($0)) }
            try await world.jobs.enqueue(first, in: world.scope())
            try await world.runAll(world.worker())
            #expect(seen.value == ["a"])
            isBroken.change { $0 = false }
            #expect(try await JobDesk(world.jobs).requeue(all: JobSearch(state: .failed), .everyTenant) == 1)
            try await world.runAll(world.worker())
            #expect(seen.value == ["a", "b", "c"])
        }
    }

    @Test(arguments: Engine.all)
    func `run when a batch is done, however its jobs ended`(engine: Engine) async throws {
        let summaries = Shared<[JSON]>([])
        let kinds = [
            JobKind("part") { run in
                if try run.json().whole == 3 { throw JobRefused.invalid("three") }
                return .done
            },
            JobKind("sum") { run in
                let summary = try JSONReader.read(run.previousResult ?? [])
                summaries.change { $0.append(summary) }
                return .done
            },
        ]
        try await engine.withJobs(kinds) { world in
            let scope = world.scope()
            let batch = try await world.database.write(in: scope) { session in
                try world.jobs.enqueueBatch(
                    (0..<10).map { NewJob("part", payload: .integer($0)) }, completion: NewJob("sum"),
                    in: scope,
                    session: session)
            }
            let desk = JobDesk(world.jobs)
            #expect(try await desk.batch(batch, in: scope).counts == [.waiting: 10])
            try await world.run(world.worker()) { summaries.value.count == 1 }
            #expect(summaries.value.first?["counts"] == ["succeeded": 9, "failed": 1])
            let done = try await desk.batch(batch, in: scope)
            #expect(done.doneAt != nil && done.total == 10)
            await #expect(throws: JobRefused.notFound) { try await desk.batch(batch, in: world.scope(wren)) }
        }
    }
}
