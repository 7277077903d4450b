package import Core

/// A value as an engine keeps it.
package enum SQLValue: Hashable, Sendable {
    case null
    case text(String)
    case integer(Int64)
    case real(Double)
    case boolean(Bool)
    case bytes([UInt8])

    /// What fits in a column with room to spare on both engines (each ends near 1 GB).
    package static let bytesMax = 64 * 1024 * 1024

    var kind: String {
        switch self {
        case .null: "NULL"
        case .text: "TEXT"
        case .integer: "BIGINT"
        case .real: "DOUBLE PRECISION"
        case .boolean: "BOOLEAN"
        case .bytes: "BYTEA"
        }
    }

    /// Drivers ask this of every value they bind, so that all engines refuse the same.
    package func checkStorable() throws(UnstorableValue) {
        switch self {
        case .null, .integer, .boolean: return
        case .real(let number):
            guard number.isFinite else { throw .notFinite }
        case .bytes(let bytes):
            guard bytes.count <= Self.bytesMax else { throw .tooLong(bytes: bytes.count) }
        case .text(var text):
            let (count, hasNUL) = text.withUTF8 { ($0.count, UnsafeRawBufferPointer($0).containsZero) }
            guard count <= Self.bytesMax else { throw .tooLong(bytes: count) }
            guard !hasNUL else { throw .zeroInText }
        }
    }
}

/// A value that not every engine can keep and give back whole. Better refused than cut or changed.
package enum UnstorableValue: Refusal, Equatable {
    /// PostgreSQL has no U+0000 in text.
    case zeroInText
    /// SQLite turns NaN into NULL.
    case notFinite
    case tooLong(bytes: Int)

    package var problem: Problem {
        switch self {
        case .zeroInText: Problem(.unstorableValue, "Text with the character U+0000 cannot be stored.")
        case .notFinite:
            Problem(.unstorableValue, "A number that is infinite or not a number cannot be stored.")
        case .tooLong(let bytes):
            Problem(.unstorableValue, "A value of \(bytes) bytes is above the limit of \(SQLValue.bytesMax).")
        }
    }
}

extension ProblemType {
    package static let unstorableValue = ProblemType(
        "unstorable-value", status: 400, title: "This value cannot be stored", errorClass: "ValidationError",
        explanation: """
            A value of the request has no form in the database: a text that holds the character NUL, or a number that is \
            not finite. Take it out and send the request again.
            """)
}
