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
        var keys: [[UInt8]] = []
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

    /// The letters and digits of the phrase's words, in lower case without accents, hyphens and connectors.
    private static func plain(
        _ phrase: PhraseTable.Phrase, page: borrowing Page, text: Span<UInt8>
    ) -> [UInt8] {
        var letters: [UInt8] = []
        letters.reserveCapacity(48)
        for index in Int(phrase.first)..<Int(phrase.first) + Int(phrase.tokens) {
            let token = page.tokens[index]
            if token.part == .connector { continue }
            var offset = Int(token.start)
            while offset < Int(token.end) {
                let scalar = text.scalar(at: offset)
                offset += scalar.length
                if scalar.glyph.isWord { append(Letters.lower(scalar.value), to: &letters) }
            }
        }
        return letters
    }

    private static func append(_ value: UInt32, to letters: inout [UInt8]) {
        let base = Letters.base(value)
        if base != 0 {
            letters.append(base)
        } else if value < 0x80 {
            letters.append(UInt8(value))
        } else if let scalar = Unicode.Scalar(value) {
            letters.append(contentsOf: scalar.utf8)
        }
    }
}
