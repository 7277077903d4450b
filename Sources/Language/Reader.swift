/// Reads a text into words with byte offsets, in one pass and without a decision that needs the language.
struct Reader {
    var tokens: [Token] = []
    /// The word being read: lower case, accents composed.
    var word = WordBuffer()
    var traits: Token.Traits = []
    /// What has been met since the last word.
    var between = Between()
    /// Lines are wrapped at a width, so that a line's end says nothing.
    var linesAreWrapped = false

    struct Between {
        var soft = false
        var dot = false
        var stop = false
        var newlines = 0
    }

    /// How a word ends.
    struct Ending {
        /// The offset after its last byte.
        var end: Int
        /// Where reading goes on.
        var resume: Int
        var isAddress = false
    }

    mutating func read(
        _ text: Span<UInt8>, lexicon: inout Lexicon, isCancelled: () -> Bool
    ) throws(ExtractionRefusal) {
        tokens.removeAll(keepingCapacity: true)
        between = Between()
        linesAreWrapped = LineShape.isWrapped(text)
        var position = 0
        var nextCheck = KeywordLimits.bytesBetweenChecks
        while position < text.count {
            if position >= nextCheck {
                if isCancelled() { throw .cancelled }
                nextCheck = position + KeywordLimits.bytesBetweenChecks
            }
            let scalar = text.scalar(at: position)
            if scalar.glyph.isWord {
                position = readWord(text, from: position, first: scalar, lexicon: &lexicon)
            } else {
                note(scalar.glyph)
                position += scalar.length
            }
        }
    }

    @inline(__always)
    private mutating func note(_ glyph: Glyph) {
        switch glyph {
        case .space, .mark: break
        case .newline: between.newlines += 1
        case .period: between.dot = true
        case .stop: between.stop = true
        default: between.soft = true
        }
    }

    private mutating func readWord(
        _ text: Span<UInt8>, from start: Int, first: Scalar, lexicon: inout Lexicon
    ) -> Int {
        let gap = closeGap(before: first.glyph)
        word.clear()
        traits = first.glyph == .upper ? .capital : first.glyph == .digit ? [.number, .digit] : []
        let ending =
            if first.glyph.rawValue >= Glyph.han.rawValue {
                readIdeographs(text, from: start, first: first)
            } else {
                readLetters(text, from: start)
            }
        if word.letters == 1, word.capitals == 1, word.count <= 2 { traits.insert(.initial) }
        if word.capitals > 1, word.capitals == word.letters { traits.insert(.capitals) }
        if ending.isAddress { between.soft = true }
        let isKept = !ending.isAddress && word.count <= KeywordLimits.wordBytes
        let number = isKept ? word.withBytes { lexicon.number(of: $0) } : 0
        tokens.append(
            Token(start: UInt32(start), end: UInt32(ending.end), word: number, traits: traits, gap: gap))
        return ending.resume
    }

    private mutating func closeGap(before glyph: Glyph) -> Token.Gap {
        let met = between
        between = Between()
        if met.stop { return glyph == .lower ? .soft : .sentence }
        if met.newlines > (linesAreWrapped ? 1 : 0) { return .sentence }
        if met.dot {
            switch glyph {
            case .lower: return .dotBeforeSmall
            case .digit: return .dotBeforeDigit
            default: return .dotBeforeCapital
            }
        }
        return met.soft ? .soft : .none
    }

    private mutating func readIdeographs(_ text: Span<UInt8>, from start: Int, first: Scalar) -> Ending {
        var end = start
        while end < text.count {
            let scalar = text.scalar(at: end)
            guard scalar.glyph == first.glyph || scalar.glyph == .mark else { break }
            word.append(scalar.value)
            end += scalar.length
        }
        return Ending(end: end, resume: end)
    }

    /// Reads letters, digits and what joins them.
    private mutating func readLetters(_ text: Span<UInt8>, from start: Int) -> Ending {
        var end = start
        while true {
            end = readRun(text, from: end)
            if end >= text.count { break }
            let scalar = text.scalar(at: end)
            switch scalar.glyph {
            case .lower:
                word.append(lower: scalar.value)
            case .upper:
                readCapital(scalar)
            case .digit:
                traits.insert(.digit)
                word.append(digit: scalar.value)
            case .mark:
                word.append(mark: scalar.value)
            case .han, .hiragana, .katakana, .space, .newline, .stop:
                return Ending(end: end, resume: end)
            case .hyphen, .apostrophe, .period, .soft:
                if let ending = join(text, at: end, scalar).ending(scalar) { return ending }
                traits.insert(.compound)
            }
            end += scalar.length
        }
        return Ending(end: end, resume: end)
    }

    @inline(__always)
    private mutating func readRun(_ text: Span<UInt8>, from start: Int) -> Int {
        var humps = false
        let end = word.appendRun(text, from: start, humps: &humps)
        if humps { traits.insert(.compound) }
        return end
    }

    @inline(__always)
    private mutating func readCapital(_ scalar: Scalar) {
        if word.last == .lower { traits.insert(.compound) }
        word.append(upper: scalar.value)
    }
}

/// Whether a text's lines were broken to fit a width, as in mails and old files, rather than to mean
/// something.
enum LineShape {
    private static let linesMin = 3
    private static let widthMax = 100
    private static let fullLine = 50

    static func isWrapped(_ text: Span<UInt8>) -> Bool {
        var lines = 0
        var fullLines = 0
        var start = 0
        for index in text.indices where text[index] == 0x0A {
            let width = index - start
            start = index + 1
            if width > widthMax { return false }
            if width == 0 { continue }
            lines += 1
            if width >= fullLine { fullLines += 1 }
        }
        return lines >= linesMin && text.count - start <= widthMax && fullLines * 3 > lines * 2
    }
}
