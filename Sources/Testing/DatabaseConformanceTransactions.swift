import Core
import Persistence
import Synchronization

extension DatabaseConformance {
    static let transactions: [Conformance<Engine>] = [
        check("reads what was written") { database in
            try await database.write(.everyTenant) { try $0.insert("a") }
            try require(try await database.read(.everyTenant) { try $0.names() }, is: ["a"])
        },
        check("lets a transaction read its own writes") { database in
            let names = try await database.write(.everyTenant) { session in
                try session.insert("a")
                return try session.names()
            }
            try require(names, is: ["a"])
        },
        check("hides from readers what is not committed", hidesUncommitted),
        check("shows a reader one moment, whatever is written meanwhile", readsOneMoment),
        check("leaves nothing of a body that throws") { database in
            _ = try await requireError(Refused.self) {
                try await database.write(.everyTenant) { session in
                    try session.insert("a")
                    throw Refused()
                }
            }
            try require(try await database.read(.everyTenant) { try $0.names() }, is: [])
        },
        check("counts the rows that a statement changed", countsChanges),
        check("keeps count under concurrent writers", keepsCount),
        check("rolls a failed body back alone among concurrent ones", rollsBackAlone),
        check("tells a broken uniqueness from other faults", tellsViolations),
        check("goes on in the same transaction after a refused statement") { database in
            try await database.write(.everyTenant) { session in
                try session.insert("a")
                _ = try? session.insert("b", amount: 1)
                do { try session.insert("a") } catch let error as DatabaseError {
                    try require(error.kind == .uniqueViolation, "\(error)")
                }
                try session.insert("c")
            }
            try require(try await database.read(.everyTenant) { try $0.names() }, is: ["a", "b", "c"])
        },
        check("keeps tenants apart", keepsTenantsApart),
        check("takes no write in a read, and lets no body end its transaction", refusesMisuse),
        check("says what is wrong with a statement") { database in
            let error = try await requireError(DatabaseError.self) {
                try await database.read(.everyTenant) {
                    try $0.rows("SELECT absent FROM things WHERE tenant_id = \(lark)")
                }
            }
            try require(error.kind == .statement && error.description.contains("absent"), "\(error)")
        },
        check("tells that it is well") { database in
            let status = await database.status()
            try require(status.latency != nil && status.isWritable && status.failure == nil, "\(status)")
            try require(status.schemaVersion, is: schema.last?.name)
            try require(status.migrationCount, is: schema.count)
        },
        check("refuses work once closed", refusesWhenClosed),
    ]

    struct Refused: Error {}

    private static func hidesUncommitted(_ database: any Database) async throws {
        let (isInserted, isLookedAt) = (Gate(), Gate())
        async let written: Void = database.write(.everyTenant) { session in
            try session.insert("a")
            isInserted.open()
            isLookedAt.wait()
        }
        await isInserted.opened()
        let seen = try await database.read(.everyTenant) { try $0.names() }
        isLookedAt.open()
        try await written
        try require(seen, is: [])
        try require(try await database.read(.everyTenant) { try $0.names() }, is: ["a"])
    }

    private static func readsOneMoment(_ database: any Database) async throws {
        let (hasRead, isWritten) = (Gate(), Gate())
        async let seen = database.read(.everyTenant) { session in
            let before = try session.names()
            hasRead.open()
            isWritten.wait()
            return [before, try session.names()]
        }
        await hasRead.opened()
        try await database.write(.everyTenant) { try $0.insert("a") }
        isWritten.open()
        try require(try await seen, is: [[], []])
    }

    private static func countsChanges(_ database: any Database) async throws {
        let counts = try await database.write(.everyTenant) { session in
            [
                try session.execute(
                    "INSERT INTO things (tenant_id, name) VALUES (\(lark), 'a'), (\(lark), 'b')"),
                try session.execute("UPDATE things SET amount = 1 WHERE tenant_id = \(lark)"),
                try session.execute("UPDATE things SET amount = 1 WHERE tenant_id = \(wren)"),
                try session.execute(
                    "INSERT INTO things (tenant_id, name) VALUES (\(lark), 'a') ON CONFLICT DO NOTHING"),
                try session.rows("DELETE FROM things WHERE tenant_id = \(lark) RETURNING name").count,
            ]
        }
        try require(counts, is: [2, 2, 0, 0, 2])
    }

    private static func keepsCount(_ database: any Database) async throws {
        try await database.write(.everyTenant) { try $0.insert("counter") }
        try await withThrowingTaskGroup { group in
            for _ in 0..<100 {
                group.addTask {
                    try await database.write(.everyTenant) { session in
                        let row = try session.firstRow(
                            "SELECT amount FROM things WHERE tenant_id = \(lark) FOR UPDATE"
                        ).required
                        let next = try row["amount"] + 1
                        try session.execute("UPDATE things SET amount = \(next) WHERE tenant_id = \(lark)")
                    }
                }
            }
            try await group.waitForAll()
        }
        let amount: Int? = try await database.read(.everyTenant) { session in
            try session.firstRow("SELECT amount FROM things WHERE tenant_id = \(lark)")?["amount"]
        }
        try require(amount, is: 100)
    }

    private static func rollsBackAlone(_ database: any Database) async throws {
        let gate = Gate()
        // Holds the writer, so that those behind it gather.
        async let first: Void = database.write(.everyTenant) { _ in gate.wait() }
        let outcomes = await withTaskGroup(of: (Int, Bool).self) { group in
            for number in 0..<60 {
                group.addTask {
                    let outcome: Void? = try? await database.write(.everyTenant) { session in
                        try session.insert("n\(number)")
                        if number.isMultiple(of: 3) { throw Refused() }
                    }
                    return (number, outcome != nil)
                }
            }
            gate.open()
            return await group.reduce(into: [:]) { $0[$1.0] = $1.1 }
        }
        try await first
        for (number, succeeded) in outcomes {
            try require(succeeded == !number.isMultiple(of: 3), "write \(number) ended otherwise")
        }
        let wanted = (0..<60).filter { !$0.isMultiple(of: 3) }.map { "n\($0)" }.sorted()
        try require(try await database.read(.everyTenant) { try $0.names() }, is: wanted)
    }

    private static func tellsViolations(_ database: any Database) async throws {
        try await database.write(.everyTenant) { try $0.insert("a") }
        let cases: [(SQL, DatabaseError.Kind)] = [
            ("INSERT INTO things (tenant_id, name) VALUES (\(lark), 'a')", .uniqueViolation),
            ("INSERT INTO things (tenant_id, name, amount) VALUES (\(lark), 'b', NULL)", .notNullViolation),
            ("INSERT INTO things (tenant_id, name, amount) VALUES (\(lark), 'b', 'many')", .typeViolation),
        ]
        for (statement, kind) in cases {
            let error = try await requireError(DatabaseError.self) {
                try await database.write(.everyTenant) { try $0.execute(statement) }
            }
            try require(error.kind == kind, "\(error), wanted \(kind)")
        }
    }

    private static func keepsTenantsApart(_ database: any Database) async throws {
        try await database.write(.everyTenant) { session in
            try session.insert("same", amount: 1, for: lark)
            try session.insert("same", amount: 2, for: wren)
            try session.execute("DELETE FROM things WHERE tenant_id = \(lark)")
        }
        try require(try await database.read(.everyTenant) { try $0.names(of: lark) }, is: [])
        try require(try await database.read(.everyTenant) { try $0.names(of: wren) }, is: ["same"])
    }

    private static func refusesMisuse(_ database: any Database) async throws {
        let misused: [@Sendable (any Session) throws -> Void] = [
            { try $0.execute("COMMIT") }, { try $0.execute("rollback") },
            { try $0.execute("SELECT 1; SELECT 2") },
            { try $0.execute("") }, { try $0.define("CREATE TABLE t (x TEXT); COMMIT") },
        ]
        for body in misused {
            _ = try await requireError(DatabaseError.self) {
                try await database.write(.everyTenant) { session in
                    try session.insert("before")
                    try body(session)
                }
            }
        }
        _ = try await requireError(DatabaseError.self) {
            try await database.read(.everyTenant) { try $0.insert("a") }
        }
        _ = try await requireError(DatabaseError.self) {
            try await database.read(.everyTenant) { try $0.define("DROP TABLE things") }
        }
        try require(try await database.read(.everyTenant) { try $0.names() }, is: [])
    }

    private static func refusesWhenClosed(_ database: any Database) async throws {
        try await database.write(.everyTenant) { try $0.insert("a") }
        await database.close()
        await database.close()
        for attempt in [
            { try await database.read(.everyTenant, $0) }, { try await database.write(.everyTenant, $0) },
        ] as [(@escaping Look) async throws -> [String]] {
            let failure = try await requireError(StorageFailure.self) { try await attempt { try $0.names() } }
            try require(failure.kind, is: .unreachable)
        }
        let status = await database.status()
        try require(status.latency == nil && !status.isWritable && status.failure != nil, "\(status)")
    }

    private typealias Look = @Sendable (any Session) throws -> [String]
}
