import ArgumentParser
import CLI
import Core
import EventLog
import Persistence
import Settings

struct ProjectionsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "projections",
        abstract: "Show the read models that events feed, or fill one anew.",
        subcommands: [List.self, Renew.self], defaultSubcommand: List.self)

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Show the read models.")

        @OptionGroup var start: StartOptions

        @Option(help: "How it is written: text or json.")
        var format: ReportFormat = .text

        func run() async throws {
            let known = try await withDatabase(start) { database in
                try await database.read(.everyTenant) { try FollowerDesk.projections($0) }
            }
            let rows = LogPart.projections.map { projection in
                (projection.name, known.first { $0.name == projection.name })
            }
            switch format {
            case .text:
                var table = TextTable(["Projection", "Generation", "Being built"])
                for (name, entry) in rows {
                    table.add([
                        name, entry.map { "\($0.active)" } ?? "none yet",
                        entry?.building.map { "\($0)" } ?? "",
                    ])
                }
                try Terminal.write(table.text)
            case .json:
                let items = rows.map { name, entry -> JSON in
                    .object([
                        "projection": .string(name),
                        "generation": entry.map { .integer(Int($0.active)) } ?? .null,
                        "building": (entry?.building).map { .integer(Int($0)) } ?? .null,
                    ])
                }
                try Terminal.write(JSON.array(items).written + "\n")
            }
        }
    }

    struct Renew: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "rebuild", abstract: "Fill a read model anew from the first event.",
            discussion: """
                The one in use goes on serving until the new one has caught up. Interrupted, the same command goes on \
                where it was.
                """)

        @OptionGroup var start: StartOptions

        @Argument(help: "The projection's name.")
        var name: String

        func run() async throws {
            guard let projection = LogPart.projections.first(where: { $0.name == name }) else {
                let known = LogPart.projections.map(\.name).joined(separator: ", ")
                throw CommandFailure(.usage, "there is no projection \"\(name)\"; there are: \(known)")
            }
            let outcome = try await withDatabase(start) { database in
                let watch = LogWatch(database, .init(clock: System.clock))
                return try await Rebuild(of: projection, watch, clock: System.clock).run {
                    progress in
                    guard Terminal.errorIsTerminal else { return }
                    Terminal.say("\r\u{1b}[K\(progress.position) of \(progress.target)", ending: "")
                }
            }
            if Terminal.errorIsTerminal { Terminal.say("\r\u{1b}[K", ending: "") }
            try Terminal.write(
                "\(name): \(outcome.events) events, generation \(outcome.generation) serves now\n")
        }
    }
}

/// Lends the database of the settings, with the schema of this version, to a command.
func withDatabase<Outcome>(
    _ options: StartOptions, _ body: (any Database) async throws -> Outcome
) async throws -> Outcome {
    let start = try Start(options)
    let settings = try start.settings()
    let database = try await Storage.open(settings, chosen: start.chosen)
    do {
        let outcome = try await body(database)
        await database.close()
        return outcome
    } catch {
        await database.close()
        throw (error as? any CannotStart).map { CommandFailure($0) } ?? error
    }
}
