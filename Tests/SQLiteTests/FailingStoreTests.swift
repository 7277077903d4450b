import LuxTesting
import Persistence
import SQLite
import Testing

private let schema = [Migration("t.001", "CREATE TABLE t (x TEXT NOT NULL)")]

private func insert(_ text: String, into database: any Database) async throws {
    try await database.write(.everyTenant) { try $0.execute("INSERT INTO t (x) VALUES (\(text))") }
}

private func count(in database: any Database) async throws -> Int {
    try await database.read(.everyTenant) { try $0.firstRow("SELECT count(*) FROM t")?[0] ?? 0 }
}

/// Inserts until the store refuses, and returns how many it acknowledged.
private func insertUntil(_ kind: StorageFailure.Kind, into database: any Database) async throws -> Int {
    for number in 0..<1_000 {
        do {
            try await insert(String(repeating: "x", count: 8_000), into: database)
        } catch let failure as StorageFailure where failure.kind == kind {
            return number
        }
    }
    Issue.record("never \(kind)")
    return 0
}

@Suite struct `A store that fails` {
    @Test func `refuses writes while it is full, and takes them once there is room`() async throws {
        try await withDatabase(schema) { database in
            _ = try await database.write(.everyTenant) { try $0.rows("PRAGMA max_page_count = 60") }
            let acknowledged = try await insertUntil(.full, into: database)
            #expect(try await count(in: database) == acknowledged)
            _ = try await database.write(.everyTenant) { try $0.rows("PRAGMA max_page_count = 100000") }
            try await insert("fits", into: database)
            #expect(try await count(in: database) == acknowledged + 1)
            #expect(await database.status().isWritable)
        }
    }

    @Test(.enabled(if: SmallDisk.isPermitted, "mounting is not permitted here"))
    func `keeps what it acknowledged when the disk fills up, and goes on when there is room`() async throws {
        try await SmallDisk.with { disk in
            let file = disk.path + "/lux.sqlite"
            let database = try SQLiteDatabase(file: file)
            try await Migrator(schema).migrate(database, at: FakeClock().now)
            try await insert("before", into: database)
            disk.fill()
            let acknowledged = try await insertUntil(.full, into: database) + 1
            #expect(try await count(in: database) == acknowledged)
            let ill = await database.status()
            #expect(ill.latency != nil && !ill.isWritable && ill.failure?.kind == .full)
            disk.makeRoom()
            #expect(await database.status().isWritable)
            try await insert("after", into: database)
            await database.close()
            let again = try SQLiteDatabase(file: file)
            #expect(try await count(in: again) == acknowledged + 1)
            await again.close()
        }
    }

    @Test func `refuses writes while it is read-only, and reads go on`() async throws {
        try await withDatabase(schema) { database in
            try await insert("before", into: database)
            let failure = await #expect(throws: StorageFailure.self) {
                try await database.write(.everyTenant) { session in
                    _ = try session.rows("PRAGMA query_only = 1")
                    defer { _ = try? session.rows("PRAGMA query_only = 0") }
                    try session.execute("INSERT INTO t (x) VALUES ('never')")
                }
            }
            #expect(failure?.kind == .readOnly)
            #expect(await database.status().isWritable)
            try await insert("after", into: database)
            // From here on it stays so: this connection does not begin a write any more.
            _ = try await database.write(.everyTenant) { try $0.rows("PRAGMA query_only = 1") }
            #expect(try await insertUntil(.readOnly, into: database) == 0)
            #expect(try await count(in: database) == 2)
            let ill = await database.status()
            #expect(ill.latency != nil && !ill.isWritable && ill.failure?.kind == .readOnly)
        }
    }

    @Test func `says that another process holds the lock, and goes on when it is free`() async throws {
        try await withTemporaryFolder { folder in
            var settings = SQLiteDatabase.Settings()
            settings.lockWaitMax = .milliseconds(1)
            let database = try SQLiteDatabase(file: folder + "/lux.sqlite", settings: settings)
            try await Migrator(schema).migrate(database, at: FakeClock().now)
            let other = try SQLiteDatabase(file: folder + "/lux.sqlite", settings: settings)
            let (isHeld, isReleased) = (Gate(), Gate())
            async let holding: Void = other.write(.everyTenant) { _ in
                isHeld.open()
                isReleased.wait()
            }
            await isHeld.opened()
            #expect(try await insertUntil(.busy, into: database) == 0)
            #expect(await database.status().isWritable, "a lock says nothing about the disk")
            isReleased.open()
            try await holding
            try await insert("after", into: database)
            await database.close()
            await other.close()
        }
    }

    @Test func `fails the whole group when its commit fails`() async throws {
        let family = [
            Migration(
                "t.001",
                """
                CREATE TABLE parents (name TEXT NOT NULL PRIMARY KEY);
                CREATE TABLE children (name TEXT NOT NULL, parent TEXT NOT NULL REFERENCES parents (name));
                """)
        ]
        try await withDatabase(family) { database in
            let gate = Gate()
            async let first: Void = database.write(.everyTenant) { _ in gate.wait() }
            let failures = await withTaskGroup(of: (any Error)?.self) { group in
                for number in 0..<20 {
                    group.addTask {
                        await Self.error {
                            try await database.write(.everyTenant) { session in
                                _ = try session.rows("PRAGMA defer_foreign_keys = 1")
                                try session.execute(
                                    "INSERT INTO children (name, parent) VALUES (\("n\(number)"), 'nobody')")
                            }
                        }
                    }
                }
                gate.open()
                return await group.reduce(into: []) { $0.append($1 as? DatabaseError) }
            }
            _ = try? await first
            #expect(failures.allSatisfy { $0?.kind == .foreignKeyViolation })
            #expect(
                try await database.read(.everyTenant) { try $0.rows("SELECT name FROM children").isEmpty })
            try await database.write(.everyTenant) {
                try $0.execute("INSERT INTO parents (name) VALUES ('a')")
            }
        }
    }

    private static func error(_ body: () async throws -> Void) async -> (any Error)? {
        do {
            try await body()
            return nil
        } catch {
            return error
        }
    }
}
