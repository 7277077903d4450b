package import Core

/// Where rows live. Bodies are synchronous and run on the connection's own thread: nothing is awaited inside
/// a transaction, so a transaction never waits for the network.
package protocol Database: Sendable {
    /// Rung by what this process commits and, where the engine can tell, by what others commit.
    var bells: Bells { get }

    /// Runs `body` on one snapshot: every statement in it sees the same moment.
    func read<Result: Sendable>(
        _ reach: Reach, _ body: @escaping @Sendable (any Session) throws -> Result
    ) async throws -> Result

    /// Runs `body` in a transaction and returns once it is durable. A throwing body leaves nothing behind.
    ///
    /// The body must not have effects outside the session: an error of the commit comes after it ran, and an
    /// engine may run it again when it had to give way to another transaction. Where several write at once,
    /// each statement sees what was committed when it began, so what a body read may be older than what it
    /// changes: conditions that must hold belong into the changing statement, or the row is read `FOR UPDATE`.
    @discardableResult
    func write<Result: Sendable>(
        _ reach: Reach, _ body: @escaping @Sendable (any Session) throws -> Result
    ) async throws -> Result

    /// A `write` across all tenants that overlaps with no other `exclusively` of any process on this database.
    @discardableResult
    func exclusively<Result: Sendable>(
        _ body: @escaping @Sendable (any Session) throws -> Result
    ) async throws -> Result

    /// What `define` would run for the script, in the engine's own words.
    func statements(of script: SQL) -> [String]

    /// How the database is; never throws, because not being able to say is an answer too.
    func status() async -> DatabaseStatus

    /// Finishes what was accepted, refuses what comes later, and returns when all is closed.
    func close() async
}

/// Whose rows a transaction may touch. An engine with row-level security holds it to that, as a second fence
/// behind the `WHERE` of each statement.
package enum Reach: Hashable, Sendable {
    case tenant(TenantID)
    /// For machinery that serves all tenants, such as queues, followers and backups.
    case everyTenant
}

extension Database {
    package func read<Result: Sendable>(
        in scope: Scope, _ body: @escaping @Sendable (any Session) throws -> Result
    ) async throws -> Result {
        try await read(.tenant(scope.tenant), body)
    }

    @discardableResult
    package func write<Result: Sendable>(
        in scope: Scope, _ body: @escaping @Sendable (any Session) throws -> Result
    ) async throws -> Result {
        try await write(.tenant(scope.tenant), body)
    }
}

/// A connection inside a transaction. Not to be used after the body it was given to.
package protocol Session {
    func rows(_ statement: SQL) throws -> Rows
    /// Fetches no further than the first.
    func firstRow(_ statement: SQL) throws -> Row?
    /// Returns how many rows were inserted, changed or deleted.
    @discardableResult func execute(_ statement: SQL) throws -> Int
    /// Runs statements that do not depend on one another's results, in one round trip where there are any, and
    /// returns what each would have alone. The first that fails ends it.
    @discardableResult func execute(all statements: [SQL]) throws -> [Int]
    /// As `rows`, and commits in the same round trip where there are any. The body returns right after it: what
    /// it throws then, or runs, comes too late.
    func lastRows(_ statement: SQL) throws -> Rows
    /// Both in one: others as `execute(all:)`, then the statement as `lastRows`.
    func lastRows(_ statement: SQL, after others: [SQL]) throws -> (rows: Rows, counts: [Int])
    /// As `execute(all:)`, and commits in the same round trip where there are any. The body returns right after
    /// it: what it throws then, or runs, comes too late.
    @discardableResult func executeLast(_ statements: [SQL]) throws -> [Int]
    /// Runs statements that change the schema, one or several with `;` between, without values.
    func define(_ script: SQL) throws
    func hasTable(_ name: String) throws -> Bool
    /// The tables and indexes as they are, for golden files and integrity checks.
    func tables() throws -> [TableShape]
    /// Rings once the transaction is durable, and not at all when it fails.
    func ring(_ bell: Bell) throws
    /// The transactions that may still commit rows which they have added to `table`: whatever was added to it
    /// before this call and is not visible after it belongs to one of them. Empty where writers take turns.
    func openWriters(of table: String) throws -> Set<String>
    /// With the next statement, waits for its turn among the transactions that ask for one of this name, first come
    /// first served, and keeps it to its own end. Where many change one thing, each then comes to its end. Not to be
    /// relied on for more than that: a transaction that asks for very many goes on without.
    func takeTurn(named name: String) throws
    /// Numbers that the database gives to new rows of `table` go on behind the largest in it, also where rows were
    /// written with numbers of their own. Within `exclusively`, since it takes the owner's rights.
    func continueNumbers(of table: String) throws
}

extension Session {
    @discardableResult
    package func execute(all statements: [SQL]) throws -> [Int] {
        try statements.map { try execute($0) }
    }

    package func lastRows(_ statement: SQL) throws -> Rows { try rows(statement) }

    package func lastRows(_ statement: SQL, after others: [SQL]) throws -> (rows: Rows, counts: [Int]) {
        let counts = try execute(all: others)
        return (try lastRows(statement), counts)
    }

    @discardableResult
    package func executeLast(_ statements: [SQL]) throws -> [Int] { try execute(all: statements) }
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
