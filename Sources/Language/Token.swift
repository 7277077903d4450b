/// One word of the text, as bytes and as a number in the lexicon.
struct Token {
    /// Byte offset of the first byte.
    var start: UInt32
    /// Byte offset after the last byte.
    var end: UInt32
    /// The word's number in the lexicon; 0 for what is never a keyword: addresses, words beyond the limit.
    var word: UInt32
    /// The stem's number in this text, given when the language is known.
    var stem = Page.noStem
    var beginsSentence = false
    /// Written short, with a full stop that does not end the sentence, or a section sign.
    var isAbbreviated = false
    var traits: Traits
    /// What stands between this word and the one before.
    var gap: Gap
    var part: Part = .content

    struct Traits: OptionSet {
        let rawValue: UInt16
        static let capital = Traits(rawValue: 1)
        /// At least two letters, all of them capitals.
        static let capitals = Traits(rawValue: 2)
        static let digit = Traits(rawValue: 4)
        /// Begins with a digit.
        static let number = Traits(rawValue: 8)
        /// Holds a hyphen, an apostrophe, a point or a capital after a small letter.
        static let compound = Traits(rawValue: 16)
        /// A single capital letter.
        static let initial = Traits(rawValue: 32)
        /// An article, law or case number: 9.099/95, 0001234-56.2024.8.26.0100.
        static let reference = Traits(rawValue: 64)
        /// Begins with a digit and names something all the same: 5G, 3D, 2,4-D, 18F-FDG.
        static let term = Traits(rawValue: 128)
        /// Stands in a sentence or a line in capitals, where casing says nothing.
        static let shouted = Traits(rawValue: 256)
        /// Is one of several words in capitals, or one too long for an acronym: a name perhaps, but stressed.
        static let stressed = Traits(rawValue: 512)
    }

    enum Gap: UInt8 {
        /// White space or nothing: the words may stand in one phrase.
        case none
        /// A comma, bracket, quote or the like: the sentence goes on, the phrase does not.
        case soft
        /// A full stop before a small letter, a capital, a digit: resolved once the language is known.
        case dotBeforeSmall, dotBeforeCapital, dotBeforeDigit
        /// A full stop before a bracket and a capital.
        case dotBeforeBracket
        /// A capital behind initials whose last point belongs to them, as in "S.A.": resolved likewise.
        case ownDotBeforeCapital
        case sentence
    }

    /// What the word may do in a keyword.
    enum Part: UInt8 {
        case content
        /// May only stand inside.
        case connector
        /// A number: may not begin a keyword.
        case number
        /// Ends every phrase.
        case barrier
        /// Counts what comes after it: 2ª Turma, II Guerra. May begin a keyword and be none alone.
        case ordinal
    }

    /// Begins with a capital that the whole line does not have.
    @inline(__always)
    var isCapital: Bool { traits.contains(.capital) && !traits.contains(.shouted) }
}

extension Token {
    /// How the word is written, as the patterns of trained models have it.
    var pattern: UInt8 {
        var pattern = UInt8(truncatingIfNeeded: traits.rawValue & 0x7F)
        if traits.contains(.shouted) { pattern &= ~UInt8(truncatingIfNeeded: Traits.capital.rawValue) }
        if !traits.isDisjoint(with: .unclear) {
            pattern &= ~UInt8(truncatingIfNeeded: Traits.capitals.rawValue)
        }
        return pattern
    }
}

extension Token.Traits {
    /// Capitals that are no sign of an acronym.
    static let unclear: Token.Traits = [.shouted, .stressed]
}
