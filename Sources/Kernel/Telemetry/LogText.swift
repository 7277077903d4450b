/// Makes any text fit to stand in a log line.
enum LogText {
    /// The text cut to `bytesMax` bytes at a character's border, with every character beyond ASCII that a
    /// viewer might take for a line end or a terminal command (U+0080 to U+009F, U+2028, U+2029) replaced by
    /// U+FFFD. ASCII control characters are left to the form that is written, which escapes them.
    static func fitted(_ text: String, bytesMax: Int) -> String {
        if isFit(text, bytesMax: bytesMax) { return text }
        var text = text
        return text.withUTF8 { String(decoding: cleaned($0, bytesMax: bytesMax), as: UTF8.self) }
    }

    /// Whether the text can stand as it is.
    static func isFit(_ text: String, bytesMax: Int) -> Bool {
        var text = text
        return text.withUTF8 { $0.count <= bytesMax && !hasStray($0) }
    }

    private static func hasStray(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        for index in bytes.indices where bytes[index] == 0xc2 || bytes[index] == 0xe2 {
            if strayLength(bytes, at: index) > 0 { return true }
        }
        return false
    }

    /// Bytes of the stray character that begins at `index`, zero if none does. The input is valid UTF-8.
    private static func strayLength(_ bytes: UnsafeBufferPointer<UInt8>, at index: Int) -> Int {
        if bytes[index] == 0xc2 { return bytes[index + 1] < 0xa0 ? 2 : 0 }
        guard bytes[index] == 0xe2, bytes[index + 1] == 0x80 else { return 0 }
        return bytes[index + 2] == 0xa8 || bytes[index + 2] == 0xa9 ? 3 : 0
    }

    private static func cleaned(_ bytes: UnsafeBufferPointer<UInt8>, bytesMax: Int) -> [UInt8] {
        var end = min(bytes.count, max(0, bytesMax))
        while end > 0, end < bytes.count, bytes[end] & 0xc0 == 0x80 { end -= 1 }
        var result: [UInt8] = []
        result.reserveCapacity(end + 3)
        var index = 0
        while index < end {
            let stray = strayLength(bytes, at: index)
            if stray > 0 {
                result.append(contentsOf: [0xef, 0xbf, 0xbd])
                index += stray
            } else {
                result.append(bytes[index])
                index += 1
            }
        }
        if end < bytes.count { result.append(contentsOf: "…".utf8) }
        return result
    }

    /// Appends text for a person's terminal: ASCII control characters as `\n`, `\t` or `\x1b`.
    static func append(readable text: String, to line: inout [UInt8]) {
        for byte in text.utf8 {
            switch byte {
            case 0x0a: line.append(contentsOf: "\\n".utf8)
            case 0x0d: line.append(contentsOf: "\\r".utf8)
            case 0x09: line.append(contentsOf: "\\t".utf8)
            case 0..<0x20, 0x7f:
                line.append(contentsOf: "\\x".utf8)
                for nibble in [byte >> 4, byte & 0xf] {
                    line.append(nibble < 10 ? 0x30 + nibble : 0x57 + nibble)
                }
            default: line.append(byte)
            }
        }
    }
}
