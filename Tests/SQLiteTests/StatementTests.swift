import LuxTesting
import Persistence
import Testing

@Suite struct `Statements on SQLite` {
    @Test func `go on working when more come than are kept ready`() async throws {
        try await withDatabase { database in
            try await database.read(.everyTenant) { session in
                var sum: SQL = "0"
                for count in 1...700 {
                    sum = "1 + \(sum)"
                    let found: Int? = try session.firstRow("SELECT \(sum)")?[0]
                    #expect(found == count)
                }
                let found: String? = try session.firstRow("SELECT \("again")")?[0]
                #expect(found == "again")
            }
        }
    }

    @Test func `name the columns as they are after the table has changed`() async throws {
        let schema = [Migration("t.001", "CREATE TABLE t (a TEXT NOT NULL)")]
        try await withDatabase(schema) { database in
            for addition in ["b", "c"] {
                try await database.write(.everyTenant) { session in
                    try session.execute("INSERT INTO t (a) VALUES ('x')")
                    let found: String? = try session.firstRow("SELECT * FROM t")?["a"]
                    #expect(found == "x")
                    try session.define(
                        addition == "b"
                            ? "ALTER TABLE t ADD COLUMN b BIGINT" : "ALTER TABLE t RENAME COLUMN b TO c")
                    #expect(try session.rows("SELECT * FROM t").columns.names == ["a", addition])
                }
            }
        }
    }

    @Test func `break checks and references with errors that tell them`() async throws {
        let schema = [
            Migration(
                "t.001",
                """
                CREATE TABLE a (name TEXT NOT NULL PRIMARY KEY, amount BIGINT CHECK (amount > 0));
                CREATE TABLE b (name TEXT NOT NULL REFERENCES a (name));
                """)
        ]
        try await withDatabase(schema) { database in
            let cases: [(SQL, DatabaseError.Kind)] = [
                ("INSERT INTO a (name, amount) VALUES ('x', 0)", .checkViolation),
                ("INSERT INTO b (name) VALUES ('nobody')", .foreignKeyViolation),
                ("SELECT zeroblob(2000000000)", .other),
            ]
            for (statement, kind) in cases {
                let error = await #expect(throws: DatabaseError.self) {
                    try await database.write(.everyTenant) { try $0.execute(statement) }
                }
                #expect(error?.kind == kind)
            }
        }
    }

    @Test func `make strict tables of SQLite's own types`() async throws {
        let schema = [
            Migration(
                "t.001",
                """
                -- BIGINT in a comment; and a semicolon
                CREATE TABLE IF NOT EXISTS papers (
                    tenant_id TEXT NOT NULL, place bigint NOT NULL, weight double  precision, "double" DOUBLE PRECISION,
                    seen BOOLEAN NOT NULL DEFAULT FALSE, body BYTEA, note TEXT DEFAULT 'BIGINT; ''BYTEA''',
                    PRIMARY KEY (tenant_id, place), UNIQUE (note)
                );
                CREATE TABLE pages (tenant_id TEXT NOT NULL, paper BIGINT NOT NULL,
                    FOREIGN KEY (tenant_id, paper) REFERENCES papers (tenant_id, place) ON DELETE CASCADE);
                CREATE INDEX papers_seen ON papers (tenant_id, weight DESC) WHERE seen = TRUE;
                CREATE UNIQUE INDEX papers_half ON papers (tenant_id, place / 2);
                """)
        ]
        try await withDatabase(schema) { database in
            let found = try await database.read(.everyTenant) {
                try $0.tables().filter { $0.name != "lux_migrations" }.schemaText
            }
            #expect(
                found == """
                    table pages
                        column paper INTEGER not null
                        column tenant_id TEXT not null
                        option strict
                        reference paper to papers(place) on delete cascade
                        reference tenant_id to papers(tenant_id) on delete cascade

                    table papers
                        column body BLOB
                        column double REAL
                        column note TEXT default 'BIGINT; ''BYTEA'''
                        column place INTEGER not null key 2
                        column seen INTEGER not null default FALSE
                        column tenant_id TEXT not null key 1
                        column weight REAL
                        index papers_seen (tenant_id, weight desc) WHERE seen = TRUE
                        option strict
                        unique (note)
                        unique papers_half (tenant_id, expression)

                    """)
        }
    }

    @Test func `take no values in a schema script`() async throws {
        try await withDatabase { database in
            await #expect(throws: DatabaseError.self) {
                try await database.write(.everyTenant) {
                    try $0.define("CREATE TABLE t (x TEXT DEFAULT \("a"))")
                }
            }
        }
    }
}
