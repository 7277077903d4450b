import Core
import GRDBSQLite
import Persistence

/// A prepared statement. Belongs to the thread that its connection belongs to.
final class Statement {
    let isReadOnly: Bool
    let isTransactionControl: Bool
    private let pointer: OpaquePointer
    private let handle: OpaquePointer
    private let text: String
    private var names: ColumnNames?
    private var preparationCount: Int32 = 0

    init(_ text: String, on handle: OpaquePointer) throws {
        (self.text, self.handle) = (text, handle)
        var (pointer, hasMore): (OpaquePointer?, Bool) = (nil, false)
        let code = text.withCString { start in
            var tail: UnsafePointer<CChar>?
            let code = sqlite3_prepare_v3(
                handle, start, -1, UInt32(SQLITE_PREPARE_PERSISTENT), &pointer, &tail)
            hasMore = tail.map { !String(cString: $0).isBlankSQL } ?? false
            return code
        }
        guard code == SQLITE_OK else { throw failure(of: handle, code: code, statement: text) }
        guard let pointer else { throw DatabaseError(.statement, cause: "no statement", statement: text) }
        self.pointer = pointer
        isReadOnly = sqlite3_stmt_readonly(pointer) != 0
        let opening = SQLTokens(text).first { $0.kind == .word }
        isTransactionControl = opening.map { word in Self.controlWords.contains { word.is($0) } } ?? false
        if hasMore { throw DatabaseError(.statement, cause: "more than one statement", statement: text) }
    }

    deinit { sqlite3_finalize(pointer) }

    private static let controlWords = ["BEGIN", "COMMIT", "END", "ROLLBACK", "SAVEPOINT", "RELEASE"]

    func bind(_ values: [SQLValue]) throws {
        guard sqlite3_bind_parameter_count(pointer) == Int32(values.count) else {
            throw DatabaseError(.statement, cause: "\(values.count) values do not match", statement: text)
        }
        for (index, value) in values.enumerated() {
            try value.checkStorable()
            let code = bind(value, at: Int32(index + 1))
            guard code == SQLITE_OK else { throw failure(of: handle, code: code, statement: text) }
        }
    }

    private func bind(_ value: SQLValue, at index: Int32) -> Int32 {
        switch value {
        case .null: return sqlite3_bind_null(pointer, index)
        case .integer(let number): return sqlite3_bind_int64(pointer, index, number)
        case .real(let number): return sqlite3_bind_double(pointer, index, number)
        case .boolean(let holds): return sqlite3_bind_int64(pointer, index, holds ? 1 : 0)
        case .text(var text):
            return text.withUTF8 { bytes in
                bytes.withMemoryRebound(to: CChar.self) {
                    sqlite3_bind_text(pointer, index, $0.baseAddress ?? empty, Int32($0.count), copied)
                }
            }
        case .bytes(let bytes):
            return bytes.withUnsafeBytes {
                // A null address would bind NULL instead of no bytes.
                sqlite3_bind_blob(
                    pointer, index, $0.baseAddress ?? UnsafeRawPointer(empty), Int32($0.count), copied)
            }
        }
    }

    /// True when there is a row to read.
    func step() throws -> Bool {
        switch sqlite3_step(pointer) {
        case SQLITE_ROW: return true
        case SQLITE_DONE: return false
        case let code: throw failure(of: handle, code: code, statement: text)
        }
    }

    func reset() {
        sqlite3_reset(pointer)
        // Long texts are not held until the next use.
        sqlite3_clear_bindings(pointer)
    }

    func columnNames() -> ColumnNames {
        // SQLite prepares anew when the schema has changed, and `SELECT *` may have other columns then.
        let preparationCount = sqlite3_stmt_status(pointer, SQLITE_STMTSTATUS_REPREPARE, 0)
        if let names, preparationCount == self.preparationCount { return names }
        let fresh = ColumnNames(
            (0..<sqlite3_column_count(pointer)).map { String(cString: sqlite3_column_name(pointer, $0)) })
        (names, self.preparationCount) = (fresh, preparationCount)
        return fresh
    }

    func appendCells(to cells: inout [SQLValue]) {
        for column in 0..<sqlite3_data_count(pointer) { cells.append(cell(column)) }
    }

    private func cell(_ column: Int32) -> SQLValue {
        switch sqlite3_column_type(pointer, column) {
        case SQLITE_INTEGER: return .integer(sqlite3_column_int64(pointer, column))
        case SQLITE_FLOAT: return .real(sqlite3_column_double(pointer, column))
        case SQLITE_TEXT:
            let start = sqlite3_column_text(pointer, column)
            let bytes = UnsafeBufferPointer(start: start, count: Int(sqlite3_column_bytes(pointer, column)))
            return .text(String(decoding: bytes, as: UTF8.self))
        case SQLITE_BLOB:
            let start = sqlite3_column_blob(pointer, column)
            let count = Int(sqlite3_column_bytes(pointer, column))
            return .bytes(Array(UnsafeRawBufferPointer(start: start, count: count)))
        default: return .null
        }
    }
}

/// Somewhere to point at when there is nothing to point at.
private var empty: UnsafePointer<CChar> {
    let nothing: StaticString = ""
    return UnsafeRawPointer(nothing.utf8Start).assumingMemoryBound(to: CChar.self)
}

/// `SQLITE_TRANSIENT`, a macro that is not imported: SQLite copies the value.
private var copied: sqlite3_destructor_type { unsafeBitCast(-1, to: sqlite3_destructor_type.self) }

extension String {
    /// Nothing but spaces, comments and semicolons.
    fileprivate var isBlankSQL: Bool {
        SQLTokens(self).allSatisfy { $0.kind == .space || $0.text == ";" }
    }
}
