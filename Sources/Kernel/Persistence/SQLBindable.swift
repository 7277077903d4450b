package import Core

/// A type whose values can stand in a statement and be read from a row.
package protocol SQLBindable {
    /// The column type that holds it, in the common dialect.
    static var columnWord: String { get }
    var sqlValue: SQLValue { get }
    /// Nil when the stored value is of another kind or out of range.
    init?(sqlValue: SQLValue)
}

extension String: SQLBindable {
    package static var columnWord: String { "TEXT" }
    package var sqlValue: SQLValue { .text(self) }
    package init?(sqlValue: SQLValue) {
        guard case .text(let text) = sqlValue else { return nil }
        self = text
    }
}

extension Int64: SQLBindable {
    package static var columnWord: String { "BIGINT" }
    package var sqlValue: SQLValue { .integer(self) }
    package init?(sqlValue: SQLValue) {
        guard case .integer(let number) = sqlValue else { return nil }
        self = number
    }
}

extension Int: SQLBindable {
    package static var columnWord: String { "BIGINT" }
    package var sqlValue: SQLValue { .integer(Int64(self)) }
    package init?(sqlValue: SQLValue) {
        guard case .integer(let number) = sqlValue else { return nil }
        self.init(exactly: number)
    }
}

extension Double: SQLBindable {
    package static var columnWord: String { "DOUBLE PRECISION" }
    package var sqlValue: SQLValue { .real(self) }
    package init?(sqlValue: SQLValue) {
        switch sqlValue {
        case .real(let number): self = number
        // What an engine computes (`SUM`, `1 + 1`) may come as an integer.
        case .integer(let number): self = Double(number)
        case .null, .text, .boolean, .bytes: return nil
        }
    }
}

extension Bool: SQLBindable {
    package static var columnWord: String { "BOOLEAN" }
    package var sqlValue: SQLValue { .boolean(self) }
    package init?(sqlValue: SQLValue) {
        switch sqlValue {
        case .boolean(let holds): self = holds
        // SQLite keeps truth as 0 and 1.
        case .integer(0): self = false
        case .integer(1): self = true
        case .integer, .null, .text, .real, .bytes: return nil
        }
    }
}

extension [UInt8]: SQLBindable {
    package static var columnWord: String { "BYTEA" }
    package var sqlValue: SQLValue { .bytes(self) }
    package init?(sqlValue: SQLValue) {
        guard case .bytes(let bytes) = sqlValue else { return nil }
        self = bytes
    }
}

extension Optional: SQLBindable where Wrapped: SQLBindable {
    package static var columnWord: String { Wrapped.columnWord }
    package var sqlValue: SQLValue { self?.sqlValue ?? .null }
    package init?(sqlValue: SQLValue) {
        if case .null = sqlValue {
            self = .none
        } else if let wrapped = Wrapped(sqlValue: sqlValue) {
            self = .some(wrapped)
        } else {
            return nil
        }
    }
}

/// Milliseconds since 1970 UTC.
extension Instant: SQLBindable {
    package static var columnWord: String { "BIGINT" }
    package var sqlValue: SQLValue { .integer(milliseconds) }
    package init?(sqlValue: SQLValue) {
        guard case .integer(let milliseconds) = sqlValue else { return nil }
        self.init(milliseconds: milliseconds)
    }
}

extension ID: SQLBindable {
    package static var columnWord: String { "TEXT" }
    package var sqlValue: SQLValue { .text(text) }
    package init?(sqlValue: SQLValue) {
        guard case .text(let text) = sqlValue else { return nil }
        self.init(text)
    }
}

extension TenantID: SQLBindable {
    package static var columnWord: String { "TEXT" }
    package var sqlValue: SQLValue { .text(text) }
    package init?(sqlValue: SQLValue) {
        guard case .text(let text) = sqlValue else { return nil }
        self.init(text)
    }
}

/// `YYYY-MM-DD`, which sorts by time for the years 0 to 9999.
extension CivilDate: SQLBindable {
    package static var columnWord: String { "TEXT" }

    package var sqlValue: SQLValue {
        func padded(_ number: Int, to width: Int) -> String {
            let digits = String(number.magnitude)
            return (number < 0 ? "-" : "") + String(repeating: "0", count: max(0, width - digits.count))
                + digits
        }
        return .text("\(padded(year, to: 4))-\(padded(month, to: 2))-\(padded(day, to: 2))")
    }

    package init?(sqlValue: SQLValue) {
        guard case .text(let text) = sqlValue else { return nil }
        let parts = text.utf8.suffix(6)
        guard text.utf8.count >= 10, parts.first == UInt8(ascii: "-"),
            let year = Int(text.dropLast(6)), let month = Int(text.dropLast(3).suffix(2)),
            let day = Int(text.suffix(2)), text.dropLast(2).last == "-"
        else { return nil }
        self.init(year: year, month: month, day: day)
    }
}
