/// Where rows live. Bodies are synchronous and run on the connection's own thread: nothing is awaited inside
/// a transaction, so a transaction never waits for the network.
package protocol Database: Sendable {
    /// Runs `body` on one snapshot: every statement in it sees the same moment.
    func read<Result: Sendable>(
        _ body: @escaping @Sendable (any Session) throws -> Result
    ) async throws -> Result

    /// Runs `body` in a transaction and returns once it is durable. A throwing body leaves nothing behind.
    /// The body must not have effects outside the session: an error of the commit comes after it ran.
    @discardableResult
    func write<Result: Sendable>(
        _ body: @escaping @Sendable (any Session) throws -> Result
    ) async throws -> Result

    /// A `write` that overlaps with no other `exclusively` of any process on this database.
    @discardableResult
    func exclusively<Result: Sendable>(
        _ body: @escaping @Sendable (any Session) throws -> Result
    ) async throws -> Result

    /// How the database is; never throws, because not being able to say is an answer too.
    func status() async -> DatabaseStatus

    /// Finishes what was accepted, refuses what comes later, and returns when all is closed.
    func close() async
}

/// A connection inside a transaction. Not to be used after the body it was given to.
package protocol Session {
    func rows(_ statement: SQL) throws -> Rows
    /// Fetches no further than the first.
    func firstRow(_ statement: SQL) throws -> Row?
    /// Returns how many rows were inserted, changed or deleted.
    @discardableResult func execute(_ statement: SQL) throws -> Int
    /// Runs statements that change the schema, one or several with `;` between, without values.
    func define(_ script: SQL) throws
    func hasTable(_ name: String) throws -> Bool
    /// The tables and indexes as they are, for golden files and integrity checks.
    func tables() throws -> [TableShape]
}

package struct DatabaseStatus: Sendable, Equatable {
    /// How long a trivial query took from call to answer; nil when there was no answer.
    package var latency: Duration?
    package var isWritable: Bool
    /// The migration that ran last.
    package var schemaVersion: String?
    package var migrationCount: Int
    /// Why it cannot be read or written, for the operator.
    package var failure: StorageFailure?

    package init(
        latency: Duration?, isWritable: Bool, schemaVersion: String?, migrationCount: Int,
        failure: StorageFailure?
    ) {
        self.latency = latency
        self.isWritable = isWritable
        self.schemaVersion = schemaVersion
        self.migrationCount = migrationCount
        self.failure = failure
    }
}
