import Core
import LuxTesting
import Persistence
import Postgres
import Testing

@Suite struct `Opening a PostgreSQL database` {
    private static let urls: [(String, @Sendable (CannotConnect.Reason) -> Bool)] = [
        ("postgres://lux:secret@[localhost/x", { $0 == .malformedURL }),
        ("mysql://lux@localhost/x", { $0 == .malformedURL }),
        ("postgres://lux:secret@localhost/x?nonsense=secret", { $0 == .malformedURL }),
        ("postgres://lux@127.0.0.1:1/x", { if case .noAnswer = $0 { true } else { false } }),
        (
            "postgres://lux:secret@127.0.0.1:PORT/absent",
            { if case .noSuchDatabase = $0 { true } else { false } }
        ),
        (
            "postgres://nobody:secret@127.0.0.1:PORT/postgres",
            { if case .notAllowed = $0 { true } else { false } }
        ),
        (
            "postgres://lux_secret:secret@127.0.0.1:PORT/postgres",
            { if case .notAllowed = $0 { true } else { false } }
        ),
        (
            "postgres://lux@127.0.0.1:PORT/postgres?sslmode=require",
            { if case .noAnswer = $0 { true } else { false } }
        ),
        ("postgres://postgres@127.0.0.1:PORT/postgres", { $0 == .bypassesFence(role: "postgres") }),
    ]

    @Test(arguments: 0..<urls.count)
    func `refuses what cannot be used, and shows no password`(_ place: Int) async throws {
        let (url, isWanted) = Self.urls[place]
        let port = try PostgresServer.shared().port
        let settings = PostgresDatabase.Settings(
            url: Secret(url.split(separator: "PORT").joined(separator: "\(port)")))
        let refusal = await #expect(throws: CannotConnect.self) { try await PostgresDatabase.open(settings) }
        let found = try #require(refusal)
        #expect(isWanted(found.reason), "\(found)")
        #expect(!found.description.contains("secret@") && !found.description.contains("=secret"))
        #expect(!found.remedy.isEmpty)
    }

    @Test func `takes a password, and a superuser where that is allowed`() async throws {
        let server = try PostgresServer.shared()
        for (url, mayBypass) in [
            ("postgres://lux_secret:right@127.0.0.1:\(server.port)/postgres", false),
            (server.url("postgres", role: "postgres"), true),
        ] {
            var settings = PostgresDatabase.Settings(url: Secret(url))
            settings.mayBypassFence = mayBypass
            let database = try await PostgresDatabase.open(settings)
            #expect(await database.status().isWritable)
            await database.close()
        }
    }

    @Test func `refuses a pool that the server cannot hold`() async throws {
        let server = try PostgresServer.shared()
        var settings = PostgresDatabase.Settings(url: Secret(server.url("postgres", role: "lux")))
        settings.connectionsMax = 1_000
        let refusal = await #expect(throws: CannotConnect.self) { try await PostgresDatabase.open(settings) }
        #expect(refusal?.reason == .tooFewConnections(max: 297, wanted: 1_002))
    }

    @Test func `refuses a database of another encoding`() async throws {
        let server = try PostgresServer.shared()
        try server.run(
            """
            CREATE DATABASE latin ENCODING 'LATIN1' LOCALE_PROVIDER libc LOCALE 'C' TEMPLATE template0
            """)
        let settings = PostgresDatabase.Settings(url: Secret(server.url("latin", role: "lux")))
        let refusal = await #expect(throws: CannotConnect.self) { try await PostgresDatabase.open(settings) }
        #expect(refusal?.reason == .notUTF8("LATIN1"))
        try server.run("DROP DATABASE latin")
    }

    @Test func `says that no connection is left`() async throws {
        try await PostgresServer.shared().withDatabase { place in
            try await place.withDatabase { database, _ in
                try PostgresServer.shared().run("ALTER DATABASE \(place.name) CONNECTION LIMIT 0")
                let refusal = await #expect(throws: CannotConnect.self) {
                    try await PostgresDatabase.open(place.settings)
                }
                #expect(refusal?.reason == .tooManyConnections)
                try PostgresServer.shared().run("ALTER DATABASE \(place.name) CONNECTION LIMIT -1")
                try await insert(1, into: database)
            }
        }
    }

    @Test func `works as the only role, which then owns the tables and is fenced all the same`() async throws
    {
        try await PostgresServer.shared().withDatabase { place in
            let schema = [Migration("t.001", "CREATE TABLE notes (tenant_id TEXT NOT NULL)")]
            let adjust = { (settings: inout PostgresDatabase.Settings) in
                settings = PostgresDatabase.Settings(url: Secret(place.ownerURL))
            }
            try await place.withDatabase(schema, adjust) { database, _ in
                try await database.write(.everyTenant) {
                    try $0.execute("INSERT INTO notes (tenant_id) VALUES ('lark')")
                }
                let seen = try await database.read(.tenant(TenantID("wren"))) {
                    try $0.rows("SELECT tenant_id FROM notes").count
                }
                #expect(seen == 0)
            }
        }
    }
}
