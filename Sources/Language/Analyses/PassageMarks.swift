/// What stands before each word of a passage, finer than a token's gap: a newline and a comma part phrases alike, but
/// only one of them begins a line.
struct PassageMarks {
    struct Marks: OptionSet {
        let rawValue: UInt8
        static let newline = Marks(rawValue: 1)
        /// A comma or semicolon: the list goes on.
        static let comma = Marks(rawValue: 2)
        static let colon = Marks(rawValue: 4)
        /// A hyphen between blanks, a dash or a bullet.
        static let dash = Marks(rawValue: 8)
        /// An opening quote or bracket, or a quote that does not say which it is.
        static let opening = Marks(rawValue: 16)
    }

    private let marks: [Marks]

    init(of text: Span<UInt8>, in passage: Passage) {
        var marks: [Marks] = []
        marks.reserveCapacity(passage.tokens.count)
        var end = 0
        for token in passage.tokens {
            var found: Marks = []
            for index in end..<max(end, Int(token.start)) {
                found.formUnion(Self.mark(at: index, of: text))
            }
            marks.append(found)
            end = Int(token.end)
        }
        self.marks = marks
    }

    /// The marks before a word; a place beyond the last has none.
    subscript(_ token: Int) -> Marks { token < marks.count ? marks[token] : [] }

    private static func mark(at index: Int, of text: Span<UInt8>) -> Marks {
        if LineEnd.length(text, at: index) > 0 { return .newline }
        return switch text[index] {
        case UInt8(ascii: ","), UInt8(ascii: ";"): .comma
        case UInt8(ascii: ":"): .colon
        case UInt8(ascii: "-"), UInt8(ascii: "*"), UInt8(ascii: "|"): .dash
        case UInt8(ascii: "\""), UInt8(ascii: "'"), UInt8(ascii: "("), UInt8(ascii: "["): .opening
        case 0x80: wideMark(before: index, of: text)
        case 0xAB where index > 0 && text[index - 1] == 0xC2: .opening
        default: []
        }
    }

    /// General punctuation: two bytes E2 80, then the one that tells.
    private static func wideMark(before index: Int, of text: Span<UInt8>) -> Marks {
        guard index > 0, text[index - 1] == 0xE2, index + 1 < text.count else { return [] }
        return switch text[index + 1] {
        case 0x93, 0x94, 0x95, 0xA2: .dash
        case 0x98, 0x9C: .opening
        default: []
        }
    }
}
