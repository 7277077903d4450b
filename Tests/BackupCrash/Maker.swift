import Backup
import Core
import Persistence
import Postgres
import SQLite

#if canImport(Darwin)
    import Darwin
#else
    import Glibc
#endif

/// Makes backups of a small database, one after the other, until it is killed. Says a dot as each begins and for
/// each bit of its progress, and its name once it is acknowledged. Arguments: the folder of the backups, the number of
/// this run, a file or a `postgres:` URL to write to, the one that is backed up, and the folder for what is in clear.
@main
struct Maker {
    static func main() async throws {
        let words = CommandLine.arguments
        try await fill(try await open(words[3]))
        let isPostgres = words[4].hasPrefix("postgres:")
        let backup = Backup(folder: words[1], work: words[5], key: nil)
        let source = Backup.Source(
            database: isPostgres ? .postgres(try address(words[4])) : .sqlite(file: words[4]), blobs: nil,
            configuration: [], productVersion: "1")
        // A second apart, as names are.
        var moment = Instant(milliseconds: (Int64(words[2]) ?? 0) * 1_000_000_000)
        while true {
            say(".\n")
            let made = try await backup.run(source, at: moment) { _ in say(".\n") }
            say(made.name.text + "\n")
            moment = moment.advanced(by: .seconds(1))
        }
    }

    private static func address(_ url: String) throws -> PostgresAddress {
        let url = Secret(url)
        let parameters = try URLParameter.all(in: url).map { parameter in
            PostgresAddress.Parameter(
                name: parameter.name, variable: parameter.variable, value: parameter.value,
                isSecret: parameter.isSecret)
        }
        return try PostgresAddress(url, parameters)
    }

    private static func open(_ place: String) async throws -> any Database {
        guard place.hasPrefix("postgres:") else { return try SQLiteDatabase(file: place) }
        return try await PostgresDatabase.open(PostgresDatabase.Settings(url: Secret(place)))
    }

    private static func fill(_ database: any Database) async throws {
        try await database.write(.everyTenant) { session in
            let last: Int = try session.firstRow("SELECT COALESCE(MAX(number), 0) FROM written")?[0] ?? 0
            for number in last + 1...last + 1_000 {
                let text = String(repeating: "\(number) ", count: 60)
                try session.execute("INSERT INTO written (number, x) VALUES (\(number), \(text))")
            }
        }
    }

    /// One system call without a buffer, so that what was said is out when the process dies.
    private nonisolated static func say(_ text: String) {
        let line = Array(text.utf8)
        _ = write(STDOUT_FILENO, line, line.count)
    }
}
