import Core
import LuxTesting
import Persistence
import Postgres
import Synchronization

let numbers = [Migration("t.001", "CREATE TABLE numbers (number BIGINT NOT NULL PRIMARY KEY)")]

func insert(_ number: Int, into database: any Database) async throws {
    try await database.write(.everyTenant) {
        try $0.execute("INSERT INTO numbers (number) VALUES (\(number))")
    }
}

/// Incompressible, as the server keeps long texts packed.
func insertPage(_ number: Int, into database: any Database) async throws {
    var random = SplitMix64(seed: UInt64(number))
    let text = (0..<400).map { _ in String(random.next(), radix: 36) }.joined()
    try await database.write(.everyTenant) {
        try $0.execute("INSERT INTO pages (number, text) VALUES (\(number), \(text))")
    }
}

func found(in database: any Database) async throws -> [Int] {
    try await database.read(.everyTenant) { session in
        try session.rows("SELECT number FROM numbers ORDER BY number").map { try $0[0] }
    }
}

/// What a database says of its server's comings and goings, in order.
final class Outages: Sendable {
    private let news: AsyncStream<StorageFailure?>
    private let teller: AsyncStream<StorageFailure?>.Continuation

    init() {
        (news, teller) = AsyncStream.makeStream()
    }

    func note(_ outage: StorageFailure?) {
        teller.yield(outage)
    }

    /// Waits until the server is away, or back.
    func next() async -> StorageFailure? {
        for await outage in news { return outage }
        return nil
    }
}

extension PostgresServer.Place {
    /// Opens the database, migrated, by way of `port` where that is another than the server's own.
    func withDatabase(
        _ migrations: [Migration] = numbers, _ adjust: (inout PostgresDatabase.Settings) -> Void = { _ in },
        _ body: (PostgresDatabase, Outages) async throws -> Void
    ) async throws {
        let outages = Outages()
        var settings = settings
        settings.noteOutage = { outages.note($0) }
        adjust(&settings)
        let database = try await PostgresDatabase.open(settings)
        do {
            try await Migrator(migrations).migrate(database, at: FakeClock().now)
            try await body(database, outages)
        } catch {
            await database.close()
            throw error
        }
        await database.close()
    }
}

/// How often a body ran.
final class RunCount: Sendable {
    private let runs = Atomic<Int>(0)

    func note() {
        runs.add(1, ordering: .relaxed)
    }

    var count: Int { runs.load(ordering: .relaxed) }
}
