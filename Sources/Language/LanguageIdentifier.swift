/// Tells the language of a text from its function words, endings and letters.
public enum LanguageIdentifier {
    /// The likeliest language and how sure that is, from 0 to 1; `und` with 0 where nothing speaks for any.
    public static func identify(_ text: String) -> (language: LanguageCode, confidence: Double) {
        var start = text
        if text.utf8.count > LanguageEvidence.bytesMax {
            start = String(decoding: text.utf8.prefix(LanguageEvidence.bytesMax), as: UTF8.self)
        }
        let found = try? Workspaces.lend { (workspace) throws(ExtractionRefusal) in
            try workspace.reader.read(start.utf8.span, lexicon: &workspace.lexicon, isCancelled: { false })
            return LanguageEvidence.weigh(workspace.reader.tokens, lexicon: workspace.lexicon)
        }
        guard let found else { return (.undetermined, 0) }
        return (found.tongue.code, found.confidence)
    }
}

enum LanguageEvidence {
    /// Beyond this the language is plain; a text in several languages is judged by its beginning.
    static let bytesMax = 16_384
    private static let tokensMax = 1_500
    /// The least evidence that counts: about one ending or two letters.
    private static let weightMin: Int32 = 6

    static func weigh(_ tokens: [Token], lexicon: borrowing Lexicon) -> (tongue: Tongue, confidence: Double) {
        var total = SIMD8<Int32>()
        for token in tokens.prefix(tokensMax) {
            total &+= SIMD8<Int32>(truncatingIfNeeded: lexicon.facts[Int(token.word)].roles.evidence)
        }
        var best = 0
        var second = 0
        for lane in 1..<8 {
            if total[lane] > total[best] {
                second = best
                best = lane
            } else if total[lane] > total[second] || second == 0 {
                second = lane
            }
        }
        guard total[best] >= weightMin, total[best] > total[second],
            let tongue = Tongue(rawValue: UInt8(best))
        else { return (.none, 0) }
        return (tongue, Double(total[best] - total[second]) / Double(total[best]))
    }
}
