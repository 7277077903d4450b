import ArgumentParser
import Backup
import CLI
import Core
import Keys
import Persistence
import Settings

struct KeysCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "keys",
        abstract: "Look after the keys of persons and tenants.",
        discussion: "They are in no backup of the data: what is erased must not come back with one.",
        subcommands: [Copy.self, List.self, Restore.self, Rotate.self])

    struct Copy: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "backup", abstract: "Copy the keys now.",
            discussion: "`lux serve` does so every day, with the backup of the data.")

        @OptionGroup var start: StartOptions

        @Option(help: "How it is written: text or json.")
        var format: ReportFormat = .text

        func run() async throws {
            let settings = try Start(start).settings()
            BackupPart.removeLeftovers(settings)
            try Storage.place(settings).checkExists()
            let outcome = try await refusing {
                try await withDatabase(start) {
                    try await BackupPart(settings, hasKeys: true).copyKeys(of: $0, by: .hand)
                }
            }
            try outcome.write(as: format)
        }
    }

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "List the copies of keys, oldest first.")

        @OptionGroup var start: StartOptions

        @Option(help: "How it is written: text or json.")
        var format: ReportFormat = .text

        func run() async throws {
            let settings = try Start(start).settings()
            BackupPart.removeLeftovers(settings)
            let names = try await refusing {
                try BackupPart.archives(in: BackupPart.keysFolder(settings), settings, key: nil).list(.keys)
                    .map(\.text)
            }
            try write(names, as: format)
        }
    }

    struct Restore: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Bring a copy of the keys into a database that has none.",
            discussion: """
                After `lux restore`, with Lux stopped. Keys of those who were erased since, as erasures.jsonl in \
                storage.data has it, stay away.
                """)

        @OptionGroup var start: StartOptions

        @Argument(help: "Name of a copy in the folder of copies, or a path.")
        var archive: String

        func run() async throws {
            let settings = try Start(start).settings()
            BackupPart.removeLeftovers(settings)
            // One made for these keys would be in the way of the data that belong to them.
            try Storage.place(settings).checkExists()
            let folder = BackupPart.keysFolder(settings)
            let path = archive.contains("/") ? archive : folder + "/" + archive
            try await refusing {
                try await withDatabase(start) { database in
                    try await withBackupKey(settings) { key in
                        try await BackupPart.archives(in: folder, settings, key: key).restoreKeys(
                            path, into: database, ledger: LogPart.ledger(settings))
                    }
                }
            }
            try Terminal.write("restored the keys of \(path)\n")
        }
    }

    struct Rotate: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Put another master key in place.",
            discussion: """
                Each tenant's key is wrapped anew; data and persons' keys stay as they are, and servers go on meanwhile. \
                With several machines: --prepare, copy master.key.next to each, run it without --prepare on one, then \
                --adopt on the others. Cut off, the same command goes on.
                """)

        @OptionGroup var start: StartOptions

        @Flag(help: "Only make the next key's file, to be copied to other machines.")
        var prepare = false

        @Flag(
            help: "Only put the next key's file in the place of the old one, after another machine rotated.")
        var adopt = false

        func validate() throws {
            if prepare, adopt { throw ValidationError("--prepare and --adopt are two steps.") }
        }

        func run() async throws {
            let settings = try Start(start).settings()
            let file = LogPart.masterKey(settings)
            let rotation = MasterKeyRotation(file)
            try await refusing {
                if prepare {
                    _ = try rotation.prepare()
                    return try Terminal.write("\(file.next.path): the next key; copy it to every machine\n")
                }
                if !adopt { try await rotate(rotation, settings) } else { try rotation.adopt() }
                try Terminal.write("\(file.path): another key; copy it to a safe place\n")
            }
        }

        private func rotate(_ rotation: MasterKeyRotation, _ settings: Settings) async throws {
            try Storage.place(settings).checkExists()
            try await withDatabase(start) { database in
                try await rotation.run(on: database, at: System.clock.now()) { rewrapped in
                    guard Terminal.errorIsTerminal else { return }
                    Terminal.say("\r\u{1b}[K\(rewrapped) tenants", ending: "")
                }
            }
            if Terminal.errorIsTerminal { Terminal.say("\r\u{1b}[K", ending: "") }
        }
    }
}
