import Core
package import Persistence
import Postgres
import SQLite

/// A kind of database that tests run on.
package struct Engine: Sendable, CustomStringConvertible {
    /// Opens the same place again: another handle on what another process would see.
    package typealias Open = @Sendable () async throws -> any Database

    package let name: String
    /// Makes an empty place, runs the body with a way to open it, and removes it.
    package let withPlace: @Sendable (_ body: (@escaping Open) async throws -> Void) async throws -> Void

    package init(
        name: String,
        withPlace: @escaping @Sendable (_ body: (@escaping Open) async throws -> Void) async throws -> Void
    ) {
        self.name = name
        self.withPlace = withPlace
    }

    package var description: String { name }

    /// What the conformance suites run on.
    package static let all = [sqlite, postgres]

    package static let sqlite = Engine(name: "sqlite") { body in
        try await withTemporaryFolder { folder in
            try await body { try SQLiteDatabase(file: folder + "/lux.sqlite") }
        }
    }

    /// Fails where PostgreSQL is not installed.
    package static let postgres = Engine(name: "postgres") { body in
        try await PostgresServer.shared().withDatabase { place in
            try await body { try await PostgresDatabase.open(place.settings) }
        }
    }
}

extension Engine {
    /// Opens a database of its own for one test, and closes it.
    package func withDatabase(
        _ migrations: [Migration] = [], _ body: (any Database) async throws -> Void
    ) async throws {
        try await withPlace { open in
            let database = try await open()
            do {
                try await Migrator(migrations).migrate(database, at: FakeClock().now)
                try await body(database)
            } catch {
                await database.close()
                throw error
            }
            await database.close()
        }
    }
}

/// A database per test, in SQLite: what most tests want.
package func withDatabase(
    _ migrations: [Migration] = [], _ body: (any Database) async throws -> Void
) async throws {
    try await Engine.sqlite.withDatabase(migrations, body)
}
