import ArgumentParser
import CLI
import Core
import Jobs
import Logging
import Module
import Persistence
import Resilience
import Telemetry

struct JobsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "jobs",
        abstract: "Look after the work that is done later.",
        discussion: "Works on the database of the settings, whether or not a server runs.",
        subcommands: [
            List.self, Show.self, Cancel.self, Requeue.self, Edit.self, Discard.self, Purge.self, Queues.self,
            Pause.self, Resume.self, Weigh.self, Schedules.self, Kinds.self,
        ], defaultSubcommand: List.self)

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "List jobs, newest first.")

        @OptionGroup var start: StartOptions

        @Option(help: "Only those in this state: waiting, running, succeeded, failed, cancelled or dead.")
        var state: JobState?

        @Option(help: ArgumentHelp("Only those of this kind.", valueName: "name"))
        var kind: String?

        @Option(help: ArgumentHelp("Only those of this queue.", valueName: "name"))
        var queue: String?

        @Option(help: ArgumentHelp("Jobs at most.", valueName: "number"))
        var limit = 50

        @Option(help: "How it is written: text or json.")
        var format: ReportFormat = .text

        func run() async throws {
            var search = JobSearch(state: state, kind: kind, queue: queue)
            search.limit = limit
            let page = try await withParts(start) { [search] parts in
                try await JobDesk(parts.jobs).page(search, .everyTenant)
            }
            switch format {
            case .text:
                var table = TextTable(["Job", "Kind", "State", "Attempt", "Changed", "Problem"])
                for job in page.jobs {
                    table.add([
                        job.id.text, job.kind, job.state.rawValue, "\(job.attempt)/\(job.attemptsMax)",
                        job.updatedAt.written, job.problem?["detail"]?.text ?? "",
                    ])
                }
                try Terminal.write(table.text)
                if page.next != nil { Terminal.say("lux: there are more; see --limit and --state") }
            case .json:
                try Terminal.write(JSON.array(try page.jobs.map { try $0.document }).written + "\n")
            }
        }
    }

    struct Show: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Show one job: its payload, each attempt that failed, what was edited.")

        @OptionGroup var start: StartOptions
        @OptionGroup var chosen: ChosenJob

        func run() async throws {
            let record = try await withParts(start) { parts in
                try await JobDesk(parts.jobs).record(chosen.id, of: chosen.owner)
            }
            try Terminal.write(try record.document.written + "\n")
        }
    }

    struct Cancel: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "End a waiting job now; tell a running one to stop.")

        @OptionGroup var start: StartOptions
        @OptionGroup var chosen: ChosenJob

        func run() async throws {
            let job = try await withParts(start) { parts in
                try await JobDesk(parts.jobs).cancel(chosen.id, in: .byHand(chosen.owner))
            }
            try Terminal.write(
                "\(job.id.text) is \(job.isCancelAsked ? "told to stop" : job.state.rawValue)\n")
        }
    }

    struct Requeue: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract:
                "Give a job that ended badly all its attempts again; with --all-dead, every one given up.")

        @OptionGroup var start: StartOptions

        @Argument(help: "The job's id.")
        var id: String?

        @Option(help: ArgumentHelp("Whose job.", valueName: "id"))
        var tenant = TenantID.builtIn.text

        @Flag(help: "All that were given up, of all tenants.")
        var allDead = false

        @Option(help: ArgumentHelp("With --all-dead: only those of this kind.", valueName: "name"))
        var kind: String?

        func validate() throws {
            guard (id != nil) != allDead else { throw ValidationError("Name a job, or say --all-dead.") }
        }

        func run() async throws {
            let count = try await withParts(start) { parts in
                let desk = JobDesk(parts.jobs)
                if let id {
                    try await desk.requeue(ChosenJob.parse(id), of: TenantID(tenant))
                    return 1
                }
                var total = 0
                while true {
                    let count = try await desk.requeue(all: JobSearch(state: .dead, kind: kind), .everyTenant)
                    guard count > 0 else { return total }
                    total += count
                }
            }
            try Terminal.write("requeued \(count)\n")
        }
    }

    struct Edit: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Replace the payload of a job that ended badly; what was there stays on record.")

        @OptionGroup var start: StartOptions
        @OptionGroup var chosen: ChosenJob

        @Option(
            help: ArgumentHelp("File with the new payload in JSON; - for standard input.", valueName: "file"))
        var payload: String

        func run() async throws {
            let bytes = try InputFile(path: payload).readAll(limit: JobBounds.payloadBytesMax)
            let json = try JSONReader.read(bytes)
            try await withParts(start) { parts in
                try await JobDesk(parts.jobs).edit(chosen.id, of: chosen.owner, payload: json.bytes)
            }
            try Terminal.write("edited; `lux jobs requeue \(chosen.job)` runs it again\n")
        }
    }

    struct Discard: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Delete a job that has ended, with its record.")

        @OptionGroup var start: StartOptions
        @OptionGroup var chosen: ChosenJob

        func run() async throws {
            try await withParts(start) { parts in
                try await JobDesk(parts.jobs).discard(chosen.id, of: chosen.owner)
            }
            try Terminal.write("gone\n")
        }
    }

    struct Purge: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Delete all jobs that have ended and that the options find, of all tenants.")

        @OptionGroup var start: StartOptions

        @Option(help: "Those in this state: succeeded, failed, cancelled or dead.")
        var state: JobState?

        @Option(help: ArgumentHelp("Those of this kind.", valueName: "name"))
        var kind: String?

        @Option(help: ArgumentHelp("Those of this queue.", valueName: "name"))
        var queue: String?

        func validate() throws {
            guard state != nil || kind != nil || queue != nil else {
                throw ValidationError("Say which: --state, --kind or --queue.")
            }
            guard state?.isFinal ?? true else { throw ValidationError("Only what has ended can be purged.") }
        }

        func run() async throws {
            let search = JobSearch(state: state, kind: kind, queue: queue)
            let count = try await withParts(start) { parts in
                var total = 0
                while true {
                    let count = try await JobDesk(parts.jobs).purge(search, .everyTenant)
                    guard count > 0 else { return total }
                    total += count
                }
            }
            try Terminal.write("purged \(count)\n")
        }
    }

    struct Kinds: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "List what jobs can be of.")

        @OptionGroup var start: StartOptions

        func run() async throws {
            let kinds = try await withParts(start) { $0.jobs.kinds.all }
            var table = TextTable(["Kind", "Queue", "Version", "Attempts"])
            for kind in kinds.sorted(by: { $0.name < $1.name }) {
                table.add([kind.name, kind.queue, "\(kind.version)", "\(kind.retry.attemptsMax)"])
            }
            try Terminal.write(table.text)
        }
    }
}

extension JobState: ExpressibleByArgument {}

/// One job of one tenant.
struct ChosenJob: ParsableArguments {
    @Argument(help: "The job's id.")
    var job: String

    @Option(help: ArgumentHelp("Whose job.", valueName: "id"))
    var tenant = TenantID.builtIn.text

    var id: ID<Job> { get throws { try Self.parse(job) } }
    var owner: TenantID { TenantID(tenant) }

    static func parse(_ text: String) throws -> ID<Job> {
        guard let id = ID<Job>(text) else { throw CommandFailure(.usage, "\"\(text)\" is no id of a job") }
        return id
    }
}

extension Scope {
    /// For what an operator does from a shell.
    static func byHand(_ tenant: TenantID) -> Scope {
        var random = SystemRandomNumberGenerator()
        return Scope(
            tenant: tenant, moment: System.clock.now(), trace: .start(sampled: false, random: &random))
    }
}

/// Lends the parts of a start that runs nothing.
func withParts<Outcome>(
    _ options: StartOptions, _ body: (Parts) async throws -> Outcome
) async throws -> Outcome {
    let start = try Start(options)
    let settings = try start.settings()
    return try await withDatabase(options) { database in
        let parts = try Parts(
            start.chosen, settings,
            PartNeeds(
                database: database, servers: nil, outgoing: nil, metrics: MetricsRegistry(),
                alarm: Alarm(clock: System.clock),
                logger: Logger(label: "lux", factory: { _ in SwiftLogNoOpLogHandler() }),
                isStopping: { true }))
        return try await body(parts)
    }
}
