package import Core
package import Persistence

/// Erasing persons so that no restore brings them back: the tombstone is a row, the ledger is a file, and each
/// learns from the other what it missed.
package struct Erasures: Sendable {
    /// Erasures brought into a database in one transaction.
    static let replayedMax = 500

    private let ring: Keyring
    private let ledger: ErasureLedger

    package init(_ ring: Keyring, ledger: ErasureLedger) {
        (self.ring, self.ledger) = (ring, ledger)
    }

    /// Destroys the person's key and whatever else `body` does in the same transaction, then writes it into the
    /// ledger. When that fails the key is destroyed all the same; a second call, or the next `reconcile`, makes
    /// up for the ledger.
    @discardableResult
    package func erase(
        _ person: PersonID, because reason: String, in scope: Scope, of database: any Database,
        also body: @escaping @Sendable (any Session) throws -> Void = { _ in }
    ) async throws -> Erasure {
        let erasure = try await database.write(in: scope) { [ring] session in
            let erasure = try ring.keys(in: scope, session).erase(person, because: reason)
            try body(session)
            return erasure
        }
        try ledger.append([erasure])
        return erasure
    }

    /// The same for all of a tenant.
    @discardableResult
    package func eraseTenant(
        because reason: String, in scope: Scope, of database: any Database,
        also body: @escaping @Sendable (any Session) throws -> Void = { _ in }
    ) async throws -> Erasure {
        let erasure = try await database.write(in: scope) { [ring] session in
            let erasure = try ring.keys(in: scope, session).eraseTenant(because: reason)
            try body(session)
            return erasure
        }
        try ledger.append([erasure])
        return erasure
    }

    package struct Reconciled: Sendable, Equatable {
        /// Known to the ledger only: the database is from before them.
        package var replayed: [Erasure] = []
        /// Known to the database only: a crash came before the ledger was written.
        package var recorded: [Erasure] = []
    }

    /// At each start and after each restore: afterwards, ledger and database hold the same erasures. `body` is
    /// told what the database learns, in the transaction in which it does.
    @discardableResult
    package static func reconcile(
        _ ledger: ErasureLedger, with database: any Database,
        also body: @escaping @Sendable (Erasure, any Session) throws -> Void = { _, _ in }
    ) async throws -> Reconciled {
        let written = try ledger.erasures()
        let stored = try await storedErasures(in: database)
        let (inLedger, inDatabase) = (Set(written.map(\.subject)), Set(stored.map(\.subject)))
        var reconciled = Reconciled()
        reconciled.recorded = stored.filter { !inLedger.contains($0.subject) }
        try ledger.append(reconciled.recorded)
        var met: Set<Erasure.Subject> = []
        reconciled.replayed = written.filter {
            !inDatabase.contains($0.subject) && met.insert($0.subject).inserted
        }
        var rest = reconciled.replayed[...]
        while !rest.isEmpty {
            let batch = Array(rest.prefix(replayedMax))
            try await database.write(.everyTenant) { session in
                for erasure in batch {
                    try session.bury(erasure)
                    try body(erasure, session)
                }
            }
            rest = rest.dropFirst(replayedMax)
        }
        return reconciled
    }

    private static func storedErasures(in database: any Database) async throws -> [Erasure] {
        try await database.read(.everyTenant) { session in
            try session.rows(
                "SELECT tenant_id, person, erased_at, reason FROM keys_erasures ORDER BY tenant_id, person"
            ).map(Erasure.init)
        }
    }
}
