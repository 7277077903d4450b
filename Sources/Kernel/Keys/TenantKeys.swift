import Core
import Crypto
import Persistence

/// The keys of one tenant within one transaction. Looks up a key once; made keys are rows of this transaction.
package final class TenantKeys {
    /// Persons looked for in one statement.
    private static let lookedForMax = 1_000

    let tenant: TenantID
    let moment: Instant
    let session: any Session
    let ring: Keyring
    private var states: [PersonID: KeyState] = [:]
    private var root: RootState?

    init(tenant: TenantID, moment: Instant, session: any Session, ring: Keyring) {
        (self.tenant, self.moment, self.session, self.ring) = (tenant, moment, session, ring)
    }

    // MARK: Persons

    /// The person's key, made if there is none yet. Throws `Erased` for a person who was erased.
    package func key(for person: PersonID) throws -> DataKey {
        switch try state(of: person) {
        case .held(let key): return key
        case .erased(let erased): throw erased
        case .missing: break
        }
        let wrapped = try Wrapping.seal(
            RootKey.random().bytes, with: Self.wrappingKey(madeRoot()), for: Self.place(tenant, person))
        try session.execute(
            """
            INSERT INTO keys_persons (tenant_id, person, wrapped, made_at)
            VALUES (\(tenant), \(person), \(wrapped), \(moment)) ON CONFLICT (tenant_id, person) DO NOTHING
            """)
        // Another transaction may have been first; then its key counts.
        states[person] = nil
        switch try state(of: person) {
        case .held(let key): return key
        case .erased(let erased): throw erased
        case .missing: throw KeyVanished()
        }
    }

    package func state(of person: PersonID) throws -> KeyState {
        if let state = states[person] { return state }
        try look(for: [person])
        return states[person] ?? .missing
    }

    /// Looks up many keys in one statement, for those who are about to open what many persons own.
    package func look(for persons: some Sequence<PersonID>) throws {
        var unknown = Set(persons).filter { states[$0] == nil }[...]
        while !unknown.isEmpty {
            try look(forUnknown: Array(unknown.prefix(Self.lookedForMax)))
            unknown = unknown.dropFirst(Self.lookedForMax)
        }
    }

    private func look(forUnknown persons: [PersonID]) throws {
        let rows = try session.rows(
            """
            SELECT person, wrapped, erased_at, reason FROM keys_persons
            WHERE tenant_id = \(tenant) AND person IN \(list: persons)
            """)
        for row in rows {
            let person: PersonID = try row["person"]
            states[person] = try Erased(row).map(KeyState.erased) ?? .held(unwrap(row["wrapped"], of: person))
        }
        guard rows.count < persons.count else { return }
        // Who was never known goes with the tenant.
        let others: KeyState =
            if case .erased(let erased) = try rootState() { .erased(erased) } else { .missing }
        for person in persons where states[person] == nil { states[person] = others }
    }

    /// What was sealed with `key(for:)` for the same place.
    package func open(_ sealed: [UInt8], of person: PersonID, for context: SealContext) throws -> Opened {
        try state(of: person).open(sealed, for: context)
    }

    private func unwrap(_ wrapped: [UInt8], of person: PersonID) throws -> DataKey {
        let wrapped = UnwrappedKeys.Wrapped(tenant: tenant, person: person, bytes: wrapped)
        if let key = ring.unwrapped[wrapped] { return DataKey(key, tenant: tenant, person: person) }
        guard case .held(let root) = try rootState() else { throw KeyVanished() }
        let bytes = try Wrapping.open(
            wrapped.bytes[...], with: Self.wrappingKey(root), for: Self.place(tenant, person))
        let key = SymmetricKey(data: bytes)
        ring.unwrapped.keep(key, for: wrapped)
        return DataKey(key, tenant: tenant, person: person)
    }

    /// Forgets what is known of the person, or of everyone when it is nil.
    func forget(_ person: PersonID?) {
        if let person { states[person] = nil } else { (states, root) = ([:], nil) }
        ring.unwrapped.forget(person, of: tenant)
    }

    // MARK: The tenant

    /// The key for what belongs to no person, made if there is none yet. Throws `Erased` for an erased tenant.
    package func key() throws -> DataKey {
        DataKey(try madeRoot().derived(for: "lux tenant data"), tenant: tenant, person: nil)
    }

    package func state() throws -> KeyState {
        switch try rootState() {
        case .held(let root):
            .held(DataKey(root.derived(for: "lux tenant data"), tenant: tenant, person: nil))
        case .erased(let erased): .erased(erased)
        case .missing: .missing
        }
    }

    /// What was sealed with `key()` for the same place.
    package func open(_ sealed: [UInt8], for context: SealContext) throws -> Opened {
        try state().open(sealed, for: context)
    }

    /// A key for a use outside this room, such as files. Made if there is none yet.
    package func root(for use: String) throws -> RootKey {
        RootKey(try madeRoot().derived(for: "lux use: " + use))
    }

    private static func wrappingKey(_ root: RootKey) -> SymmetricKey {
        root.derived(for: "lux wrapping of persons")
    }

    private enum RootState { case held(RootKey), erased(Erased), missing }

    private func madeRoot() throws -> RootKey {
        switch try rootState() {
        case .held(let root): return root
        case .erased(let erased): throw erased
        case .missing: break
        }
        let (made, master) = (RootKey.random(), try usableMaster())
        let wrapped = try Self.wrap(made, of: tenant, with: master)
        try session.execute(
            """
            INSERT INTO keys_tenants (tenant_id, master, wrapped, made_at)
            VALUES (\(tenant), \(master.fingerprint), \(wrapped), \(moment))
            ON CONFLICT (tenant_id) DO NOTHING
            """)
        root = nil
        guard case .held(let root) = try rootState() else { throw KeyVanished() }
        return root
    }

    private func rootState() throws -> RootState {
        if let root { return root }
        let row = try session.firstRow(
            "SELECT master, wrapped, erased_at, reason FROM keys_tenants WHERE tenant_id = \(tenant)")
        let state = try row.map { row in
            try Erased(row).map(RootState.erased) ?? .held(unwrapRoot(row["wrapped"], by: row["master"]))
        }
        root = state
        return state ?? .missing
    }

    private func unwrapRoot(_ wrapped: [UInt8], by master: String) throws -> RootKey {
        let wrapped = UnwrappedKeys.Wrapped(tenant: tenant, person: nil, bytes: wrapped)
        if let key = ring.unwrapped[wrapped] { return RootKey(key) }
        let root = try Self.unwrap(wrapped.bytes, of: tenant, with: ring.master(master))
        ring.unwrapped.keep(SymmetricKey(data: root.bytes), for: wrapped)
        return root
    }

    /// Counts on the master's row, so that a rotation which retires it waits for this transaction to end, or
    /// this one sees that it was retired.
    private func usableMaster() throws -> RootKey {
        for _ in 0..<2 {
            for master in ring.wrapping {
                let counted = try session.execute(
                    """
                    UPDATE keys_masters SET tenants = tenants + 1
                    WHERE fingerprint = \(master.fingerprint) AND retired_at IS NULL
                    """)
                if counted == 1 { return master }
            }
            try ring.reread()
        }
        throw KeyVanished()
    }

    static func wrap(_ root: RootKey, of tenant: TenantID, with master: RootKey) throws -> [UInt8] {
        let key = master.derived(for: "lux wrapping of tenants")
        return try Wrapping.seal(root.bytes, with: key, for: place(tenant, nil))
    }

    static func unwrap(_ wrapped: [UInt8], of tenant: TenantID, with master: RootKey) throws -> RootKey {
        let key = master.derived(for: "lux wrapping of tenants")
        return RootKey(
            SymmetricKey(data: try Wrapping.open(wrapped[...], with: key, for: place(tenant, nil))))
    }

    private static func place(_ tenant: TenantID, _ person: PersonID?) -> [UInt8] {
        SealContext("key", tenant.text, person?.text ?? "").bytes
    }
}

/// What is known of a key.
package enum KeyState: Sendable {
    case held(DataKey)
    case erased(Erased)
    /// There never was one, or data were restored without their keys.
    case missing

    package func open(_ sealed: [UInt8], for context: SealContext) throws(SealBroken) -> Opened {
        switch self {
        case .held(let key): .bytes(try key.open(sealed, for: context))
        case .erased(let erased): .erased(erased)
        case .missing: .keyMissing
        }
    }
}

/// What became of something sealed.
package enum Opened: Sendable, Equatable {
    case bytes([UInt8])
    /// Its key was destroyed; nobody can open it any more.
    case erased(Erased)
    case keyMissing
}

/// A row that was there is gone, or a master key is unknown to the database: somebody else changes the tables.
struct KeyVanished: Error {}
