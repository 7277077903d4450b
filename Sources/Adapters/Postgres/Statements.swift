import CPq
import Persistence

/// A statement that the server keeps ready. Belongs to the thread that its connection belongs to.
final class Statement {
    let name: String
    /// With `$1` for each value.
    let text: String
    let parameterTypes: [Oid]
    var isPrepared = false
    /// Both stay as they are: the server refuses a prepared statement whose result has changed.
    var columns: ColumnNames?
    var columnTypes: [Oid] = []

    fileprivate init(name: String, text: String, parameterTypes: [Oid]) {
        (self.name, self.text, self.parameterTypes) = (name, text, parameterTypes)
    }

    /// True when values of these kinds can be given to it as it is.
    fileprivate func takes(_ values: [SQLValue]) -> Bool {
        parameterTypes.count == values.count
            && values.indices.allSatisfy { values[$0].isNull || values[$0].oid == parameterTypes[$0] }
    }
}

/// The prepared statements of one connection, by text and by kinds of values. Emptied when more come than
/// `countMax`, since the product has fewer.
struct Statements {
    static let countMax = 500

    /// The server still keeps what was forgotten here.
    private(set) var hasForgotten = false
    private var known: [String: [Statement]] = [:]
    private var madeCount = 0
    private var keptCount = 0

    mutating func statement(for text: String, _ values: [SQLValue], rendered: () -> String) -> Statement {
        let variants = known[text] ?? []
        if let statement = variants.first(where: { $0.takes(values) }) { return statement }
        if keptCount >= Self.countMax { forgetAll() }
        madeCount += 1
        keptCount += 1
        let statement = Statement(
            name: "s\(madeCount)", text: variants.first?.text ?? rendered(),
            parameterTypes: Self.types(of: values, completing: variants.last))
        known[text, default: []].append(statement)
        return statement
    }

    /// A NULL says nothing of its type; what an earlier use has told is kept.
    private static func types(of values: [SQLValue], completing earlier: Statement?) -> [Oid] {
        values.indices.map { place in
            guard values[place].isNull, let earlier, place < earlier.parameterTypes.count else {
                return values[place].oid
            }
            return earlier.parameterTypes[place]
        }
    }

    mutating func forget(_ statement: Statement) {
        for (text, variants) in known where variants.contains(where: { $0 === statement }) {
            known[text] = variants.filter { $0 !== statement }
            keptCount -= 1
        }
    }

    mutating func forgetAll() {
        hasForgotten = hasForgotten || !known.isEmpty
        known = [:]
        keptCount = 0
    }

    /// Those kept now are gone on the server as well.
    mutating func noteDeallocated() {
        forgetAll()
        hasForgotten = false
    }
}

extension SQLValue {
    /// The type that a value is sent as; 0 leaves it to the server.
    fileprivate var oid: Oid {
        switch self {
        case .null: 0
        case .text: TypeOid.text
        case .integer: TypeOid.int8
        case .real: TypeOid.float8
        case .boolean: TypeOid.bool
        case .bytes: TypeOid.bytea
        }
    }

    fileprivate var isNull: Bool { if case .null = self { true } else { false } }
}

/// The values of one statement in PostgreSQL's binary form, one after the other.
struct Parameters {
    /// What is kept from one statement to the next.
    private static let bytesKeptMax = 64 * 1024

    // Never empty, so that a place of no bytes has an address too: no address means NULL.
    private var bytes: [UInt8] = [0]
    private var places: [Int] = []
    private var lengths: [Int32] = []
    private var formats: [Int32] = []
    private var pointers: [UnsafePointer<CChar>?] = []

    mutating func fill(_ values: [SQLValue]) {
        bytes.removeAll(keepingCapacity: bytes.capacity <= Self.bytesKeptMax)
        bytes.append(0)
        places.removeAll(keepingCapacity: true)
        lengths.removeAll(keepingCapacity: true)
        while formats.count < values.count { formats.append(1) }
        for value in values { append(value) }
    }

    private mutating func append(_ value: SQLValue) {
        let start = bytes.count
        switch value {
        case .null:
            places.append(-1)
            lengths.append(0)
            return
        case .text(let text): bytes.append(contentsOf: text.utf8)
        case .bytes(let blob): bytes.append(contentsOf: blob)
        case .boolean(let holds): bytes.append(holds ? 1 : 0)
        case .integer(let number): append(UInt64(bitPattern: number))
        case .real(let number): append(number.bitPattern)
        }
        places.append(start)
        lengths.append(Int32(bytes.count - start))
    }

    private mutating func append(_ word: UInt64) {
        withUnsafeBytes(of: word.bigEndian) { bytes.append(contentsOf: $0) }
    }

    typealias Pointers = UnsafePointer<UnsafePointer<CChar>?>

    /// Addresses, lengths and formats of the values, as libpq takes them; valid during `body`.
    mutating func withPointers<Outcome>(
        _ body: (Pointers, UnsafePointer<Int32>, UnsafePointer<Int32>) -> Outcome
    ) -> Outcome {
        bytes.withUnsafeBytes { bytes in
            let start = bytes.bindMemory(to: CChar.self).baseAddress
            pointers.removeAll(keepingCapacity: true)
            for place in places { pointers.append(place < 0 ? nil : start.map { $0 + place }) }
            return pointers.withUnsafeBufferPointer { pointers in
                lengths.withUnsafeBufferPointer { lengths in
                    formats.withUnsafeBufferPointer { formats in
                        guard let first = pointers.baseAddress, let length = lengths.baseAddress,
                            let format = formats.baseAddress
                        else { preconditionFailure("arrays that were filled have addresses") }
                        return body(first, length, format)
                    }
                }
            }
        }
    }
}
