/// The smallest part of a text that the finders look at: a run of letters, a run of digits, or one mark.
struct Piece {
    var start: UInt32
    /// Byte offset after the last byte.
    var end: UInt32
    var kind: Kind
    var gap: Gap
    var casing: Casing
    /// Of letters: lower case, without accents. Of a mark: its scalar, with kin of dashes and quotes made one.
    var hash: UInt64

    enum Kind: UInt8 {
        case letters, digits
        case mark
    }

    /// What stands before the piece.
    enum Gap: UInt8 {
        case none, space, line
        /// At least one empty line.
        case paragraph
    }

    enum Casing: UInt8 {
        case none, lower, title, upper, mixed
    }

    var length: Int { Int(end - start) }
    var range: Range<Int> { Int(start)..<Int(end) }

    func isMark(_ mark: Unicode.Scalar) -> Bool { kind == .mark && hash == UInt64(mark.value) }
}

/// FNV-1a over the bytes of a folded word: one number to compare instead of bytes.
enum WordHash {
    static let basis: UInt64 = 0xCBF2_9CE4_8422_2325

    @inline(__always)
    static func adding(_ byte: UInt8, to hash: UInt64) -> UInt64 {
        (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01B3
    }

    /// Of a word already folded.
    static func of(_ word: some Sequence<UInt8>) -> UInt64 {
        var hash = basis
        for byte in word { hash = adding(byte, to: hash) }
        return hash
    }
}

/// Cuts a text into pieces, in one pass over its bytes.
struct PieceReader {
    private(set) var pieces: [Piece] = []
    private var gap = Piece.Gap.none

    static func pieces(of text: Span<UInt8>) -> [Piece] {
        var reader = PieceReader()
        reader.pieces.reserveCapacity(text.count / 4 + 8)
        reader.read(text)
        return reader.pieces
    }

    private mutating func read(_ text: Span<UInt8>) {
        var position = 0
        while position < text.count {
            let scalar = text.scalar(at: position)
            switch scalar.glyph {
            case .space: open(.space, &position, scalar)
            case .newline: openLine(text, &position, scalar)
            case .digit where scalar.value < 0x80: readDigits(text, &position)
            case .mark: position += scalar.length
            case .lower, .upper, .han, .hiragana, .katakana:
                if MarkKin.isSign(scalar.value) {
                    append(mark: scalar, &position)
                } else {
                    readLetters(text, &position)
                }
            default: append(mark: scalar, &position)
            }
        }
    }

    private mutating func open(_ wider: Piece.Gap, _ position: inout Int, _ scalar: Scalar) {
        if gap == .none { gap = wider }
        position += scalar.length
    }

    private mutating func openLine(_ text: Span<UInt8>, _ position: inout Int, _ scalar: Scalar) {
        // A carriage return and its line feed are one end of line.
        let isPair = scalar.value == 0x0D && position + 1 < text.count && text[position + 1] == 0x0A
        gap = gap == .line || gap == .paragraph ? .paragraph : .line
        position += isPair ? 2 : scalar.length
    }

    private mutating func append(mark scalar: Scalar, _ position: inout Int) {
        let end = position + scalar.length
        append(position, end, .mark, casing: .none, hash: UInt64(MarkKin.kin(of: scalar.value)))
        position = end
    }

    private mutating func readDigits(_ text: Span<UInt8>, _ position: inout Int) {
        let start = position
        var hash = WordHash.basis
        while position < text.count, text[position] &- 0x30 < 10 {
            hash = WordHash.adding(text[position], to: hash)
            position += 1
        }
        append(start, position, .digits, casing: .none, hash: hash)
    }

    private mutating func readLetters(_ text: Span<UInt8>, _ position: inout Int) {
        let start = position
        var hash = WordHash.basis
        var (letters, capitals) = (0, 0)
        var beginsCapital = false
        while position < text.count {
            let scalar = text.scalar(at: position)
            if scalar.glyph == .mark {
                position += scalar.length
                continue
            }
            guard scalar.glyph.isWord, !(scalar.glyph == .digit && scalar.value < 0x80),
                !MarkKin.isSign(scalar.value)
            else { break }
            if scalar.glyph == .upper {
                if letters == 0 { beginsCapital = true }
                capitals += 1
            }
            letters += 1
            hash = Self.folded(scalar.value, into: hash)
            position += scalar.length
        }
        append(
            start, position, .letters,
            casing: Self.casing(letters: letters, capitals: capitals, beginsCapital: beginsCapital),
            hash: hash)
    }

    @inline(__always)
    private static func folded(_ value: UInt32, into hash: UInt64) -> UInt64 {
        let lower = Letters.lower(value)
        if lower < 0x80 { return WordHash.adding(UInt8(lower), to: hash) }
        let base = Letters.base(lower)
        if base != 0 { return WordHash.adding(base, to: hash) }
        return (hash ^ UInt64(lower)) &* 0x0000_0100_0000_01B3
    }

    private static func casing(letters: Int, capitals: Int, beginsCapital: Bool) -> Piece.Casing {
        if capitals == 0 { return .lower }
        if capitals == letters { return letters == 1 ? .title : .upper }
        return capitals == 1 && beginsCapital ? .title : .mixed
    }

    private mutating func append(
        _ start: Int, _ end: Int, _ kind: Piece.Kind, casing: Piece.Casing, hash: UInt64
    ) {
        pieces.append(
            Piece(
                start: UInt32(start), end: UInt32(end), kind: kind, gap: gap, casing: casing, hash: hash))
        gap = .none
    }
}

/// Marks that people and scanners write in place of each other.
enum MarkKin {
    /// Signs that the letter table counts as letters, but that are marks to a finder: º ª ° § and superscripts.
    @inline(__always)
    static func isSign(_ value: UInt32) -> Bool {
        value >= 0xA7 && value <= 0xBA && (value != 0xB5)
    }

    static func kin(of value: UInt32) -> UInt32 {
        switch value {
        case ..<0x80: value
        case 0xB0, 0xBA: 0xBA
        case 0x2010...0x2015, 0x2212, 0xAD, 0xFE58, 0xFE63, 0xFF0D: 0x2D
        case 0x2018...0x201B, 0xB4, 0x2032: 0x27
        case 0x201C...0x201F, 0xAB, 0xBB, 0x2033: 0x22
        case 0x2044, 0x2215, 0xFF0F: 0x2F
        case 0xFF0E, 0x2024: 0x2E
        default: value
        }
    }
}
