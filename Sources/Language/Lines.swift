/// One line of a text, as far as its width and its ends tell why it was broken. Scalars are counted, not bytes:
/// a column of accented letters is as wide as one of plain ones.
struct Line {
    /// Scalars from its beginning to its last mark.
    var width = 0
    /// Scalars of its first word, with the marks that cling to it.
    var firstWord = 0
    var beginsSmall = false
    /// A mark stands at its end behind which something new may begin.
    var isClosed = false
    /// A word is parted at its end.
    var isHyphenated = false

    var isBlank: Bool { width == 0 }

    init(_ text: Span<UInt8>, _ range: Range<Int>) {
        let end = Line.trimmed(text, range)
        let start = Line.content(text, range.lowerBound..<end)
        if start == end { return }
        width = Line.scalars(text, range.lowerBound..<end)
        firstWord = Line.firstWord(text, start..<end)
        beginsSmall = text.scalar(at: start).glyph == .lower
        isHyphenated = Line.isHyphenated(text, range)
        isClosed = !isHyphenated && Line.isClosed(text, start..<end)
    }

    /// Where its last mark ends.
    private static func trimmed(_ text: Span<UInt8>, _ range: Range<Int>) -> Int {
        var end = range.upperBound
        while end > range.lowerBound, text[end - 1] <= 0x20 { end -= 1 }
        return end
    }

    /// Where it says something: behind blanks and the strokes of a mail that answers.
    static func content(_ text: Span<UInt8>, _ range: Range<Int>) -> Int {
        var start = range.lowerBound
        while start < range.upperBound, text[start] <= 0x20 || text[start] == UInt8(ascii: ">") { start += 1 }
        return start
    }

    static func scalars(_ text: Span<UInt8>, _ range: Range<Int>) -> Int {
        var count = 0
        for offset in range where text[offset] & 0xC0 != 0x80 { count += 1 }
        return count
    }

    /// Scalars up to the first blank; more than a line has says no more.
    static func firstWord(_ text: Span<UInt8>, _ range: Range<Int>) -> Int {
        var count = 0
        for offset in range.lowerBound..<Swift.min(range.upperBound, range.lowerBound + wordBytesMax) {
            if text[offset] <= 0x20 { break }
            if text[offset] & 0xC0 != 0x80 { count += 1 }
        }
        return count
    }

    private static let wordBytesMax = 4 * LineShape.widthMax

    /// A hyphen or a soft hyphen behind a letter.
    static func isHyphenated(_ text: Span<UInt8>, _ range: Range<Int>) -> Bool {
        let end = trimmed(text, range)
        let start = range.lowerBound
        if end - start >= 2, text[end - 1] == UInt8(ascii: "-") { return isLetter(text[end - 2]) }
        if end - start >= 3, text[end - 2] == 0xC2, text[end - 1] == 0xAD { return isLetter(text[end - 3]) }
        guard end - start >= 4, text[end - 3] == 0xE2, text[end - 2] == 0x80, text[end - 1] == 0x90 else {
            return false
        }
        return isLetter(text[end - 4])
    }

    private static func isLetter(_ byte: UInt8) -> Bool { byte >= 0x80 || (byte | 0x20) &- 0x61 < 26 }

    /// Ends in a full stop, a colon or the like, quotes and brackets aside.
    static func isClosed(_ text: Span<UInt8>, _ range: Range<Int>) -> Bool {
        var end = trimmed(text, range)
        while end > range.lowerBound {
            let length = closingLength(text, range.lowerBound..<end)
            if length == 0 { break }
            end -= length
        }
        guard end > range.lowerBound else { return false }
        switch text[end - 1] {
        case UInt8(ascii: "."), UInt8(ascii: "!"), UInt8(ascii: "?"), UInt8(ascii: ":"), UInt8(ascii: ";"):
            return true
        case 0xA6: return end - range.lowerBound >= 3 && text[end - 3] == 0xE2 && text[end - 2] == 0x80
        default: return false
        }
    }

    /// The bytes of a quote or bracket that closes at the end of a range.
    private static func closingLength(_ text: Span<UInt8>, _ range: Range<Int>) -> Int {
        let end = range.upperBound
        switch text[end - 1] {
        case UInt8(ascii: "\""), UInt8(ascii: "'"), UInt8(ascii: ")"), UInt8(ascii: "]"): return 1
        case 0xBB: return range.count >= 2 && text[end - 2] == 0xC2 ? 2 : 0
        case 0x99, 0x9D: return range.count >= 3 && text[end - 3] == 0xE2 && text[end - 2] == 0x80 ? 3 : 0
        default: return 0
        }
    }
}

extension Line {
    /// Whether a line begins as the entry of a list does: with a bullet, "a)", "12." or the sign of a paragraph.
    static func isEntry(_ text: Span<UInt8>, from offset: Int) -> Bool {
        var start = offset
        while start < text.count, text[start] == 0x20 || text[start] == 0x09 { start += 1 }
        guard start < text.count else { return false }
        if text[start] == UInt8(ascii: "(") { return isNumeral(text, from: start + 1, digits: false) }
        if isAlphanumeric(text[start]) { return isNumeral(text, from: start, digits: true) }
        let mark = text.scalar(at: start)
        if mark.value == 0xA7 { return true }
        let after = start + mark.length
        return isBullet(mark.value) && after < text.count && text[after] <= 0x20
    }

    private static func isBullet(_ value: UInt32) -> Bool {
        switch value {
        case 0x2A, 0x2B, 0x2D, 0xB7, 0x2013, 0x2014, 0x2022, 0x2023, 0x2043, 0x2212, 0x25A0...0x25FF: true
        default: false
        }
    }

    /// A few letters or digits before a bracket, digits also before a point.
    private static func isNumeral(_ text: Span<UInt8>, from start: Int, digits: Bool) -> Bool {
        var end = start
        while end < text.count, end - start < numeralMax, isAlphanumeric(text[end]) { end += 1 }
        guard end > start, end < text.count else { return false }
        let isNumber = text[start] &- 0x30 < 10
        if isNumber, !digits { return false }
        if text[end] == UInt8(ascii: ")") { return isNumber || isLettered(text, start..<end) }
        guard isNumber, text[end] == UInt8(ascii: ".") else { return false }
        return end + 1 < text.count && text[end + 1] <= 0x20
    }

    private static let numeralMax = 4

    /// One letter, or a Roman number.
    private static func isLettered(_ text: Span<UInt8>, _ range: Range<Int>) -> Bool {
        if range.count == 1 { return true }
        for offset in range {
            switch text[offset] | 0x20 {
            case UInt8(ascii: "i"), UInt8(ascii: "v"), UInt8(ascii: "x"): continue
            default: return false
            }
        }
        return true
    }

    private static func isAlphanumeric(_ byte: UInt8) -> Bool {
        byte &- 0x30 < 10 || (byte | 0x20) &- 0x61 < 26
    }
}
