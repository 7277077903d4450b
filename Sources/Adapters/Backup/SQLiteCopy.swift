import Disk
import GRDBSQLite
import Keys
import Persistence

/// A database file opened for upkeep, apart from the connections that serve.
final class SQLiteCopy {
    /// Pages copied between two reports of progress.
    private static let pagesPerStep: Int32 = 2_000

    private let handle: OpaquePointer
    private let file: String

    /// - Parameter file: is there, be it empty: SQLite would let others read one that it makes
    init(_ file: String) throws {
        self.file = file
        var handle: OpaquePointer?
        let code = sqlite3_open_v2(file, &handle, SQLITE_OPEN_READWRITE, nil)
        guard let handle else { throw StorageFailure(.unreachable, cause: "SQLite has no memory") }
        self.handle = handle
        guard code == SQLITE_OK else { throw failure(code) }
        sqlite3_busy_timeout(handle, 5_000)
    }

    deinit { sqlite3_close_v2(handle) }

    /// Copies the database at `source` as it is at one moment, while others read and write it.
    func fill(from source: String, progress: (Double) -> Void) throws {
        let source = try SQLiteCopy(source)
        // The snapshot stands from the first read to the end: the copy need not begin anew when others write.
        try source.run("BEGIN")
        _ = try source.text("SELECT count(*) FROM sqlite_schema")
        guard let backup = sqlite3_backup_init(handle, "main", source.handle, "main") else {
            throw failure(sqlite3_errcode(handle))
        }
        var code = SQLITE_OK
        while code == SQLITE_OK {
            code = sqlite3_backup_step(backup, Self.pagesPerStep)
            let (all, left) = (sqlite3_backup_pagecount(backup), sqlite3_backup_remaining(backup))
            progress(all == 0 ? 1 : Double(all - left) / Double(all))
        }
        let end = sqlite3_backup_finish(backup)
        guard code == SQLITE_DONE, end == SQLITE_OK else { throw failure(code == SQLITE_DONE ? end : code) }
        // One file, and no second copy of what is about to be taken out: a failed copy is thrown away as a whole.
        try run("PRAGMA journal_mode = DELETE")
        try run("PRAGMA journal_mode = OFF")
    }

    /// Takes out the keys; not even free pages keep them.
    func removeKeys() throws {
        try run("PRAGMA secure_delete = ON")
        for table in try tables(withKeys: true) where table.hasPrefix(KeyMigrations.tablePrefix) {
            try run("DELETE FROM \(Self.quoted(table))")
        }
        try run("VACUUM")
    }

    /// Throws when the file is not sound.
    func checkIntegrity() throws {
        guard let verdict = try text("PRAGMA quick_check(1)"), verdict == "ok" else {
            throw StorageFailure(.corrupt, cause: "\(file): it fails SQLite's own check")
        }
    }

    func migrations() throws -> [BackupManifest.Migration] {
        guard try tables(withKeys: false).contains("lux_migrations") else { return [] }
        var migrations: [BackupManifest.Migration] = []
        try rows("SELECT name, checksum FROM lux_migrations ORDER BY place") { statement in
            migrations.append(.init(name: Self.text(statement, 0), checksum: Self.text(statement, 1)))
        }
        return migrations
    }

    func tables(withKeys: Bool) throws -> [String] {
        var tables: [String] = []
        try rows(
            """
            SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table'
            AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY name
            """
        ) { tables.append(Self.text($0, 0)) }
        return withKeys ? tables : tables.filter { !$0.hasPrefix(KeyMigrations.tablePrefix) }
    }

    // MARK: Checksums

    func sums(progress: (Double) -> Void) throws -> [TableSum] {
        let tables = try tables(withKeys: false)
        return try tables.enumerated().map { place, table in
            defer { progress(Double(place + 1) / Double(tables.count)) }
            return try sum(of: table)
        }
    }

    private func sum(of table: String) throws -> TableSum {
        var names: [String] = []
        try rows("SELECT name FROM pragma_table_xinfo(\(Self.literal(table))) WHERE hidden = 0 ORDER BY name")
        {
            names.append(Self.text($0, 0))
        }
        var sum = TableSum(table: table)
        let list = names.map(Self.quoted).joined(separator: ", ")
        try rows("SELECT \(list) FROM \(Self.quoted(table))") { statement in
            var row = RowDigest()
            for place in names.indices { Self.add(statement, Int32(place), to: &row) }
            sum.digest.add(row)
        }
        return sum
    }

    private static func add(_ statement: OpaquePointer, _ place: Int32, to row: inout RowDigest) {
        switch sqlite3_column_type(statement, place) {
        case SQLITE_INTEGER: row.add(integer: sqlite3_column_int64(statement, place))
        case SQLITE_FLOAT: row.add(real: sqlite3_column_double(statement, place))
        case SQLITE_TEXT:
            let start = UnsafeRawPointer(sqlite3_column_text(statement, place))
            let count = Int(sqlite3_column_bytes(statement, place))
            row.add(text: UnsafeRawBufferPointer(start: start, count: count))
        case SQLITE_BLOB:
            let start = sqlite3_column_blob(statement, place)
            let count = Int(sqlite3_column_bytes(statement, place))
            row.add(bytes: UnsafeRawBufferPointer(start: start, count: count))
        default: row.addNull()
        }
    }

    // MARK: Statements

    private func run(_ text: String) throws { try rows(text) { _ in } }

    private func text(_ statement: String) throws -> String? {
        var found: String?
        try rows(statement) { row in found = found ?? Self.text(row, 0) }
        return found
    }

    private func rows(_ text: String, _ take: (OpaquePointer) throws -> Void) throws {
        var statement: OpaquePointer?
        let prepared = sqlite3_prepare_v2(handle, text, -1, &statement, nil)
        guard prepared == SQLITE_OK, let statement else { throw failure(prepared) }
        defer { sqlite3_finalize(statement) }
        while true {
            switch sqlite3_step(statement) {
            case SQLITE_ROW: try take(statement)
            case SQLITE_DONE: return
            case let code: throw failure(code)
            }
        }
    }

    private static func text(_ statement: OpaquePointer, _ place: Int32) -> String {
        sqlite3_column_text(statement, place).map { String(cString: $0) } ?? ""
    }

    private static func quoted(_ name: String) -> String {
        "\"" + name.replacing("\"", with: "\"\"") + "\""
    }

    private static func literal(_ text: String) -> String { "'" + text.replacing("'", with: "''") + "'" }

    private func failure(_ code: Int32) -> StorageFailure {
        let kind: StorageFailure.Kind =
            switch code & 0xff {
            case SQLITE_FULL: .full
            case SQLITE_READONLY, SQLITE_PERM: .readOnly
            case SQLITE_BUSY, SQLITE_LOCKED: .busy
            case SQLITE_CORRUPT, SQLITE_NOTADB: .corrupt
            default: .unreachable
            }
        return StorageFailure(
            kind, cause: "\(file): SQLite \(code): \(String(cString: sqlite3_errmsg(handle)))")
    }
}
