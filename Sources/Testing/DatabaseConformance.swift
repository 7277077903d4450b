import Core
import Persistence

/// What every engine does alike.
package enum DatabaseConformance {
    package static let checks = values + statements + transactions + concurrency + migrations

    static let schema = [
        Migration(
            "conformance.001-things",
            """
            CREATE TABLE things (
                tenant_id TEXT NOT NULL,
                name TEXT NOT NULL,
                amount BIGINT NOT NULL DEFAULT 0,
                PRIMARY KEY (tenant_id, name)
            );
            CREATE TABLE samples (
                tenant_id TEXT NOT NULL,
                place BIGINT NOT NULL,
                words TEXT,
                number BIGINT,
                ratio DOUBLE PRECISION,
                holds BOOLEAN,
                bytes BYTEA,
                PRIMARY KEY (tenant_id, place)
            );
            """),
        Migration(
            "conformance.002-numbered",
            """
            CREATE TABLE numbered (place BIGSERIAL PRIMARY KEY, tenant_id TEXT NOT NULL, name TEXT NOT NULL)
            """),
    ]

    /// A check on one migrated database.
    static func check(
        _ sentence: String, _ body: @escaping @Sendable (any Database) async throws -> Void
    ) -> Conformance<Engine> {
        Conformance(sentence) { engine in try await engine.withDatabase(schema, body) }
    }
}

let (lark, wren) = (TenantID("lark"), TenantID("wren"))

extension Session {
    func insert(_ name: String, amount: Int = 0, for tenant: TenantID = lark) throws {
        try execute("INSERT INTO things (tenant_id, name, amount) VALUES (\(tenant), \(name), \(amount))")
    }

    func names(of tenant: TenantID = lark) throws -> [String] {
        try rows("SELECT name FROM things WHERE tenant_id = \(tenant) ORDER BY name").map { try $0["name"] }
    }
}
