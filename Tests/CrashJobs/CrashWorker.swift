import Core
import Jobs
import Machine
import Persistence
import Postgres
import Resilience
import SQLite

#if canImport(Darwin)
    import Darwin
#else
    import Glibc
#endif

/// Enqueues numbered jobs and runs them, until it is killed. Says `enqueued N` once the job is acknowledged to
/// the one who enqueued it. Arguments: a file or a `postgres:` URL, the number to begin with, how many to
/// enqueue at most, and whether jobs of the kind that kills its process are run too.
@main
struct CrashWorker {
    private static let taskCount = 4

    static func main() async throws {
        let place = CommandLine.arguments[1]
        let (first, count) = (Int(CommandLine.arguments[2]) ?? 0, Int(CommandLine.arguments[3]) ?? 0)
        let database = try await open(place)
        let jobs = Jobs(
            try JobKinds([effect, poison]), database: database, clock: .machine,
            random: { UInt64.random(in: .min ... .max) })
        var settings = JobWorker.Settings(name: "crash-\(getpid())")
        settings.slotsPerLane = 8
        settings.lanes = 2
        settings.lease = .milliseconds(400)
        settings.tick = .milliseconds(20)
        let worker = JobWorker(jobs, settings: settings)
        try await withThrowingTaskGroup { group in
            group.addTask { await worker.run() }
            for task in 0..<taskCount {
                group.addTask {
                    for number in stride(from: first + task, to: first + count, by: taskCount) {
                        try await enqueue(number, jobs)
                    }
                }
            }
            try await group.waitForAll()
        }
    }

    private static func open(_ place: String) async throws -> any Database {
        guard place.hasPrefix("postgres:") else { return try SQLiteDatabase(file: place) }
        var settings = PostgresDatabase.Settings(url: Secret(place))
        // Many such processes share one server with the tests beside them.
        settings.connectionsMax = 4
        return try await PostgresDatabase.open(settings)
    }

    /// With a key that goes on counting, as a client does that repeats what it has no answer to.
    private static func enqueue(_ number: Int, _ jobs: Jobs) async throws {
        var job = NewJob("effect", payload: .integer(number), uniqueKey: "n\(number)")
        job.uniqueFor = .seconds(3600)
        var random = SystemRandomNumberGenerator()
        let scope = Scope(
            tenant: TenantID("t\(number % 3)"), moment: Clock.machine.now(),
            trace: .start(sampled: false, random: &random))
        try await jobs.enqueue(job, in: scope)
        say("enqueued \(number)")
    }

    private static let effect = JobKind("effect", retry: quick) { run in
        .finishing { session in
            let number = try run.json().whole ?? 0
            try session.execute(
                """
                INSERT INTO crash_effects (tenant_id, number, attempt)
                VALUES (\(run.scope.tenant), \(number), \(run.attempt))
                """)
            return .integer(number)
        }
    }

    private static let poison = JobKind("poison", retry: quick) { _ in
        // As a crash does: nothing is flushed, closed or given back.
        kill(getpid(), SIGKILL)
        return .done
    }

    private static let quick = RetryPolicy(
        attemptsMax: 1_000, waitMin: .milliseconds(1), waitMax: .milliseconds(100), deadline: .seconds(3600))

    /// One system call without a buffer, so that what was said is out when the process dies.
    private static func say(_ text: String) {
        let line = Array("\(text)\n".utf8)
        _ = write(STDOUT_FILENO, line, line.count)
    }
}
