import ArgumentParser
import CLI
import Core
import Jobs
import Persistence

extension JobsCommand {
    struct Queues: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Show the queues and how many jobs of each state they hold.")

        @OptionGroup var start: StartOptions

        @Option(help: "How it is written: text or json.")
        var format: ReportFormat = .text

        func run() async throws {
            let (queues, counts) = try await withParts(start) { parts in
                let desk = JobDesk(parts.jobs)
                return (try await desk.queues(), try await desk.counts(.everyTenant))
            }
            func count(_ queue: String, _ state: JobState) -> Int {
                counts.filter { $0.queue == queue && $0.stage.state == state }.reduce(0) { $0 + $1.count }
            }
            switch format {
            case .text:
                var table = TextTable(["Queue", "State", "Limit"] + JobState.allCases.map(\.rawValue))
                for queue in queues {
                    table.add(
                        [
                            queue.name, queue.isPaused ? "paused" : "open",
                            queue.runningMax.map { "\($0)" } ?? "none",
                        ] + JobState.allCases.map { "\(count(queue.name, $0))" })
                }
                try Terminal.write(table.text)
            case .json:
                let items = queues.map { queue -> JSON in
                    let byState = JobState.allCases.map {
                        JSON.Member($0.rawValue, .integer(count(queue.name, $0)))
                    }
                    return [
                        "queue": .string(queue.name), "paused": .bool(queue.isPaused),
                        "running_max": queue.runningMax.map { .integer($0) } ?? .null,
                        "counts": .object(byState),
                    ]
                }
                try Terminal.write(JSON.array(items).written + "\n")
            }
        }
    }

    struct Pause: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Begin nothing of a queue until it is resumed, in any process, also after a restart.")

        @OptionGroup var start: StartOptions

        @Argument(help: "The queue's name.")
        var queue: String

        func run() async throws {
            try await withParts(start) { try await JobsCommand.desk(of: $0, knowing: queue).pause(queue) }
            try Terminal.write("\(queue) is paused\n")
        }
    }

    struct Resume: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Let a paused queue go on.")

        @OptionGroup var start: StartOptions

        @Argument(help: "The queue's name.")
        var queue: String

        func run() async throws {
            try await withParts(start) { try await JobsCommand.desk(of: $0, knowing: queue).resume(queue) }
            try Terminal.write("\(queue) goes on\n")
        }
    }

    struct Weigh: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Say how much a tenant gets of a busy queue; others have the weight 1.")

        @OptionGroup var start: StartOptions

        @Argument(help: "The tenant's id.")
        var tenant: String

        @Argument(
            help: "Its weight, from \(JobBounds.weights.lowerBound) to \(JobBounds.weights.upperBound).")
        var weight: Int

        func run() async throws {
            try await withParts(start) { try await JobDesk($0.jobs).weigh(TenantID(tenant), weight) }
            try Terminal.write("\(tenant) weighs \(weight)\n")
        }
    }

    struct Schedules: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Show what comes again and again, and when next.")

        @OptionGroup var start: StartOptions

        @Option(help: ArgumentHelp("Whose schedules.", valueName: "id"))
        var tenant = TenantID.builtIn.text

        @Option(help: "How it is written: text or json.")
        var format: ReportFormat = .text

        func run() async throws {
            let entries = try await withParts(start) { parts in
                try await parts.schedules.list(in: .byHand(TenantID(tenant)))
            }
            switch format {
            case .text:
                var table = TextTable(["Schedule", "Times", "Zone", "Kind", "Next", "Last"])
                for entry in entries {
                    table.add([
                        entry.schedule.name, entry.schedule.cron.text, entry.schedule.zone,
                        entry.schedule.kind,
                        entry.isPaused ? "paused" : entry.nextAt?.written ?? "never",
                        entry.lastAt?.written ?? "",
                    ])
                }
                try Terminal.write(table.text)
            case .json: try Terminal.write(JSON.array(entries.map(\.document)).written + "\n")
            }
        }
    }
}

extension JobsCommand {
    /// - Throws: where no queue has the name: it would be set and nobody would ever see it
    fileprivate static func desk(of parts: Parts, knowing queue: String) async throws -> JobDesk {
        let desk = JobDesk(parts.jobs)
        let known = try await desk.queues().map(\.name)
        guard known.contains(queue) else {
            throw CommandFailure(
                .noInput, "there is no queue \(queue); there are \(known.joined(separator: ", "))")
        }
        return desk
    }
}
