import Backup
import Blobs
import Core
import Crypto
import Disk
import Files
import Foundation
import Keys
import LuxTesting
import Persistence
import Postgres
import SQLite
import Synchronization

let (lark, wren) = (TenantID("lark"), TenantID("wren"))
let moment = FakeClock().now

let schema =
    KeyMigrations.all + [
        Migration(
            "backup.001-things",
            """
            CREATE TABLE things (
                tenant_id TEXT NOT NULL, name TEXT NOT NULL, amount BIGINT NOT NULL, ratio DOUBLE PRECISION,
                holds BOOLEAN, bytes BYTEA, note TEXT, PRIMARY KEY (tenant_id, name)
            );
            CREATE TABLE doubles (
                tenant_id TEXT NOT NULL, name TEXT NOT NULL, PRIMARY KEY (tenant_id, name)
            );
            CREATE TABLE epochs (number BIGINT NOT NULL PRIMARY KEY);
            """)
    ]

/// An installation on SQLite with everything that is backed up.
struct Installation: Sendable {
    let folder: String

    var file: String { folder + "/data/lux.sqlite" }
    var ledger: ErasureLedger { ErasureLedger(at: folder + "/data/erasures.jsonl") }
    var masterKey: KeyFile { KeyFile(.master, at: folder + "/data/master.key") }

    func database() async throws -> SQLiteDatabase { try await Self.open(file) }

    static func open(_ file: String) async throws -> SQLiteDatabase {
        let database = try SQLiteDatabase(file: file)
        try await Migrator(schema).migrate(database, at: moment)
        return database
    }

    func blobs(seed: UInt8 = 1) async throws -> FileBlobs {
        try await FileBlobs(
            root: folder + "/data/blobs",
            needs: .init(key: { tenant in
                SymmetricKey(data: Array(SHA256.hash(data: Array(tenant.text.utf8) + [seed])))
            }))
    }

    func backup(_ key: RootKey?) -> Backup {
        Backup(folder: folder + "/backups", work: folder + "/data", key: key)
    }

    func source(_ blobs: (any Blobs)? = nil) -> Backup.Source {
        Backup.Source(
            database: .sqlite(file: file), blobs: blobs,
            configuration: [("lux.yaml", Array("http:\n  port: 8080\n".utf8))], productVersion: "9.9.9")
    }

    func place(blobs: (any Blobs)? = nil, replaces: Bool = false) -> Restore.Place {
        var place = Restore.Place(
            database: .sqlite(file: file), openBlobs: nil, configuration: folder + "/data/configuration",
            work: folder + "/data", replaces: replaces)
        if let blobs { place.openBlobs = { blobs } }
        return place
    }

    /// Begins a new epoch, as the log will.
    func restore(ledger: ErasureLedger? = nil) -> Restore {
        Restore(
            Restore.Needs(
                open: { place in
                    guard case .sqlite(let file) = place else { throw WrongEngine() }
                    return try await Self.open(file)
                }, ledger: ledger ?? self.ledger,
                afterRestore: { session in
                    try session.execute("INSERT INTO epochs (number) SELECT count(*) + 1 FROM epochs")
                }))
    }

    struct WrongEngine: Error {}
}

func withInstallations(_ body: (Installation, Installation) async throws -> Void) async throws {
    try await withTemporaryFolder { folder in
        try await body(Installation(folder: folder + "/here"), Installation(folder: folder + "/there"))
    }
}

extension PostgresAddress {
    init(_ url: String) throws {
        let url = Secret(url)
        let parameters = try URLParameter.all(in: url).map { parameter in
            Parameter(
                name: parameter.name, variable: parameter.variable, value: parameter.value,
                isSecret: parameter.isSecret)
        }
        try self.init(url, parameters)
    }
}

extension Session {
    /// Values of every kind, those that engines keep differently among them.
    func insertThings(_ numbers: Range<Int>, for tenant: TenantID = lark) throws {
        for number in numbers {
            let ratio = number.isMultiple(of: 3) ? nil : [0.0, -0.0, 1e300, -2.5, 3][number % 5]
            let bytes = (0..<(number % 40)).map { UInt8(truncatingIfNeeded: $0 * number) }
            let (name, note) = ("ação \(number)", number.isMultiple(of: 2) ? "a\tb\n\\N \"\(number)\" 😀" : "")
            try execute(all: [
                """
                INSERT INTO things (tenant_id, name, amount, ratio, holds, bytes, note) VALUES (\(tenant), \(name),
                    \(number.isMultiple(of: 7) ? Int.min + number : number), \(orNull: ratio),
                    \(number.isMultiple(of: 2)), \(bytes), \(note))
                """,
                "INSERT INTO doubles (tenant_id, name) VALUES (\(tenant), \(name))",
            ])
        }
    }

    /// All rows of a table but for keys and epochs, as a comparison that knows nothing of checksums sees them.
    func everything() throws -> [String: [[SQLValue]]] {
        [
            "things": try rows(
                """
                SELECT tenant_id, name, amount, ratio, holds, bytes, note FROM things
                WHERE tenant_id >= '' ORDER BY tenant_id, name
                """
            ).map(\.values),
            "doubles": try rows(
                "SELECT tenant_id, name FROM doubles WHERE tenant_id >= '' ORDER BY tenant_id, name"
            ).map(\.values),
            "lux_migrations": try rows("SELECT name, checksum FROM lux_migrations ORDER BY place").map(
                \.values),
        ]
    }
}

func content(_ count: Int, seed: UInt64) -> [UInt8] {
    var random = SplitMix64(seed: seed)
    var bytes: [UInt8] = []
    bytes.reserveCapacity(count + 8)
    while bytes.count < count { withUnsafeBytes(of: random.next()) { bytes.append(contentsOf: $0) } }
    return Array(bytes.prefix(count))
}

/// Names in a folder that a person would take for archives.
func archives(in folder: String) throws -> [String] {
    try Folder.names(in: folder).filter { !$0.hasPrefix(".") }
}

/// What a closure was told.
final class Heard<Value: Sendable>: Sendable {
    private let values = Mutex<[Value]>([])

    var all: [Value] { values.withLock { $0 } }

    func add(_ value: Value) {
        values.withLock { $0.append(value) }
    }
}
