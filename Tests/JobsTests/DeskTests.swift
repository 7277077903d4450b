import Core
import Jobs
import LuxTesting
import Persistence
import Testing

@Suite(.timeLimit(.minutes(10))) struct `The desk` {
    private static let refusing = JobKind("refuse") { run in
        if try run.json()["fixed"] == nil { throw JobRefused.invalid("not yet") }
        return .done
    }

    @Test(arguments: Engine.all)
    func `shows an edit, and runs the job with it`(engine: Engine) async throws {
        try await engine.withJobs([Self.refusing]) { world in
            let desk = JobDesk(world.jobs)
            let id = try await world.jobs.enqueue(
                NewJob("refuse", payload: ["a/b": 1, "list": [1, 2]]), in: world.scope()
            ).id
            await #expect(throws: JobRefused.otherState(.waiting, wanted: "failed, cancelled or dead")) {
                try await desk.requeue(id, of: lark)
            }
            try await world.runAll(world.worker())
            let fixed: JSON = ["a/b": 2, "list": [1], "fixed": true]
            try await desk.edit(id, of: lark, payload: fixed.bytes)
            try await desk.requeue(id, of: lark)
            try await world.runAll(world.worker())
            let record = try await desk.record(id, of: lark)
            #expect(record.job.state == .succeeded)
            #expect(
                record.edits.map(\.changes) == [
                    [
                        JSONChange(pointer: "/a~1b", before: 1, after: 2),
                        JSONChange(pointer: "/list/1", before: 2, after: nil),
                        JSONChange(pointer: "/fixed", before: nil, after: true),
                    ]
                ])
            #expect(record.attempts.count == 1)
            await #expect(throws: JobRefused.notFound) { try await desk.record(id, of: wren) }
        }
    }

    @Test(arguments: Engine.all)
    func `pages through a tenant's jobs, newest first`(engine: Engine) async throws {
        try await engine.withJobs { world in
            let desk = JobDesk(world.jobs)
            let ids = try await world.jobs.enqueue(
                Array(repeating: NewJob("echo"), count: 25), in: world.scope()
            ).map(\.id)
            try await world.jobs.enqueue(NewJob("echo"), in: world.scope(wren))
            var (search, found) = (JobSearch(state: .waiting), [ID<Job>]())
            search.limit = 10
            repeat {
                let page = try await desk.page(search, in: world.scope())
                found += page.jobs.map(\.id)
                search.cursor = page.next
            } while search.cursor != nil
            #expect(found == ids.reversed())
        }
    }

    @Test(arguments: Engine.all)
    func `bounds a page and refuses a cursor of another list`(engine: Engine) async throws {
        try await engine.withJobs { world in
            let desk = JobDesk(world.jobs)
            for tenant in [lark, wren] {
                try await world.jobs.enqueue(
                    Array(repeating: NewJob("echo"), count: 250), in: world.scope(tenant))
            }
            var search = JobSearch()
            search.limit = 1_000_000_000
            let page = try await desk.page(search, in: world.scope(wren))
            #expect(page.jobs.count == JobBounds.pageItemsMax)
            let cursors = [page.next, "", "x", "..", page.next.map { $0 + "y" }]
            for cursor in cursors {
                search.cursor = cursor
                await #expect(throws: JobRefused.foreignCursor) {
                    try await desk.page(search, in: world.scope(lark))
                }
            }
        }
    }

    @Test(arguments: Engine.all)
    func `requeues, discards and purges many`(engine: Engine) async throws {
        try await engine.withJobs([Self.refusing]) { world in
            let desk = JobDesk(world.jobs)
            let ids = try await world.jobs.enqueue(
                (0..<6).map { NewJob("refuse", uniqueKey: "k\($0)") }, in: world.scope()
            ).map(\.id)
            try await world.runAll(world.worker())
            try await desk.discard(ids[0], of: lark)
            #expect(try await world.stage(ids[0]) == nil)
            // Another job has taken the key of one.
            let holder = try await world.jobs.enqueue(NewJob("refuse", uniqueKey: "k1"), in: world.scope()).id
            await #expect(throws: JobRefused.keyTaken(holder)) { try await desk.requeue(ids[1], of: lark) }
            #expect(try await desk.requeue(all: JobSearch(state: .failed), .tenant(lark)) == 4)
            #expect(try await desk.requeue(all: JobSearch(state: .failed), .tenant(wren)) == 0)
            try await world.runAll(world.worker())
            #expect(try await desk.purge(JobSearch(state: .failed, kind: "refuse"), .everyTenant) == 6)
            #expect(try await world.stages().isEmpty)
        }
    }

    @Test(arguments: Engine.all)
    func `forgets jobs when they have been kept long enough`(engine: Engine) async throws {
        try await engine.withJobs([Self.refusing, .echo]) { world in
            try await world.jobs.enqueue(
                Array(repeating: NewJob("echo"), count: 700) + [NewJob("refuse")], in: world.scope())
            try await world.runAll(world.worker())
            world.clock.advance(by: .seconds(8 * 86_400))
            try await world.run(world.worker()) { try await world.stages() == [.failed: 1] }
            world.clock.advance(by: .seconds(30 * 86_400))
            try await world.run(world.worker()) { try await world.stages().isEmpty }
            let attempts = try await world.database.read(.everyTenant) { session in
                try session.rows("SELECT 1 FROM job_attempts").count
            }
            #expect(attempts == 0)
        }
    }

    @Test(arguments: Engine.all)
    func `tells how deep the queues are`(engine: Engine) async throws {
        try await engine.withJobs { world in
            try await world.jobs.enqueue(
                [NewJob("echo"), NewJob("echo").with { $0.delay = .seconds(5) }], in: world.scope())
            world.clock.advance(by: .seconds(3))
            let figures = try await JobDesk(world.jobs).figures()
            #expect(
                Set(figures.depths) == [
                    JobCount(queue: "default", stage: .ready, count: 1),
                    JobCount(queue: "default", stage: .delayed, count: 1),
                ])
            #expect(figures.oldestReady == ["default": .seconds(3)])
        }
    }
}
