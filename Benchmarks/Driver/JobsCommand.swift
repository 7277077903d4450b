import ArgumentParser
import Core
import Jobs
import Persistence

/// Trivial jobs from the first enqueued to the last acknowledged.
struct JobsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "jobs", abstract: "Rate and cost of durable jobs.")

    @OptionGroup var store: StoreOptions

    @Option(help: "How many jobs.")
    var jobs = 5_000

    @Option(help: "Workers side by side, each with a connection when it commits.")
    var workers = 8

    @Option(help: "Jobs that a worker has at once.")
    var batch = 1

    @Flag(help: "Claims and acknowledgements in a commit each, not together.")
    var apart = false

    @Option(help: "Callers that enqueue at once.")
    var callers = 256

    @Flag(help: "All jobs wait before the clock starts.")
    var prefill = false

    func validate() throws {
        guard min(jobs, workers, batch, callers) > 0 else { throw ValidationError("Numbers begin with 1.") }
    }

    func run() async throws {
        let database = try await store.open(connections: workers)
        let trivial = try TrivialJobs(on: database)
        if prefill { try await trivial.fill(jobs) }
        var settings = JobWorker.Settings(name: "lux-bench", queue: TrivialJobs.queue)
        (settings.lanes, settings.slotsPerLane, settings.joinsCommits) = (workers, batch, !apart)
        let (enqueued, all) = try await work(trivial, trivial.worker(settings))
        try await trivial.check(jobs)
        await database.close()
        report([
            ("jobs", .integer(jobs)), ("seconds", .number(all.seconds)),
            ("cpu_seconds", .number(all.cpuSeconds)),
            ("enqueue_seconds", .number(enqueued.seconds)),
        ])
    }

    private func work(_ trivial: TrivialJobs, _ worker: JobWorker) async throws -> (
        enqueued: Usage, all: Usage
    ) {
        try await withThrowingTaskGroup(of: Void.self) { group in
            let start = Usage.now
            group.addTask { await worker.run() }
            if !prefill { try await trivial.enqueue(jobs, callers: callers) }
            let enqueued = Usage.now.since(start)
            await trivial.succeeded.wait(for: jobs)
            let all = Usage.now.since(start)
            worker.drain()
            try await group.waitForAll()
            return (enqueued, all)
        }
    }
}
