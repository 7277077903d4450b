import ArgumentParser
import CLI
import Core
import Persistence
import SQLite

struct MigrateCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "migrate",
        abstract: "Show or bring up to date the schema of the database.",
        discussion: """
            `lux serve` does this by itself at its start; any number of processes may start at once. The schema of a \
            newer version, or a migration whose text changed after it ran, is refused and left as it is.
            """,
        subcommands: [Status.self, Up.self, Plan.self], defaultSubcommand: Status.self)

    /// Which steps have run and which have not.
    struct Status: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Show which migrations have run. Exit code 1 when some have not.")

        @OptionGroup var start: StartOptions

        @Option(help: "How it is written: text or json.")
        var format: ReportFormat = .text

        func run() async throws {
            let status = try await withMigrator(start, withoutFile: { $0.statusOfNone }) {
                try await $0.status(of: $1)
            }
            switch format {
            case .text: try Terminal.write(status.table.text)
            case .json: try Terminal.write(status.json.written + "\n")
            }
            guard status.pending.isEmpty, status.edited.isEmpty, status.unknown.isEmpty else {
                throw ExitCode(ExitStatus.someFailed.rawValue)
            }
        }
    }

    struct Up: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Run what has not run.")

        @OptionGroup var start: StartOptions

        @Option(help: "How it is written: text or json.")
        var format: ReportFormat = .text

        func run() async throws {
            let ran = try await withMigrator(start) { try await $0.migrate($1, at: System.clock.now()) }
            switch format {
            case .text:
                for name in ran { try Terminal.write("ran \(name)\n") }
                if ran.isEmpty { try Terminal.write("nothing to do\n") }
            case .json:
                try Terminal.write(JSON.object([.init("ran", .array(ran.map(JSON.string)))]).written + "\n")
            }
        }
    }

    struct Plan: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Print as SQL what `up` would run. Changes nothing.")

        @OptionGroup var start: StartOptions

        func run() async throws {
            let now = System.clock.now()
            let plans = try await withMigrator(
                start,
                withoutFile: {
                    try $0.plan(from: $0.statusOfNone, at: now) { SQLiteDialect.statements(of: $0.text) }
                }
            ) { try await $0.plan(for: $1, at: now) }
            for plan in plans {
                if let name = plan.name { try Terminal.write("-- \(name)\n") }
                for statement in plan.statements { try Terminal.write(statement + ";\n\n") }
            }
        }
    }
}

/// Lends the schema's steps and the database, without migrating it.
/// - Parameter withoutFile: answers for a database file that is not there, which opening would make; without it,
///   the file is made.
private func withMigrator<Outcome>(
    _ options: StartOptions, withoutFile: ((Migrator) throws -> Outcome)? = nil,
    _ body: (Migrator, any Database) async throws -> Outcome
) async throws -> Outcome {
    let start = try Start(options)
    let settings = try start.settings()
    if let withoutFile, try !Storage.place(settings).isThere {
        do {
            return try withoutFile(try Storage.migrator(start.chosen))
        } catch let cannot as any CannotStart {
            throw CommandFailure(cannot)
        }
    }
    let database = try await Storage.connect(settings)
    do {
        let outcome = try await body(try Storage.migrator(start.chosen), database)
        await database.close()
        return outcome
    } catch {
        await database.close()
        throw (error as? any CannotStart).map { CommandFailure($0) } ?? error
    }
}

extension Storage.Place {
    fileprivate var isThere: Bool {
        do {
            try checkExists()
            return true
        } catch {
            return false
        }
    }
}

extension MigrationStatus {
    private var lines: [(name: String, state: String, at: Instant?)] {
        let (edited, unknown) = (Set(edited), Set(unknown))
        return applied.map { step in
            let state = unknown.contains(step.name) ? "newer" : edited.contains(step.name) ? "edited" : "ran"
            return (step.name, state, step.at)
        } + pending.map { ($0, "pending", nil) }
    }

    fileprivate var table: TextTable {
        var table = TextTable(["Migration", "State", "When"])
        for line in lines { table.add([line.name, line.state, line.at?.written ?? ""]) }
        return table
    }

    fileprivate var json: JSON {
        .array(
            lines.map { line in
                ["name": .string(line.name), "state": .string(line.state), "at": .optional(line.at?.written)]
            })
    }
}
