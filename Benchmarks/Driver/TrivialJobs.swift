import Core
import Jobs
import Machine
import Persistence

/// Jobs that only count that they ran.
struct TrivialJobs: Sendable {
    static let queue = "bench"
    private static let kind = "bench.nothing"
    private static let filledAtOnce = 500

    private let jobs: Jobs
    private let database: any Database
    private let ran = Tally()
    /// Acknowledged, in a transaction that is committed.
    let succeeded = Tally()

    init(on database: any Database) throws {
        let ran = ran
        let kind = JobKind(Self.kind, queue: Self.queue) { _ in
            ran.add()
            return .done
        }
        self.database = database
        jobs = Jobs(
            try JobKinds([kind]), database: database, clock: .machine, random: { .random(in: 0 ... .max) }
        )
    }

    func worker(_ settings: JobWorker.Settings) -> JobWorker {
        let succeeded = succeeded
        let report = JobReport(
            attemptEnded: { _, _, outcome, _ in if outcome == .succeeded { succeeded.add() } },
            trouble: { complain("\($0)") })
        return JobWorker(jobs, settings: settings, report: report)
    }

    /// One a transaction.
    func enqueue(_ count: Int, callers: Int) async throws {
        try await share(count, among: callers) { _, numbers in
            for number in numbers { _ = try await jobs.enqueue(job(number), in: scopeNow()) }
        }
    }

    /// Many a transaction, for those who measure what comes after.
    func fill(_ count: Int) async throws {
        for start in stride(from: 0, to: count, by: Self.filledAtOnce) {
            let numbers = start..<min(start + Self.filledAtOnce, count)
            _ = try await jobs.enqueue(numbers.map(job), in: scopeNow())
        }
    }

    private func job(_ number: Int) -> NewJob {
        NewJob(Self.kind, payload: .object([.init("number", .integer(number))]))
    }

    /// - Throws: `Miscounted` unless each ran once and is stored as done.
    func check(_ count: Int) async throws {
        try Miscounted.check(Int64(ran.count), "attempts", is: count)
        let stored: Int64? = try await database.read(.everyTenant) { session in
            try session.firstRow("SELECT COUNT(*) FROM jobs WHERE stage = \(JobStage.succeeded)").map {
                try $0[0]
            }
        }
        try Miscounted.check(stored ?? 0, "jobs done", is: count)
    }
}
