import Persistence

extension Transaction {
    func tables() throws -> [TableShape] {
        let columns = try Dictionary(grouping: rows(Self.columns)) { try $0["holder"] as String }
        let details = try Dictionary(grouping: rows(Self.details)) { try $0["holder"] as String }
        return try rows(Self.tables).map { table in
            let name: String = try table["name"]
            return TableShape(
                name: name, columns: try (columns[name] ?? []).map(Self.column),
                details: try (details[name] ?? []).map { try $0["detail"] })
        }
    }

    private static func column(_ row: Row) throws -> TableShape.Column {
        try TableShape.Column(
            name: row["name"], type: row["type"], isRequired: row["is_required"],
            defaultText: row["default_text"], keyPlace: row["key_place"])
    }

    private static let tables: SQL =
        "SELECT tablename AS name FROM pg_catalog.pg_tables WHERE schemaname = current_schema()"

    private static let columns: SQL = """
        SELECT c.relname AS holder, a.attname AS name, format_type(a.atttypid, a.atttypmod)
                || CASE WHEN l.collname <> 'default' THEN ' collate ' || l.collname ELSE '' END AS type,
            a.attnotnull AS is_required, pg_get_expr(d.adbin, d.adrelid) AS default_text,
            COALESCE(array_position(CAST(k.indkey AS int2[]), a.attnum) + 1, 0) AS key_place
        FROM pg_catalog.pg_class c
        JOIN pg_catalog.pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
        LEFT JOIN pg_catalog.pg_collation l ON l.oid = a.attcollation
        LEFT JOIN pg_catalog.pg_attrdef d ON d.adrelid = c.oid AND d.adnum = a.attnum
        LEFT JOIN pg_catalog.pg_index k ON k.indrelid = c.oid AND k.indisprimary
        WHERE c.relkind IN ('r', 'p')
            AND c.relnamespace = (SELECT oid FROM pg_catalog.pg_namespace WHERE nspname = current_schema())
        ORDER BY a.attnum
        """

    /// Indexes that are not those of a constraint, constraints but the key, and row-level security.
    private static let details: SQL = """
        SELECT c.relname AS holder, CASE WHEN i.indisunique THEN 'unique ' ELSE 'index ' END || n.relname || ' '
            || regexp_replace(pg_get_indexdef(i.indexrelid), '^.* USING ', '') AS detail
        FROM pg_catalog.pg_class c
        JOIN pg_catalog.pg_index i ON i.indrelid = c.oid
        JOIN pg_catalog.pg_class n ON n.oid = i.indexrelid
        WHERE c.relnamespace = (SELECT oid FROM pg_catalog.pg_namespace WHERE nspname = current_schema())
            AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_constraint o WHERE o.conindid = i.indexrelid)
        UNION ALL
        SELECT c.relname, 'constraint ' || pg_get_constraintdef(o.oid)
        FROM pg_catalog.pg_class c
        JOIN pg_catalog.pg_constraint o ON o.conrelid = c.oid AND o.contype IN ('c', 'f', 'u', 'x')
        WHERE c.relnamespace = (SELECT oid FROM pg_catalog.pg_namespace WHERE nspname = current_schema())
        UNION ALL
        SELECT c.relname, 'policy ' || p.polname || ' of rows ' || COALESCE(pg_get_expr(p.polqual, p.polrelid), 'all')
            || ' and new rows ' || COALESCE(pg_get_expr(p.polwithcheck, p.polrelid), 'the same')
        FROM pg_catalog.pg_class c
        JOIN pg_catalog.pg_policy p ON p.polrelid = c.oid
        WHERE c.relnamespace = (SELECT oid FROM pg_catalog.pg_namespace WHERE nspname = current_schema())
        UNION ALL
        SELECT c.relname, 'policy ' || p.polname || CASE WHEN c.relforcerowsecurity THEN ' forced' ELSE '' END
        FROM pg_catalog.pg_class c
        JOIN pg_catalog.pg_policy p ON p.polrelid = c.oid
        WHERE c.relnamespace = (SELECT oid FROM pg_catalog.pg_namespace WHERE nspname = current_schema())
            AND c.relrowsecurity
        """
}
