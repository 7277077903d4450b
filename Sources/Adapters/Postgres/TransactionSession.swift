import Persistence

extension Transaction: Session {
    func rows(_ statement: SQL) throws -> Rows {
        try run([statement], .rows).rows
    }

    func firstRow(_ statement: SQL) throws -> Row? {
        try run([statement], .firstRow).rows.first
    }

    @discardableResult
    func execute(_ statement: SQL) throws -> Int {
        try run([statement], .count).counts[0]
    }

    @discardableResult
    func execute(all statements: [SQL]) throws -> [Int] {
        statements.isEmpty ? [] : try run(statements, .count).counts
    }

    func lastRows(_ statement: SQL) throws -> Rows {
        try isRead ? rows(statement) : runLast([(statement, .rows)]).rows
    }

    func lastRows(_ statement: SQL, after others: [SQL]) throws -> (rows: Rows, counts: [Int]) {
        guard !isRead else {
            let counts = try execute(all: others)
            return (try rows(statement), counts)
        }
        let answers = try runLast(others.map { ($0, .count) } + [(statement, .rows)])
        return (answers.suffix(1).rows, answers.dropLast().counts)
    }

    @discardableResult
    func executeLast(_ statements: [SQL]) throws -> [Int] {
        guard !isRead, !statements.isEmpty else { return try execute(all: statements) }
        return try runLast(statements.map { ($0, .count) }).counts
    }

    func define(_ script: SQL) throws {
        guard script.values.isEmpty, !isRead else {
            throw DatabaseError(
                .statement, cause: "a schema script with values, or in a read", statement: script.text)
        }
        try run(once: try PostgresDialect.statements(of: script.text))
        // Their results may have other columns now.
        connection.forgetStatements()
        try fenceTables()
        if let guest, let schema: String = try firstRow("SELECT current_schema()")?[0] {
            try run(once: RowFence.grants(to: guest, in: schema))
        }
    }

    /// Puts row-level security on the tables of tenants that have none yet.
    private func fenceTables() throws {
        let bare = try rows(RowFence.bareTables).map { try $0[0] as String }
        if !bare.isEmpty { try run(once: bare.flatMap(RowFence.statements)) }
    }

    func hasTable(_ name: String) throws -> Bool {
        try firstRow(
            "SELECT 1 FROM pg_catalog.pg_tables WHERE schemaname = current_schema() AND tablename = \(name)")
            != nil
    }

    func continueNumbers(of table: String) throws {
        let numbered = try rows(
            """
            SELECT name, sequence FROM (
                SELECT a.attname AS name,
                    pg_get_serial_sequence(format('%I.%I', current_schema(), c.relname), a.attname) AS sequence
                FROM pg_catalog.pg_class c
                JOIN pg_catalog.pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
                WHERE c.relname = \(table)
                    AND c.relnamespace = (SELECT oid FROM pg_catalog.pg_namespace WHERE nspname = current_schema())
            ) columns
            WHERE sequence IS NOT NULL
            """)
        for column in numbered {
            let (name, sequence): (String, String) = (try column["name"], try column["sequence"])
            // Never back: numbers that were given and taken back are not given again.
            _ = try rows(
                """
                SELECT setval(CAST(\(sequence) AS regclass), GREATEST(last, nextval(CAST(\(sequence) AS regclass))))
                FROM (SELECT MAX(\(name: name)) AS last FROM \(name: table)) numbers WHERE last IS NOT NULL
                """)
        }
    }

    func openWriters(of table: String) throws -> Set<String> {
        let query: SQL = """
            SELECT DISTINCT virtualtransaction FROM pg_catalog.pg_locks
            WHERE locktype = 'relation' AND relation = CAST(\(table) AS regclass) AND mode = 'RowExclusiveLock'
                AND database = (SELECT oid FROM pg_catalog.pg_database WHERE datname = current_database())
                AND granted AND pid <> pg_backend_pid()
            """
        guard isRead else { return try Self.writers(in: rows(query)) }
        // What is visible to a read is decided by its first statement. Were this one the first, a writer that
        // commits right behind it would be neither seen nor named.
        guard isFresh else {
            throw DatabaseError(.statement, cause: "open writers are asked for before anything is read")
        }
        return try Self.writers(in: runBefore(query).rows)
    }

    private static func writers(in rows: Rows) throws -> Set<String> {
        Set(try rows.map { try $0[0] as String })
    }
}

extension Sequence<Connection.Answer> {
    fileprivate var rows: Rows {
        guard case .rows(let rows)? = first(where: { _ in true }) else {
            return Rows(columns: ColumnNames([]), cells: [])
        }
        return rows
    }

    fileprivate var counts: [Int] {
        map { if case .count(let count) = $0 { count } else { 0 } }
    }
}
