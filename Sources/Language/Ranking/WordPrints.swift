/// Words and stems as numbers that are the same in every process, which the lexicon's own are not. Made once
/// for each word a workspace meets.
struct WordPrints {
    /// By the lexicon's number of a word.
    private(set) var words: [Print] = []
    /// By the lexicon's number of a stem.
    private(set) var stems: [UInt32] = []

    struct Print {
        let whole: UInt32
        /// Of the last three bytes.
        let ending: UInt32

        /// Stands for the word beside a phrase where there is none.
        static let nothing = Print(whole: 1, ending: 1)
    }

    private static let endingBytes = 3

    /// Makes those of the words that came since.
    mutating func follow(_ lexicon: borrowing Lexicon) {
        for id in words.count..<lexicon.words.count {
            let word = lexicon.words.text(id)
            words.append(Print(whole: Self.hash(word), ending: Self.hash(word.suffix(Self.endingBytes))))
        }
        for id in stems.count..<lexicon.stems.count { stems.append(Self.hash(lexicon.stems.text(id))) }
    }

    private static func hash(_ bytes: ArraySlice<UInt8>) -> UInt32 {
        var hash = StableHash()
        hash.add(bytes)
        return hash.folded
    }
}
