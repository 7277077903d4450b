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
                    let refused = await #expect(throws: RestoreRefused.hasTables) {
                        try await Self.restore(there).run(
                            made.path, key: key, into: Self.place(target, there), at: moment)
                    }
                    #expect(refused?.remedy.contains("createdb") == true)
                }
            }
        }
    }

    @Test(arguments: [
        "postgres://lux_owner@127.0.0.1:PORT/NAME?target_session_attrs=read-write&keepalives_idle=30",
        "postgresql://lux_owner@127.0.0.1:1,127.0.0.1:PORT/NAME?connect_timeout=5&tcp_user_timeout=9000",
        "postgres:///NAME?host=127.0.0.1&port=PORT&user=lux_owner&options=-c%20geqo%3Doff&keepalives=1",
        "postgres://lux_owner@localhost:PORT/NAME?hostaddr=127.0.0.1&client_encoding=LATIN1&gssencmode=disable",
    ])
    func `is made and brought back by every URL that libpq takes`(_ pattern: String) async throws {
        func address(_ place: PostgresServer.Place) throws -> PostgresAddress {
            let port = try PostgresServer.shared().port
            return try PostgresAddress(
                pattern.replacing("PORT", with: "\(port)").replacing("NAME", with: place.name))
        }
        try await withInstallations { here, there in
            try await PostgresServer.shared().withDatabase { place in
                let database = try await Self.open(place.settings)
                try await database.write(.everyTenant) { try $0.insertThings(0..<20) }
                await database.close()
                var source = try Self.source(place)
                source.database = .postgres(try address(place))
                let made = try await here.backup(nil).run(source, at: moment)
                try await PostgresServer.shared().withDatabase { target in
                    var into = try Self.place(target, there)
                    into.database = .postgres(try address(target))
                    let manifest = try await Self.restore(there).run(
                        made.path, key: nil, into: into, at: moment)
                    #expect(manifest.tables.first { $0.table == "things" }?.rowCount == 20)
                }
            }
        }
    }

    @Test func `shows no secret in the list of processes`() throws {
        let address = try PostgresAddress(
            "postgres://ana:s3cr3t%20%27@a.example,b.example:5433/lux?sslmode=require&keepalives_idle=30&passfile=%2Fp"
        )
        #expect(address.line == "fallback_application_name='lux backup' keepalives_idle='30'")
        #expect(address.variables["PGPASSWORD"] == "s3cr3t '")
        #expect(address.variables["PGHOST"] == "a.example,b.example")
        #expect(address.variables["PGPORT"] == ",5433" && address.variables["PGPASSFILE"] == "/p")
        let refused = #expect(throws: PostgresAddress.Unsuitable.self) {
            try PostgresAddress("postgres://a/lux?sslpassword=s3cr3t")
        }
        #expect(refused?.description.contains("sslpassword") == true)
        #expect(refused?.description.contains("s3cr3t") == false)
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
            let error = await #expect(throws: (any Error).self) {
                source.database = .postgres(try PostgresAddress(url))
                return try await here.backup(nil).run(source, at: moment)
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

    private static func source(_ place: PostgresServer.Place) throws -> Backup.Source {
        Backup.Source(
            database: .postgres(try PostgresAddress(place.ownerURL)), blobs: nil, configuration: [],
            productVersion: "9.9.9")
    }

    private static func place(
        _ target: PostgresServer.Place, _ there: Installation
    ) throws -> Restore.Place {
        Restore.Place(
            database: .postgres(try PostgresAddress(target.ownerURL)), openBlobs: nil, configuration: nil,
            work: there.folder + "/work")
    }

    private static func restore(_ there: Installation) -> Restore {
        Restore(
            Restore.Needs(
                open: { place in
                    guard case .postgres(let address) = place else { throw Installation.WrongEngine() }
                    // As whoever restores: the role that owns the tables.
                    var settings = PostgresDatabase.Settings(url: address.url)
                    settings.migrationURL = address.url
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
