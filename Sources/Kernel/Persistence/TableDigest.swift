/// What tells that two tables hold the same rows, on whatever engine: how many there are, and a checksum over all of
/// them that does not depend on their order, as engines sort differently. Finds what went wrong, does not withstand
/// a forger.
package struct TableDigest: Hashable, Sendable {
    package private(set) var rowCount = 0
    private var low: UInt64 = 0
    private var high: UInt64 = 0

    package init() {}

    /// As it was written down; nil for a checksum that is none.
    package init?(rowCount: Int, checksum: String) {
        let digits = Array(checksum.utf8)
        guard rowCount >= 0, digits.count == 32, digits.allSatisfy({ $0 != UInt8(ascii: "+") }),
            let high = UInt64(checksum.prefix(16), radix: 16),
            let low = UInt64(checksum.suffix(16), radix: 16)
        else { return nil }
        (self.rowCount, self.low, self.high) = (rowCount, low, high)
    }

    /// 32 hexadecimal digits.
    package var checksum: String { Self.digits(high) + Self.digits(low) }

    package mutating func add(_ row: RowDigest) {
        rowCount += 1
        let words = row.words
        low &+= words.low
        high &+= words.high
    }

    package mutating func add(_ row: [SQLValue]) {
        var digest = RowDigest()
        for value in row { digest.add(value) }
        add(digest)
    }

    private static func digits(_ word: UInt64) -> String {
        let digits = String(word, radix: 16)
        return String(repeating: "0", count: 16 - digits.count) + digits
    }
}

/// One row on its way into a checksum. Values are added in the alphabetical order of their columns.
package struct RowDigest: Sendable {
    private var low: UInt64 = 0xcbf2_9ce4_8422_2325
    private var high: UInt64 = 0x8422_2325_cbf2_9ce4

    package init() {}

    package mutating func addNull() { add(tag: 0, 0) }
    /// Truth counts as 0 and 1, which is what some engines keep.
    package mutating func add(integer: Int64) { add(tag: 1, UInt64(bitPattern: integer)) }
    /// Some engines do not keep the sign of zero.
    package mutating func add(real: Double) { add(tag: 2, (real == 0 ? 0 : real).bitPattern) }
    package mutating func add(text: UnsafeRawBufferPointer) { add(tag: 3, text) }
    package mutating func add(bytes: UnsafeRawBufferPointer) { add(tag: 4, bytes) }

    package mutating func add(_ value: SQLValue) {
        switch value {
        case .null: addNull()
        case .integer(let number): add(integer: number)
        case .boolean(let holds): add(integer: holds ? 1 : 0)
        case .real(let number): add(real: number)
        case .text(var text): text.withUTF8 { add(text: UnsafeRawBufferPointer($0)) }
        case .bytes(let bytes): bytes.withUnsafeBytes { add(bytes: $0) }
        }
    }

    private mutating func add(tag: UInt64, _ bytes: UnsafeRawBufferPointer) {
        add(tag: tag, UInt64(bytes.count))
        var place = 0
        while place + 8 <= bytes.count {
            mix(bytes.loadUnaligned(fromByteOffset: place, as: UInt64.self).littleEndian)
            place += 8
        }
        for byte in bytes[place...] { mix(UInt64(byte)) }
    }

    private mutating func add(tag: UInt64, _ word: UInt64) {
        mix(tag)
        mix(word)
    }

    /// Two multiplicative hashes with different odd factors, folded so that high bits reach low ones.
    private mutating func mix(_ word: UInt64) {
        low = (low ^ word) &* 0x9e37_79b9_7f4a_7c15
        low ^= low >> 29
        high = (high ^ word) &* 0xbf58_476d_1ce4_e5b9
        high ^= high >> 32
    }

    /// Stirred once more, since these are added up: else what is alike in many rows would show in the sum.
    fileprivate var words: (low: UInt64, high: UInt64) {
        (Self.stirred(low &+ high), Self.stirred(high ^ (low << 32 | low >> 32)))
    }

    /// The finalizer of splitmix64.
    private static func stirred(_ word: UInt64) -> UInt64 {
        var word = word &+ 0x9e37_79b9_7f4a_7c15
        word = (word ^ (word >> 30)) &* 0xbf58_476d_1ce4_e5b9
        word = (word ^ (word >> 27)) &* 0x94d0_49bb_1331_11eb
        return word ^ (word >> 31)
    }
}
