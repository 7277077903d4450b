import Core
import Dispatch
import GRDB
package import Persistence
import Synchronization

/// A database in one file: GRDB's pool of one writer and some readers over SQLite's write-ahead log.
package final class SQLiteDatabase: Persistence.Database {
    package struct Settings: Sendable {
        package var readersMax = 4
        /// How long to wait for a writer in another process.
        package var lockWaitMax: Duration = .seconds(5)
        /// Calls that may wait for a connection, reads and writes each, before more are refused as busy.
        package var waitingMax = 10_000

        package init() {}
    }

    /// Above this the write-ahead log is cut back after a checkpoint.
    private static let logBytesMax = 64 * 1024 * 1024

    package let file: String
    /// Another process has the file open too. Safe, since SQLite arbitrates, but rarely meant: worth a warning.
    package let isShared: Bool
    package let bells: Bells

    private let pool: DatabasePool
    private let ownership: FileOwnership
    private let connections = Connections()
    private let reads: CallQueue
    private let writes: CallQueue
    private let health = WriteHealth()
    private let isOpen = Mutex(true)
    /// A serial queue each: work on a concurrent one costs twice the CPU, as its threads contend for it.
    private let readerThreads: [DispatchQueue]

    /// Opens the file, making it and its folders where they are missing. Does not migrate.
    package init(file: String, settings: Settings = Settings(), bells: Bells = Bells()) throws(CannotOpen) {
        try SQLiteFile.prepare(file)
        do {
            ownership = try FileOwnership(of: file)
            pool = try DatabasePool(path: file, configuration: Self.configuration(settings))
            // Here, because GRDB sets it to NORMAL when it turns the write-ahead log on: commits without a sync.
            try pool.writeWithoutTransaction { try $0.execute(sql: "PRAGMA synchronous = FULL") }
            // Reads the schema, so that a damaged file is found now and not by the first caller.
            _ = try pool.read { database in
                try Int.fetchOne(database, sql: "SELECT count(*) FROM sqlite_schema")
            }
        } catch {
            throw CannotOpen(file, error)
        }
        (self.file, self.bells) = (file, bells)
        isShared = !ownership.isSole
        readerThreads = (0..<settings.readersMax).map { DispatchQueue(label: "lux.sqlite.reader.\($0)") }
        reads = CallQueue(workersMax: settings.readersMax, waitingMax: settings.waitingMax)
        writes = CallQueue(workersMax: 1, waitingMax: settings.waitingMax)
    }

    private static func configuration(_ settings: Settings) -> Configuration {
        var configuration = Configuration()
        configuration.maximumReaderCount = settings.readersMax
        configuration.persistentReadOnlyConnections = true
        // For what happens before `prepareDatabase`; GRDB's own wait for readers is longer.
        configuration.busyMode = .timeout(settings.lockWaitMax / .seconds(1))
        let lockWaitMax = settings.lockWaitMax.wholeMilliseconds
        configuration.prepareDatabase { database in
            try database.execute(
                sql: """
                    PRAGMA busy_timeout = \(lockWaitMax);
                    PRAGMA journal_size_limit = \(logBytesMax);
                    PRAGMA trusted_schema = OFF;
                    """)
        }
        return configuration
    }

    /// SQLite has no row-level security: here the reach is not held to.
    package func read<Outcome: Sendable>(
        _ reach: Reach, _ body: @escaping @Sendable (any Session) throws -> Outcome
    ) async throws -> Outcome {
        try await reads.run(.read, reach, body, startWorker: startReader)
    }

    @discardableResult
    package func write<Outcome: Sendable>(
        _ reach: Reach, _ body: @escaping @Sendable (any Session) throws -> Outcome
    ) async throws -> Outcome {
        try await writes.run(.write, reach, body, startWorker: startWriter)
    }

    /// SQLite lets one writer in at a time, of all processes.
    @discardableResult
    package func exclusively<Outcome: Sendable>(
        _ body: @escaping @Sendable (any Session) throws -> Outcome
    ) async throws -> Outcome {
        try await write(.everyTenant, body)
    }

    package func statements(of script: Persistence.SQL) -> [String] {
        SQLiteDialect.statements(of: script.text)
    }

    package func close() async {
        await writes.close()
        await reads.close()
        let wasOpen = isOpen.withLock { isOpen in
            defer { isOpen = false }
            return isOpen
        }
        guard wasOpen else { return }
        connections.forgetStatements()
        // Nothing runs any more. A checkpoint that fails is made up for by the next start. GRDB closes its
        // readers last, and those leave the log as it is.
        _ = try? await pool.writeWithoutTransaction { try $0.checkpoint(.truncate) }
        try? pool.close()
        ownership.giveUp()
    }

    private func startWriter(_ writer: Int) {
        pool.asyncWriteWithoutTransaction { database in
            let connection = self.connections.connection(of: database, isReader: false)
            GroupCommit(
                queue: self.writes, writer: writer, connection: connection, health: self.health,
                bells: self.bells
            )
            .drain()
        }
    }

    private func startReader(_ reader: Int) {
        readerThreads[reader].async {
            do {
                try self.pool.unsafeRead { database in
                    self.drainReads(reader, on: self.connections.connection(of: database, isReader: true))
                }
            } catch {
                // No reader could be opened, for want of file handles for instance.
                let cause = failure(from: error)
                while let call = self.reads.nextOrRetire(reader) { call.fail(cause) }
            }
        }
    }

    private func drainReads(_ reader: Int, on connection: Connection) {
        while let call = reads.nextOrRetire(reader) {
            do {
                try connection.run("BEGIN")
                _ = call.perform(in: connection)
                try connection.run("COMMIT")
                call.acknowledge()
            } catch {
                if connection.isInTransaction { try? connection.run("ROLLBACK") }
                call.fail(error)
            }
        }
    }
}

extension SQLiteDatabase {
    package func status() async -> DatabaseStatus {
        var status = DatabaseStatus(
            latency: nil, isWritable: false, schemaVersion: nil, migrationCount: 0, failure: nil)
        do {
            let clock = ContinuousClock()
            let start = clock.now
            let applied = try await read(.everyTenant) { session in try Migrator.applied(in: session) }
            status.latency = start.duration(to: clock.now)
            status.schemaVersion = applied.last?.name
            status.migrationCount = applied.count
            if health.failure != nil { try await probeWriting() }
            status.isWritable = true
        } catch {
            status.failure = error as? StorageFailure ?? StorageFailure(.unreachable, cause: "\(error)")
        }
        return status
    }

    /// Writes the first page as it is, with a real sync: after a failure, nothing less shows that writes go.
    private func probeWriting() async throws {
        try await write(.everyTenant) { session in try session.execute("PRAGMA user_version = 0") }
    }
}

/// Our side of GRDB's connections.
final class Connections: Sendable {
    private let known = Mutex<[ObjectIdentifier: Connection]>([:])

    func connection(of database: GRDB.Database, isReader: Bool) -> Connection {
        guard let handle = database.sqliteConnection else {
            preconditionFailure("GRDB lends open connections")
        }
        let key = ObjectIdentifier(database)
        if let connection = known.withLock({ $0[key] }) { return connection }
        let connection = Connection(handle: handle, isReader: isReader)
        known.withLock { $0[key] = connection }
        return connection
    }

    /// SQLite does not close a connection that has prepared statements.
    func forgetStatements() {
        known.withLock { known in
            for connection in known.values { connection.forgetStatements() }
            known = [:]
        }
    }
}
