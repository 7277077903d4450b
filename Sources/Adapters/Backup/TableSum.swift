import Core
import Crypto

/// What tells that two tables hold the same rows, on whatever engine: their number, and a checksum over all of
/// them that does not depend on their order, since engines sort text differently.
///
/// A row's hash is SHA-256 over its columns by name, each with its kind and value; the table's checksum is the
/// sum of them, taken as four numbers of 64 bits.
package struct TableSum: Sendable, Equatable {
    package let table: String
    package private(set) var rowCount = 0
    private var words: [UInt64] = [0, 0, 0, 0]

    init(table: String) {
        self.table = table
    }

    /// 64 hexadecimal digits.
    package var checksum: String {
        Hexadecimal.text(words.flatMap { word in withUnsafeBytes(of: word.bigEndian) { Array($0) } })
    }

    mutating func add(_ row: RowHash) {
        rowCount += 1
        row.digest.withUnsafeBytes { digest in
            for place in words.indices {
                words[place] &+= UInt64(
                    bigEndian: digest.loadUnaligned(fromByteOffset: 8 * place, as: UInt64.self))
            }
        }
    }

    // MARK: In the manifest

    var json: JSON {
        .object(["table": .string(table), "rows": .integer(rowCount), "checksum": .string(checksum)])
    }

    init?(_ json: JSON) {
        guard let table = json["table"]?.text, let rowCount = json["rows"]?.whole,
            let checksum = json["checksum"]?.text, let bytes = Hexadecimal.bytes(Array(checksum.utf8)),
            bytes.count == 32
        else { return nil }
        (self.table, self.rowCount) = (table, Int(rowCount))
        words = (0..<4).map { place in
            bytes[place * 8..<place * 8 + 8].reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
        }
    }
}

/// One row on its way into a checksum. Columns are added in the order of their names.
struct RowHash {
    private var hash = SHA256()

    mutating func add(null column: [UInt8]) { begin(column, 0) }

    /// Truth counts as 0 and 1, which is what some engines keep.
    mutating func add(_ column: [UInt8], integer: Int64) {
        begin(column, 1)
        update(UInt64(bitPattern: integer))
    }

    mutating func add(_ column: [UInt8], real: Double) {
        begin(column, 2)
        // Some engines do not keep the sign of zero.
        update((real == 0 ? 0 : real).bitPattern)
    }

    mutating func add(_ column: [UInt8], text: UnsafeRawBufferPointer) { add(column, 3, text) }
    mutating func add(_ column: [UInt8], bytes: UnsafeRawBufferPointer) { add(column, 4, bytes) }

    private mutating func add(_ column: [UInt8], _ kind: UInt8, _ value: UnsafeRawBufferPointer) {
        begin(column, kind)
        update(UInt64(value.count))
        hash.update(bufferPointer: value)
    }

    private mutating func begin(_ column: [UInt8], _ kind: UInt8) {
        column.withUnsafeBytes { hash.update(bufferPointer: $0) }
        withUnsafeBytes(of: UInt16(kind).bigEndian) { hash.update(bufferPointer: $0) }
    }

    private mutating func update(_ word: UInt64) {
        withUnsafeBytes(of: word.bigEndian) { hash.update(bufferPointer: $0) }
    }

    var digest: SHA256Digest { hash.finalize() }
}
