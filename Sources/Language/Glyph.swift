/// What a scalar is to the scanner.
enum Glyph: UInt8 {
    case space, newline
    case lower, upper, digit
    /// Han, Hiragana, Katakana: scripts without spaces, where a change of script ends a word.
    case han, hiragana, katakana
    /// Combining marks and invisible joiners: part of the word they follow.
    case mark
    case hyphen, apostrophe
    /// `.`, which may end a sentence, abbreviate a word or stand in a number.
    case period
    /// `!`, `?`, `…` and their kin.
    case stop
    /// Everything else that parts phrases: commas, brackets, quotes, symbols.
    case soft

    var isLetter: Bool { self == .lower || self == .upper }
    var isWord: Bool { rawValue >= Glyph.lower.rawValue && rawValue <= Glyph.katakana.rawValue }
}

/// A scalar read from the text: how many bytes it takes and what it is.
struct Scalar {
    var value: UInt32
    var length: Int
    var glyph: Glyph
}

extension Span<UInt8> {
    /// The scalar that begins at a byte offset. Swift strings are valid UTF-8, so no length is checked twice.
    @inline(__always)
    func scalar(at offset: Int) -> Scalar {
        let first = UInt32(self[offset])
        if first < 0x80 {
            return Scalar(value: first, length: 1, glyph: Glyph.ascii(UInt8(first)))
        }
        return wideScalar(at: offset, first: first)
    }

    @inline(never)
    private func wideScalar(at offset: Int, first: UInt32) -> Scalar {
        let second = UInt32(self[offset + 1]) & 0x3F
        if first < 0xE0 {
            let value = (first & 0x1F) << 6 | second
            return Scalar(value: value, length: 2, glyph: Glyph.of(value))
        }
        let third = UInt32(self[offset + 2]) & 0x3F
        if first < 0xF0 {
            let value = (first & 0x0F) << 12 | second << 6 | third
            return Scalar(value: value, length: 3, glyph: Glyph.of(value))
        }
        let value = (first & 0x07) << 18 | second << 12 | third << 6 | UInt32(self[offset + 3]) & 0x3F
        return Scalar(value: value, length: 4, glyph: Glyph.of(value))
    }
}

extension Glyph {
    /// A switch of constants, which the compiler turns into a table without a lock in front of it.
    @inline(__always)
    static func ascii(_ value: UInt8) -> Glyph {
        switch value {
        case 0x0A, 0x0B, 0x0C, 0x0D: .newline
        case 0...0x20, 0x7F: .space
        case UInt8(ascii: "0")...UInt8(ascii: "9"): .digit
        case UInt8(ascii: "a")...UInt8(ascii: "z"): .lower
        case UInt8(ascii: "A")...UInt8(ascii: "Z"): .upper
        case UInt8(ascii: "-"): .hyphen
        case UInt8(ascii: "'"): .apostrophe
        case UInt8(ascii: "."): .period
        case UInt8(ascii: "!"), UInt8(ascii: "?"): .stop
        default: .soft
        }
    }

    static func of(_ value: UInt32) -> Glyph {
        if value >= 0xC0, value < 0x100, value != 0xD7, value != 0xF7 {
            return value >= 0xDF ? .lower : .upper
        }
        if value < Letters.latinEnd { return Letters.glyphs[Int(value)] }
        var low = 0
        var high = ranges.count
        while low < high {
            let middle = (low + high) / 2
            if ranges[middle].start <= value { low = middle + 1 } else { high = middle }
        }
        let glyph = ranges[low - 1].glyph
        return glyph == .lower && Letters.isWideUpper(value) ? .upper : glyph
    }

    /// Where each run of like scalars begins beyond Latin Extended-B; it holds until the next row. Blocks
    /// are taken whole: the engine needs to part words, not to know every unassigned point.
    private static let ranges: [(start: UInt32, glyph: Glyph)] = [
        (0x0250, .lower), (0x0300, .mark), (0x0370, .lower), (0x037E, .stop), (0x037F, .lower),
        (0x0387, .soft), (0x0388, .lower), (0x0483, .mark), (0x048A, .lower), (0x055A, .soft),
        (0x0560, .lower), (0x0589, .stop), (0x058A, .hyphen), (0x058B, .soft), (0x0591, .mark),
        (0x05BE, .hyphen), (0x05BF, .mark), (0x05C0, .soft), (0x05C1, .mark), (0x05C3, .stop),
        (0x05C4, .mark), (0x05D0, .lower), (0x05F3, .soft), (0x0610, .mark), (0x061B, .soft),
        (0x061C, .mark), (0x061D, .stop), (0x0620, .lower), (0x064B, .mark), (0x0660, .digit),
        (0x066A, .soft), (0x066E, .lower), (0x06D4, .stop), (0x06D5, .lower), (0x06D6, .mark),
        (0x06EE, .lower), (0x06F0, .digit), (0x06FA, .lower), (0x0700, .soft), (0x0710, .lower),
        (0x0900, .mark), (0x0904, .lower), (0x093A, .mark), (0x093D, .lower), (0x093E, .mark),
        (0x0950, .lower), (0x0951, .mark), (0x0958, .lower), (0x0964, .stop), (0x0966, .digit),
        (0x0970, .soft), (0x0971, .lower), (0x0E3F, .soft), (0x0E40, .lower), (0x1100, .lower),
        (0x1361, .soft), (0x1369, .lower), (0x1680, .space), (0x1681, .lower), (0x180E, .mark),
        (0x1E00, .lower), (0x1FBD, .soft), (0x1FC2, .lower), (0x2000, .space), (0x200B, .mark),
        (0x2010, .hyphen), (0x2012, .soft), (0x2013, .hyphen), (0x2014, .soft), (0x2019, .apostrophe),
        (0x201A, .soft), (0x2026, .stop), (0x2027, .soft), (0x2028, .newline), (0x202A, .mark),
        (0x202F, .space), (0x2030, .soft), (0x203C, .stop), (0x203E, .soft), (0x2047, .stop),
        (0x204A, .soft), (0x205F, .space), (0x2060, .mark), (0x2070, .lower), (0x207A, .soft),
        (0x207F, .lower), (0x208A, .soft), (0x2090, .lower), (0x20A0, .soft), (0x20D0, .mark),
        (0x2100, .lower), (0x2190, .soft), (0x2C00, .lower), (0x2E00, .soft), (0x2E80, .han),
        (0x2FF0, .soft), (0x3000, .space), (0x3001, .soft), (0x3002, .stop), (0x3003, .soft),
        (0x3005, .han), (0x3008, .soft), (0x3021, .han), (0x302A, .mark), (0x3030, .soft),
        (0x3041, .hiragana), (0x3099, .mark), (0x309D, .hiragana), (0x30A0, .soft), (0x30A1, .katakana),
        (0x30FB, .soft), (0x30FC, .katakana), (0x3100, .lower), (0x3200, .soft), (0x3400, .han),
        (0x4DC0, .soft), (0x4E00, .han), (0xA000, .lower), (0xD800, .soft), (0xF900, .han),
        (0xFB00, .lower), (0xFD3E, .soft), (0xFD50, .lower), (0xFE00, .mark), (0xFE10, .soft),
        (0xFE20, .mark), (0xFE30, .soft), (0xFE70, .lower), (0xFEFF, .mark), (0xFF00, .soft),
        (0xFF01, .stop), (0xFF02, .soft), (0xFF0E, .stop), (0xFF0F, .soft), (0xFF10, .digit),
        (0xFF1A, .soft), (0xFF1F, .stop), (0xFF20, .soft), (0xFF21, .lower), (0xFF3B, .soft),
        (0xFF41, .lower), (0xFF5B, .soft), (0xFF61, .stop), (0xFF62, .soft), (0xFF66, .katakana),
        (0xFFA0, .lower), (0xFFE0, .soft), (0x10000, .lower), (0x1D000, .soft), (0x1D400, .lower),
        (0x1F000, .soft), (0x20000, .han), (0x40000, .soft), (0xE0000, .mark), (0xE01F0, .soft),
    ]
}
