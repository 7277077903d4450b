/// The answer to a query. All cells lie in one array; a `Row` is a view into it.
package struct Rows: RandomAccessCollection, Sendable {
    package let columns: ColumnNames
    package let count: Int
    private let cells: [SQLValue]

    /// `cells` holds the rows one after the other.
    package init(columns: ColumnNames, cells: [SQLValue]) {
        self.columns = columns
        self.cells = cells
        count = columns.names.isEmpty ? 0 : cells.count / columns.names.count
    }

    package var startIndex: Int { 0 }
    package var endIndex: Int { count }

    package subscript(position: Int) -> Row {
        precondition((0..<count).contains(position), "row index out of range")
        return Row(columns: columns, cells: cells, start: position * columns.names.count)
    }
}

/// The names of a result's columns, shared by all its rows.
package final class ColumnNames: Sendable {
    package let names: [String]

    package init(_ names: [String]) {
        self.names = names
    }

    // Results have few columns and names fit in a machine word or two: looking through them beats hashing.
    fileprivate func index(of name: String) -> Int? {
        names.firstIndex(of: name)
    }
}

/// One row. `let text: String = try row["text"]`; the type decides what is accepted, `Optional` takes NULL.
package struct Row: Sendable {
    package let columns: ColumnNames
    fileprivate let cells: [SQLValue]
    fileprivate let start: Int

    package subscript<Value: SQLBindable>(name: String) -> Value {
        get throws {
            guard let index = columns.index(of: name) else {
                throw ColumnMismatch.noSuchColumn(name, has: columns.names)
            }
            return try self[index]
        }
    }

    package subscript<Value: SQLBindable>(index: Int) -> Value {
        get throws {
            guard columns.names.indices.contains(index) else {
                throw ColumnMismatch.noSuchColumn("\(index)", has: columns.names)
            }
            let cell = cells[start + index]
            guard let value = Value(sqlValue: cell) else {
                throw ColumnMismatch.otherKind(
                    column: columns.names[index], wanted: "\(Value.self)", found: cell.kind)
            }
            return value
        }
    }

    /// The cells as the engine gave them.
    package var values: [SQLValue] { Array(cells[start..<start + columns.names.count]) }
}

/// A query and the code that reads its rows disagree. Names no value, which may be personal.
package enum ColumnMismatch: Error, Equatable, CustomStringConvertible {
    case noSuchColumn(String, has: [String])
    case otherKind(column: String, wanted: String, found: String)

    package var description: String {
        switch self {
        case .noSuchColumn(let name, let names):
            "the result has no column \(name), only \(names.joined(separator: ", "))"
        case .otherKind(let column, let wanted, let found):
            "column \(column) cannot be read as \(wanted): it holds \(found)"
        }
    }
}
