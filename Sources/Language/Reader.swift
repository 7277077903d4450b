/// Reads a text into words with byte offsets, in one pass and without a decision that needs the language.
struct Reader {
    var tokens: [Token] = []
    /// The word being read: lower case, accents composed.
    var word = WordBuffer()
    var traits: Token.Traits = []
    /// What has been met since the last word.
    var between = Between()
    /// Why its lines end where they do.
    var lines = LineShape()
    /// Where the line being read begins.
    private var lineStart = 0
    /// The line that ended first since the last word.
    private var endedLine = 0..<0

    struct Between {
        var soft = false
        var dot = false
        /// The word before has its full stop in it, as "S.A." has.
        var ownDot = false
        /// A bracket opened behind the full stop.
        var bracket = false
        var stop = false
        var newlines: UInt32 = 0

        var isBlank: Bool { !(soft || dot || ownDot || stop) && newlines == 0 }
    }

    /// Whether a line has ended in the text.
    var hasLines: Bool { lineStart > 0 }

    /// How a word ends.
    struct Ending {
        /// The offset after its last byte.
        var end: Int
        /// Where reading goes on.
        var resume: Int
        var isAddress = false
    }

    /// About: what a word has with the blank behind it, in the languages known.
    private static let bytesPerWord = 6

    mutating func read(
        _ text: Span<UInt8>, lexicon: inout Lexicon, isCancelled: () -> Bool
    ) throws(ExtractionRefusal) {
        tokens.removeAll(keepingCapacity: true)
        tokens.reserveCapacity(text.count / Self.bytesPerWord)
        between = Between()
        lines = LineShape(of: text)
        lineStart = 0
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
            } else if scalar.glyph == .newline {
                position = readLineEnd(text, at: position, scalar)
            } else {
                let sign = Sign(text, at: position, scalar, after: tokens)
                note(sign.glyph, scalar.value)
                position = sign.end
            }
        }
    }

    /// A carriage return and its line feed are one end of line.
    private mutating func readLineEnd(_ text: Span<UInt8>, at position: Int, _ scalar: Scalar) -> Int {
        if between.newlines == 0 { endedLine = lineStart..<position }
        between.newlines &+= LineEnd.lines(scalar)
        lineStart = position + LineEnd.length(text, at: position)
        return lineStart
    }

    @inline(__always)
    private mutating func note(_ glyph: Glyph, _ value: UInt32) {
        switch glyph {
        case .space, .newline, .mark: break
        case .period: between.dot = true
        case .stop: between.stop = true
        default:
            between.soft = true
            if between.dot { noteBehindDot(value) }
        }
    }

    /// A comma behind a full stop shows that the stop only shortens: "Acme Ltd., Ohio".
    private mutating func noteBehindDot(_ value: UInt32) {
        switch value {
        case UInt32(UInt8(ascii: ",")), UInt32(UInt8(ascii: ";")), UInt32(UInt8(ascii: ":")):
            between.dot = false
        case UInt32(UInt8(ascii: "(")), UInt32(UInt8(ascii: "[")): between.bracket = true
        default: break
        }
    }

    private mutating func readWord(
        _ text: Span<UInt8>, from start: Int, first: Scalar, lexicon: inout Lexicon
    ) -> Int {
        let begin = begin(text, ofWordAt: start)
        let gap = closeGap(before: first.glyph, in: text)
        word.clear()
        if begin < start { word.append(mark: UInt8(ascii: ".")) }
        traits = first.glyph == .upper ? .capital : first.glyph == .digit ? [.number, .digit] : []
        let ending =
            if first.glyph.rawValue >= Glyph.han.rawValue {
                readIdeographs(text, from: start, first: first)
            } else {
                readLetters(text, from: start)
            }
        noteBuild(text, of: start..<ending.end)
        if ending.isAddress { between.soft = true }
        // Only initials written together keep their last point.
        if word.hasPoint, text[ending.end - 1] == UInt8(ascii: ".") { between.ownDot = true }
        let isKept = !ending.isAddress && word.count <= KeywordLimits.wordBytes
        let number = isKept ? word.withBytes { lexicon.number(of: $0) } : 0
        tokens.append(
            Token(start: UInt32(begin), end: UInt32(ending.end), word: number, traits: traits, gap: gap))
        return ending.resume
    }

    /// One before it where a point there is the word's own: .NET
    @inline(__always)
    private mutating func begin(_ text: Span<UInt8>, ofWordAt start: Int) -> Int {
        guard between.dot, Sign.leads(text, wordAt: start) else { return start }
        between.dot = false
        return start - 1
    }

    @inline(__always)
    private mutating func noteBuild(_ text: Span<UInt8>, of place: Range<Int>) {
        if traits.contains(.number) {
            if word.letters > 0, NumberTerm.is(text, place) { traits.insert(.term) }
        } else if word.letters == 1, word.capitals == 1, word.count <= 2 {
            traits.insert(.initial)
        }
        if word.capitals > 1, word.capitals == word.letters { traits.insert(.capitals) }
    }

    @inline(__always)
    private mutating func closeGap(before glyph: Glyph, in text: Span<UInt8>) -> Token.Gap {
        if between.isBlank { return .none }
        let met = between
        between = Between()
        return gap(met, before: glyph, in: text)
    }

    private func gap(_ met: Between, before glyph: Glyph, in text: Span<UInt8>) -> Token.Gap {
        if met.stop { return glyph == .lower ? .soft : .sentence }
        if met.newlines > 1 { return .sentence }
        if met.newlines == 1, lines.ends(text, line: endedLine, next: lineStart, before: glyph) {
            return .sentence
        }
        if met.dot { return dotGap(met, before: glyph) }
        if met.soft { return .soft }
        return met.ownDot && glyph == .upper ? .ownDotBeforeCapital : .none
    }

    private func dotGap(_ met: Between, before glyph: Glyph) -> Token.Gap {
        switch glyph {
        case .lower: .dotBeforeSmall
        case .digit: .dotBeforeDigit
        default: met.bracket ? .dotBeforeBracket : .dotBeforeCapital
        }
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
