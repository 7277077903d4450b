/// RFC 4648, section 4, with padding.
package enum Base64 {
    private static let alphabet = Array(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)

    private static let values: [UInt8] = {
        var values = [UInt8](repeating: 0xff, count: 256)
        for (value, letter) in alphabet.enumerated() { values[Int(letter)] = UInt8(value) }
        return values
    }()

    private static let padding = UInt8(ascii: "=")

    package static func text(_ bytes: [UInt8]) -> String {
        String(unsafeUninitializedCapacity: (bytes.count + 2) / 3 * 4) { letters in
            var place = 0
            for start in stride(from: 0, to: bytes.count, by: 3) {
                let count = min(3, bytes.count - start)
                var group: UInt32 = 0
                for offset in 0..<3 {
                    group = group << 8 | UInt32(offset < count ? bytes[start + offset] : 0)
                }
                for offset in 0..<4 {
                    letters[place] =
                        offset <= count ? alphabet[Int(group >> UInt32(18 - 6 * offset)) & 63] : padding
                    place += 1
                }
            }
            return place
        }
    }

    /// Nil unless it is what `text` makes of some bytes.
    package static func bytes(_ text: String) -> [UInt8]? {
        let letters = Array(text.utf8)
        guard letters.count.isMultiple(of: 4) else { return nil }
        let paddingCount = letters.suffix(2).count { $0 == padding }
        let payload = letters.dropLast(paddingCount)
        var bytes: [UInt8] = []
        bytes.reserveCapacity(letters.count / 4 * 3)
        var (group, bits): (UInt32, Int) = (0, 0)
        for letter in payload {
            let value = values[Int(letter)]
            guard value < 64 else { return nil }
            group = (group << 6 | UInt32(value)) & 0xff_ffff
            bits += 6
            if bits >= 8 {
                bits -= 8
                bytes.append(UInt8(truncatingIfNeeded: group >> UInt32(bits)))
            }
        }
        // Bits beyond the last byte must be zero, or two texts would stand for the same bytes.
        guard group & ((1 << UInt32(bits)) - 1) == 0 else { return nil }
        return bytes
    }
}
