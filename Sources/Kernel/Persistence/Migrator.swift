package import Core

/// Brings a database to the schema of this release. Safe to call from any number of starting processes.
package struct Migrator: Sendable {
    private let chosen: [Migration]
    private let known: [String: String]

    /// `chosen` run in the order given. `dormant` belong to parts of Lux that are switched off: they are not
    /// run, but a database that has them is not taken for one from a newer version.
    package init(_ chosen: [Migration], dormant: [Migration] = []) throws(MigrationRefused) {
        var known: [String: String] = [:]
        for migration in chosen + dormant {
            guard known.updateValue(migration.checksum, forKey: migration.name) == nil else {
                throw .sameName(migration.name)
            }
        }
        self.chosen = chosen
        self.known = known
    }

    /// Runs what is pending, each migration in its own transaction, and returns the names of those that ran
    /// here.
    @discardableResult
    package func migrate(_ database: any Database, at moment: Instant) async throws -> [String] {
        let before = try await status(of: database)
        try refuse(before)
        guard !before.pending.isEmpty else { return [] }
        try await database.exclusively { session in try session.define(Self.createTable) }
        var ran: [String] = []
        for migration in chosen where before.pending.contains(migration.name) {
            let didRun = try await database.exclusively { session in
                // Another process may have run it, or a newer one, while this one waited its turn.
                let now = try status(in: session)
                try refuse(now)
                guard now.pending.contains(migration.name) else { return false }
                try session.define(migration.script)
                try session.execute(
                    """
                    INSERT INTO lux_migrations (place, name, checksum, applied_at)
                    VALUES (\(now.applied.count + 1), \(migration.name), \(migration.checksum), \(moment))
                    """)
                return true
            }
            if didRun { ran.append(migration.name) }
        }
        return ran
    }

    /// Changes nothing.
    package func status(of database: any Database) async throws -> MigrationStatus {
        try await database.read(.everyTenant) { session in try status(in: session) }
    }

    /// As of a database that nobody has made yet.
    package var statusOfNone: MigrationStatus {
        MigrationStatus(applied: [], pending: chosen.map(\.name), edited: [], unknown: [])
    }

    /// What `migrate` would run now, in the engine's words, for people who run it by other means.
    package func plan(for database: any Database, at moment: Instant) async throws -> [MigrationPlan] {
        try await plan(from: status(of: database), at: moment) { database.statements(of: $0) }
    }

    /// - Parameter words: what the engine runs for a script.
    package func plan(
        from status: MigrationStatus, at moment: Instant, in words: (SQL) -> [String]
    ) throws(MigrationRefused) -> [MigrationPlan] {
        try refuse(status)
        let pending = Set(status.pending)
        var plans =
            status.pending.isEmpty ? [] : [MigrationPlan(name: nil, statements: words(Self.createTable))]
        for (place, migration) in chosen.filter({ pending.contains($0.name) }).enumerated() {
            let number = status.applied.count + place + 1
            let note = """
                INSERT INTO lux_migrations (place, name, checksum, applied_at)
                VALUES (\(number), '\(migration.name)', '\(migration.checksum)', \(moment.milliseconds))
                """
            plans.append(MigrationPlan(name: migration.name, statements: words(migration.script) + [note]))
        }
        return plans
    }

    private func refuse(_ status: MigrationStatus) throws(MigrationRefused) {
        guard status.unknown.isEmpty else { throw .newerSchema(unknown: status.unknown) }
        guard status.edited.isEmpty else { throw .editedAfterRun(status.edited) }
    }

    private func status(in session: any Session) throws -> MigrationStatus {
        let applied = try Self.applied(in: session)
        let names = Set(applied.map(\.name))
        return MigrationStatus(
            applied: applied,
            pending: chosen.map(\.name).filter { !names.contains($0) },
            edited: applied.filter { known[$0.name] != nil && known[$0.name] != $0.checksum }.map(\.name),
            unknown: applied.map(\.name).filter { known[$0] == nil })
    }

    /// What has run on the database, oldest first; empty on one that was never migrated.
    package static func applied(in session: any Session) throws -> [MigrationStatus.Applied] {
        guard try session.hasTable("lux_migrations") else { return [] }
        return try session.rows("SELECT name, checksum, applied_at FROM lux_migrations ORDER BY place").map {
            try .init(name: $0["name"], checksum: $0["checksum"], at: $0["applied_at"])
        }
    }

    private static let createTable: SQL = """
        CREATE TABLE IF NOT EXISTS lux_migrations (
            place BIGINT NOT NULL UNIQUE,
            name TEXT NOT NULL PRIMARY KEY,
            checksum TEXT NOT NULL,
            applied_at BIGINT NOT NULL
        )
        """
}
