extension SequenceModel {
    /// The model that comes with the library: people, organizations, places, times, laws and precedents in Brazilian
    /// legal texts, trained on LeNER-Br (MIT licence).
    public static let shipped: SequenceModel? = try? SequenceModel(
        decoding: Base64.decoded(ShippedWeights.text))
}

/// Base64 as weights are written in source; line ends between the letters are passed over.
enum Base64 {
    static func decoded(_ text: StaticString) -> [UInt8] {
        UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount).withMemoryRebound(
            to: UInt8.self
        ) {
            decoded($0)
        }
    }

    private static func decoded(_ letters: UnsafeBufferPointer<UInt8>) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(letters.count * 3 / 4)
        var (bits, count): (UInt32, UInt32) = (0, 0)
        for letter in letters {
            guard let value = value(letter) else { continue }
            bits = bits << 6 | value
            count += 6
            if count >= 8 {
                count -= 8
                bytes.append(UInt8(truncatingIfNeeded: bits >> count))
            }
        }
        return bytes
    }

    private static func value(_ letter: UInt8) -> UInt32? {
        switch letter {
        case UInt8(ascii: "A")...UInt8(ascii: "Z"): UInt32(letter) - 65
        case UInt8(ascii: "a")...UInt8(ascii: "z"): UInt32(letter) - 71
        case UInt8(ascii: "0")...UInt8(ascii: "9"): UInt32(letter) + 4
        case UInt8(ascii: "+"): 62
        case UInt8(ascii: "/"): 63
        default: nil
        }
    }
}
