import ArgumentParser
import CLI
import Core
import EventLog
import Persistence
import Settings

struct LogCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "log",
        abstract: "Look after the event log.",
        subcommands: [Verify.self, Followers.self, Skip.self, Activity.self])

    struct Verify: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Prove that no event was changed, added, moved or removed.",
            discussion: """
                Recomputes every stream's chain of hashes and every checkpoint, and names the first damage. Keep the \
                seal that it prints somewhere else: with --seal, a later run also finds a log that was cut off and \
                sealed anew. Exit code 1 when the log is damaged.
                """)

        @OptionGroup var start: StartOptions

        @Option(help: ArgumentHelp("A seal from an earlier run.", valueName: "seal"))
        var seal: String?

        @Option(help: "How it is written: text or json.")
        var format: ReportFormat = .text

        func run() async throws {
            let report = try await withDatabase(start) { database in
                try await LogVerification(of: database).run(expecting: seal)
            }
            switch format {
            case .text:
                try Terminal.write(
                    """
                    \(report.events) events in \(report.streams) streams, \(report.checkpoints) checkpoints
                    seal \(report.seal ?? "none yet")
                    \(report.damage.map { "DAMAGED: \($0)" } ?? "whole")

                    """)
            case .json:
                try Terminal.write(
                    JSON.object([
                        "events": .integer(Int(report.events)), "streams": .integer(Int(report.streams)),
                        "checkpoints": .integer(Int(report.checkpoints)), "seal": .optional(report.seal),
                        "damage": .optional(report.damage?.description),
                    ]).written + "\n")
            }
            guard report.damage == nil else { throw ExitCode(ExitStatus.someFailed.rawValue) }
        }
    }

    struct Followers: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Show who follows the log, how far each has come, and what one fails on.")

        @OptionGroup var start: StartOptions

        @Option(help: "How it is written: text or json.")
        var format: ReportFormat = .text

        func run() async throws {
            let entries = try await withDatabase(start) { database in
                try await database.read(.everyTenant) { try FollowerDesk.entries($0) }
            }
            switch format {
            case .text:
                var table = TextTable(["Follower", "Generation", "Position", "State", "Reason"])
                for entry in entries {
                    let state = entry.isStuck ? "STUCK" : entry.failedPosition != nil ? "failing" : "follows"
                    table.add([
                        entry.name, "\(entry.generation)", "\(entry.position)",
                        state + (entry.failedPosition.map { " at \($0)" } ?? ""), entry.reason ?? "",
                    ])
                }
                try Terminal.write(table.text)
            case .json: try Terminal.write(JSON.array(entries.map(\.json)).written + "\n")
            }
        }
    }

    struct Skip: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Let a stuck follower go on after the event that it fails on. The skip is recorded.")

        @OptionGroup var start: StartOptions

        @Argument(help: "The follower's name.")
        var follower: String

        @Option(
            help: ArgumentHelp("The event's position, as `lux log followers` shows it.", valueName: "number"))
        var position: Int64

        @Option(help: ArgumentHelp("Why it may be left out.", valueName: "text"))
        var reason: String

        func run() async throws {
            try await withDatabase(start) { [follower, position, reason] database in
                try await database.write(.everyTenant) { session in
                    try FollowerDesk.skip(
                        follower, failingAt: position, by: System.userName, because: reason,
                        at: System.clock.now(), session)
                }
            }
            try Terminal.write("\(follower) goes on after \(position)\n")
        }
    }

    struct Activity: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Show how many events of each kind there were on each day.")

        @OptionGroup var start: StartOptions

        @Option(help: ArgumentHelp("Whose events.", valueName: "id"))
        var tenant = TenantID.builtIn.text

        @Option(help: ArgumentHelp("Lines at most.", valueName: "number"))
        var limit = 100

        @Option(help: "How it is written: text or json.")
        var format: ReportFormat = .text

        func run() async throws {
            let lines = try await withDatabase(start) { database in
                try await database.read(.tenant(TenantID(tenant))) {
                    try LogActivity.lines(of: TenantID(tenant), limit: min(max(limit, 1), 10_000), $0)
                }
            }
            switch format {
            case .text:
                var table = TextTable(["Day", "Kind", "Events"])
                for line in lines { table.add([line.day, line.kind, "\(line.count)"]) }
                try Terminal.write(table.text)
            case .json:
                let items = lines.map { line -> JSON in
                    ["day": .string(line.day), "kind": .string(line.kind), "events": .integer(line.count)]
                }
                try Terminal.write(JSON.array(items).written + "\n")
            }
        }
    }
}

extension FollowerDesk.Entry {
    fileprivate var json: JSON {
        .object([
            "follower": .string(name), "generation": .integer(Int(generation)),
            "position": .integer(Int(position)), "stuck": .bool(isStuck),
            "failed_position": failedPosition.map { .integer(Int($0)) }, "reason": .optional(reason),
            "failing_since": .optional(failingSince?.written),
        ])
    }
}
