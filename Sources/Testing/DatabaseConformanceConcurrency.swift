import Core
import Persistence

extension DatabaseConformance {
    static let concurrency: [Conformance<Engine>] = [
        check("lets each row be claimed once, whoever else claims", claimsOnce),
        check("loses no change that depends on what was there") { database in
            try await database.write(.everyTenant) { try $0.insert("counter") }
            try await withThrowingTaskGroup { group in
                for _ in 0..<50 {
                    group.addTask {
                        try await database.write(in: lark) { session in
                            try session.execute(
                                "UPDATE things SET amount = amount + 1 WHERE tenant_id = \(lark)")
                        }
                    }
                }
                try await group.waitForAll()
            }
            try require(try await amount(of: "counter", in: database), is: 50)
        },
        check("numbers rows upwards, and gives no number twice", numbersOnce),
        check("runs statements together as one after the other", runsTogether),
        check("ends statements that run together at the first that fails", endsTogether),
        check("commits with the last statement what went before it", commitsWithLast),
        check("keeps nothing of a body whose last statement fails", keepsNothingOfLast),
        check("rings once it is committed, and not when it fails", rings),
        check("knows of no open writer where there is none", knowsNoWriter),
        check("lets transactions that ask for a turn see what those before them did", takesTurns),
        check("takes no more turns than it has room for") { database in
            try await database.write(in: lark) { session in
                for number in 0..<20_000 { try session.takeTurn(named: "things/\(number)") }
                try session.insert("a")
            }
            try require(try await amount(of: "a", in: database), is: 0)
        },
        check("works for one tenant and for all", reaches),
    ]

    private static func claimsOnce(_ database: any Database) async throws {
        let names = (100..<160).map { "n\($0)" }
        try await database.write(.everyTenant) { session in
            for name in names { try session.insert(name) }
        }
        let claimed = try await withThrowingTaskGroup(of: [String].self) { group in
            for _ in 0..<8 {
                group.addTask {
                    var mine: [String] = []
                    while let name = try await claim(in: database) { mine.append(name) }
                    return mine
                }
            }
            return try await group.reduce(into: []) { $0 += $1 }
        }
        try require(claimed.sorted(), is: names)
    }

    private static func claim(in database: any Database) async throws -> String? {
        try await database.write(in: lark) { session in
            try session.lastRows(
                """
                UPDATE things SET amount = 1 WHERE tenant_id = \(lark) AND name = (
                    SELECT name FROM things WHERE tenant_id = \(lark) AND amount = 0 ORDER BY name LIMIT 1
                    FOR UPDATE SKIP LOCKED
                )
                RETURNING name
                """
            ).first.map { try $0["name"] }
        }
    }

    private static func numbersOnce(_ database: any Database) async throws {
        let add = { @Sendable (session: any Session) throws in
            try session.firstRow(
                "INSERT INTO numbered (tenant_id, name) VALUES (\(lark), 'x') RETURNING place"
            ).required["place"] as Int
        }
        var places = try await database.write(.everyTenant) { session in
            try (0..<3).map { _ in try add(session) }
        }
        try await database.write(.everyTenant) { session in
            try session.execute("DELETE FROM numbered WHERE tenant_id = \(lark)")
        }
        places.append(try await database.write(.everyTenant) { try add($0) })
        try require(zip(places, places.dropFirst()).allSatisfy(<), "numbered \(places)")
    }

    private static func runsTogether(_ database: any Database) async throws {
        let counts = try await database.write(in: lark) { session in
            let counts = try session.execute(all: [
                "INSERT INTO things (tenant_id, name) VALUES (\(lark), 'a'), (\(lark), 'b')",
                "UPDATE things SET amount = 1 WHERE tenant_id = \(lark)",
                "DELETE FROM things WHERE tenant_id = \(lark) AND name = 'a'",
                "DELETE FROM things WHERE tenant_id = \(lark) AND name = 'a'",
            ])
            try require(try session.names(), is: ["b"])
            return counts + (try session.execute(all: []))
        }
        try require(counts, is: [2, 2, 1, 0])
    }

    private static func endsTogether(_ database: any Database) async throws {
        let insert = { (name: String) -> SQL in
            "INSERT INTO things (tenant_id, name) VALUES (\(lark), \(name))"
        }
        let statements = [insert("a"), insert("a"), insert("b")]
        let error = try await requireError(DatabaseError.self) {
            try await database.write(in: lark) { try $0.execute(all: statements) }
        }
        try require(error.kind == .uniqueViolation, "\(error)")
        try require(try await database.read(in: lark) { try $0.names() }, is: [])
        try await database.write(in: lark) { session in
            do { try session.execute(all: statements) } catch is DatabaseError {}
            try session.insert("c")
        }
        try require(try await database.read(in: lark) { try $0.names() }, is: ["a", "c"])
    }

    private static func commitsWithLast(_ database: any Database) async throws {
        let counts = try await database.write(in: lark) { session in
            try session.insert("a")
            return try session.executeLast([
                "INSERT INTO things (tenant_id, name) VALUES (\(lark), 'b')",
                "UPDATE things SET amount = 2 WHERE tenant_id = \(lark)",
            ])
        }
        try require(counts, is: [1, 2])
        let names = try await database.write(in: lark) { session in
            try session.lastRows("DELETE FROM things WHERE tenant_id = \(lark) AND name = 'a' RETURNING name")
                .map { try $0["name"] as String }
        }
        try require(names, is: ["a"])
        try require(try await amount(of: "b", in: database), is: 2)
        try require(try await database.read(in: lark) { try $0.lastRows("SELECT 1 AS one").count }, is: 1)
        let both = try await database.write(in: lark) { session in
            let (rows, counts) = try session.lastRows(
                "UPDATE things SET amount = 3 WHERE tenant_id = \(lark) AND name = 'b' RETURNING amount",
                after: [
                    "INSERT INTO things (tenant_id, name) VALUES (\(lark), 'c')",
                    "DELETE FROM things WHERE tenant_id = \(lark) AND name = 'nobody'",
                ])
            return try [rows[0]["amount"] as Int] + counts
        }
        try require(both, is: [3, 1, 0])
        try require(try await database.read(in: lark) { try $0.names() }, is: ["b", "c"])
    }

    private static func keepsNothingOfLast(_ database: any Database) async throws {
        for before in [[], ["x"]] {
            let error = try await requireError(DatabaseError.self) {
                try await database.write(in: lark) { session in
                    for name in before { try session.insert(name) }
                    return try session.executeLast([
                        "INSERT INTO things (tenant_id, name) VALUES (\(lark), 'a')",
                        "INSERT INTO things (tenant_id, name) VALUES (\(lark), 'a')",
                    ])
                }
            }
            try require(error.kind == .uniqueViolation, "\(error)")
            try require(try await database.read(in: lark) { try $0.names() }, is: [])
        }
    }

    private static func rings(_ database: any Database) async throws {
        let (done, failed) = (Bell("done"), Bell("failed"))
        var (heardDone, heardFailed) = (
            database.bells.rings(of: done).makeAsyncIterator(),
            database.bells.rings(of: failed).makeAsyncIterator()
        )
        _ = try await requireError(Refused.self) {
            try await database.write(.everyTenant) { session in
                try session.insert("a")
                try session.ring(failed)
                throw Refused()
            }
        }
        try await database.write(.everyTenant) { session in
            try session.insert("b")
            try session.ring(done)
        }
        try require(await heardDone.next() != nil, "nothing was heard")
        // What had been rung before would come before this.
        try await database.write(.everyTenant) { session in
            try session.ring(failed)
            try session.ring(done)
        }
        try require(await heardFailed.next() != nil, "nothing was heard")
        try require(await heardDone.next() != nil, "nothing was heard")
    }

    private static func knowsNoWriter(_ database: any Database) async throws {
        try await database.write(.everyTenant) { try $0.insert("a") }
        let open = try await database.read(.everyTenant) { session in
            let open = try session.openWriters(of: "things")
            try require(try session.names(), is: ["a"])
            return open
        }
        try require(open, is: [])
        let own = try await database.write(.everyTenant) { session in
            try session.insert("b")
            return try session.openWriters(of: "things")
        }
        try require(own, is: [])
    }

    private static func takesTurns(_ database: any Database) async throws {
        try await database.write(.everyTenant) { session in
            for name in ["a", "b"] { try session.insert(name) }
        }
        try await withThrowingTaskGroup { group in
            for number in 0..<48 {
                let name = number % 2 == 0 ? "a" : "b"
                group.addTask {
                    try await database.write(in: lark) { session in
                        try session.takeTurn(named: "things/" + name)
                        let row = try session.firstRow(
                            "SELECT amount FROM things WHERE tenant_id = \(lark) AND name = \(name)")
                        let seen: Int = try row.required["amount"]
                        try session.execute(
                            """
                            UPDATE things SET amount = \(seen + 1) WHERE tenant_id = \(lark) AND name = \(name)
                            """)
                    }
                }
            }
            try await group.waitForAll()
        }
        for name in ["a", "b"] { try require(try await amount(of: name, in: database), is: 24) }
    }

    private static func reaches(_ database: any Database) async throws {
        for tenant in [lark, wren] {
            try await database.write(in: tenant) {
                try $0.insert("mine", amount: tenant == lark ? 1 : 2, for: tenant)
            }
        }
        for tenant in [lark, wren, lark] {
            try require(try await database.read(in: tenant) { try $0.names(of: tenant) }, is: ["mine"])
        }
        let all = try await database.read(.everyTenant) { try $0.names(of: lark) + $0.names(of: wren) }
        try require(all.count, is: 2)
    }

    private static func amount(of name: String, in database: any Database) async throws -> Int? {
        try await database.read(.everyTenant) { session in
            try session.firstRow("SELECT amount FROM things WHERE tenant_id = \(lark) AND name = \(name)")?[
                "amount"]
        }
    }
}

extension Database {
    fileprivate func read<Result: Sendable>(
        in tenant: TenantID, _ body: @escaping @Sendable (any Session) throws -> Result
    ) async throws -> Result {
        try await read(.tenant(tenant), body)
    }

    @discardableResult
    fileprivate func write<Result: Sendable>(
        in tenant: TenantID, _ body: @escaping @Sendable (any Session) throws -> Result
    ) async throws -> Result {
        try await write(.tenant(tenant), body)
    }
}
