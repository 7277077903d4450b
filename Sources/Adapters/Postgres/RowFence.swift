import Persistence

/// Row-level security: a statement that forgets its tenant finds nothing, and cannot write for another.
enum RowFence {
    private static let policy = "lux_tenant"

    /// Tables that have tenants but no fence.
    static let bareTables: SQL = """
        SELECT c.relname FROM pg_catalog.pg_class c
        JOIN pg_catalog.pg_attribute a ON a.attrelid = c.oid AND a.attname = 'tenant_id' AND NOT a.attisdropped
        WHERE c.relkind IN ('r', 'p')
            AND c.relnamespace = (SELECT oid FROM pg_catalog.pg_namespace WHERE nspname = current_schema())
            AND NOT EXISTS (
                SELECT 1 FROM pg_catalog.pg_policy p WHERE p.polrelid = c.oid AND p.polname = 'lux_tenant')
        ORDER BY c.relname
        """

    /// The setting is read in a subquery, which is evaluated once a statement and not once a row. Without it
    /// nothing is in reach.
    static func statements(for table: String) -> [String] {
        let setting = "(SELECT current_setting('lux.tenant', true))"
        return [
            "ALTER TABLE \(quoted(table)) ENABLE ROW LEVEL SECURITY",
            // The owner too.
            "ALTER TABLE \(quoted(table)) FORCE ROW LEVEL SECURITY",
            """
            CREATE POLICY \(policy) ON \(quoted(table))
            USING (tenant_id = \(setting) OR \(setting) = '\(Transaction.everyTenant)')
            WITH CHECK (tenant_id = \(setting) OR \(setting) = '\(Transaction.everyTenant)')
            """,
        ]
    }

    /// What the role at run time needs in `schema`, and no more: it can change rows, not tables.
    static func grants(to role: String, in schema: String) -> [String] {
        let place = "IN SCHEMA \(quoted(schema)) TO \(quoted(role))"
        return [
            "GRANT USAGE ON SCHEMA \(quoted(schema)) TO \(quoted(role))",
            "GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES \(place)",
            "GRANT USAGE, SELECT ON ALL SEQUENCES \(place)",
        ]
    }

    /// Tables of Lux with which the role at run time cannot do all that it must. Those of other owners are others'.
    static let shutTables: SQL = """
        SELECT c.relname FROM pg_catalog.pg_class c
        WHERE c.relkind IN ('r', 'p')
            AND c.relnamespace = (SELECT oid FROM pg_catalog.pg_namespace WHERE nspname = current_schema())
            AND c.relowner = (
                SELECT m.relowner FROM pg_catalog.pg_class m
                WHERE m.relname = 'lux_migrations' AND m.relnamespace = c.relnamespace)
            AND NOT (has_table_privilege(c.oid, 'SELECT') AND has_table_privilege(c.oid, 'INSERT')
                AND has_table_privilege(c.oid, 'UPDATE') AND has_table_privilege(c.oid, 'DELETE'))
        """

    static func quoted(_ name: String) -> String {
        "\"" + name.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"") + "\""
    }
}
