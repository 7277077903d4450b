/// A statement and its values. Text comes from literals only; whatever is interpolated is bound, never pasted,
/// so a value cannot become part of the statement. Another `SQL` may be interpolated as a fragment.
///
/// The dialect is what both engines understand: column words `TEXT`, `BIGINT`, `DOUBLE PRECISION`, `BOOLEAN`,
/// `BYTEA`; no engine-made moments, ids or foldings.
package struct SQL: ExpressibleByStringInterpolation, Sendable {
    /// The statement with `?` for each value. Equal for equal shapes, so it serves as the key of a cache.
    package let text: String
    package let values: [SQLValue]

    /// The smaller of the two engines' limits (SQLite 32,766; PostgreSQL 65,535).
    package static let valuesMax = 32_766

    // `StaticString` keeps `SQL(stringLiteral:)` from being a way in for text made at run time.
    package init(stringLiteral text: StaticString) {
        self.text = text.description
        values = []
    }

    package init(stringInterpolation parts: Interpolation) {
        text = parts.text
        values = parts.values
    }

    package struct Interpolation: StringInterpolationProtocol {
        fileprivate var text = ""
        fileprivate var values: [SQLValue] = []

        package init(literalCapacity: Int, interpolationCount: Int) {
            text.reserveCapacity(literalCapacity + interpolationCount)
            values.reserveCapacity(interpolationCount)
        }

        package mutating func appendLiteral(_ literal: StaticString) {
            literal.withUTF8Buffer { text += String(decoding: $0, as: UTF8.self) }
        }

        package mutating func appendInterpolation(_ value: some SQLBindable) {
            text += "?"
            values.append(value.sqlValue)
        }

        package mutating func appendInterpolation(_ fragment: SQL) {
            text += fragment.text
            values += fragment.values
        }

        /// The right-hand side of `IN` or `NOT IN`, with its parentheses. May be empty.
        ///
        /// The last value is repeated up to the next power of two, so that lists of all lengths make few
        /// different statements to prepare.
        package mutating func appendInterpolation<Value: SQLBindable>(list: [Value]) {
            guard let last = list.last else {
                // `IN ()` is not SQL, and `NOT IN (NULL)` would exclude every row.
                text += "(SELECT CAST(NULL AS \(Value.columnWord)) WHERE 1 = 0)"
                return
            }
            let padded = Self.paddedCount(list.count)
            text += "(?" + String(repeating: ", ?", count: padded - 1) + ")"
            for value in list { values.append(value.sqlValue) }
            values.append(contentsOf: repeatElement(last.sqlValue, count: padded - list.count))
        }

        /// A value or NULL. Named, because the compiler warns of optionals in an interpolation.
        package mutating func appendInterpolation(orNull value: (some SQLBindable)?) {
            text += "?"
            values.append(value?.sqlValue ?? .null)
        }

        /// As an engine gave it.
        package mutating func appendInterpolation(value: SQLValue) {
            text += "?"
            values.append(value)
        }

        /// A name of a table or column that was read from the schema: for code that treats all tables alike.
        package mutating func appendInterpolation(name: String) {
            precondition(Self.isPlainName(name), "names of tables and columns are snake_case")
            text += name
        }

        /// Parts with commas between: columns of a list, rows of an insertion.
        package mutating func appendInterpolation(joined fragments: [SQL]) {
            for (index, fragment) in fragments.enumerated() {
                if index > 0 { text += ", " }
                appendInterpolation(fragment)
            }
        }

        private static func isPlainName(_ name: String) -> Bool {
            !name.isEmpty
                && name.utf8.allSatisfy {
                    (UInt8(ascii: "a")...UInt8(ascii: "z")).contains($0) || $0 == UInt8(ascii: "_")
                        || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0)
                }
        }

        static func paddedCount(_ count: Int) -> Int {
            let power = 1 << (Int.bitWidth - (count - 1).leadingZeroBitCount)
            return power <= 16_384 ? power : count
        }
    }
}

extension SQL {
    package enum Placeholders: Sendable {
        /// `?`, as SQLite has it.
        case questionMarks
        /// `$1`, `$2`, …, as PostgreSQL has it.
        case numbered
    }

    /// Depends on `text` alone, so a driver may keep what it renders under that key.
    package func rendered(_ placeholders: Placeholders) -> String {
        switch placeholders {
        case .questionMarks: return text
        case .numbered: break
        }
        var (rendered, number) = ("", 0)
        rendered.reserveCapacity(text.utf8.count + 2 * values.count)
        for token in SQLTokens(text) {
            if token.kind == .mark, token.text == "?" {
                number += 1
                rendered += "$\(number)"
            } else {
                rendered += token.text
            }
        }
        return rendered
    }
}
