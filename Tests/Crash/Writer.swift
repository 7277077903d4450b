import Persistence
import SQLite

#if canImport(Darwin)
    import Darwin
#else
    import Glibc
#endif

/// Writes numbered rows from several tasks until it is killed, and says each number once it is acknowledged.
@main
struct Writer {
    private static let taskCount = 8

    static func main() async throws {
        let database = try SQLiteDatabase(file: CommandLine.arguments[1])
        let last = try await database.write(.everyTenant) { session in
            try session.define("CREATE TABLE IF NOT EXISTS written (number BIGINT NOT NULL PRIMARY KEY)")
            return try session.firstRow("SELECT COALESCE(MAX(number), 0) FROM written")?[0] ?? 0
        }
        try await withThrowingTaskGroup { group in
            for task in 1...taskCount {
                group.addTask { try await insert(from: last + task, to: database) }
            }
            try await group.waitForAll()
        }
    }

    private nonisolated static func insert(from first: Int, to database: SQLiteDatabase) async throws {
        var number = first
        while true {
            try await database.write(.everyTenant) { [number] session in
                try session.execute("INSERT INTO written (number) VALUES (\(number))")
            }
            say(number)
            number += taskCount
        }
    }

    /// One system call without a buffer, so that what was said is out when the process dies.
    private nonisolated static func say(_ number: Int) {
        let line = Array("\(number)\n".utf8)
        _ = write(STDOUT_FILENO, line, line.count)
    }
}
