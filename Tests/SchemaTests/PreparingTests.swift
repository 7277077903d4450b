import LuxTesting
import Persistence
import Testing

@Suite struct `Every statement of the product` {
    private static let search = StatementSearch(Repository.sources)

    @Test func `can be followed from its literal to its text`() {
        for unknown in Self.search.unknown { Issue.record("\(unknown)") }
        // Far fewer would mean that they are written in a way that is not seen here.
        #expect(Self.search.statements.count > 150)
    }

    @Test func `is taken by SQLite`() async throws {
        try await withSQLitePreparer { preparer in
            for statement in Self.search.statements {
                #expect(preparer.complaint(about: statement.text) == nil, "\(statement)")
            }
        }
    }

    @Test func `is taken by PostgreSQL`() async throws {
        try await withPostgresPreparer { preparer in
            for statement in Self.search.statements {
                #expect(preparer.complaint(about: statement.text) == nil, "\(statement)")
            }
        }
    }

    /// While an upgrade goes on, the release before works on the schema of this one.
    @Test func `is still taken as the last release wrote it`() async throws {
        let released = try Golden.releasedStatements(now: Self.search.statements.map(\.text))
        #expect(released.count > 150)
        try await withSQLitePreparer { preparer in
            for statement in released { #expect(preparer.complaint(about: statement) == nil, "\(statement)") }
        }
        try await withPostgresPreparer { preparer in
            for statement in released { #expect(preparer.complaint(about: statement) == nil, "\(statement)") }
        }
    }

    @Test(arguments: Engine.all)
    func `that takes any table is taken for each`(_ engine: Engine) async throws {
        try await engine.withDatabase(Rooms.migrations) { database in
            try await database.write(.everyTenant) { session in
                for shape in try session.tables() {
                    let rows = try #require(TableRows(shape), "\(shape.name) has no key")
                    let found = try session.rows(rows.page(after: nil, limit: 2)).map(\.values)
                    let last = try session.firstRow(rows.lastKey)?.values
                    if let last { _ = try session.rows(rows.page(after: last, limit: 1)) }
                    if !found.isEmpty { #expect(try session.execute(rows.insertion(of: found)) == 0) }
                }
            }
        }
    }
}
