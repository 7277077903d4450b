/// A word as the sequence model sees it: pieces that stand together, as numbers that its features are made of.
struct WordSigns {
    /// The first piece and the one after the last.
    var pieces: Range<Int>
    var start: UInt32
    var end: UInt32
    /// Small letters without accents, every digit as zero.
    var lower: UInt32 = 0
    /// As written.
    var exact: UInt32 = 0
    /// Kinds of its characters, runs taken once.
    var shape: UInt32 = 0
    var prefixes = InlineArray<2, UInt32>(repeating: 0)
    var suffixes = InlineArray<3, UInt32>(repeating: 0)
    /// The words the lists of names know it as.
    var lists: UInt8 = 0
    var casing = Piece.Casing.none
    var hasDigit = false
    var isMark = false
    var isConnector = false
    /// What the written rules found here: kind and whether it begins here.
    var found: UInt8 = 0
    /// The hash of the whole folded word, as word lists know it.
    var hash: UInt64 = 0
}

/// Joins pieces into words: numbers with their points and bars, words with their hyphens, ordinals with their sign.
struct WordJoiner {
    static let bytesOfSigns = 64

    static func words(of text: Span<UInt8>, _ pieces: [Piece]) -> [WordSigns] {
        var words: [WordSigns] = []
        words.reserveCapacity(pieces.count)
        var folded = InlineArray<64, UInt8>(repeating: 0)
        var first = 0
        while first < pieces.count {
            let last = end(of: first, pieces)
            var word = WordSigns(
                pieces: first..<last, start: pieces[first].start, end: pieces[last - 1].end)
            read(text, &word, pieces, &folded)
            words.append(word)
            first = last
        }
        return words
    }

    /// The piece after the last one of the word that begins here.
    private static func end(of first: Int, _ pieces: [Piece]) -> Int {
        var index = first + 1
        if pieces[first].kind == .mark {
            // Two quotes of one stroke are one of two.
            if index < pieces.count, pieces[index].gap == .none, pieces[first].isQuoteStroke,
                pieces[index].hash == pieces[first].hash
            {
                return index + 1
            }
            return index
        }
        while index < pieces.count, pieces[index].gap == .none {
            let piece = pieces[index]
            if piece.kind != .mark || piece.isOrdinal {
                index += 1
            } else if index + 1 < pieces.count, joins(pieces[index - 1], piece, pieces[index + 1]) {
                index += 2
            } else {
                break
            }
        }
        return index
    }

    private static func joins(_ before: Piece, _ mark: Piece, _ after: Piece) -> Bool {
        guard after.gap == .none, after.kind != .mark || after.isOrdinal else { return false }
        switch UInt32(truncatingIfNeeded: mark.hash) {
        case 0x2E, 0x2D, 0x2F, 0x5F, 0x26: return true
        case 0x2C, 0x3A: return before.kind == .digits && after.kind == .digits
        case 0x27: return before.kind == .letters && after.kind == .letters
        default: return false
        }
    }

    private static func read(
        _ text: Span<UInt8>, _ word: inout WordSigns, _ pieces: [Piece],
        _ folded: inout InlineArray<64, UInt8>
    ) {
        let first = pieces[word.pieces.lowerBound]
        word.isMark = first.kind == .mark
        word.casing = first.casing
        word.hash = first.hash
        if word.isMark { return readMark(&word, first) }
        var (count, position) = (0, Int(word.start))
        let end = min(Int(word.end), position + bytesOfSigns)
        var exact = WordHash.basis
        var lower = WordHash.basis
        var shape = WordHash.basis
        var lastShape: UInt8 = 0
        while position < end {
            let scalar = text.scalar(at: position)
            for offset in position..<position + scalar.length {
                exact = WordHash.adding(text[offset], to: exact)
            }
            position += scalar.length
            if scalar.glyph == .mark { continue }
            let byte = plain(scalar, word: &word)
            lower = WordHash.adding(byte, to: lower)
            if count < 64 { folded[count] = byte }
            count += 1
            let sign = shapeSign(scalar)
            if sign != lastShape { shape = WordHash.adding(sign, to: shape) }
            lastShape = sign
        }
        word.lower = Mix.short(lower)
        word.exact = Mix.short(exact)
        word.shape = Mix.short(shape ^ UInt64(word.casing.rawValue))
        affix(&word, folded, min(count, 64))
    }

    private static func readMark(_ word: inout WordSigns, _ mark: Piece) {
        let isQuote = mark.isQuoteStroke || mark.hash == 0x22
        let short = isQuote ? 0x22 : UInt32(truncatingIfNeeded: mark.hash)
        word.lower = short &+ 1
        word.exact = word.lower
        word.shape = word.lower
        word.hash = UInt64(short)
    }

    @inline(__always)
    private static func plain(_ scalar: Scalar, word: inout WordSigns) -> UInt8 {
        if scalar.glyph == .digit {
            word.hasDigit = true
            return UInt8(ascii: "0")
        }
        let lower = Letters.lower(scalar.value)
        if lower < 0x80 { return UInt8(lower) }
        let base = Letters.base(lower)
        if base != 0 { return base }
        let kin = MarkKin.kin(of: lower)
        return kin < 0x80 ? UInt8(kin) : UInt8(truncatingIfNeeded: kin) | 0x80
    }

    @inline(__always)
    private static func shapeSign(_ scalar: Scalar) -> UInt8 {
        if MarkKin.isSign(scalar.value) { return UInt8(truncatingIfNeeded: MarkKin.kin(of: scalar.value)) }
        switch scalar.glyph {
        case .upper: return UInt8(ascii: "X")
        case .digit: return UInt8(ascii: "0")
        case .lower, .han, .hiragana, .katakana: return UInt8(ascii: "x")
        default: return UInt8(truncatingIfNeeded: MarkKin.kin(of: scalar.value))
        }
    }

    private static func affix(_ word: inout WordSigns, _ folded: InlineArray<64, UInt8>, _ count: Int) {
        var hash = WordHash.basis
        for index in 0..<min(4, count) {
            hash = WordHash.adding(folded[index], to: hash)
            if index == 2 { word.prefixes[0] = Mix.short(hash) }
            if index == 3 { word.prefixes[1] = Mix.short(hash) }
        }
        hash = WordHash.basis
        for index in 0..<min(4, count) {
            hash = WordHash.adding(folded[count - 1 - index], to: hash)
            if index >= 1 { word.suffixes[index - 1] = Mix.short(hash) }
        }
    }
}

extension Piece {
    /// A stroke that, doubled, quotes: ` and '.
    var isQuoteStroke: Bool { kind == .mark && (hash == 0x60 || hash == 0x27) }
    var isOrdinal: Bool { kind == .mark && (hash == 0xBA || hash == 0xAA) }
}

/// Spreads what few bits tell over a whole number.
enum Mix {
    @inline(__always)
    static func short(_ value: UInt64) -> UInt32 {
        UInt32(truncatingIfNeeded: (value ^ (value >> 32)) &* 0x9E37_79B9_7F4A_7C15 >> 32)
    }

    /// A feature's number from its template and what it holds.
    @inline(__always)
    static func feature(_ template: UInt32, _ first: UInt32, _ second: UInt32 = 0, _ third: UInt32 = 0)
        -> UInt32
    {
        var hash = (UInt64(first) << 8 | UInt64(template)) &* 0x9E37_79B9_7F4A_7C15
        hash ^= UInt64(second) &* 0xC2B2_AE3D_27D4_EB4F
        hash ^= (UInt64(third) &* 0x1656_67B1_9E37_79F9) << 7
        hash = (hash ^ hash >> 29) &* 0xBF58_476D_1CE4_E5B9
        return UInt32(truncatingIfNeeded: hash >> 32)
    }
}
