import LuxTesting
import Persistence
import Testing

@Suite struct `Statements on SQLite` {
    @Test func `fail for reasons that are SQLite's own`() async throws {
        try await withDatabase { database in
            let error = await #expect(throws: DatabaseError.self) {
                try await database.write(.everyTenant) { try $0.execute("SELECT zeroblob(2000000000)") }
            }
            #expect(error?.kind == .other)
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
}
