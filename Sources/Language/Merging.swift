/// Phrases that are one to a reader although their stems differ: written with a hyphen or without, with or
/// without an accent the stemmer needed. The better-ranked one stands for both.
enum Merging {
    struct Merged {
        var ranked: Selection.Ranked
        /// The phrases whose occurrences are counted together.
        var phrases: [Int]
    }

    static func merge(
        _ ranked: ArraySlice<Selection.Ranked>, phrases: PhraseTable, page: borrowing Page, text: Span<UInt8>,
        options: KeywordOptions
    ) -> [Merged] {
        var diversity = Diversity(options.diversity)
        var merged: [Merged] = []
        var keys: [UInt64] = []
        for candidate in ranked {
            let key = plain(phrases.phrases[candidate.phrase], page: page, text: text)
            if let same = keys.firstIndex(of: key) {
                merged[same].phrases.append(candidate.phrase)
            } else if merged.count < options.limit,
                diversity.admits(stems(of: phrases.phrases[candidate.phrase], on: page))
            {
                keys.append(key)
                merged.append(Merged(ranked: candidate, phrases: [candidate.phrase]))
            }
        }
        return merged
    }

    private static func stems(of phrase: PhraseTable.Phrase, on page: borrowing Page) -> [UInt32] {
        let start = Int(phrase.first)
        return page.tokens[start..<start + Int(phrase.tokens)].map(\.stem)
    }

    /// A hash of the letters and digits of the phrase's words, in lower case without accents, hyphens and
    /// connectors. Of 64 bits, and fixed: equal texts merge alike everywhere.
    private static func plain(
        _ phrase: PhraseTable.Phrase, page: borrowing Page, text: Span<UInt8>
    ) -> UInt64 {
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        for index in Int(phrase.first)..<Int(phrase.first) + Int(phrase.tokens) {
            let token = page.tokens[index]
            if token.part == .connector { continue }
            var offset = Int(token.start)
            while offset < Int(token.end) {
                let scalar = text.scalar(at: offset)
                offset += scalar.length
                guard scalar.glyph.isWord else { continue }
                let small = Letters.lower(scalar.value)
                let base = Letters.base(small)
                hash = (hash ^ UInt64(base == 0 ? small : UInt32(base))) &* 0x0000_0100_0000_01B3
            }
        }
        return hash
    }
}

/// Passes over phrases most of whose words a better one already has.
struct Diversity {
    private let sharedMost: Double
    /// The stems of each phrase admitted.
    private var admitted: [[UInt32]] = []

    init(_ diversity: Double) { sharedMost = 1 - diversity }

    /// - Parameter stems: of the phrase's words; looked at only where it matters.
    mutating func admits(_ stems: @autoclosure () -> [UInt32]) -> Bool {
        if sharedMost >= 1 { return true }
        let stems = stems().filter { $0 < Page.glue }
        for other in admitted {
            let shared = stems.count { other.contains($0) }
            if Double(shared) > sharedMost * Double(stems.count) { return false }
        }
        admitted.append(stems)
        return true
    }
}
