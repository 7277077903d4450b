/// Case and diacritics of letters, as tables made once; Latin completely up to Extended-B, Greek and Cyrillic
/// by their fixed distances, other scripts without case.
enum Letters {
    /// One past the last scalar the direct tables cover.
    static let latinEnd: UInt32 = 0x250

    static let glyphs: [Glyph] = (0..<latinEnd).map { value in
        if value < 0x80 { return Glyph.ascii(UInt8(value)) }
        switch value {
        case 0x85: return .newline
        case 0x80..<0xA1: return .space
        case 0xA7: return .lower  // § begins an article's number
        case 0xAA, 0xB0, 0xB2, 0xB3, 0xB5, 0xB9, 0xBA: return .lower
        case 0xAD: return .mark
        case 0xA1..<0xC0, 0xD7, 0xF7: return .soft
        default: return lower(value) == value ? .lower : .upper
        }
    }

    /// The lower-case letter of a scalar, itself where it has none.
    @inline(__always)
    static func lower(_ value: UInt32) -> UInt32 {
        if value < 0x80 { return value &- 0x41 < 26 ? value | 0x20 : value }
        if value < 0x100 { return value >= 0xC0 && value <= 0xDE && value != 0xD7 ? value + 0x20 : value }
        return wideLower(value)
    }

    private static func wideLower(_ value: UInt32) -> UInt32 {
        switch value {
        case ..<0x370, 0x1E00...0x1EFF: latinLower(value)
        case ..<0x400: greekLower(value)
        case ..<0x530: cyrillicLower(value)
        case 0x531...0x556: value + 0x30  // Armenian
        default: value
        }
    }

    @inline(__always)
    private static func latinLower(_ value: UInt32) -> UInt32 {
        switch value {
        case 0x130: 0x69
        case 0x178: 0xFF
        case 0x100...0x137, 0x14A...0x177, 0x1DE...0x1EF, 0x1F8...0x21F, 0x222...0x233, 0x1E00...0x1EFF:
            value | 1
        case 0x139...0x148, 0x179...0x17E, 0x1CD...0x1DC: value + (value & 1)
        default: value
        }
    }

    @inline(__always)
    private static func greekLower(_ value: UInt32) -> UInt32 {
        switch value {
        case 0x391...0x3A9: value + 0x20
        case 0x386: 0x3AC
        case 0x388...0x38A: value + 0x25
        case 0x38C: 0x3CC
        default: value
        }
    }

    @inline(__always)
    private static func cyrillicLower(_ value: UInt32) -> UInt32 {
        switch value {
        case 0x410...0x42F: value + 0x20
        case 0x400...0x40F: value + 0x50
        case 0x460...0x481, 0x48A...0x4BF, 0x4D0...0x52F: value | 1
        default: value
        }
    }

    static func isWideUpper(_ value: UInt32) -> Bool { wideLower(value) != value }

    /// The letter without its diacritic as ASCII text, or 0 where the scalar is not an accented Latin letter.
    static func base(_ value: UInt32) -> UInt8 {
        value < 0xC0 || value >= 0x180 ? 0 : bases[Int(value - 0xC0)]
    }

    /// U+00C0 to U+017F; a dot stands for a scalar that keeps itself.
    private static let bases: [UInt8] = Array(
        """
        aaaaaa.ceeeeiiiidnooooo.ouuuuy..aaaaaa.ceeeeiiiidnooooo.ouuuuy.y\
        aaaaaaccccccccddddeeeeeeeeeegggggggghhhhiiiiiiiiii..jjkkklllllll\
        lllnnnnnnnnnoooooo..rrrrrrssssssssttttttuuuuuuuuuuuuwwyyyzzzzzzs
        """.utf8
    ).map { $0 == UInt8(ascii: ".") ? 0 : $0 }

    /// The letter made by a lower-case ASCII letter and a combining mark, 0 where the engine knows none.
    static func composed(_ letter: UInt8, mark: UInt32) -> UInt32 {
        guard let row = compositions.first(where: { $0.mark == mark }) else { return 0 }
        for scalar in row.letters.unicodeScalars where base(scalar.value) == letter { return scalar.value }
        return 0
    }

    private static let compositions: [(mark: UInt32, letters: String)] = [
        (0x300, "àèìòù"), (0x301, "áéíóúýćńśź"), (0x302, "âêîôû"), (0x303, "ãñõ"), (0x308, "äëïöüÿ"),
        (0x30A, "åů"), (0x327, "ç"), (0x30C, "čšžřě"),
    ]
}
