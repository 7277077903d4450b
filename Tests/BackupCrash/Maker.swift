import Backup
import Core
import Persistence
import SQLite

#if canImport(Darwin)
    import Darwin
#else
    import Glibc
#endif

/// Makes backups of a small database, one after the other, until it is killed. Says a dot for each bit of
/// progress, and the name of each backup once it is acknowledged.
@main
struct Maker {
    static func main() async throws {
        let folder = CommandLine.arguments[1]
        let database = try SQLiteDatabase(file: folder + "/lux.sqlite")
        try await database.write(.everyTenant) { session in
            try session.define(
                "CREATE TABLE IF NOT EXISTS written (number BIGINT NOT NULL PRIMARY KEY, x TEXT)")
            let last: Int = try session.firstRow("SELECT COALESCE(MAX(number), 0) FROM written")?[0] ?? 0
            for number in last + 1...last + 2_000 {
                let text = String(repeating: "\(number) ", count: 30)
                try session.execute("INSERT INTO written (number, x) VALUES (\(number), \(text))")
            }
        }
        let backup = Backup(folder: folder + "/backups", key: nil)
        let source = Backup.Source(
            database: .sqlite(file: folder + "/lux.sqlite"), blobs: nil, configuration: [],
            productVersion: "1")
        // A second apart, as names are.
        var moment = Instant(milliseconds: (Int64(CommandLine.arguments[2]) ?? 0) * 1_000_000_000)
        while true {
            let made = try await backup.run(source, at: moment) { _ in say(".\n") }
            say(made.name.text + "\n")
            moment = moment.advanced(by: .seconds(1))
        }
    }

    /// One system call without a buffer, so that what was said is out when the process dies.
    private nonisolated static func say(_ text: String) {
        let line = Array(text.utf8)
        _ = write(STDOUT_FILENO, line, line.count)
    }
}
