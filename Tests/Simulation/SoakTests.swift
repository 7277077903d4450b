import Core
import EventLog
import Facts
import Foundation
import Jobs
import LuxTesting
import Machine
import Persistence
import Testing

/// A day's work in some minutes, in a process of its own, whose handles and memory are nobody else's.
@Suite(.timeLimit(.minutes(30)), .enabled(if: ProcessInfo.processInfo.environment["LUX_TEST_LONG"] != nil))
struct `A process that has worked for long` {
    @Test func `is as it was, on SQLite`() async throws {
        let told = await #expect(
            processExitsWith: .success, observing: [\.standardOutputContent]
        ) { try await Soak.run(on: .sqlite, jobs: 100_000, calls: 1_000_000) }
        print(String(decoding: told?.standardOutputContent ?? [], as: UTF8.self))
    }

    @Test func `is as it was, on PostgreSQL`() async throws {
        let told = await #expect(
            processExitsWith: .success, observing: [\.standardOutputContent]
        ) { try await Soak.run(on: .postgres, jobs: 20_000, calls: 200_000) }
        print(String(decoding: told?.standardOutputContent ?? [], as: UTF8.self))
    }
}

/// Jobs, appends and reads through one process, with a look at its handles and memory at each tenth.
private struct Soak: Sendable {
    private static let callers = 8
    private static let streams = 500
    /// Jobs that are enqueued at once.
    private static let batch = 100
    /// The allocator's arenas move by some of it; eight bytes lost by each call would be more.
    private static let growthBytesMax = 8 << 20
    /// Connections come and go.
    private static let handleDriftMax = 4

    private let database: any Database
    private let log: EventLog
    private let appender: LogAppender
    private let jobs: Jobs
    private let calls: Int
    private let looks = Shared<[Look]>([])

    struct Look: Sendable {
        let residentBytes: Int
        let handles: Int

        init() {
            let pages = (try? String(contentsOfFile: "/proc/self/statm", encoding: .utf8))?
                .split(separator: " ").dropFirst().first.flatMap { Int($0) }
            residentBytes = (pages ?? 0) * 4096
            handles = (try? FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd").count) ?? 0
        }
    }

    static func run(on engine: Engine, jobs jobCount: Int, calls: Int) async throws {
        try await engine.withDatabase(JobMigrations.all + LogMigrations.all) { database in
            let soak = try Soak(database, calls: calls)
            try await soak.work(jobCount)
            soak.judge(engine)
            try await soak.judgeLog()
        }
    }

    private init(_ database: any Database, calls: Int) throws {
        (self.database, self.calls) = (database, calls)
        log = EventLog(
            .init(clock: .machine) { moment in
                var random = SystemRandomNumberGenerator()
                return ID<Event>.make(at: moment, random: &random)
            })
        appender = LogAppender(log, on: database)
        let kind = JobKind("trivial") { run in .result(try run.json()) }
        jobs = Jobs(
            try JobKinds([kind]), database: database, clock: .machine,
            random: { .random(in: .min ... .max) })
    }

    private func work(_ jobCount: Int) async throws {
        let (ended, allEnded) = (Shared(0), Gate())
        let report = JobReport(attemptEnded: { _, _, _, _ in
            ended.change { $0 += 1 }
            if ended.value >= jobCount { allEnded.open() }
        })
        let worker = JobWorker(jobs, settings: JobWorker.Settings(name: "soak"), report: report)
        async let run: Void = worker.run()
        let callsPerBatch = calls / (jobCount / Self.batch)
        try await withThrowingTaskGroup(of: Void.self) { group in
            for caller in 0..<Self.callers {
                group.addTask {
                    for number in stride(from: caller, to: calls, by: Self.callers) {
                        if number % callsPerBatch == 0 { try await enqueue(number / callsPerBatch) }
                        try await call(number)
                    }
                }
            }
            try await group.waitForAll()
        }
        await allEnded.opened()
        worker.drain()
        await run
        looks.change { $0.append(Look()) }
    }

    private func enqueue(_ number: Int) async throws {
        let jobs = (0..<Self.batch).map { NewJob("trivial", payload: .integer($0)) }
        try await self.jobs.enqueue(jobs, in: scope(number))
    }

    /// One in five appends, the others read.
    private func call(_ number: Int) async throws {
        let place = number / 5 % Self.streams
        let (stream, scope) = (try StreamName("soak/\(place)"), scope(place))
        if number % 5 == 0 {
            let event = NewEvent("process.updated", version: 1, members: [.init("number", .integer(number))])
            try await appender.append([event], to: stream, in: scope)
        } else {
            _ = try await database.read(in: scope) { [log] session in
                let version = try log.version(of: stream, in: scope, session)
                return try log.events(
                    of: stream, after: version - 10, limit: 10, in: scope, session)
            }
        }
        if number % (calls / 10) == 0 { looks.change { $0.append(Look()) } }
    }

    private func scope(_ number: Int) -> Scope {
        var random = SystemRandomNumberGenerator()
        return Scope(
            tenant: TenantID("t\(number % 3)"), moment: Clock.machine.now(),
            trace: .start(sampled: false, random: &random))
    }

    private func judge(_ engine: Engine) {
        let looks = looks.value
        guard looks.count > 3, let last = looks.last else {
            Issue.record("too few looks")
            return
        }
        let second = looks[2]
        print(
            "\(engine), \(calls) calls: resident MiB", looks.map { $0.residentBytes >> 20 }, "handles",
            looks.map(\.handles))
        #expect(last.residentBytes - second.residentBytes < Self.growthBytesMax)
        #expect(abs(last.handles - second.handles) <= Self.handleDriftMax)
    }

    /// The log verifies, and one event that is taken out of it is missed.
    private func judgeLog() async throws {
        let watch = LogWatch(database, .init(clock: .machine))
        try await watch.look()
        while try await Sealer(watch, clock: .machine).seal() != nil {}
        let verification = LogVerification(of: database)
        let report = try await verification.run()
        #expect(report.damage == nil && report.events == calls / 5)
        let tenant = scope(35).tenant
        let removed = try await database.write(.tenant(tenant)) { session in
            try session.execute(
                "DELETE FROM log_events WHERE tenant_id = \(tenant) AND stream = 'soak/35' AND version = 9")
        }
        #expect(removed == 1)
        let damage = try await verification.run().damage
        let stream = try StreamName("soak/35")
        #expect(damage == .missing(tenant: tenant, stream: stream, version: 9), "\(damage as Any)")
    }
}
