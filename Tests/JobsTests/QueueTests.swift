import Core
import Jobs
import LuxTesting
import Persistence
import Testing

@Suite(.timeLimit(.minutes(10))) struct `A queue` {
    @Test(arguments: Engine.all)
    func `stays paused until it is resumed, for every process`(engine: Engine) async throws {
        try await engine.withJobs { world in
            let desk = JobDesk(world.jobs)
            try await desk.pause("default")
            let id = try await world.jobs.enqueue(NewJob("echo"), in: world.scope()).id
            let polls = Shared(0)
            try await world.run(world.worker()) {
                polls.change { $0 += 1 }
                return polls.value > 20
            }
            #expect(try await world.stage(id) == .ready)
            #expect(try await desk.queues() == [JobQueue(name: "default", isPaused: true, runningMax: nil)])
            try await world.run(world.worker()) {
                if try await desk.queues()[0].isPaused { try await desk.resume("default") }
                return try await world.living() == 0
            }
            #expect(try await world.stage(id) == .succeeded)
        }
    }

    @Test(arguments: Engine.all)
    func `runs no more at once than its limit, over all workers`(engine: Engine) async throws {
        let load = Load()
        let kind = JobKind("load") { _ in await load.run() }
        try await engine.withJobs([kind]) { world in
            try await JobDesk(world.jobs).limit("default", runningMax: 3)
            try await world.jobs.enqueue(Array(repeating: NewJob("load"), count: 40), in: world.scope())
            let other = world.worker("other")
            async let run: Void = other.run()
            try await world.runAll(world.worker())
            other.drain()
            await run
            #expect(load.highest.value <= 3)
            #expect(world.log.outcomes.value.count == 40)
        }
    }

    @Test(arguments: Engine.all)
    func `holds one key to its limit and no other back`(engine: Engine) async throws {
        let (load, done) = (Load(), Shared<[String]>([]))
        let kind = JobKind("load") { run in
            let name = try run.json().text ?? ""
            if name == "limited" { _ = await load.run() }
            done.change { $0.append(name) }
            return .done
        }
        try await engine.withJobs([kind]) { world in
            let limited = NewJob("load", payload: "limited").with {
                $0.limit = JobLimit(key: "court", runningMax: 2)
            }
            try await world.jobs.enqueue(
                Array(repeating: limited, count: 20)
                    + Array(repeating: NewJob("load", payload: "free"), count: 20), in: world.scope())
            try await world.runAll(world.worker())
            #expect(load.highest.value <= 2)
            #expect(done.value.count == 40)
            // The free ones did not queue behind the held ones.
            #expect(done.value.lastIndex(of: "free") ?? 40 < 38)
        }
    }

    @Test(arguments: Engine.all)
    func `starts the jobs of a key no faster than its rate`(engine: Engine) async throws {
        let starts = Shared<[Instant]>([])
        let kind = JobKind("rated") { run in
            starts.change { $0.append(run.scope.moment) }
            return .done
        }
        try await engine.withJobs([kind]) { world in
            let job = NewJob("rated").with {
                $0.limit = JobLimit(key: "court", rate: JobRate(1, per: .seconds(10), burst: 2))
            }
            try await world.jobs.enqueue(Array(repeating: job, count: 6), in: world.scope())
            let start = world.clock.now
            try await world.runAll(world.worker(), advancing: .seconds(1))
            let seconds = starts.value.map { Int($0.since(start).inSeconds) }
            #expect(seconds.count == 6)
            for (place, second) in seconds.enumerated() { #expect(second >= (place - 1) * 10) }
        }
    }

    /// A flood of one tenant's jobs, then a few of another's: by order, the others wait as if the flood were
    /// one more tenant, whatever its length.
    @Test(arguments: Engine.all)
    func `lets a tenant through a flood of another's jobs`(engine: Engine) async throws {
        let order = Shared<[TenantID]>([])
        let kind = JobKind("count") { run in
            order.change { $0.append(run.scope.tenant) }
            return .done
        }
        try await engine.withJobs([kind]) { world in
            for _ in 0..<10 {
                try await world.jobs.enqueue(
                    Array(repeating: NewJob("count"), count: 2_000), in: world.scope(lark))
            }
            let sent = Shared(0)
            try await world.run(world.worker { $0.slotsPerLane = 4 }) {
                if sent.value == 0, order.value.count > 100 {
                    sent.change { $0 = order.value.count }
                    try await world.jobs.enqueue(
                        Array(repeating: NewJob("count"), count: 50), in: world.scope(wren))
                }
                return order.value.count { $0 == wren } == 50
            }
            let places = order.value.indices.filter { order.value[$0] == wren }
            let first = try #require(places.first)
            for (place, position) in places.enumerated() {
                #expect(position - first <= 2 * place + 8, "the job \(place) ran at \(position - first)")
            }
        }
    }

    @Test(arguments: Engine.all)
    func `shares by weights`(engine: Engine) async throws {
        let order = Shared<[TenantID]>([])
        let kind = JobKind("count") { run in
            order.change { $0.append(run.scope.tenant) }
            return .done
        }
        try await engine.withJobs([kind]) { world in
            try await JobDesk(world.jobs).weigh(wren, 3)
            for tenant in [lark, wren] {
                try await world.jobs.enqueue(
                    Array(repeating: NewJob("count"), count: 100), in: world.scope(tenant))
            }
            try await world.runAll(world.worker { $0.slotsPerLane = 1 })
            #expect(order.value.prefix(100).count { $0 == wren } == 75)
        }
    }
}

/// Work of which it is known how much ran at once.
struct Load: Sendable {
    let running = Shared(0)
    let highest = Shared(0)

    func run() async -> JobDone {
        running.change { $0 += 1 }
        let now = running.value
        highest.change { $0 = max($0, now) }
        for _ in 0..<20 { await Task.yield() }
        running.change { $0 -= 1 }
        return .done
    }
}
