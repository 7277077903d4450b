import Core
import LuxTesting
import Persistence
import Postgres
import Testing

private let schema = [
    Migration(
        "t.001",
        """
        CREATE TABLE notes (tenant_id TEXT NOT NULL, text TEXT NOT NULL, PRIMARY KEY (tenant_id, text));
        CREATE TABLE open_notes (text TEXT NOT NULL);
        """)
]

private let lark = Reach.tenant(TenantID("lark"))
private let wren = Reach.tenant(TenantID("wren"))

private func withNotes(_ body: (any Database) async throws -> Void) async throws {
    try await Engine.postgres.withDatabase(schema) { database in
        try await database.write(.everyTenant) { session in
            try session.execute("INSERT INTO notes (tenant_id, text) VALUES ('lark', 'l'), ('wren', 'w')")
        }
        try await body(database)
    }
}

private func texts(_ reach: Reach, in database: any Database) async throws -> [String] {
    try await database.read(reach) { session in
        try session.rows("SELECT text FROM notes ORDER BY text").map { try $0["text"] }
    }
}

private func check(_ reach: Reach, sees wanted: [String], in database: any Database) async throws {
    let found = try await texts(reach, in: database)
    #expect(found == wanted)
}

@Suite struct `Row-level security` {
    @Test func `shows a tenant its own rows, without a WHERE`() async throws {
        try await withNotes { database in
            // In turn, as all share connections.
            for _ in 0..<5 {
                try await check(lark, sees: ["l"], in: database)
                try await check(wren, sees: ["w"], in: database)
                try await check(.everyTenant, sees: ["l", "w"], in: database)
                try await check(.tenant(TenantID("")), sees: [], in: database)
            }
        }
    }

    @Test(
        arguments: [
            "UPDATE notes SET text = 'x'", "DELETE FROM notes",
            "UPDATE notes SET text = 'x' WHERE tenant_id = 'wren'",
        ] as [SQL])
    func `lets a tenant change no other's rows`(_ statement: SQL) async throws {
        try await withNotes { database in
            try await database.write(lark) { try $0.execute(statement) }
            try await check(wren, sees: ["w"], in: database)
            let all = try await texts(.everyTenant, in: database)
            #expect(all.contains("w"))
        }
    }

    @Test(
        arguments: [
            "INSERT INTO notes (tenant_id, text) VALUES ('wren', 'x')", "UPDATE notes SET tenant_id = 'wren'",
            "INSERT INTO notes (tenant_id, text) VALUES ('wren', 'w') ON CONFLICT (tenant_id, text) DO UPDATE SET text = 'x'",
        ] as [SQL])
    func `lets a tenant write for no other`(_ statement: SQL) async throws {
        try await withNotes { database in
            await #expect(throws: DatabaseError.self) {
                try await database.write(lark) { try $0.execute(statement) }
            }
            await #expect(throws: DatabaseError.self) {
                try await database.write(lark) { try $0.executeLast([statement]) }
            }
            try await check(.everyTenant, sees: ["l", "w"], in: database)
        }
    }

    @Test func `holds after bodies that fail in every place`() async throws {
        struct Refused: Error {}
        try await withNotes { database in
            let bodies: [@Sendable (any Session) throws -> Void] = [
                { _ in throw Refused() },
                { session in
                    try session.execute("DELETE FROM notes WHERE tenant_id = 'lark'")
                    throw Refused()
                },
                { session in try session.execute("SELECT nonsense FROM notes") },
                { session in try session.executeLast(["SELECT nonsense FROM notes"]) },
                { session in
                    _ = try? session.execute("SELECT nonsense FROM notes")
                    try session.execute("UPDATE notes SET text = text")
                },
            ]
            for reach in [Reach.everyTenant, lark, wren, .everyTenant] {
                for body in bodies { _ = try? await database.write(reach, body) }
                try await check(wren, sees: ["w"], in: database)
                try await check(lark, sees: ["l"], in: database)
            }
        }
    }

    @Test func `takes no tenant for all of them`() async throws {
        try await withNotes { database in
            await #expect(throws: DatabaseError.self) {
                try await texts(.tenant(TenantID("*")), in: database)
            }
        }
    }

    @Test func `leaves tables without tenants open`() async throws {
        try await withNotes { database in
            try await database.write(lark) { try $0.execute("INSERT INTO open_notes (text) VALUES ('x')") }
            let count = try await database.read(wren) { try $0.rows("SELECT text FROM open_notes").count }
            #expect(count == 1)
        }
    }

    @Test func `is out of the reach of the role at run time`() async throws {
        try await withNotes { database in
            for script in [
                "ALTER TABLE notes DISABLE ROW LEVEL SECURITY", "DROP POLICY lux_tenant ON notes",
                "DROP TABLE notes", "CREATE TABLE mine (x TEXT)",
            ] as [SQL] {
                await #expect(throws: DatabaseError.self) {
                    try await database.write(lark) { try $0.define(script) }
                }
            }
            await #expect(throws: DatabaseError.self) {
                try await database.write(lark) { try $0.execute("SET lux.tenant = '*'") }
            }
            try await check(wren, sees: ["w"], in: database)
        }
    }

    @Test func `lets a role in whose rights are gone, when the database is opened`() async throws {
        try await PostgresServer.shared().withDatabase { place in
            for _ in 0..<2 {
                let databases = try await withThrowingTaskGroup { group in
                    // Processes that start together do not get in each other's way.
                    for _ in 0..<6 { group.addTask { try await PostgresDatabase.open(place.settings) } }
                    return try await group.reduce(into: []) { $0.append($1) }
                }
                for database in databases {
                    try await Migrator(schema).migrate(database, at: FakeClock().now)
                    #expect(try await database.read(lark) { try $0.rows("SELECT text FROM notes").isEmpty })
                    await database.close()
                }
                try PostgresServer.shared().run(
                    "REVOKE ALL ON ALL TABLES IN SCHEMA public FROM lux", in: place.name)
            }
        }
    }

    @Test func `says so when a role cannot be let in`() async throws {
        try await PostgresServer.shared().withDatabase { place in
            try PostgresServer.shared().run("CREATE TABLE lux_migrations (name TEXT)", in: place.name)
            let refused = await #expect(throws: CannotConnect.self) {
                try await PostgresDatabase.open(place.settings)
            }
            guard case .shutOut(role: "lux", _)? = refused?.reason else {
                Issue.record("\(String(describing: refused))")
                return
            }
            #expect(refused?.remedy.hasSuffix(".") == true)
        }
    }

    @Test func `is put on tables of later migrations too`() async throws {
        try await withNotes { database in
            let later = Migration(
                "t.002", "CREATE TABLE papers (tenant_id TEXT NOT NULL, text TEXT NOT NULL)")
            try await Migrator(schema + [later]).migrate(database, at: FakeClock().now)
            try await database.write(lark) {
                try $0.execute("INSERT INTO papers (tenant_id, text) VALUES ('lark', 'x')")
            }
            #expect(try await database.read(wren) { try $0.rows("SELECT text FROM papers").isEmpty })
            let text = try await database.read(.everyTenant) { try $0.tables().schemaText }
            #expect(text.contains("policy lux_tenant forced"))
        }
    }
}
