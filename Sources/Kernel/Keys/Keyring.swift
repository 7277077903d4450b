package import Core
import Crypto
package import Persistence
import Synchronization

/// The keys of an installation: persons' data keys, wrapped by their tenant's key, wrapped by the master key.
/// Wrapped keys are rows; the master key is a file.
package final class Keyring: Sendable {
    /// Unwrapped keys kept in memory.
    static let unwrappedMax = 16_384

    private let file: KeyFile
    /// By fingerprint: the key in use, and the next one during a rotation.
    private let masters = Mutex<[String: RootKey]>([:])
    private let candidates = Mutex<[RootKey]>([])
    let unwrapped = UnwrappedKeys(countMax: Keyring.unwrappedMax)

    /// Reads the master key from its file; makes one when there is none and no row was ever wrapped by one.
    package convenience init(
        _ file: KeyFile, for database: any Database, at moment: Instant
    ) async throws {
        let known = try await database.read(.everyTenant) { session in try MasterRow.all(in: session) }
        let (found, next) = (try file.read(), try file.next.read())
        if found == nil, let lost = known.first(where: \.wraps) {
            throw KeysRefused.lost(file: file.path, fingerprint: lost.fingerprint)
        }
        let key = try found ?? file.make()
        try await database.exclusively { session in
            try MasterRow.check(session, against: [key, next].compactMap(\.self), file: file.path)
            try session.execute(
                """
                INSERT INTO keys_masters (fingerprint, first_used_at) VALUES (\(key.fingerprint), \(moment))
                ON CONFLICT (fingerprint) DO NOTHING
                """)
        }
        self.init(file, key, next)
    }

    private init(_ file: KeyFile, _ key: RootKey, _ next: RootKey?) {
        self.file = file
        take(key, next)
    }

    /// The keys of the scope's tenant, for use within the body that `session` was given to.
    package func keys(in scope: Scope, _ session: any Session) -> TenantKeys {
        TenantKeys(tenant: scope.tenant, moment: scope.moment, session: session, ring: self)
    }

    /// The same for machinery that has no scope.
    package func keys(of tenant: TenantID, at moment: Instant, _ session: any Session) -> TenantKeys {
        TenantKeys(tenant: tenant, moment: moment, session: session, ring: self)
    }

    /// The keys that may wrap new tenants' keys, the newest first.
    var wrapping: [RootKey] { candidates.withLock { $0 } }

    /// The key of that fingerprint. A rotation may have brought it in after this process started, so the files
    /// are read again before it is given up.
    func master(_ fingerprint: String) throws -> RootKey {
        if let key = masters.withLock({ $0[fingerprint] }) { return key }
        try reread()
        guard let key = masters.withLock({ $0[fingerprint] }) else {
            throw KeysRefused.otherKey(
                file: file.path, found: wrapping.last?.fingerprint ?? "none", wanted: fingerprint)
        }
        return key
    }

    func reread() throws {
        guard let key = try file.read() else { return }
        take(key, try file.next.read())
    }

    private func take(_ key: RootKey, _ next: RootKey?) {
        masters.withLock { masters in
            masters[key.fingerprint] = key
            if let next { masters[next.fingerprint] = next }
        }
        candidates.withLock { $0 = [next, key].compactMap(\.self) }
    }
}

/// A master key as the database remembers it.
struct MasterRow {
    let fingerprint: String
    /// Whether something cannot be opened without it.
    let wraps: Bool

    static func all(in session: any Session) throws -> [MasterRow] {
        try session.rows(
            """
            SELECT fingerprint,
                EXISTS (SELECT 1 FROM keys_tenants WHERE master = keys_masters.fingerprint) AS wraps
            FROM keys_masters ORDER BY first_used_at
            """
        ).map { try MasterRow(fingerprint: $0["fingerprint"], wraps: $0["wraps"]) }
    }

    /// Throws unless all that is wrapped can be unwrapped with `keys`.
    static func check(_ session: any Session, against keys: [RootKey], file: String) throws {
        let fingerprints = Set(keys.map(\.fingerprint))
        for row in try all(in: session) where row.wraps && !fingerprints.contains(row.fingerprint) {
            throw KeysRefused.otherKey(
                file: file, found: keys.first?.fingerprint ?? "none", wanted: row.fingerprint)
        }
    }
}

/// Why the keys of a database cannot be used, with what to do about it.
package enum KeysRefused: CannotStart, Equatable {
    /// The master key's file is missing, and the database has keys that only it unwraps.
    case lost(file: String, fingerprint: String)
    case otherKey(file: String, found: String, wanted: String)

    package var description: String {
        switch self {
        case .lost(let file, let fingerprint):
            "the master key \(fingerprint) is lost: \(file) is missing, and keys in the database need it"
        case .otherKey(let file, let found, let wanted):
            "\(file) holds the master key \(found), but keys in the database need \(wanted)"
        }
    }

    package var remedy: String {
        switch self {
        case .lost:
            "Put the copy of the file back that you keep elsewhere. Without it nobody can read what was sealed."
        case .otherKey:
            "Put the right key file in place, or end the rotation that was begun, with both files in place."
        }
    }
}

/// Unwrapped keys by what they were unwrapped from, so that one made in a transaction which failed is never
/// found, and an erased one neither. About the most recently used ones are kept.
final class UnwrappedKeys: Sendable {
    struct Wrapped: Hashable {
        let tenant: TenantID
        let person: PersonID?
        let bytes: [UInt8]
    }

    private struct State {
        var young: [Wrapped: SymmetricKey] = [:]
        var old: [Wrapped: SymmetricKey] = [:]
    }

    private let state = Mutex(State())
    private let generationMax: Int

    init(countMax: Int) {
        generationMax = countMax / 2
    }

    subscript(wrapped: Wrapped) -> SymmetricKey? {
        state.withLock { state in
            if let key = state.young[wrapped] { return key }
            guard let key = state.old.removeValue(forKey: wrapped) else { return nil }
            state.young[wrapped] = key
            return key
        }
    }

    func keep(_ key: SymmetricKey, for wrapped: Wrapped) {
        state.withLock { state in
            if state.young.count >= generationMax { (state.old, state.young) = (state.young, [:]) }
            state.young[wrapped] = key
        }
    }

    /// All of a tenant when `person` is nil.
    func forget(_ person: PersonID?, of tenant: TenantID) {
        state.withLock { state in
            let isForgotten: (Wrapped) -> Bool = {
                $0.tenant == tenant && (person == nil || $0.person == person)
            }
            state.young = state.young.filter { !isForgotten($0.key) }
            state.old = state.old.filter { !isForgotten($0.key) }
        }
    }
}
