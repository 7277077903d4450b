import LuxTesting
import Persistence
import Postgres
import Testing

@Suite struct `Statements on PostgreSQL` {
    @Test func `take values whose type only a later use tells`() async throws {
        let schema = [Migration("t.001", "CREATE TABLE t (number BIGINT, text TEXT, holds BOOLEAN)")]
        try await Engine.postgres.withDatabase(schema) { database in
            let rows: [(Int?, String?, Bool?)] = [
                (nil, nil, nil), (1, nil, nil), (nil, "x", nil), (nil, nil, true), (2, "y", false),
                (nil, nil, nil),
            ]
            for (number, text, holds) in rows {
                try await database.write(.everyTenant) {
                    try $0.execute(
                        "INSERT INTO t (number, text, holds) VALUES (\(number as Int?), \(text as String?), \(holds as Bool?))"
                    )
                }
            }
            let counts = try await database.read(.everyTenant) {
                try $0.firstRow("SELECT count(number) AS a, count(text) AS b, count(holds) AS c FROM t")?
                    .values
            }
            #expect(counts == [.integer(2), .integer(2), .integer(2)])
        }
    }

    @Test func `are prepared once, those that begin and end transactions too`() async throws {
        try await PostgresServer.shared().withDatabase { place in
            try await place.withDatabase {
                $0.connectionsMax = 1
            } _: { database, _ in
                let query: SQL = "SELECT COUNT(*) FROM pg_prepared_statements"
                let first: Int? = try await database.read(.everyTenant) { try $0.firstRow(query)?[0] }
                for number in 0..<50 {
                    _ = try? await database.read(.everyTenant) { session in
                        _ = try session.firstRow(query)
                        if number.isMultiple(of: 2) { throw CancellationError() }
                    }
                }
                let last: Int? = try await database.read(.everyTenant) { try $0.firstRow(query)?[0] }
                // COMMIT and ROLLBACK, which the first had not come to.
                #expect((last ?? .max) <= (first ?? 0) + 2)
            }
        }
    }

    @Test func `read what PostgreSQL computes`() async throws {
        let cases: [(SQL, SQLValue)] = [
            ("SELECT CAST(7 AS SMALLINT)", .integer(7)), ("SELECT 1", .integer(1)),
            ("SELECT 'x'", .text("x")),
            ("SELECT CAST(1.5 AS REAL)", .real(1.5)),
            ("SELECT CAST(-12345678.25 AS NUMERIC)", .real(-12_345_678.25)),
            ("SELECT CAST(0.000125 AS NUMERIC)", .real(0.000125)), ("SELECT CAST(0 AS NUMERIC)", .integer(0)),
            ("SELECT CAST(120000 AS NUMERIC)", .integer(120_000)),
            ("SELECT SUM(x) FROM (VALUES (9223372036854775807), (0)) AS v (x)", .integer(.max)),
            ("SELECT SUM(x) FROM (VALUES (-9223372036854775808), (0)) AS v (x)", .integer(.min)),
            (
                "SELECT SUM(x) FROM (VALUES (9223372036854775807), (9223372036854775807)) AS v (x)",
                .real(0x1p64)
            ),
            ("SELECT AVG(x) FROM (VALUES (1), (2)) AS v (x)", .real(1.5)),
            ("SELECT CAST('name' AS NAME)", .text("name")), ("SELECT NULL", .null),
            ("SELECT 1 = 1", .boolean(true)),
        ]
        try await Engine.postgres.withDatabase { database in
            for (query, wanted) in cases {
                let found = try await database.read(.everyTenant) { try $0.firstRow(query)?.values }
                #expect(found == [wanted], "\(query.text)")
            }
        }
    }

    @Test(arguments: ["SELECT 1 AS a, now() AS moment", "SELECT CAST('NaN' AS NUMERIC) AS moment"] as [SQL])
    func `name a column that the common dialect does not have`(_ query: SQL) async throws {
        try await Engine.postgres.withDatabase { database in
            let error = await #expect(throws: DatabaseError.self) {
                try await database.read(.everyTenant) { try $0.rows(query) }
            }
            #expect(error?.cause.contains("column moment has the type") == true)
            let count = try await database.read(.everyTenant) { try $0.rows("SELECT 1").count }
            #expect(count == 1)
        }
    }

    @Test func `fail for reasons that are PostgreSQL's own`() async throws {
        let cases: [(SQL, DatabaseError.Kind)] = [
            ("SELECT 1 / 0", .other), ("COPY lux_migrations TO STDOUT", .statement),
            ("LOCK TABLE lux_migrations IN NONSENSE MODE", .statement),
        ]
        try await Engine.postgres.withDatabase(numbers) { database in
            for (statement, kind) in cases {
                let error = await #expect(throws: DatabaseError.self) {
                    try await database.write(.everyTenant) { try $0.execute(statement) }
                }
                #expect(error?.kind == kind, "\(statement.text)")
            }
        }
    }

    @Test func `compare texts by their bytes, whatever the database's locale`() async throws {
        let schema = [
            Migration(
                "t.001", "CREATE TABLE t (text TEXT NOT NULL PRIMARY KEY); ALTER TABLE t ADD COLUMN more TEXT"
            )
        ]
        try await Engine.postgres.withDatabase(schema) { database in
            let words = ["b", "B", "á", "a", "Z", "_", "ab", "a-c"]
            try await database.write(.everyTenant) { session in
                for word in words {
                    try session.execute("INSERT INTO t (text, more) VALUES (\(word), \(word))")
                }
            }
            let found = try await database.read(.everyTenant) { session in
                try ["SELECT text FROM t ORDER BY text", "SELECT more FROM t ORDER BY more"].map {
                    (query: SQL) in
                    try session.rows(query).map { try $0[0] as String }
                }
            }
            let wanted = words.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
            #expect(found == [wanted, wanted])
        }
    }

    @Test func `show the schema in PostgreSQL's own words`() async throws {
        let schema = [
            Migration(
                "t.001",
                """
                -- TEXT in a comment; and a semicolon
                CREATE TABLE papers (
                    tenant_id TEXT NOT NULL, place BIGINT NOT NULL, weight DOUBLE PRECISION, seen BOOLEAN NOT NULL DEFAULT FALSE,
                    body BYTEA, note TEXT DEFAULT 'TEXT; ''BYTEA''', PRIMARY KEY (tenant_id, place), UNIQUE (note)
                );
                CREATE TABLE pages (number BIGSERIAL PRIMARY KEY, paper BIGINT NOT NULL, tenant TEXT NOT NULL,
                    FOREIGN KEY (tenant, paper) REFERENCES papers (tenant_id, place) ON DELETE CASCADE);
                CREATE INDEX papers_seen ON papers (tenant_id, weight DESC) WHERE seen = TRUE;
                CREATE UNIQUE INDEX papers_half ON papers (tenant_id, (place / 2));
                """)
        ]
        try await Engine.postgres.withDatabase(schema) { database in
            let found = try await database.read(.everyTenant) {
                try $0.tables().filter { $0.name != "lux_migrations" }.schemaText
            }.split(separator: "\n", omittingEmptySubsequences: false).filter {
                // In the server's words; the golden schema has them.
                !$0.contains("policy lux_tenant of rows")
            }.joined(separator: "\n")
            #expect(
                found == """
                    table pages
                        column number bigint not null default nextval('pages_number_seq'::regclass) key 1
                        column paper bigint not null
                        column tenant text collate C not null
                        constraint FOREIGN KEY (tenant, paper) REFERENCES papers(tenant_id, place) ON DELETE CASCADE

                    table papers
                        column body bytea
                        column note text collate C default 'TEXT; ''BYTEA'''::text
                        column place bigint not null key 2
                        column seen boolean not null default false
                        column tenant_id text collate C not null key 1
                        column weight double precision
                        constraint UNIQUE (note)
                        index papers_seen btree (tenant_id, weight DESC) WHERE (seen = true)
                        policy lux_tenant forced
                        unique papers_half btree (tenant_id, ((place / 2)))

                    """)
        }
    }
}
