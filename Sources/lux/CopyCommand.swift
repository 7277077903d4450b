import ArgumentParser
import CLI
import Core
import Persistence
import Settings

struct CopyCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "copy",
        abstract: "Copy all data, or one tenant's, from one database into another.",
        discussion: """
            From SQLite to PostgreSQL when one machine is no longer enough, or back:

              lux copy --from sqlite:///srv/lux/lux.sqlite --to postgres://lux@db.example/lux

            Stop Lux first. The target gets the schema of this version; afterwards both are read again and compared, \
            table by table. Interrupted, it goes on where it was when started again. Files beside the database are not \
            copied. Exit code 1 when a table differs.
            """)

    @OptionGroup var start: StartOptions

    @Option(help: ArgumentHelp("Database to read, as a URL.", valueName: "url"))
    var from: String

    @Option(help: ArgumentHelp("Database to write, as a URL.", valueName: "url"))
    var to: String

    @Option(help: ArgumentHelp("Copy this tenant's rows only.", valueName: "id"))
    var tenant: String?

    @Option(help: "How it is written: text or json.")
    var format: ReportFormat = .text

    func run() async throws {
        let start = try Start(start)
        let settings = try start.settings()
        let (source, target) = (try Self.place(from), try Self.place(to))
        guard source.description != target.description else {
            throw CommandFailure(.usage, "--from and --to are the same database")
        }
        let outcomes = try await copy(from: source, to: target, start, settings)
        switch format {
        case .text: try Terminal.write(Self.table(of: outcomes).text)
        case .json: try Terminal.write(JSON.array(outcomes.map(\.json)).written + "\n")
        }
        guard outcomes.allSatisfy(\.isSame) else {
            throw CommandFailure(
                .someFailed,
                "not all tables are the same; was something written meanwhile, or was the target not empty?")
        }
    }

    private static func place(_ text: String) throws -> Storage.Place {
        guard let url = SettingURL(text, schemes: ["sqlite", "postgres", "postgresql"]) else {
            throw CommandFailure(.usage, "a database is sqlite:///path or postgres://user@host/name")
        }
        return try Storage.place(url)
    }

    private func copy(
        from source: Storage.Place, to target: Storage.Place, _ start: Start, _ settings: Settings
    ) async throws -> [TableCopy.Outcome] {
        try source.checkExists()
        let old = try await Storage.connect(to: source, settings)
        do {
            let status = try await Storage.migrator(start.chosen).status(of: old)
            guard status.pending.isEmpty else {
                throw CommandFailure(
                    .unavailable, "\(source) has an older schema; run `lux migrate up` on it first")
            }
            let new = try await Storage.open(target, settings, chosen: start.chosen)
            do {
                let outcomes = try await transfer(old, new)
                await new.close()
                await old.close()
                return outcomes
            } catch {
                await new.close()
                throw error
            }
        } catch {
            await old.close()
            throw (error as? TableCopy.Refused).map { CommandFailure(.unavailable, $0.description) } ?? error
        }
    }

    private func transfer(_ old: any Database, _ new: any Database) async throws -> [TableCopy.Outcome] {
        var line = StatusLine()
        let outcomes = try await TableCopy(from: old, to: new, of: tenant.map { TenantID($0) }).run {
            progress in
            line.show("\(progress.step) \(progress.table)", adding: progress.rows)
        }
        line.finish()
        return outcomes
    }

    private static func table(of outcomes: [TableCopy.Outcome]) -> TextTable {
        var table = TextTable(["Table", "Rows", "Checksum", ""])
        for outcome in outcomes {
            table.add([
                outcome.table, "\(outcome.target.rowCount)", outcome.target.checksum,
                outcome.isSame
                    ? "same"
                    : "DIFFERS: \(outcome.source.rowCount) rows, \(outcome.source.checksum) in the source",
            ])
        }
        return table
    }
}

extension TableCopy.Outcome {
    fileprivate var json: JSON {
        [
            "table": .string(table), "rows": .integer(target.rowCount), "checksum": .string(target.checksum),
            "source_rows": .integer(source.rowCount), "source_checksum": .string(source.checksum),
            "same": .bool(isSame),
        ]
    }
}
