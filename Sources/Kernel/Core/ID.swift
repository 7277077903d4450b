/// The identity of an `Entity`: a UUID of version 7 (RFC 9562), so that ids made later sort later.
package struct ID<Entity>: Hashable, Comparable, Sendable, CustomStringConvertible {
    private let high: UInt64
    private let low: UInt64

    package static func make(at moment: Instant, random: inout some RandomNumberGenerator) -> ID {
        let (first, second): (UInt64, UInt64) = (random.next(), random.next())
        let time = UInt64(bitPattern: moment.milliseconds) << 16
        return ID(high: time | 0x7000 | first & 0x0fff, low: 0x8000_0000_0000_0000 | second >> 2)
    }

    private init(high: UInt64, low: UInt64) {
        (self.high, self.low) = (high, low)
    }

    /// Nil unless `text` is a UUID in the canonical form: 36 characters, lower case.
    package init?(_ text: some StringProtocol) {
        let bytes = Array(text.utf8)
        guard bytes.count == 36, [8, 13, 18, 23].allSatisfy({ bytes[$0] == UInt8(ascii: "-") }),
            let high = UInt64(hexadecimal: bytes[0..<8] + bytes[9..<13] + bytes[14..<18]),
            let low = UInt64(hexadecimal: bytes[19..<23] + bytes[24..<36])
        else { return nil }
        self.init(high: high, low: low)
    }

    package var text: String {
        let (head, tail) = (high.hexadecimal.utf8, low.hexadecimal.utf8)
        return String(unsafeUninitializedCapacity: 36) { bytes in
            var place = 0
            for (index, digit) in (Array(head) + Array(tail)).enumerated() {
                if [8, 12, 16, 20].contains(index) {
                    bytes[place] = UInt8(ascii: "-")
                    place += 1
                }
                bytes[place] = digit
                place += 1
            }
            return place
        }
    }

    package var description: String { text }

    package static func < (left: ID, right: ID) -> Bool {
        (left.high, left.low) < (right.high, right.low)
    }
}
