import Core
import Foundation
import Jobs
import LuxTesting
import Machine
import Persistence
import Postgres
import Resilience
import SQLite
import Testing

/// Processes of `jobs-crash-worker` are killed at random points; a ledger of what they said is kept here, out of
/// their reach, and judges what the database holds in the end.
@Suite(.serialized, .timeLimit(.minutes(30))) struct `A killed process` {
    /// Each seed kills twice, on each engine.
    private static let seedCount: UInt64 =
        ProcessInfo.processInfo.environment["LUX_TEST_LONG"] == nil ? 20 : 100

    @Test(arguments: CrashPlace.all, 0..<seedCount)
    func `loses no job and has no effect twice`(place: CrashPlace, seed: UInt64) async throws {
        var random = SplitMix64(seed: seed)
        let points = [Int.random(in: 0...30, using: &random), Int.random(in: 1...150, using: &random)]
        try await place.with { address, database in
            var (ledger, next) = (Set<Int>(), 0)
            for point in points {
                // What had no answer is asked for again.
                ledger.formUnion(
                    try await CrashRun(address).said(from: max(0, next - 20), killedAfter: point))
                next = (ledger.max() ?? 0) + 1
            }
            try await Self.finish(database)
            let effects = try await Self.effects(in: database)
            #expect(ledger.count >= points.max() ?? 0)
            #expect(ledger.subtracting(effects.keys).isEmpty, "lost, seed \(seed)")
            #expect(effects.filter { $0.value != 1 }.isEmpty, "twice, seed \(seed)")
        }
    }

    @Test(arguments: CrashPlace.all)
    func `is not killed for ever by one job, and the others go on`(place: CrashPlace) async throws {
        try await place.with { address, database in
            let jobs = try Self.jobs(on: database)
            var random = SplitMix64(seed: 5)
            let scope = Scope(
                tenant: lark, moment: Clock.machine.now(), trace: .start(sampled: false, random: &random))
            let poison = try await jobs.enqueue(
                NewJob("poison").with { $0.attemptsMax = 3 }, in: scope
            ).id
            var ledger: Set<Int> = []
            for death in 0..<3 {
                // It kills itself, each time anew, and meanwhile takes other jobs.
                ledger.formUnion(
                    try await CrashRun(address).said(from: death * 20, count: 20, killedAfter: .max))
            }
            try await Self.finish(database)
            let record = try await JobDesk(jobs).record(poison, of: lark)
            #expect(record.job.state == .dead)
            #expect(record.attempts.count == 3)
            #expect(record.attempts.allSatisfy { $0.error.contains("stopped answering") })
            #expect(try await ledger.subtracting(Self.effects(in: database).keys).isEmpty)
        }
    }

    private static func jobs(on database: any Database) throws -> Jobs {
        let kinds = [
            JobKind("effect", retry: quick) { run in
                .finishing { session in
                    let number = try run.json().whole ?? 0
                    try session.execute(
                        """
                        INSERT INTO crash_effects (tenant_id, number, attempt)
                        VALUES (\(run.scope.tenant), \(number), \(run.attempt))
                        """)
                    return nil
                }
            },
            JobKind("poison", retry: quick) { _ in .done },
        ]
        return Jobs(
            try JobKinds(kinds), database: database, clock: .machine,
            random: { UInt64.random(in: .min ... .max) })
    }

    private static let quick = RetryPolicy(
        attemptsMax: 1_000, waitMin: .milliseconds(1), waitMax: .milliseconds(100), deadline: .seconds(3600))

    /// Runs what is left, in this process.
    private static func finish(_ database: any Database) async throws {
        var settings = JobWorker.Settings(name: "last")
        (settings.lease, settings.tick) = (.milliseconds(400), .milliseconds(20))
        let log = JobLog()
        let changes = log.changes
        let worker = JobWorker(try jobs(on: database), settings: settings, report: log.report)
        async let run: Void = worker.run()
        for await _ in changes {
            if try await living(in: database) == 0 { break }
        }
        worker.drain()
        await run
    }

    private static func living(in database: any Database) async throws -> Int {
        try await database.read(.everyTenant) { session in
            try session.firstRow(
                "SELECT COUNT(*) FROM jobs WHERE stage IN ('ready', 'held', 'delayed', 'unknown', 'running')")?[
                    0]
                ?? 0
        }
    }

    /// How often each number had its effect.
    private static func effects(in database: any Database) async throws -> [Int: Int] {
        try await database.read(.everyTenant) { session in
            var counts: [Int: Int] = [:]
            for row in try session.rows("SELECT number FROM crash_effects") {
                counts[try row[0], default: 0] += 1
            }
            return counts
        }
    }
}

extension CrashPlace {
    static let all = places(
        with: JobMigrations.all + [
            Migration(
                "test.001-crash-effects",
                "CREATE TABLE crash_effects (tenant_id TEXT NOT NULL, number BIGINT NOT NULL, attempt BIGINT NOT NULL)"
            )
        ])
}

/// Processes that enqueue and run jobs at one place.
struct CrashRun {
    private let address: String

    init(_ address: String) {
        self.address = address
    }

    /// The numbers acknowledged by a process that is killed as soon as it has said so many; what it said until it
    /// was dead counts too.
    func said(from first: Int, count: Int = 100_000, killedAfter point: Int) async throws -> Set<Int> {
        let lines = try await KilledProgram("jobs-crash-worker").lines(
            [address, "\(first)", "\(count)"], killedAfter: point)
        return Set(lines.compactMap { Int($0.dropFirst("enqueued ".count)) })
    }
}
