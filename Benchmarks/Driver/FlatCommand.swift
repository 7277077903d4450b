import ArgumentParser
import Core
import Jobs
import Machine
import Persistence

/// Much work in ten equal parts, and what memory stands at after each.
struct FlatCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "flat", abstract: "Memory over many jobs and events.")

    private static let tenths = 10
    private static let callers = 256

    @OptionGroup var store: StoreOptions

    @Option(help: "How many jobs; a multiple of ten.")
    var jobs = 1_000_000

    @Option(help: "How many events; a multiple of ten.")
    var events = 1_000_000

    func validate() throws {
        guard min(jobs, events) > 0, jobs.isMultiple(of: Self.tenths), events.isMultiple(of: Self.tenths)
        else {
            throw ValidationError("--jobs and --events are multiples of \(Self.tenths).")
        }
    }

    func run() async throws {
        // As the product does.
        Heap.boundArenas()
        let database = try await store.open()
        let (trivial, followed) = (try TrivialJobs(on: database), Tally())
        let worker = trivial.worker(JobWorker.Settings(name: "lux-bench", queue: TrivialJobs.queue))
        var appending = Appending(to: database, callers: Self.callers)
        let (jobs, events, start) = (jobs, events, Usage.now)
        let resident = try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { await worker.run() }
            group.addTask { await follow(database) { followed.add($0.count) } }
            var resident: [Int] = []
            for tenth in 1...Self.tenths {
                async let enqueued: Void = trivial.enqueue(jobs / Self.tenths, callers: Self.callers)
                try await appending.append(events / Self.tenths)
                try await enqueued
                await trivial.succeeded.wait(for: jobs / Self.tenths * tenth)
                await followed.wait(for: events / Self.tenths * tenth)
                resident.append(residentBytes())
            }
            worker.drain()
            group.cancelAll()
            return resident
        }
        try await trivial.check(jobs)
        await database.close()
        report([
            ("jobs", .integer(jobs)), ("events", .integer(followed.count)),
            ("seconds", .number(Usage.now.since(start).seconds)),
            ("rss_bytes", .array(resident.map { .integer($0) })),
        ])
    }
}
