import Core
import Foundation
import Jobs
import LuxTesting
import Persistence
import Testing

/// One tenant has far more jobs than anybody can run. Judged by the order in which jobs are begun.
@Suite(.timeLimit(.minutes(15))) struct `A tenant that floods a queue` {
    private static let floodCount =
        ProcessInfo.processInfo.environment["LUX_TEST_LONG"] == nil ? 2_000 : 100_000
    private static let quietCount = 40
    private static let places = 8
    /// After a bell, a worker may claim so many times before it looks who has come.
    private static let claimsUnseenMax = 8

    typealias Weights = (flooding: Int, quiet: Int)
    private static let weights: [Weights] = [(1, 1), (3, 1), (1, 4)]

    @Test(arguments: Engine.all, weights)
    func `leaves the one that comes later its share from then on`(engine: Engine, weights: Weights)
        async throws
    {
        try await engine.withJobs { world in
            try await Self.weigh(weights, world)
            try await Self.enqueue(Self.floodCount, for: lark, in: world)
            var claims = Claims(world)
            for _ in 0..<20 {
                let claimed = try await claims.next(places: Self.places)
                #expect(claimed.allSatisfy { $0 == lark })
            }
            try await Self.enqueue(Self.quietCount, for: wren, in: world)
            claims.ring()
            var begun: [Int] = []
            while begun.count < Self.quietCount {
                let claimed = try await claims.next(places: Self.places)
                begun += claimed.filter { $0 == wren }.map { _ in claims.count - 20 }
                try #require(claims.count < 20 + Self.floodCount / Self.places, "it was never its turn")
            }
            let share = Double(weights.quiet) / Double(weights.quiet + weights.flooding)
            for (place, claim) in begun.enumerated() {
                // One more, as a deal gives whole places.
                let wait = (Double(place + 1) / (share * Double(Self.places))).rounded(.up) + 1
                #expect(claim <= Self.claimsUnseenMax + Int(wait), "its job \(place)")
            }
        }
    }

    @Test(arguments: Engine.all)
    func `does not keep another waiting that was there when the worker came`(engine: Engine) async throws {
        let begun = Shared<[TenantID]>([])
        let kind = JobKind("noted") { run in
            begun.change { $0.append(run.scope.tenant) }
            return .done
        }
        try await engine.withJobs([kind]) { world in
            try await Self.enqueue(2_000, of: "noted", for: lark, in: world)
            try await Self.enqueue(Self.quietCount, of: "noted", for: wren, in: world)
            let worker = world.worker { ($0.lanes, $0.slotsPerLane) = (2, Self.places) }
            try await world.run(worker) { begun.value.count { $0 == wren } == Self.quietCount }
            let places = begun.value.enumerated().filter { $0.element == wren }.map(\.offset)
            for (number, place) in places.enumerated() {
                // Every second one, give or take what is begun at the same time.
                #expect(place < 2 * (number + 1) + 4 * Self.places, "its job \(number)")
            }
        }
    }

    private static func weigh(_ weights: Weights, _ world: JobWorld) async throws {
        let queues = JobDesk(world.jobs)
        try await queues.weigh(lark, weights.flooding)
        try await queues.weigh(wren, weights.quiet)
    }

    private static func enqueue(
        _ count: Int, of kind: String = "echo", for tenant: TenantID, in world: JobWorld
    ) async throws {
        for start in stride(from: 0, to: count, by: 1_000) {
            let jobs = (start..<min(count, start + 1_000)).map { _ in NewJob(kind) }
            try await world.jobs.enqueue(jobs, in: world.scope(tenant))
        }
    }
}

/// A worker that is driven claim by claim.
private struct Claims {
    private let bench: JobBench
    private var ended: [JobEnding] = []
    private(set) var count = 0

    init(_ world: JobWorld) {
        bench = JobBench(
            jobs: world.jobs, settings: JobWorker.Settings(name: "driven"), report: JobReport(),
            sleep: { _ in })
    }

    /// As it hears that there are new jobs.
    func ring() { bench.ring() }

    /// Acknowledges the jobs of the last claim and begins others; returns whose they are.
    mutating func next(places: Int) async throws -> [TenantID] {
        count += 1
        let claimed = try await bench.commit(ended, places: places)
        ended = []
        for job in claimed {
            if let ending = await bench.attempt(job) { ended.append(ending) }
        }
        return claimed.map(\.lease.tenant)
    }
}
