import Core
import Keys
import LuxTesting
import Persistence
import Synchronization

let (lark, wren) = (TenantID("lark"), TenantID("wren"))
let moment = FakeClock().now

func scope(_ tenant: TenantID, at moment: Instant = moment) -> Scope {
    var random = SplitMix64(seed: 1)
    return Scope(tenant: tenant, moment: moment, trace: .start(sampled: false, random: &random))
}

func person(_ seed: UInt64) -> PersonID {
    var random = SplitMix64(seed: seed)
    return PersonID.make(at: moment, random: &random)
}

/// A migrated database with its master key and ledger.
struct Place: Sendable {
    let folder: String
    let database: any Database

    var file: KeyFile { KeyFile(.master, at: folder + "/master.key") }
    var ledger: ErasureLedger { ErasureLedger(at: folder + "/erasures.jsonl") }

    func ring() async throws -> Keyring { try await Keyring(file, for: database, at: moment) }
}

func withPlace(on engine: Engine = .sqlite, _ body: (Place) async throws -> Void) async throws {
    try await withTemporaryFolder { folder in
        try await engine.withDatabase(KeyMigrations.all) { database in
            try await body(Place(folder: folder, database: database))
        }
    }
}

extension Keyring {
    func seal(
        _ text: String, of person: PersonID, in tenant: TenantID = lark, on database: any Database,
        for context: SealContext = SealContext("test", "name")
    ) async throws -> [UInt8] {
        try await FencedDatabase(database, KeyMigrations.all).write(in: scope(tenant)) { session in
            try self.keys(in: scope(tenant), session).key(for: person).seal(Array(text.utf8), for: context)
        }
    }

    func open(
        _ sealed: [UInt8], of person: PersonID, in tenant: TenantID = lark, on database: any Database,
        for context: SealContext = SealContext("test", "name")
    ) async throws -> Opened {
        try await FencedDatabase(database, KeyMigrations.all).read(in: scope(tenant)) { session in
            try self.keys(in: scope(tenant), session).open(sealed, of: person, for: context)
        }
    }
}

extension Opened {
    var text: String? {
        if case .bytes(let bytes) = self { String(decoding: bytes, as: UTF8.self) } else { nil }
    }
}

/// Collects what a body was told.
final class Told: Sendable {
    private let erasures = Mutex<[Erasure]>([])

    var all: [Erasure] { erasures.withLock { $0 } }

    func add(_ erasure: Erasure) {
        erasures.withLock { $0.append(erasure) }
    }
}
