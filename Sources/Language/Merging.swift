/// Phrases that are one to a reader although their stems differ: written with a hyphen or without, with or
/// without an accent the stemmer needed. The better-ranked one stands for both.
enum Merging {
    struct Merged {
        var ranked: Selection.Ranked
        /// The phrases whose occurrences are counted together.
        var phrases: [Int]
    }

    static func merge(
        _ ranked: [Selection.Ranked], phrases: PhraseTable, page: borrowing Page, text: Span<UInt8>,
        limit: Int
    ) -> [Merged] {
        var merged: [Merged] = []
        var keys: [UInt64] = []
        for candidate in ranked {
            let key = plain(phrases.phrases[candidate.phrase], page: page, text: text)
            if let same = keys.firstIndex(of: key) {
                merged[same].phrases.append(candidate.phrase)
            } else if merged.count < limit {
                keys.append(key)
                merged.append(Merged(ranked: candidate, phrases: [candidate.phrase]))
            }
        }
        return merged
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
