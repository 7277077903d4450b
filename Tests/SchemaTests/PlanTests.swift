import Core
import GRDBSQLite
import LuxTesting
import Persistence
import Postgres
import SQLite
import Testing

@Suite struct `The plan of a migration, run by other means` {
    private static let moment = FakeClock().now

    /// As a person would feed it to the engine's own shell.
    private static func script(of plans: [MigrationPlan]) -> String {
        plans.flatMap(\.statements).map { $0 + ";\n" }.joined()
    }

    private static func check(_ database: any Database, isAsOnFile engine: String) async throws {
        let status = try await Migrator(Rooms.migrations).status(of: database)
        #expect(status.pending == [] && status.edited == [] && status.unknown == [])
        #expect(status.applied.map(\.name) == Rooms.migrations.map(\.name))
        #expect(status.applied.allSatisfy { $0.at == moment })
        let text = try await database.read(.everyTenant) { try $0.tables().schemaText }
        #expect(try Golden.schema(engine, now: text) == text)
    }

    @Test func `makes the schema on SQLite, and asks for no file`() async throws {
        try await withTemporaryFolder { folder in
            let migrator = try Migrator(Rooms.migrations)
            #expect(migrator.statusOfNone.pending == Rooms.migrations.map(\.name))
            let plans = try migrator.plan(from: migrator.statusOfNone, at: Self.moment) {
                SQLiteDialect.statements(of: $0.text)
            }
            let file = folder + "/lux.sqlite"
            var handle: OpaquePointer?
            sqlite3_open(file, &handle)
            #expect(sqlite3_exec(handle, Self.script(of: plans), nil, nil, nil) == SQLITE_OK)
            sqlite3_close_v2(handle)
            let database = try SQLiteDatabase(file: file)
            try await Self.check(database, isAsOnFile: "sqlite")
            #expect(try await migrator.plan(for: database, at: Self.moment) == [])
            await database.close()
        }
    }

    @Test func `makes the schema on PostgreSQL, with its row-level security and rights`() async throws {
        try await PostgresServer.shared().withDatabase { place in
            let database = try await PostgresDatabase.open(place.settings)
            let plans = try await Migrator(Rooms.migrations).plan(for: database, at: Self.moment)
            try CommandRun.output(
                ["psql", "-X", "-q", "-v", "ON_ERROR_STOP=1", "-c", Self.script(of: plans), place.ownerURL])
            // Read by the role that works with the tables, so it has its rights.
            try await Self.check(database, isAsOnFile: "postgres")
            await database.close()
        }
    }
}
