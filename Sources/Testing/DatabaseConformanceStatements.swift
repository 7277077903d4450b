import Core
import Persistence

extension DatabaseConformance {
    static let statements: [Conformance<Engine>] = [
        check("goes on working when more statements come than are kept ready", keepsFew),
        Conformance("names the columns as they are after the table has changed", check: namesChangedColumns),
        Conformance(
            "tells which constraint a statement breaks, and never with what value", check: tellsBroken),
        check("takes no values in a schema script") { database in
            let error = try await requireError(DatabaseError.self) {
                try await database.exclusively {
                    try $0.define("CREATE TABLE t (tenant_id TEXT NOT NULL DEFAULT \("a"))")
                }
            }
            try require(error.kind == .statement, "\(error)")
        },
    ]

    private static func keepsFew(_ database: any Database) async throws {
        try await database.read(.everyTenant) { session in
            var sum: SQL = "0"
            for count in 1...700 {
                sum = "1 + \(sum)"
                try require(try session.firstRow("SELECT \(sum)").required[0], is: count)
            }
            try require(try session.firstRow("SELECT \("again")").required[0], is: "again")
        }
    }

    private static func namesChangedColumns(_ engine: Engine) async throws {
        let first = Migration("t.001", "CREATE TABLE t (tenant_id TEXT NOT NULL)")
        let changes: [(SQL, [String])] = [
            ("ALTER TABLE t ADD COLUMN b BIGINT", ["tenant_id", "b"]),
            ("ALTER TABLE t RENAME COLUMN b TO c", ["tenant_id", "c"]),
        ]
        try await engine.withDatabase([first]) { database in
            let look = { @Sendable (session: any Session) throws in
                try session.rows("SELECT * FROM t WHERE tenant_id >= ''").columns.names
            }
            try require(try await looked(look, in: database), is: [["tenant_id"]])
            for (change, names) in changes {
                try await database.exclusively { session in
                    // Prepared before the change, and asked again after it.
                    _ = try look(session)
                    try session.define(change)
                    try require(try look(session), is: names)
                }
                try require(try await looked(look, in: database), is: [names])
            }
        }
    }

    /// On several connections at once, so that each has prepared it.
    private static func looked(
        _ look: @escaping @Sendable (any Session) throws -> [String], in database: any Database
    ) async throws -> Set<[String]> {
        try await withThrowingTaskGroup { group in
            for _ in 0..<12 { group.addTask { try await database.read(.everyTenant, look) } }
            return try await group.reduce(into: []) { $0.insert($1) }
        }
    }

    private static func tellsBroken(_ engine: Engine) async throws {
        let schema = Migration(
            "t.001",
            """
            CREATE TABLE a (name TEXT NOT NULL PRIMARY KEY, amount BIGINT NOT NULL CHECK (amount > 0));
            CREATE TABLE b (name TEXT NOT NULL REFERENCES a (name));
            INSERT INTO a (name, amount) VALUES ('personal', 1);
            """)
        let cases: [(SQL, DatabaseError.Kind)] = [
            ("INSERT INTO a (name, amount) VALUES (\("personal2"), 0)", .checkViolation),
            ("INSERT INTO b (name) VALUES (\("personal3"))", .foreignKeyViolation),
            ("INSERT INTO a (name, amount) VALUES (\("personal"), 1)", .uniqueViolation),
            ("INSERT INTO a (name, amount) VALUES (\("personal4"), NULL)", .notNullViolation),
            ("INSERT INTO a (name, amount) VALUES ('c', \("personal"))", .typeViolation),
            ("SELECT nonsense(\("personal"))", .statement),
        ]
        try await engine.withDatabase([schema]) { database in
            for (statement, kind) in cases {
                let error = try await requireError(DatabaseError.self) {
                    try await database.write(.everyTenant) { try $0.execute(statement) }
                }
                try require(error.kind == kind, "\(error)")
                try require(!error.description.contains("personal"), "\(error)")
            }
        }
    }
}
