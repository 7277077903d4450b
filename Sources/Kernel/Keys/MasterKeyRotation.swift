package import Core
import Disk
package import Persistence

/// Puts another master key in place of the one in use. Three steps, each of which may be cut off and done
/// again; servers go on meanwhile, as they know both keys once the file of the next one is there.
package struct MasterKeyRotation: Sendable {
    /// Tenants rewrapped in one transaction.
    static let batchMax = 100

    private let file: KeyFile

    package init(_ file: KeyFile) {
        self.file = file
    }

    /// All three steps.
    package func run(
        on database: any Database, at moment: Instant,
        progress: @Sendable (_ rewrapped: Int) -> Void = { _ in }
    ) async throws {
        let (old, new) = try prepare()
        try await Self.rewrap(from: old, to: new, on: database, at: moment, progress: progress)
        try adopt()
    }

    /// Makes the file of the next key, `NAME.next`, unless it is there. Other machines on the same database need
    /// a copy of it before the next step.
    package func prepare() throws -> (old: RootKey, new: RootKey) {
        guard let old = try file.read() else {
            throw KeyFileRefused(file, .unreadable("\(file.path) is missing"))
        }
        if let new = try file.next.read() { return (old, new) }
        return (old, try file.next.make())
    }

    /// Wraps every tenant's key with `new` in place of `old`. Persons' keys stay as they are.
    package static func rewrap(
        from old: RootKey, to new: RootKey, on database: any Database, at moment: Instant,
        progress: @Sendable (_ rewrapped: Int) -> Void = { _ in }
    ) async throws {
        let (before, after) = (old.fingerprint, new.fingerprint)
        // From here on nothing new is wrapped with the old one: who was about to holds the row until it commits.
        try await database.write(.everyTenant) { session in
            try session.execute(
                """
                INSERT INTO keys_masters (fingerprint, first_used_at) VALUES (\(after), \(moment))
                ON CONFLICT (fingerprint) DO NOTHING
                """)
            try session.execute(
                """
                UPDATE keys_masters SET retired_at = \(moment)
                WHERE fingerprint = \(before) AND retired_at IS NULL
                """)
        }
        var rewrapped = 0
        while true {
            let count = try await database.write(.everyTenant) { session in
                try rewrapBatch(from: old, to: new, in: session)
            }
            guard count > 0 else { return }
            rewrapped += count
            progress(rewrapped)
        }
    }

    private static func rewrapBatch(
        from old: RootKey, to new: RootKey, in session: any Session
    ) throws -> Int {
        let rows = try session.rows(
            """
            SELECT tenant_id, wrapped FROM keys_tenants WHERE master = \(old.fingerprint)
            ORDER BY tenant_id LIMIT \(batchMax)
            """)
        try session.execute(
            all: rows.map { row in
                let tenant: TenantID = try row["tenant_id"]
                let root = try TenantKeys.unwrap(row["wrapped"], of: tenant, with: old)
                // An erased tenant has no master any more and stays as it is.
                return try """
                UPDATE keys_tenants
                SET wrapped = \(TenantKeys.wrap(root, of: tenant, with: new)), master = \(new.fingerprint)
                WHERE tenant_id = \(tenant) AND master = \(old.fingerprint)
                """
            })
        return rows.count
    }

    /// Gives the next key's file the name of the one in use, which is gone then.
    package func adopt() throws {
        try Folder.rename(file.next.path, to: file.path)
    }
}
