import ArgumentParser
import Core
import EventLog
import Jobs
import Machine
import Persistence
import Postgres
import SQLite

/// The database of one measurement: new and empty, with the kernel's own tables.
struct StoreOptions: ParsableArguments {
    @Option(help: "A new and empty database: sqlite:///PATH or postgres://…")
    var database: String

    @Option(help: "The same PostgreSQL database as the role that owns it.")
    var migrationDatabase: String?

    func open(connections: Int = 8, adding migrations: [Migration] = []) async throws -> any Database {
        let opened = try await connect(connections)
        try await Migrator(JobMigrations.all + LogMigrations.all + migrations)
            .migrate(opened, at: Clock.machine.now())
        return opened
    }

    private func connect(_ connections: Int) async throws -> any Database {
        let prefix = "sqlite://"
        if database.hasPrefix(prefix) {
            return try SQLiteDatabase(file: String(database.dropFirst(prefix.count)))
        }
        var settings = PostgresDatabase.Settings(url: Secret(database))
        settings.migrationURL = migrationDatabase.map { Secret($0) }
        settings.connectionsMax = connections
        return try await PostgresDatabase.open(settings)
    }
}

/// Not all was done, or more than that.
struct Miscounted: Error, CustomStringConvertible {
    let what: String
    let found: Int64
    let wanted: Int

    var description: String { "\(what): \(found), not \(wanted)" }

    static func check(_ found: Int64, _ what: String, is wanted: Int) throws {
        guard found == Int64(wanted) else { throw Miscounted(what: what, found: found, wanted: wanted) }
    }
}

/// A new one for each thing that a caller does.
func scopeNow() -> Scope {
    var random = SystemRandomNumberGenerator()
    return Scope(
        tenant: .builtIn, moment: Clock.machine.now(), trace: .start(sampled: false, random: &random))
}

/// So many callers at once, each with its share of the numbers below `count`.
func share(
    _ count: Int, among callers: Int,
    _ body: @escaping @Sendable (_ caller: Int, Range<Int>) async throws -> Void
) async throws {
    try await withThrowingTaskGroup(of: Void.self) { group in
        for caller in 0..<callers {
            let numbers = (count * caller / callers)..<(count * (caller + 1) / callers)
            group.addTask { try await body(caller, numbers) }
        }
        try await group.waitForAll()
    }
}
