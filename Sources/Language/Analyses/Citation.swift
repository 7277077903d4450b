/// Where a sentence is cut from its text: its words with the marks that cling to them.
enum Citation {
    /// Marks on either side, in bytes.
    private static let bytesMax = 12

    /// The bytes of every sentence, in order; none reaches into another.
    static func ranges(of passage: Passage, in text: Span<UInt8>) -> [Range<Int>] {
        var ranges: [Range<Int>] = []
        ranges.reserveCapacity(passage.sentences.count)
        for sentence in passage.sentences {
            let words = passage.bytes(of: sentence)
            let start = start(of: words, behind: ranges.last?.upperBound ?? 0, in: text)
            ranges.append(start..<end(of: words, in: text))
        }
        return ranges
    }

    private static func end(of words: Range<Int>, in text: Span<UInt8>) -> Int {
        var end = words.upperBound
        while end < text.count, end - words.upperBound < bytesMax {
            let scalar = text.scalar(at: end)
            guard closes(scalar.value) else { break }
            end += scalar.length
        }
        return end
    }

    private static func closes(_ value: UInt32) -> Bool {
        switch value {
        case 0x21, 0x22, 0x25, 0x27, 0x29, 0x2E, 0x3A, 0x3B, 0x3E, 0x3F, 0x5D, 0x7D: true
        case 0xA2, 0xA3, 0xA5, 0xBB, 0x2019, 0x201C, 0x201D, 0x2026, 0x2030, 0x203A, 0x20AC: true
        case 0x3001...0x3002, 0x300D, 0x300F, 0x3011, 0xFF01, 0xFF09, 0xFF1F: true
        default: false
        }
    }

    /// Opening quotes and brackets, signs of currency, plus and minus stand before the first word without a blank.
    private static func start(of words: Range<Int>, behind limit: Int, in text: Span<UInt8>) -> Int {
        var start = words.lowerBound
        while start > limit {
            var offset = start - 1
            while offset > limit, text[offset] & 0xC0 == 0x80 { offset -= 1 }
            guard text[offset] & 0xC0 != 0x80, words.lowerBound - offset <= bytesMax else { break }
            let next = text.scalar(at: start)
            guard opens(text.scalar(at: offset), before: next) else { break }
            start = offset
        }
        return start
    }

    private static func opens(_ scalar: Scalar, before next: Scalar) -> Bool {
        switch scalar.glyph {
        case .hyphen, .apostrophe, .period, .stop, .soft: break
        case .space, .newline, .lower, .upper, .digit, .han, .hiragana, .katakana, .mark: return false
        }
        switch scalar.value {
        // What parts or closes, and the bullets of lists.
        case 0x21, 0x29, 0x2A, 0x2C, 0x3A, 0x3B, 0x3F, 0x5D, 0x7C, 0x7D, 0xB7, 0x2022, 0x25A0...0x25FF,
            0x3001...0x3002, 0xFF01, 0xFF09, 0xFF0C, 0xFF1F:
            return false
        // A dash is a sign only before a number.
        case 0x2D, 0x2010...0x2015, 0x2212: return next.glyph == .digit || isCurrency(next.value)
        default: return true
        }
    }

    private static func isCurrency(_ value: UInt32) -> Bool {
        switch value {
        case 0x24, 0xA2...0xA5, 0x20A0...0x20CF: true
        default: false
        }
    }
}
