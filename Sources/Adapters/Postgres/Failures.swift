import Persistence

/// What the server answered instead of a result.
struct ServerFailure: Error {
    let sqlState: String
    /// The primary message: details and hints may hold values.
    let message: String

    /// The transaction gave way to another, or a statement must be prepared anew: run again, it may succeed.
    var callsForAnotherRun: Bool {
        switch sqlState {
        case "40001", "40P01", "26000": true
        // All that this code says to a prepared statement is "cached plan must not change result type".
        case "0A000": message.contains("cached plan")
        default: false
        }
    }

    /// What this connection keeps ready does not fit the schema, or is not there, any more.
    var isAboutPreparation: Bool { sqlState == "26000" || sqlState == "0A000" }

    /// What it means to us.
    func error(in statement: String?, isRead: Bool) -> any Error {
        let cause = "PostgreSQL \(sqlState): \(message)"
        if isRead, sqlState == "25006" {
            return DatabaseError(.statement, cause: "a write inside a read", statement: statement)
        }
        if let kind = StorageFailure.Kind(sqlState: sqlState) { return StorageFailure(kind, cause: cause) }
        return DatabaseError(DatabaseError.Kind(sqlState: sqlState), cause: cause, statement: statement)
    }
}

/// The connection is of no use any more.
struct ConnectionLost: Error {
    let cause: String
    let sqlState: String?

    init(_ cause: String, sqlState: String? = nil) {
        (self.cause, self.sqlState) = (cause, sqlState)
    }

    var failure: StorageFailure {
        let kind = sqlState.flatMap { StorageFailure.Kind(sqlState: $0) } ?? .unreachable
        return StorageFailure(kind, cause: "PostgreSQL: \(cause)")
    }
}

extension StorageFailure.Kind {
    /// By the codes of PostgreSQL's appendix A; a class is its first two digits.
    fileprivate init?(sqlState: String) {
        switch sqlState {
        case "53100": self = .full
        case "25006": self = .readOnly
        case "55P03", "57014", "40001", "40P01": self = .busy
        case "XX001", "XX002": self = .corrupt
        case "25P03", "58030": self = .unreachable
        default:
            switch sqlState.prefix(2) {
            case "53": self = .busy
            case "08", "57": self = .unreachable
            default: return nil
            }
        }
    }
}

extension DatabaseError.Kind {
    fileprivate init(sqlState: String) {
        switch sqlState {
        case "23505", "23P01": self = .uniqueViolation
        case "23503", "23001": self = .foreignKeyViolation
        case "23502": self = .notNullViolation
        case "23514": self = .checkViolation
        case "42804", "22P02", "22P03", "22003": self = .typeViolation
        default:
            switch sqlState.prefix(2) {
            case "42", "0A", "25", "26", "34": self = .statement
            default: self = .other
            }
        }
    }
}
