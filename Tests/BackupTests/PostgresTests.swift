import Backup
import Core
import Disk
import Foundation
import Keys
import LuxTesting
import Persistence
import Postgres
import SQLite
import Testing

@Suite struct `A backup of PostgreSQL` {
    @Test func `has the same sums as the same rows on SQLite`() async throws {
        try await withInstallations { here, there in
            try await PostgresServer.shared().withDatabase { place in
                let sqlite = try await here.database()
                let postgres = try await Self.open(place.settings)
                for database in [sqlite, postgres] as [any Database] {
                    try await database.write(.everyTenant) { session in
                        try session.insertThings(0..<300)
                        try session.insertThings(0..<20, for: wren)
                    }
                }
                let key = RootKey.random()
                let one = try await here.backup(key).run(here.source(), at: moment)
                let other = try await there.backup(key).run(Self.source(place), at: moment)
                #expect(other.manifest.engine == .postgres)
                #expect(one.manifest.migrations == other.manifest.migrations)
                #expect(
                    Set(one.manifest.tables.map(\.table)) == [
                        "things", "doubles", "epochs", "lux_migrations",
                    ])
                for table in one.manifest.tables {
                    #expect(table == other.manifest.tables.first { $0.table == table.table })
                }
                await sqlite.close()
                await postgres.close()
            }
        }
    }

    @Test func `made while many write, brings back one moment elsewhere, without the keys`() async throws {
        try await withInstallations { here, there in
            try await PostgresServer.shared().withDatabase { place in
                let database = try await Self.open(place.settings)
                let (ring, key) = (
                    try await Keyring(here.masterKey, for: database, at: moment), RootKey.random()
                )
                try await database.write(.everyTenant) { session in
                    try session.insertThings(0..<200)
                    _ = try ring.keys(of: lark, at: moment, session).key()
                }
                let made = try await Self.whileWriting(to: database) {
                    try await there.backup(key).run(Self.source(place), at: moment)
                }
                let rows = Dictionary(grouping: made.manifest.tables) { $0.table }.mapValues {
                    $0[0].rowCount
                }
                #expect(rows["things"] == rows["doubles"] && rows["things"] ?? 0 >= 200)
                await database.close()
                try await PostgresServer.shared().withDatabase { target in
                    let manifest = try await Self.restore(there).run(
                        made.path, key: key, into: Self.place(target, there), at: moment)
                    #expect(manifest == made.manifest)
                    let restored = try await Self.open(target.settings)
                    let (counts, keys, epochs) = try await restored.read(.everyTenant) { session in
                        (
                            try session.everything().mapValues(\.count),
                            try session.rows("SELECT tenant_id FROM keys_tenants WHERE tenant_id >= ''")
                                .count,
                            try session.rows("SELECT number FROM epochs").count
                        )
                    }
                    #expect(counts["things"] == rows["things"] && keys == 0 && epochs == 1)
                    // The role that works with the tables may do so, though no archive knows of roles.
                    try await restored.write(.everyTenant) { try $0.insertThings(9_000_000..<9_000_001) }
                    // Row-level security is back as well.
                    #expect(
                        try await restored.read(.tenant(wren)) { try $0.everything()["things"]?.count } == 0)
                    await restored.close()
                    await #expect(throws: RestoreRefused.self) {
                        try await Self.restore(there).run(
                            made.path, key: key, into: Self.place(target, there), at: moment)
                    }
                }
            }
        }
    }

    @Test func `is not restored to another engine`() async throws {
        try await withInstallations { here, there in
            let database = try await here.database()
            let made = try await here.backup(nil).run(here.source(), at: moment)
            try await PostgresServer.shared().withDatabase { target in
                let refused = await #expect(throws: ArchiveRefused.self) {
                    try await Self.restore(there).run(
                        made.path, key: nil, into: Self.place(target, there), at: moment)
                }
                #expect(refused?.reason == .otherContents("of a sqlite database"))
            }
            await database.close()
        }
    }

    @Test func `is refused where a foreign policy may hide rows`() async throws {
        try await withInstallations { here, _ in
            try await PostgresServer.shared().withDatabase { place in
                let database = try await Self.open(place.settings)
                try PostgresServer.shared().run(
                    "CREATE POLICY other ON things AS RESTRICTIVE USING (amount > 5)", in: place.name)
                let failed = await #expect(throws: ToolFailed.self) {
                    try await here.backup(nil).run(Self.source(place), at: moment)
                }
                #expect(failed?.errors?.contains("things") == true)
                await database.close()
            }
        }
    }

    @Test(arguments: [
        "postgres://lux@127.0.0.1:1/none?sslmode=disable", "mysql://lux@127.0.0.1/x",
        "postgres://lux@127.0.0.1:1/none?sslmode=disable&colour=red", "postgres://lux%zz@127.0.0.1:1/none",
    ])
    func `says why it cannot be made, without the password`(_ url: String) async throws {
        let url = url.replacing("lux@", with: "lux:s3cr3t@")
        try await withInstallations { here, _ in
            var source = here.source()
            source.database = .postgres(url: Secret(url))
            let error = await #expect(throws: (any Error).self) {
                try await here.backup(nil).run(source, at: moment)
            }
            let refused = try #require(error as? any CannotStart)
            #expect(!refused.description.isEmpty && !refused.remedy.isEmpty)
            #expect(!refused.description.contains("s3cr3t"))
            #expect(try archives(in: here.folder + "/backups") == [])
        }
    }

    // MARK: Places

    private static func open(_ settings: PostgresDatabase.Settings) async throws -> PostgresDatabase {
        let database = try await PostgresDatabase.open(settings)
        try await Migrator(schema).migrate(database, at: moment)
        return database
    }

    private static func source(_ place: PostgresServer.Place) -> Backup.Source {
        Backup.Source(
            database: .postgres(url: Secret(place.ownerURL)), blobs: nil, configuration: [],
            productVersion: "9.9.9")
    }

    private static func place(_ target: PostgresServer.Place, _ there: Installation) -> Restore.Place {
        Restore.Place(
            database: .postgres(url: Secret(target.ownerURL)), blobs: nil, configuration: nil,
            work: there.folder + "/work")
    }

    private static func restore(_ there: Installation) -> Restore {
        Restore(
            Restore.Needs(
                open: { place in
                    guard case .postgres(let url) = place else { throw Installation.WrongEngine() }
                    // As whoever restores: the role that owns the tables.
                    var settings = PostgresDatabase.Settings(url: url)
                    settings.migrationURL = url
                    return try await open(settings)
                }, ledger: there.ledger,
                afterRestore: { session in
                    try session.execute("INSERT INTO epochs (number) SELECT count(*) + 1 FROM epochs")
                }))
    }

    private static func whileWriting<Outcome: Sendable>(
        to database: PostgresDatabase, _ body: () async throws -> Outcome
    ) async throws -> Outcome {
        let isDone = Heard<Void>()
        return try await withThrowingTaskGroup { group in
            for writer in 1...3 {
                group.addTask {
                    var number = writer * 1_000_000
                    while isDone.all.isEmpty {
                        let next = number
                        try await database.write(.everyTenant) { try $0.insertThings(next..<next + 3) }
                        number += 3
                    }
                }
            }
            let outcome = try await body()
            isDone.add(())
            try await group.waitForAll()
            return outcome
        }
    }
}
