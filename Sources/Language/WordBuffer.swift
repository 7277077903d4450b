/// The word being read, in lower case and with Latin accents composed. Bytes beyond the limit are counted,
/// not kept: such a word is never a keyword.
struct WordBuffer {
    enum Last { case none, lower, upper, digit, mark }

    /// Room for the longest word and one scalar more.
    private var bytes = InlineArray<104, UInt8>(repeating: 0)
    private(set) var count = 0
    private(set) var letters = 0
    private(set) var capitals = 0
    private(set) var last = Last.none
    private(set) var hasPoint = false
    private(set) var hasSlash = false

    mutating func clear() {
        count = 0
        letters = 0
        capitals = 0
        last = .none
        hasPoint = false
        hasSlash = false
    }

    func withBytes<Result>(_ body: (UnsafeBufferPointer<UInt8>) -> Result) -> Result {
        let kept = Swift.min(count, KeywordLimits.wordBytes)
        return bytes.span.withUnsafeBufferPointer { body(UnsafeBufferPointer(rebasing: $0[..<kept])) }
    }

    @inline(__always)
    mutating func append(lower value: UInt32) {
        append(value)
        letters += 1
        last = .lower
    }

    @inline(__always)
    mutating func append(upper value: UInt32) {
        append(Letters.lower(value))
        letters += 1
        capitals += 1
        last = .upper
    }

    /// Appends the ASCII letters from `start` on; answers where they end. `humps` tells of a capital that
    /// follows a small letter.
    @inline(__always)
    mutating func appendRun(_ text: Span<UInt8>, from start: Int, humps: inout Bool) -> Int {
        var offset = start
        var wasSmall = last == .lower
        while offset < text.count {
            let byte = text[offset]
            let small = byte | 0x20
            guard small &- 0x61 < 26 else { break }
            if byte == small {
                wasSmall = true
            } else {
                capitals += 1
                if wasSmall { humps = true }
                wasSmall = false
            }
            put(small)
            offset += 1
        }
        if offset > start {
            letters += offset - start
            last = wasSmall ? .lower : .upper
        }
        return offset
    }

    mutating func append(digit value: UInt32) {
        append(value)
        last = .digit
    }

    mutating func append(mark byte: UInt8) {
        put(byte)
        if byte == UInt8(ascii: ".") { hasPoint = true }
        if byte == UInt8(ascii: "/") { hasSlash = true }
        last = .mark
    }

    /// A combining mark joins the letter before it where Latin has one letter for both; other scripts keep
    /// it.
    mutating func append(mark value: UInt32) {
        guard 0x300..<0x370 ~= value else {
            if value > 0x370, value < 0x2000 { append(value) }
            return
        }
        guard count > 0, count <= KeywordLimits.wordBytes else { return }
        let composed = Letters.composed(bytes[count - 1], mark: value)
        if composed == 0 { return }
        count -= 1
        append(composed)
    }

    @inline(__always)
    mutating func append(_ value: UInt32) {
        if value < 0x80 {
            put(UInt8(value))
        } else {
            appendWide(value)
        }
    }

    private mutating func appendWide(_ value: UInt32) {
        if value < 0x800 {
            put(UInt8(0xC0 | value >> 6))
        } else {
            if value < 0x10000 {
                put(UInt8(0xE0 | value >> 12))
            } else {
                put(UInt8(0xF0 | value >> 18))
                put(UInt8(0x80 | value >> 12 & 0x3F))
            }
            put(UInt8(0x80 | value >> 6 & 0x3F))
        }
        put(UInt8(0x80 | value & 0x3F))
    }

    @inline(__always)
    private mutating func put(_ byte: UInt8) {
        if count < bytes.count { bytes[count] = byte }
        count += 1
    }

    /// A letter alone, or the last one of letters with points between: "S", "S.A".
    var endsInSingleLetter: Bool {
        letters > 0
            && (count == 1
                || (count <= KeywordLimits.wordBytes && (last == .lower || last == .upper) && hasPoint
                    && bytes[count - 2] == UInt8(ascii: ".")))
    }

    var isWWW: Bool { count == 3 && bytes[0] == 0x77 && bytes[1] == 0x77 && bytes[2] == 0x77 }
}
