package import Core

/// The store cannot serve now, through no fault of statement or values; the caller may try again later.
package struct StorageFailure: Refusal, Equatable, CustomStringConvertible {
    package enum Kind: String, Sendable, CaseIterable {
        /// No room for another write; reads go on.
        case full
        /// Writes are not allowed; reads go on.
        case readOnly
        /// Another writer holds it, or too many calls wait.
        case busy
        case corrupt
        /// Closed, not connected, or the disk does not answer.
        case unreachable
        /// Lost while it committed: what was written may be kept or not.
        case outcomeUnknown
    }

    package let kind: Kind
    /// In the engine's words, for the log.
    package let cause: String

    package init(_ kind: Kind, cause: String) {
        self.kind = kind
        self.cause = cause
    }

    package var description: String { "storage \(kind.rawValue): \(cause)" }

    package var problem: Problem {
        switch kind {
        case .full:
            Problem(.storageUnavailable, "The disk is full; nothing was stored.", retryAfter: .seconds(60))
        case .readOnly:
            Problem(.storageUnavailable, "The store takes no writes now.", retryAfter: .seconds(60))
        case .busy: Problem(.storageUnavailable, "The store has too much to do now.", retryAfter: .seconds(2))
        case .corrupt: Problem(.storageUnavailable, "The store is damaged.", retryAfter: .seconds(300))
        case .unreachable:
            Problem(.storageUnavailable, "The store does not answer.", retryAfter: .seconds(10))
        case .outcomeUnknown:
            Problem(
                .outcomeUnknown, "The store was lost while it kept the request; it may have kept it or not.",
                retryAfter: .seconds(10))
        }
    }
}

extension ProblemType {
    package static let storageUnavailable = ProblemType(
        "storage-unavailable", status: 503, title: "The store is not available",
        errorClass: "StorageUnavailableError",
        explanation: """
            The database took no write or gave no answer: its disk is full or read-only, it is busy, or it cannot be \
            reached; `detail` says which. Nothing of the request was kept, so it may be sent again as it is, after the \
            seconds that the `Retry-After` header names. Operators: `lux doctor` and `/health/detailed` name the cause.
            """)
    package static let outcomeUnknown = ProblemType(
        "outcome-unknown", status: 503, title: "It is not known whether the request was kept",
        errorClass: "OutcomeUnknownError",
        explanation: """
            The connection to the database was lost in the very moment in which the request was being made durable: all             of it may have been kept, or nothing. Send it again with the same `Idempotency-Key` after the seconds that             the `Retry-After` header names: if it was kept, you get its answer and nothing is done twice. If it was sent             without a key, look whether its effect is there before you send it again.
            """)
}

/// A statement that the engine would not run: a fault of ours, unless the caller expects the violation.
package struct DatabaseError: Error, Equatable, CustomStringConvertible {
    package enum Kind: Sendable {
        case uniqueViolation
        case foreignKeyViolation
        case notNullViolation
        case checkViolation
        /// A value of another type than its column's.
        case typeViolation
        /// Bad SQL, an unknown table, or a use the session forbids.
        case statement
        case tooManyValues
        /// Anything else the engine says.
        case other
    }

    package let kind: Kind
    /// In the engine's words, for the log.
    package let cause: String
    /// The text without its values, which may be personal.
    package let statement: String?

    package init(_ kind: Kind, cause: String, statement: String? = nil) {
        self.kind = kind
        self.cause = cause
        self.statement = statement
    }

    package var description: String {
        "database \(kind): \(cause)" + (statement.map { " in: \($0)" } ?? "")
    }
}

/// Why Lux does not start on a database, for the person who starts it.
package protocol CannotStart: Error, CustomStringConvertible {
    /// What to do about it.
    var remedy: String { get }
}
