package import Persistence

/// A database that refuses every statement which touches a tenant's table without naming the tenant. Tests of
/// contexts run on it, so that each statement they reach is checked by its text.
package struct FencedDatabase: Database {
    private let inner: any Database
    private let fence: TenantFence

    package struct Breach: Error, CustomStringConvertible {
        package let description: String
    }

    package init(_ inner: any Database, _ migrations: [Migration]) {
        self.inner = inner
        fence = TenantFence(migrations)
    }

    package func read<Result: Sendable>(
        _ reach: Reach, _ body: @escaping @Sendable (any Session) throws -> Result
    ) async throws -> Result {
        try await inner.read(reach) { [fence] in try body(FencedSession(inner: $0, fence: fence)) }
    }

    package func write<Result: Sendable>(
        _ reach: Reach, _ body: @escaping @Sendable (any Session) throws -> Result
    ) async throws -> Result {
        try await inner.write(reach) { [fence] in try body(FencedSession(inner: $0, fence: fence)) }
    }

    package func exclusively<Result: Sendable>(
        _ body: @escaping @Sendable (any Session) throws -> Result
    ) async throws -> Result {
        try await inner.exclusively { [fence] in try body(FencedSession(inner: $0, fence: fence)) }
    }

    package var bells: Bells { inner.bells }
    package func statements(of script: SQL) -> [String] { inner.statements(of: script) }
    package func status() async -> DatabaseStatus { await inner.status() }
    package func close() async { await inner.close() }
}

private struct FencedSession: Session {
    let inner: any Session
    let fence: TenantFence

    private func check(_ statement: SQL) throws {
        if let breach = fence.breach(in: statement.text) { throw FencedDatabase.Breach(description: breach) }
    }

    func rows(_ statement: SQL) throws -> Rows {
        try check(statement)
        return try inner.rows(statement)
    }

    func firstRow(_ statement: SQL) throws -> Row? {
        try check(statement)
        return try inner.firstRow(statement)
    }

    func execute(_ statement: SQL) throws -> Int {
        try check(statement)
        return try inner.execute(statement)
    }

    func execute(all statements: [SQL]) throws -> [Int] {
        for statement in statements { try check(statement) }
        return try inner.execute(all: statements)
    }

    func lastRows(_ statement: SQL, after others: [SQL]) throws -> (rows: Rows, counts: [Int]) {
        for statement in others + [statement] { try check(statement) }
        return try inner.lastRows(statement, after: others)
    }

    func lastRows(_ statement: SQL) throws -> Rows {
        try check(statement)
        return try inner.lastRows(statement)
    }

    func executeLast(_ statements: [SQL]) throws -> [Int] {
        for statement in statements { try check(statement) }
        return try inner.executeLast(statements)
    }

    func ring(_ bell: Bell) throws { try inner.ring(bell) }
    func openWriters(of table: String) throws -> Set<String> { try inner.openWriters(of: table) }
    func takeTurn(named name: String) throws { try inner.takeTurn(named: name) }
    func continueNumbers(of table: String) throws { try inner.continueNumbers(of: table) }
    func define(_ script: SQL) throws { try inner.define(script) }
    func hasTable(_ name: String) throws -> Bool { try inner.hasTable(name) }
    func tables() throws -> [TableShape] { try inner.tables() }
}
