import CPq
import Persistence

/// The numbers of PostgreSQL's own types (pg_type.dat). They never change.
enum TypeOid {
    static let bool: Oid = 16
    static let bytea: Oid = 17
    static let name: Oid = 19
    static let int8: Oid = 20
    static let int2: Oid = 21
    static let int4: Oid = 23
    static let text: Oid = 25
    static let oid: Oid = 26
    static let xid: Oid = 28
    static let float4: Oid = 700
    static let float8: Oid = 701
    static let varchar: Oid = 1043
    static let numeric: Oid = 1700
    static let void: Oid = 2278
    static let xid8: Oid = 5069
}

/// A result as libpq holds it, in binary. Read once, then cleared.
struct Cells {
    let result: OpaquePointer

    var rowCount: Int { Int(PQntuples(result)) }

    /// How many rows a statement changed; a query changes none.
    var changedCount: Int {
        guard let tag = PQcmdStatus(result), tag.pointee != CChar(UInt8(ascii: "S")),
            let count = PQcmdTuples(result)
        else { return 0 }
        return Int(String(cString: count)) ?? 0
    }

    func rows(of statement: Statement, atMost limit: Int = .max) throws(DatabaseError) -> Rows {
        let columns = columns(of: statement)
        let count = min(limit, rowCount)
        let width = columns.names.count
        var cells: [SQLValue] = []
        cells.reserveCapacity(count * width)
        for row in 0..<count {
            for column in 0..<width {
                guard let cell = cell(row, column, statement.columnTypes[column]) else {
                    throw DatabaseError(
                        .statement,
                        cause:
                            "column \(columns.names[column]) has the type \(statement.columnTypes[column]), "
                            + "which is not of the common dialect",
                        statement: statement.text)
                }
                cells.append(cell)
            }
        }
        return Rows(columns: columns, cells: cells)
    }

    private func columns(of statement: Statement) -> ColumnNames {
        if let known = statement.columns { return known }
        let places = 0..<PQnfields(result)
        let columns = ColumnNames(places.map { PQfname(result, $0).map { String(cString: $0) } ?? "" })
        statement.columns = columns
        statement.columnTypes = places.map { PQftype(result, $0) }
        return columns
    }

    /// Nil when the type is not one that is read here.
    private func cell(_ row: Int, _ column: Int, _ type: Oid) -> SQLValue? {
        let (row, column) = (Int32(row), Int32(column))
        if PQgetisnull(result, row, column) == 1 { return .null }
        let bytes = UnsafeRawBufferPointer(
            start: PQgetvalue(result, row, column), count: Int(PQgetlength(result, row, column)))
        switch type {
        case TypeOid.text, TypeOid.varchar, TypeOid.name: return .text(String(decoding: bytes, as: UTF8.self))
        case TypeOid.int8: return .integer(bytes.integer(as: Int64.self))
        case TypeOid.int4: return .integer(Int64(bytes.integer(as: Int32.self)))
        case TypeOid.bool: return .boolean(bytes[0] != 0)
        case TypeOid.bytea: return .bytes(Array(bytes))
        case TypeOid.float8: return .real(Double(bitPattern: bytes.integer(as: UInt64.self)))
        default: return Self.rarer(bytes, type)
        }
    }

    private static func rarer(_ bytes: UnsafeRawBufferPointer, _ type: Oid) -> SQLValue? {
        switch type {
        case TypeOid.int2: .integer(Int64(bytes.integer(as: Int16.self)))
        case TypeOid.float4: .real(Double(Float(bitPattern: bytes.integer(as: UInt32.self))))
        case TypeOid.oid, TypeOid.xid: .integer(Int64(bytes.integer(as: UInt32.self)))
        case TypeOid.xid8: .integer(bytes.integer(as: Int64.self))
        case TypeOid.numeric: Numeric(bytes)?.value
        case TypeOid.void: .null
        default: nil
        }
    }
}

/// What PostgreSQL computes with when a BIGINT might not do, as for `SUM`: digits to the base 10,000
/// (`numeric_send` in its source).
private struct Numeric {
    let value: SQLValue

    /// Nil for what is not a finite number.
    init?(_ bytes: UnsafeRawBufferPointer) {
        let words = stride(from: 0, to: bytes.count, by: 2).map { place in
            Int(UnsafeRawBufferPointer(rebasing: bytes[place..<place + 2]).integer(as: Int16.self))
        }
        let (weight, sign, digits) = (words[1], UInt16(truncatingIfNeeded: words[2]), words.dropFirst(4))
        guard sign == 0 || sign == 0x4000 else { return nil }
        value =
            Self.whole(digits, weight, isNegative: sign != 0).map { .integer($0) }
            ?? .real(Self.approximate(digits, weight) * (sign == 0 ? 1 : -1))
    }

    /// Nil when there are digits behind the point, or more than 64 bits hold.
    private static func whole(_ digits: ArraySlice<Int>, _ weight: Int, isNegative: Bool) -> Int64? {
        guard digits.count <= weight + 1 else { return nil }
        var number: Int64 = 0
        for place in 0..<max(0, weight + 1) {
            let digit = place < digits.count ? Int64(digits[digits.startIndex + place]) : 0
            let (shifted, isTooLong) = number.multipliedReportingOverflow(by: 10_000)
            let (sum, isTooLarge) = shifted.addingReportingOverflow(isNegative ? -digit : digit)
            guard !isTooLong, !isTooLarge else { return nil }
            number = sum
        }
        return number
    }

    private static func approximate(_ digits: ArraySlice<Int>, _ weight: Int) -> Double {
        // Through decimal text, so that the nearest number comes out.
        let text = digits.map { String(repeating: "0", count: 4 - String($0).count) + String($0) }.joined()
        return Double("0.\(text)e\(4 * (weight + 1))") ?? 0
    }
}

extension UnsafeRawBufferPointer {
    /// Numbers come with their highest byte first.
    fileprivate func integer<Number: FixedWidthInteger>(as type: Number.Type) -> Number {
        Number(bigEndian: loadUnaligned(as: Number.self))
    }
}
