import Core
package import Persistence
import Postgres
import SQLite

/// Where both the killed processes and this one find the database.
package struct CrashPlace: Sendable, CustomStringConvertible {
    package let description: String
    /// Gives the database's address, and the database with the schema.
    package let with: @Sendable (_ body: (String, any Database) async throws -> Void) async throws -> Void

    /// A place on each engine.
    package static func places(with schema: [Migration]) -> [CrashPlace] {
        [
            CrashPlace(description: "sqlite") { body in
                try await withTemporaryFolder { folder in
                    let file = folder + "/lux.sqlite"
                    try await run(file, on: try SQLiteDatabase(file: file), schema, body)
                }
            },
            CrashPlace(description: "postgres") { body in
                try await PostgresServer.shared().withDatabase { place in
                    try await run(
                        place.url, on: try await PostgresDatabase.open(place.settings), schema, body)
                }
            },
        ]
    }

    private static func run(
        _ address: String, on database: any Database, _ schema: [Migration],
        _ body: (String, any Database) async throws -> Void
    ) async throws {
        do {
            try await Migrator(schema).migrate(database, at: FakeClock().now)
            try await body(address, database)
        } catch {
            await database.close()
            throw error
        }
        await database.close()
    }
}
