import Core
import Jobs
import LuxTesting
import Persistence
import Resilience

/// The queue's real code on a real database, with time, order, crashes and the store's failures decided by a
/// seed: workers claim, stall, die and come back, commits fail or are not heard of, clocks jump.
struct JobSimulation {
    /// A worker that is driven step by step.
    private struct Runner {
        let clock: FakeClock
        let bench: JobBench
        var upkeep: JobUpkeep
        var claimed: [ClaimedJob] = []
        var endings: [JobEnding] = []
    }

    private let database: FailingDatabase
    private var random: SplitMix64
    private let dice: Shared<SplitMix64>
    private let front: Jobs
    private let frontClock = FakeClock()
    private var runners: [Runner] = []
    private var runnerCount = 0
    /// Jobs whose enqueuing was acknowledged.
    private var ledger: Set<ID<Job>> = []

    private static let tenants = ["ant", "bee", "cow"].map { TenantID($0) }

    init(seed: UInt64, on database: any Database) throws {
        self.database = FailingDatabase(database)
        random = SplitMix64(seed: seed)
        let dice = Shared(SplitMix64(seed: seed ^ 0xd1ce))
        self.dice = dice
        front = try Self.jobs(self.database, frontClock, dice)
        for _ in 0..<3 { runners.append(try makeRunner(frontClock.now)) }
    }

    static let effects = Migration(
        "test.001-simulated-effects",
        """
        CREATE TABLE simulated_effects (
            tenant_id TEXT NOT NULL, job_id TEXT NOT NULL, attempt BIGINT NOT NULL
        );
        CREATE INDEX simulated_effects_by_job ON simulated_effects (tenant_id, job_id);
        """)

    private static func jobs(_ database: any Database, _ clock: FakeClock, _ dice: Shared<SplitMix64>) throws
        -> Jobs
    {
        let kind = JobKind(
            "simulated", timeout: .seconds(100_000),
            retry: RetryPolicy(
                attemptsMax: 6, waitMin: .seconds(1), waitMax: .seconds(60), deadline: .seconds(10_000_000),
                waitAskedMax: .seconds(1_000))
        ) { run in
            switch dice.draw(below: 8) {
            case 0: throw Broken()
            case 1: throw JobRefused.invalid("by the dice")
            case 2: throw StorageFailure(.busy, cause: "by the dice")
            default:
                return .finishing { session in
                    try session.execute(
                        """
                        INSERT INTO simulated_effects (tenant_id, job_id, attempt)
                        VALUES (\(run.scope.tenant), \(run.id), \(run.attempt))
                        """)
                    if dice.draw(below: 20) == 0 { throw Broken() }
                    return .string(run.id.text)
                }
            }
        }
        return Jobs(
            try JobKinds([kind]), database: database, clock: clock.clock, random: { dice.draw() })
    }

    private mutating func makeRunner(_ now: Instant) throws -> Runner {
        runnerCount += 1
        let clock = FakeClock(at: now)
        let bench = JobBench(
            jobs: try Self.jobs(database, clock, dice),
            settings: JobWorker.Settings(name: "runner \(runnerCount)"), report: JobReport(), sleep: { _ in })
        return Runner(clock: clock, bench: bench, upkeep: JobUpkeep(bench))
    }

    /// - Throws: `Broke` with what was found.
    mutating func run(steps: Int) async throws {
        for _ in 0..<steps { try await step() }
        database.heal()
        try await settle()
        try await judge()
    }

    private mutating func step() async throws {
        let place = Int.random(in: runners.indices, using: &random)
        switch Int.random(in: 0..<20, using: &random) {
        case 0..<4: try await enqueue()
        case 4..<8: try await claim(place, Int.random(in: 1...4, using: &random))
        case 8..<12: await attempt(place)
        case 12..<14: try await commit(place)
        case 14: try await cancel()
        case 15: try await keepUp(place)
        default: try disturb(place)
        }
    }

    private mutating func disturb(_ place: Int) throws {
        switch Int.random(in: 0..<4, using: &random) {
        // A crash: what it had claimed and not acknowledged is forgotten.
        case 0: runners[place] = try makeRunner(runners[place].clock.now)
        case 1: advance(by: .seconds(Int.random(in: 1...40, using: &random)))
        case 2:
            let jump = Duration.seconds(Int.random(in: -7_200...7_200, using: &random))
            runners[place].clock.jump(to: runners[place].clock.now.advanced(by: jump))
        default: database.fail(Bool.random(using: &random) ? .before : .after)
        }
    }

    private mutating func enqueue() async throws {
        var jobs: [NewJob] = []
        for _ in 0..<Int.random(in: 1...3, using: &random) {
            var job = NewJob("simulated")
            job.priority = Int.random(in: -2...2, using: &random)
            if Bool.random(using: &random) { job.uniqueKey = "k\(Int.random(in: 0..<5, using: &random))" }
            if Int.random(in: 0..<4, using: &random) == 0 { job.delay = .seconds(60) }
            if Int.random(in: 0..<4, using: &random) == 0 {
                job.limit = JobLimit(key: "narrow", runningMax: Self.narrowMax)
            }
            if Int.random(in: 0..<5, using: &random) == 0 { job.then = [NewJob("simulated")] }
            jobs.append(job)
        }
        try await tolerating { ledger.formUnion(try await front.enqueue(jobs, in: scope()).map(\.id)) }
    }

    private mutating func claim(_ place: Int, _ count: Int) async throws {
        try await tolerating {
            runners[place].claimed += try await runners[place].bench.commit([], places: count)
        }
        let narrowest = try await database.healthy.read(.everyTenant) { session in
            try session.rows(
                """
                SELECT COUNT(*) FROM jobs WHERE limit_key = 'narrow' AND stage = 'running' GROUP BY tenant_id
                """
            ).map { try $0[0] as Int }
        }
        guard narrowest.allSatisfy({ $0 <= Self.narrowMax }) else { throw Broke("a limit was passed") }
    }

    private static let narrowMax = 2

    /// One of those claimed, however long ago.
    private mutating func attempt(_ place: Int) async {
        guard !runners[place].claimed.isEmpty else { return }
        let choice = Int.random(in: runners[place].claimed.indices, using: &random)
        let job = runners[place].claimed.remove(at: choice)
        if let ending = await runners[place].bench.attempt(job) { runners[place].endings.append(ending) }
    }

    private mutating func commit(_ place: Int) async throws {
        try await tolerating {
            runners[place].claimed += try await runners[place].bench.commit(runners[place].endings, places: 2)
            runners[place].endings = []
        }
    }

    private mutating func keepUp(_ place: Int) async throws {
        try await tolerating { _ = try await runners[place].upkeep.pass() }
    }

    private mutating func cancel() async throws {
        guard let id = ledger.sorted().randomElement(using: &random) else { return }
        do {
            for tenant in Self.tenants { try await JobDesk(front).cancel(id, in: scope(tenant)) }
        } catch is JobRefused {
            // It has ended, or is another tenant's.
        } catch is StorageFailure {}
    }

    private mutating func advance(by time: Duration) {
        frontClock.advance(by: time)
        for runner in runners { runner.clock.advance(by: time) }
    }

    private mutating func scope(_ tenant: TenantID? = nil) -> Scope {
        let tenant = tenant ?? Self.tenants[Int.random(in: Self.tenants.indices, using: &random)]
        return Scope(
            tenant: tenant, moment: frontClock.now, trace: .start(sampled: false, random: &random))
    }

    private func tolerating(_ body: () async throws -> Void) async throws {
        do { try await body() } catch is StorageFailure {}
    }

    /// With a store that works again, everything comes to an end, and one worker is enough for it.
    private mutating func settle() async throws {
        // The others acknowledge late, and are gone.
        for place in runners.indices { try await work(place) }
        for round in 0..<Self.roundsMax {
            // Ever further: what one clock delayed, another may be hours away from.
            advance(by: .seconds(20 << min(round, 7)))
            try await work(0)
            let living = try await database.read(.everyTenant) { session in
                try session.firstRow("SELECT 1 FROM jobs WHERE finished_at IS NULL LIMIT 1") != nil
            }
            if !living { return }
        }
        throw Broke("jobs do not come to an end")
    }

    private mutating func work(_ place: Int) async throws {
        try await keepUp(place)
        repeat {
            try await claim(place, 64)
            while !runners[place].claimed.isEmpty { await attempt(place) }
            try await commit(place)
        } while !runners[place].claimed.isEmpty
    }

    private static let roundsMax = 200

    private func judge() async throws {
        let (jobs, effects) = try await database.read(.everyTenant) { session in
            let jobs = try session.rows("SELECT id, stage, attempt, attempts_max FROM jobs").map {
                (
                    id: try $0[0] as ID<Job>, stage: try $0[1] as JobStage, last: try $0[2] as Int,
                    most: try $0[3] as Int
                )
            }
            let effects = try session.rows("SELECT job_id, attempt FROM simulated_effects").map {
                (job: try $0[0] as ID<Job>, attempt: try $0[1] as Int)
            }
            return (jobs, effects)
        }
        let attempts = Dictionary(grouping: effects) { $0.job }.mapValues { $0.map(\.attempt) }
        guard ledger.subtracting(jobs.map(\.id)).isEmpty else { throw Broke("an acknowledged job is lost") }
        for job in jobs {
            // Only the attempt that had the lease last may have ended it.
            let wanted = job.stage == .succeeded ? [job.last] : []
            guard attempts[job.id, default: []] == wanted else {
                throw Broke(
                    "\(job.id) is \(job.stage) after \(job.last), with \(attempts[job.id, default: []])")
            }
            guard job.last <= job.most else { throw Broke("\(job.id) has had \(job.last) attempts") }
        }
        try await database.write(.everyTenant) { session in
            for table: SQL in ["jobs", "job_attempts", "job_limits", "simulated_effects"] {
                try session.execute("DELETE FROM \(table)")
            }
        }
    }
}

struct Broke: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) { self.description = description }
}

extension Shared<SplitMix64> {
    func draw() -> UInt64 {
        let drawn = Shared<UInt64>(0)
        change { random in
            let number = random.next()
            drawn.change { $0 = number }
        }
        return drawn.value
    }

    func draw(below bound: UInt64) -> UInt64 { draw() % bound }
}
