import LuxTesting
import Persistence
import SQLite
import Synchronization
import Testing

private let schema = [Migration("t.001", "CREATE TABLE t (x BIGINT NOT NULL)")]

private func numbers(in database: any Database) async throws -> [Int] {
    try await database.read(.everyTenant) { try $0.rows("SELECT x FROM t ORDER BY x").map { try $0[0] } }
}

@Suite struct `Calls that wait` {
    @Test(arguments: [true, false])
    func `are refused as busy above the limit`(areWrites: Bool) async throws {
        try await withTemporaryFolder { folder in
            var settings = SQLiteDatabase.Settings()
            (settings.waitingMax, settings.readersMax) = (2, 1)
            let database = try SQLiteDatabase(file: folder + "/lux.sqlite", settings: settings)
            let call = { @Sendable (body: @escaping @Sendable (any Session) throws -> Void) async throws in
                try await areWrites
                    ? database.write(.everyTenant, body) : database.read(.everyTenant, body)
            }
            let (hasBegun, gate) = (Gate(), Gate())
            async let holding: Void = call { _ in
                hasBegun.open()
                gate.wait()
            }
            await hasBegun.opened()
            let refused = try await withThrowingTaskGroup(of: Bool.self) { group in
                for _ in 0..<5 {
                    group.addTask {
                        do {
                            try await call { _ in }
                            return false
                        } catch let failure as StorageFailure where failure.kind == .busy {
                            return true
                        }
                    }
                }
                // Two wait behind the gate, so the first three to end are those refused.
                for _ in 0..<3 { #expect(try await group.next() == true) }
                gate.open()
                return try await group.reduce(into: []) { $0.append($1) }
            }
            #expect(refused == [false, false])
            try await holding
            await database.close()
        }
    }

    @Test func `leave the queue when they are cancelled`() async throws {
        try await withDatabase(schema) { database in
            let (hasBegun, gate) = (Gate(), Gate())
            async let holding: Void = database.write(.everyTenant) { _ in
                hasBegun.open()
                gate.wait()
            }
            await hasBegun.opened()
            let waiting = (0..<10).map { number in
                Task {
                    _ = try await database.write(.everyTenant) {
                        try $0.execute("INSERT INTO t (x) VALUES (\(number))")
                    }
                }
            }
            for task in waiting {
                task.cancel()
                // The writer is still held: they end without having begun.
                await #expect(throws: CancellationError.self) { try await task.value }
            }
            gate.open()
            try await holding
            #expect(try await numbers(in: database) == [])
        }
    }

    @Test func `are let finish when the database closes`() async throws {
        try await withTemporaryFolder { folder in
            let database = try SQLiteDatabase(file: folder + "/lux.sqlite")
            try await Migrator(schema).migrate(database, at: FakeClock().now)
            let (hasBegun, gate) = (Gate(), Gate())
            async let write: Void = database.write(.everyTenant) { session in
                hasBegun.open()
                gate.wait()
                try session.execute("INSERT INTO t (x) VALUES (1)")
            }
            await hasBegun.opened()
            async let closed: Void = database.close()
            gate.open()
            try await write
            await closed
            let again = try SQLiteDatabase(file: folder + "/lux.sqlite")
            #expect(try await numbers(in: again) == [1])
            await again.close()
        }
    }

    @Test func `keep their order`() async throws {
        try await withDatabase(schema) { database in
            for number in 0..<200 {
                try await database.write(.everyTenant) { session in
                    let last: Int = try session.firstRow("SELECT COALESCE(MAX(x), -1) FROM t")?[0] ?? -1
                    #expect(last == number - 1)
                    try session.execute("INSERT INTO t (x) VALUES (\(number))")
                }
            }
        }
    }
}
