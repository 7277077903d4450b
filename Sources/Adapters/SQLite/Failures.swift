import GRDB
import GRDBSQLite
import Persistence

/// What SQLite's last answer on this connection means to us.
func failure(of handle: OpaquePointer, code: Int32, statement: String?) -> any Error {
    failure(code: code, message: String(cString: sqlite3_errmsg(handle)), statement: statement)
}

func failure(code: Int32, message: String, statement: String?) -> any Error {
    let cause = "SQLite \(code): \(message)"
    if let kind = StorageFailure.Kind(primaryCode: code & 0xff) { return StorageFailure(kind, cause: cause) }
    return DatabaseError(DatabaseError.Kind(code: code), cause: cause, statement: statement)
}

/// GRDB's own errors, from opening and closing.
func failure(from error: any Error) -> any Error {
    guard let error = error as? GRDB.DatabaseError else { return error }
    return failure(
        code: error.extendedResultCode.rawValue, message: error.message ?? "no message", statement: error.sql)
}

extension StorageFailure.Kind {
    fileprivate init?(primaryCode: Int32) {
        switch primaryCode {
        case SQLITE_FULL: self = .full
        case SQLITE_READONLY, SQLITE_PERM, SQLITE_AUTH: self = .readOnly
        case SQLITE_BUSY, SQLITE_LOCKED: self = .busy
        case SQLITE_CORRUPT, SQLITE_NOTADB: self = .corrupt
        case SQLITE_IOERR, SQLITE_CANTOPEN, SQLITE_PROTOCOL: self = .unreachable
        default: return nil
        }
    }
}

extension DatabaseError.Kind {
    /// Extended codes are the primary code with a number above it, in C macros that are not imported.
    fileprivate init(code: Int32) {
        switch code {
        case SQLITE_CONSTRAINT | 8 << 8, SQLITE_CONSTRAINT | 6 << 8, SQLITE_CONSTRAINT | 10 << 8:
            self = .uniqueViolation
        case SQLITE_CONSTRAINT | 3 << 8: self = .foreignKeyViolation
        case SQLITE_CONSTRAINT | 5 << 8: self = .notNullViolation
        case SQLITE_CONSTRAINT | 1 << 8: self = .checkViolation
        case SQLITE_CONSTRAINT | 12 << 8: self = .typeViolation
        case SQLITE_ERROR: self = .statement
        default: self = .other
        }
    }
}
