/// The query part of a URL as `application/x-www-form-urlencoded` pairs (WHATWG URL, 5.1), decoded strictly.
package enum QueryText {
    /// Nil when an escape is broken or the decoded text is not UTF-8.
    package static func pairs(in query: String?) -> [(name: String, value: String)]? {
        guard let query, !query.isEmpty else { return [] }
        var pairs: [(name: String, value: String)] = []
        for piece in query.utf8.split(separator: UInt8(ascii: "&")) {
            let equals = piece.firstIndex(of: UInt8(ascii: "=")) ?? piece.endIndex
            guard let name = decoded(piece[..<equals]), let value = decoded(piece[equals...].dropFirst())
            else { return nil }
            pairs.append((name, value))
        }
        return pairs
    }

    /// A segment of a path, in which a plus is a plus (RFC 3986, 2.1). Nil as above.
    package static func segment(_ text: String) -> String? {
        decoded(text.utf8[...], plus: UInt8(ascii: "+"))
    }

    private static func decoded(
        _ text: Substring.UTF8View, plus: UInt8 = UInt8(ascii: " ")
    ) -> String? {
        var bytes: [UInt8] = []
        var rest = text[...]
        while let byte = rest.popFirst() {
            switch byte {
            case UInt8(ascii: "+"): bytes.append(plus)
            case UInt8(ascii: "%"):
                guard let high = rest.popFirst().flatMap(nibble), let low = rest.popFirst().flatMap(nibble)
                else { return nil }
                bytes.append(high << 4 | low)
            default: bytes.append(byte)
            }
        }
        return String(validating: bytes, as: UTF8.self)
    }

    private static func nibble(_ byte: UInt8) -> UInt8? {
        switch byte {
        case 0x30...0x39: byte - 0x30
        case 0x41...0x46: byte - 0x37
        case 0x61...0x66: byte - 0x57
        default: nil
        }
    }
}
