import Core
import Dispatch
package import Persistence

/// A database on a PostgreSQL server, through libpq: connections with a thread each, and one that watches.
package final class PostgresDatabase: Database {
    package let bells: Bells
    private let pool: Pool
    private let watch: Watch
    private let settings: Settings
    private let traits: ServerTraits

    /// Connects and sees that server and role are fit for use. Does not migrate.
    package static func open(
        _ settings: Settings, bells: Bells = Bells()
    ) async throws(CannotConnect) -> PostgresDatabase {
        for url in [settings.url, settings.migrationURL].compactMap({ $0 }) {
            try Address(url: url, settings: settings).check()
        }
        let opened = await withCheckedContinuation { opened in
            DispatchQueue(label: "lux.postgres.open").async {
                opened.resume(
                    returning: Result { () throws(CannotConnect) in try PostgresDatabase(settings, bells) })
            }
        }
        let database = try opened.get()
        try await database.letRoleIn()
        return database
    }

    /// Tables of a restored database, or of one whose role is new, are shut to the role that works with them.
    private func letRoleIn() async throws(CannotConnect) {
        guard settings.migrationURL != nil else { return }
        do {
            guard try await read(.everyTenant, { try !$0.rows(RowFence.shutTables).isEmpty }) else { return }
            // Any change of the schema gives the rights anew.
            try await exclusively { try $0.define("SELECT 1") }
        } catch {
            await close()
            throw CannotConnect(.shutOut(role: traits.role, "\(error)"))
        }
    }

    private init(_ settings: Settings, _ bells: Bells) throws(CannotConnect) {
        (self.settings, self.bells) = (settings, bells)
        let (watch, connection, traits) = try Self.acquainted(settings, bells)
        (self.watch, self.traits) = (watch, traits)
        try traits.check(connection, for: settings)
        let pool = Pool(settings, role: traits.role, bells: bells) { watch.suspect() }
        self.pool = pool
        watch.start(on: connection) { outage in
            pool.take(outage)
            settings.noteOutage(outage)
        }
        bells.forward { watch.carry($0) }
    }

    private static func acquainted(_ settings: Settings, _ bells: Bells) throws(CannotConnect)
        -> (Watch, Connection, ServerTraits)
    {
        do throws(ConnectionLost) {
            let watch = try Watch(settings, bells: bells)
            let connection = try watch.listening()
            return (watch, connection, try ServerTraits(connection))
        } catch {
            throw CannotConnect(error)
        }
    }

    package func read<Outcome: Sendable>(
        _ reach: Reach, _ body: @escaping @Sendable (any Session) throws -> Outcome
    ) async throws -> Outcome {
        try await run(.read, reach, body)
    }

    @discardableResult
    package func write<Outcome: Sendable>(
        _ reach: Reach, _ body: @escaping @Sendable (any Session) throws -> Outcome
    ) async throws -> Outcome {
        try await run(.write, reach, body)
    }

    /// Runs as the role of `migrationURL`, where there is one.
    @discardableResult
    package func exclusively<Outcome: Sendable>(
        _ body: @escaping @Sendable (any Session) throws -> Outcome
    ) async throws -> Outcome {
        try await run(.exclusive, .everyTenant, body)
    }

    private func run<Outcome: Sendable>(
        _ kind: CallKind, _ reach: Reach, _ body: @escaping @Sendable (any Session) throws -> Outcome
    ) async throws -> Outcome {
        guard reach != .tenant(TenantID(Transaction.everyTenant)) else {
            throw DatabaseError(.statement, cause: "no tenant is called \(Transaction.everyTenant)")
        }
        return try await pool.queue.run(
            kind, reach, body, startWorker: { pool.start($0) }, interrupt: { [pool] in pool.interrupt($0) })
    }

    package func statements(of script: SQL) -> [String] {
        // What cannot be read as statements is refused when it is to run.
        let own = (try? PostgresDialect.statements(of: script.text)) ?? [script.text]
        let fenced = TenantFence([Migration("", script)]).tenantTables.sorted()
        return own + fenced.flatMap(RowFence.statements)
            + (settings.migrationURL == nil ? [] : RowFence.grants(to: traits.role, in: traits.schema))
    }

    package func close() async {
        await pool.close()
        bells.forward(by: nil)
        await watch.stop()
    }
}

extension PostgresDatabase {
    /// How the connections are, for health reports.
    package struct PoolStatus: Sendable, Equatable {
        package let size: Int
        package let connected: Int
        package let inUse: Int
        package let waiting: Int
        /// Calls that ended in a `StorageFailure` since the start.
        package let failures: Int
        /// Why all calls are refused at present: the server is away. Nil when it is not.
        package let outage: StorageFailure?
    }

    package var poolStatus: PoolStatus {
        let load = pool.queue.load
        return PoolStatus(
            size: settings.connectionsMax, connected: pool.connectedCount, inUse: load.working,
            waiting: load.waiting, failures: pool.failureCount, outage: watch.outage)
    }

    package func status() async -> DatabaseStatus {
        var status = DatabaseStatus(
            latency: nil, isWritable: false, schemaVersion: nil, migrationCount: 0, failure: nil)
        do {
            let clock = ContinuousClock()
            let start = clock.now
            let (applied, isReadOnly) = try await read(.everyTenant) { session in
                let row = try session.firstRow(
                    """
                    SELECT pg_is_in_recovery() OR current_setting('default_transaction_read_only') = 'on'
                        AS is_read_only
                    """)
                return (try Migrator.applied(in: session), try row?["is_read_only"] ?? true as Bool)
            }
            status.latency = start.duration(to: clock.now)
            status.schemaVersion = applied.last?.name
            status.migrationCount = applied.count
            guard !isReadOnly else { throw StorageFailure(.readOnly, cause: "PostgreSQL takes no writes") }
            if pool.health.failure != nil { try await probeWriting() }
            status.isWritable = true
        } catch {
            status.failure = error as? StorageFailure ?? StorageFailure(.unreachable, cause: "\(error)")
        }
        return status
    }

    /// Makes the server find room for half a megabyte and sync its log: after a failure, nothing less shows that
    /// writes go. A single page may still be had on a disk that counts as full.
    private func probeWriting() async throws {
        try await write(.everyTenant) { session in
            try session.execute("CREATE TEMPORARY TABLE lux_probe (line TEXT) ON COMMIT DROP")
            try session.execute(
                "INSERT INTO lux_probe (line) SELECT repeat('x', 1900) FROM generate_series(1, 256)")
        }
    }
}
