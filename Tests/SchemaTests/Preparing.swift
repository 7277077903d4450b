import CPq
import GRDBSQLite
import LuxTesting
import Persistence
import Postgres
import SQLite

/// Prepares statements on an engine with the schema of all rooms, and runs none.
protocol Preparer {
    /// What the engine has against the statement; nil when it takes it.
    func complaint(about statement: String) -> String?
}

func withSQLitePreparer(_ body: (any Preparer) throws -> Void) async throws {
    try await withTemporaryFolder { folder in
        let file = folder + "/lux.sqlite"
        let database = try SQLiteDatabase(file: file)
        try await Migrator(Rooms.migrations).migrate(database, at: FakeClock().now)
        await database.close()
        try body(try SQLitePreparer(file))
    }
}

func withPostgresPreparer(_ body: (any Preparer) throws -> Void) async throws {
    try await PostgresServer.shared().withDatabase { place in
        let database = try await PostgresDatabase.open(place.settings)
        try await Migrator(Rooms.migrations).migrate(database, at: FakeClock().now)
        await database.close()
        try body(try PostgresPreparer(place.url))
    }
}

private struct NotOpened: Error {}

private final class SQLitePreparer: Preparer {
    private let handle: OpaquePointer

    init(_ file: String) throws {
        var handle: OpaquePointer?
        guard sqlite3_open_v2(file, &handle, SQLITE_OPEN_READWRITE, nil) == SQLITE_OK, let handle else {
            throw NotOpened()
        }
        self.handle = handle
    }

    deinit { sqlite3_close_v2(handle) }

    func complaint(about statement: String) -> String? {
        var prepared: OpaquePointer?
        let code = sqlite3_prepare_v2(handle, SQLiteDialect.withoutRowLock(statement), -1, &prepared, nil)
        sqlite3_finalize(prepared)
        return code == SQLITE_OK ? nil : String(cString: sqlite3_errmsg(handle))
    }
}

private final class PostgresPreparer: Preparer {
    private let handle: OpaquePointer

    init(_ url: String) throws {
        guard let handle = PQconnectdb(url) else { throw NotOpened() }
        self.handle = handle
        guard PQstatus(handle) == CONNECTION_OK else { throw NotOpened() }
    }

    deinit { PQfinish(handle) }

    /// As the adapter does it, but that the server is to find out the types of the values.
    func complaint(about statement: String) -> String? {
        var (text, number) = ("", 0)
        for token in SQLTokens(statement) {
            let isValue = token.kind == .mark && token.text == "?"
            number += isValue ? 1 : 0
            text += isValue ? "$\(number)" : String(token.text)
        }
        let result = PQprepare(handle, "", text, 0, nil)
        defer { PQclear(result) }
        return PQresultStatus(result) == PGRES_COMMAND_OK
            ? nil : String(cString: PQresultErrorMessage(result))
    }
}
