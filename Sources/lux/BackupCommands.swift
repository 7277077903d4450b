import ArgumentParser
import Backup
import CLI
import Core
import EventLog
import Keys
import Persistence
import Settings

struct BackupCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "backup",
        abstract: "Make a backup of the data now, or list those there are.",
        discussion: """
            While Lux runs, and consistent: the database as it is at one moment, compressed, encrypted, verified. \
            Keys of persons and tenants are not in it. `lux serve` makes one every day by itself.
            """,
        subcommands: [Make.self, List.self], defaultSubcommand: Make.self)

    struct Make: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Make one now.")

        @OptionGroup var start: StartOptions

        @Flag(help: "Make it one of the daily ones, which go when newer ones have come.")
        var daily = false

        @Option(help: "How it is written: text or json.")
        var format: ReportFormat = .text

        func run() async throws {
            let settings = try Start(start).settings()
            BackupPart.removeLeftovers(settings)
            try Storage.place(settings).checkExists()
            let outcome = try await refusing {
                try await BackupPart(settings, hasKeys: false).run(by: daily ? .daily : .hand) {
                    BackupLine.show($0)
                }
            }
            BackupLine.clear()
            let manifest = outcome.made.manifest
            let rows = manifest.tables.reduce(0) { $0 + $1.rowCount }
            try outcome.write(as: format, adding: ", \(manifest.tables.count) tables, \(rows) rows")
        }
    }

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "List the archives, oldest first.")

        @OptionGroup var start: StartOptions

        @Option(help: "How it is written: text or json.")
        var format: ReportFormat = .text

        func run() async throws {
            let settings = try Start(start).settings()
            BackupPart.removeLeftovers(settings)
            let names = try await refusing {
                try BackupPart.archives(in: BackupPart.folder(settings), settings, key: nil).list().map(
                    \.text)
            }
            try write(names, as: format)
        }
    }
}

struct VerifyCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify",
        abstract: "Read all of a backup and say whether it is whole.",
        discussion:
            "Names what is wrong and where. Exit code 1 when the archive is damaged or the key is wrong.")

    @OptionGroup var start: StartOptions

    @Argument(help: "Name of an archive in the backup folder, or a path.")
    var archive: String

    @Option(help: "How it is written: text or json.")
    var format: ReportFormat = .text

    func run() async throws {
        let settings = try Start(start).settings()
        BackupPart.removeLeftovers(settings)
        let path = ArchivePath.find(archive, settings)
        let manifest = try await refusing {
            try await withBackupKey(settings) { key in
                try await BackupPart.archives(in: BackupPart.folder(settings), settings, key: key)
                    .verify(path) { BackupLine.show($0) }
            }
        }
        BackupLine.clear()
        switch format {
        case .text:
            var table = TextTable(["Table", "Rows", "Checksum"])
            for sum in manifest.tables { table.add([sum.table, "\(sum.rowCount)", sum.checksum]) }
            try Terminal.write(
                table.text
                    + "whole; made \(manifest.createdAt.written) by Lux \(manifest.productVersion) from \(manifest.engine.rawValue)\n"
            )
        case .json:
            let tables = manifest.tables.map { sum -> JSON in
                [
                    "table": .string(sum.table), "rows": .integer(sum.rowCount),
                    "checksum": .string(sum.checksum),
                ]
            }
            try Terminal.write(
                JSON.object([
                    "created_at": .string(manifest.createdAt.written), "tables": .array(tables),
                    "engine": .string(manifest.engine.rawValue),
                ]).written + "\n")
        }
    }
}

struct RestoreCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "restore",
        abstract: "Bring back what a backup holds.",
        discussion: """
            Stop Lux first. Into an empty place, unless --replace moves the SQLite database that is there aside. The \
            whole archive is verified before anything is written, and every table is compared afterwards. Erasures \
            made since the backup are made again.
            """)

    @OptionGroup var start: StartOptions

    @Argument(help: "Name of an archive in the backup folder, or a path.")
    var archive: String

    @Flag(help: "Move a database that is there aside. SQLite only.")
    var replace = false

    func run() async throws {
        let start = try Start(start)
        let settings = try start.settings()
        BackupPart.removeLeftovers(settings)
        let configuration = settings[ProcessSettings.data] + "/restored-configuration"
        let restore = Restore(
            .init(
                open: { place in try await Self.open(place, settings, start.chosen) },
                ledger: LogPart.ledger(settings),
                afterRestore: { session in
                    guard try session.hasTable("log_epochs") else { return }
                    let epoch: ID<Restore> = System.makeID(at: System.clock.now())
                    try LogEpoch.bump(to: epoch.text, at: System.clock.now(), session)
                }))
        let path = ArchivePath.find(archive, settings)
        let manifest = try await refusing {
            let place = Restore.Place(
                database: try BackupPart.place(settings),
                openBlobs: { try await FilesPart.open(settings) }, configuration: configuration,
                work: try BackupPart.work(settings), replaces: replace)
            return try await withBackupKey(settings) { key in
                try await restore.run(path, key: key, into: place, at: System.clock.now()) {
                    BackupLine.show($0)
                }
            }
        }
        BackupLine.clear()
        let rows = manifest.tables.reduce(0) { $0 + $1.rowCount }
        try Terminal.write(
            "restored \(manifest.tables.count) tables with \(rows) rows from \(manifest.createdAt.written)\n")
    }

    private static func open(
        _ place: DatabasePlace, _ settings: Settings, _ chosen: [Product.Entry]
    ) async throws -> any Database {
        switch place {
        case .sqlite(let file): return try await Storage.open(.file(file), settings, chosen: chosen)
        case .postgres(let address):
            guard let url = SettingURL(address.url.exposed, schemes: ["postgres", "postgresql"]) else {
                throw CommandFailure(.usage, "the database's URL cannot be read")
            }
            return try await Storage.open(.server(url), settings, chosen: chosen)
        }
    }
}

private enum ArchivePath {
    /// A bare name is one in the backup folder.
    static func find(_ name: String, _ settings: Settings) -> String {
        name.contains("/") ? name : BackupPart.folder(settings) + "/" + name
    }
}

private enum BackupLine {
    static func show(_ progress: BackupProgress) {
        guard Terminal.errorIsTerminal else { return }
        Terminal.say("\r\u{1b}[K\(progress.step.rawValue) \(Int(progress.share * 100)) %", ending: "")
    }

    static func clear() {
        if Terminal.errorIsTerminal { Terminal.say("\r\u{1b}[K", ending: "") }
    }
}

extension BackupPart.Outcome {
    /// What was made, and what was removed: nothing goes without a word.
    func write(as format: ReportFormat, adding facts: String = "") throws {
        switch format {
        case .text:
            try Terminal.write("\(made.path): \(made.byteCount) bytes\(facts)\n")
            for name in removed { try Terminal.write("removed \(name.text)\n") }
        case .json:
            let report: JSON = .object([
                "name": .string(made.name.text), "path": .string(made.path),
                "bytes": .integer(made.byteCount),
                "removed": .array(removed.map { .string($0.text) }),
            ])
            try Terminal.write(report.written + "\n")
        }
    }
}

/// With the key that is there, be archives encrypted now or not: one made now would open none that is older.
func withBackupKey<Outcome>(
    _ settings: Settings, _ body: (RootKey?) async throws -> Outcome
) async throws -> Outcome {
    let file = BackupPart.keyFile(settings)
    do {
        return try await body(try file.read())
    } catch let refused as ArchiveRefused {
        guard case .otherKey(let wanted, nil) = refused.reason else { throw refused }
        throw CommandFailure(
            .someFailed,
            "\(refused.path) needs the backup key \(wanted), and there is no key file \(file.path). Put the copy "
                + "that you keep elsewhere there, or name it by backup.key_file.")
    }
}

/// Names of archives, a line each or as one list.
func write(_ names: [String], as format: ReportFormat) throws {
    switch format {
    case .text: for name in names { try Terminal.write(name + "\n") }
    case .json: try Terminal.write(JSON.array(names.map(JSON.string)).written + "\n")
    }
}

/// Says in words why an archive or a place was refused.
func refusing<Outcome>(_ body: () async throws -> Outcome) async throws -> Outcome {
    do {
        return try await body()
    } catch let refused as ArchiveRefused {
        throw CommandFailure(.someFailed, "\(refused.description). \(refused.remedy)")
    } catch let cannot as any CannotStart {
        throw CommandFailure(cannot)
    }
}
