import GRDBSQLite
import Persistence

/// One SQLite connection and its prepared statements. Statements are stepped here and not by GRDB, whose text
/// ends at the first NUL and whose statement cache has no limit.
final class Connection: @unchecked Sendable {  // GRDB lends it to one thread at a time.
    /// Statements kept ready; the cache is emptied when more come, since the product has fewer.
    static let statementsMax = 500

    let handle: OpaquePointer
    private let isReader: Bool
    private var statements: [String: Statement] = [:]
    private var rung: Set<Bell> = []

    init(handle: OpaquePointer, isReader: Bool) {
        self.handle = handle
        self.isReader = isReader
    }

    /// False when SQLite has rolled back by itself, as it does when the disk is full.
    var isInTransaction: Bool { sqlite3_get_autocommit(handle) == 0 }

    /// The bells of the transaction that has ended. One whose body was rolled back alone may be among them:
    /// a needless look costs less than telling them apart.
    func takeRung() -> Set<Bell> {
        defer { rung = [] }
        return rung
    }

    func forgetStatements() {
        statements = [:]
    }

    /// Transaction control: fixed text without values.
    func run(_ command: String) throws {
        let statement = try prepared(command)
        defer { statement.reset() }
        while try statement.step() {}
    }

    /// A statement of a body, bound and ready to step. The caller resets it.
    private func ready(_ sql: SQL) throws -> Statement {
        guard sql.values.count <= SQL.valuesMax else {
            throw DatabaseError(
                .tooManyValues, cause: "\(sql.values.count) values, at most \(SQL.valuesMax)",
                statement: sql.text)
        }
        let statement = try prepared(sql.text)
        guard !statement.isTransactionControl else {
            throw DatabaseError(
                .statement, cause: "transactions are begun and ended by the database", statement: sql.text)
        }
        guard statement.isReadOnly || !isReader else {
            throw DatabaseError(.statement, cause: "a write inside a read", statement: sql.text)
        }
        do {
            try statement.bind(sql.values)
        } catch {
            statement.reset()
            throw error
        }
        return statement
    }

    private func prepared(_ text: String) throws -> Statement {
        if let statement = statements[text] { return statement }
        let statement = try Statement(SQLiteDialect.withoutRowLock(text), on: handle)
        if statements.count >= Self.statementsMax { statements = [:] }
        statements[text] = statement
        return statement
    }
}

extension Connection: Session {
    func rows(_ sql: SQL) throws -> Rows {
        let statement = try ready(sql)
        defer { statement.reset() }
        var cells: [SQLValue] = []
        while try statement.step() { statement.appendCells(to: &cells) }
        return Rows(columns: statement.columnNames(), cells: cells)
    }

    func firstRow(_ sql: SQL) throws -> Row? {
        let statement = try ready(sql)
        defer { statement.reset() }
        guard try statement.step() else { return nil }
        var cells: [SQLValue] = []
        statement.appendCells(to: &cells)
        return Rows(columns: statement.columnNames(), cells: cells).first
    }

    @discardableResult
    func execute(_ sql: SQL) throws -> Int {
        let statement = try ready(sql)
        defer { statement.reset() }
        let before = sqlite3_total_changes64(handle)
        while try statement.step() {}
        // A statement that changes no rows leaves the count of the one before it.
        return sqlite3_total_changes64(handle) == before ? 0 : Int(sqlite3_changes64(handle))
    }

    func define(_ script: SQL) throws {
        guard script.values.isEmpty, !isReader else {
            throw DatabaseError(
                .statement, cause: "a schema script with values, or in a read", statement: script.text)
        }
        for statement in SQLiteDialect.statements(of: script.text) {
            // Not kept: such statements run once.
            let statement = try Statement(statement, on: handle)
            guard !statement.isTransactionControl else {
                throw DatabaseError(.statement, cause: "a schema script that ends its transaction")
            }
            while try statement.step() {}
        }
    }

    func hasTable(_ name: String) throws -> Bool {
        try firstRow("SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = \(name)") != nil
    }

    func ring(_ bell: Bell) {
        rung.insert(bell)
    }

    /// One writer at a time: a snapshot is never older than a row that was added before its own.
    func openWriters(of table: String) -> Set<String> { [] }

    /// Whoever writes has it.
    func takeTurn(named name: String) {}

    /// SQLite looks at the rows themselves.
    func continueNumbers(of table: String) {}
}
