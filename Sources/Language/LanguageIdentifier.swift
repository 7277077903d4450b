#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Musl)
    internal import Musl
#else
    internal import Darwin
#endif

/// Tells the language of a text from its function words, its common words, endings and letters.
public enum LanguageIdentifier {
    public static let identity = AnalyzerIdentity(name: "language", version: "2")

    /// The likeliest language and how sure that is, from 0 to 1; `und` with 0 where nothing speaks for any.
    public static func identify(_ text: String) -> (language: LanguageCode, confidence: Double) {
        let (tongue, confidence) = evidence(of: text).verdict
        return (tongue.code, confidence)
    }

    /// How likely each language is, `und` among them. The answer is that of `identify`.
    public static func probabilities(_ text: String) -> LanguageProbabilities {
        let evidence = evidence(of: text)
        return LanguageProbabilities(
            language: evidence.verdict.tongue.code, identity: identity, words: evidence.words,
            ranking: evidence.ranking)
    }

    private static func evidence(of text: String) -> LanguageEvidence {
        var start = text
        if text.utf8.count > LanguageEvidence.bytesMax {
            start = String(decoding: text.utf8.prefix(LanguageEvidence.bytesMax), as: UTF8.self)
        }
        let found = try? Workspaces.lend { (workspace) throws(ExtractionRefusal) in
            try workspace.reader.read(start.utf8.span, lexicon: &workspace.lexicon, isCancelled: { false })
            return LanguageEvidence(of: workspace.reader.tokens, lexicon: workspace.lexicon)
        }
        return found ?? LanguageEvidence()
    }
}

/// How likely each language is.
public struct LanguageProbabilities: Hashable, Sendable {
    /// How likely one language is.
    public struct Row: Hashable, Sendable {
        public let language: LanguageCode
        public let probability: Double
    }

    /// The answer; `und` where the evidence is too little or speaks for two languages alike.
    public let language: LanguageCode
    public let identity: AnalyzerIdentity
    /// The words looked at: the first 1,500 of the first 16 KB.
    public let words: Int
    /// All supported languages and `und`, the likeliest first.
    public let ranking: [Row]

    /// 0 for a language the engine does not know.
    public func probability(of language: LanguageCode) -> Double {
        ranking.first { $0.language == language }?.probability ?? 0
    }
}

/// What a text's words say for each language, in the lane of its number.
struct LanguageEvidence {
    private var total = SIMD8<Int32>()
    private(set) var words = 0

    /// Beyond this the language is plain; a text in several languages is judged by its beginning.
    static let bytesMax = 16_384
    private static let tokensMax = 1_500
    /// The least evidence that counts: about one ending or two letters.
    private static let weightMin: Int32 = 6
    /// A text of fewer words may owe its evidence to one ending that two languages share.
    private static let fewWords = 6
    /// By how much the best of few words must lead Portuguese, which shares most with its neighbours.
    private static let leadMin: Int32 = 16
    /// The evidence that makes a language e times as likely as another.
    private static let evidencePerUnit = 12.0

    init() {}

    init(of tokens: [Token], lexicon: borrowing Lexicon) {
        for token in tokens.prefix(Self.tokensMax) {
            total &+= SIMD8<Int32>(truncatingIfNeeded: lexicon.facts[Int(token.word)].roles.evidence)
            words += 1
        }
    }

    static func weigh(_ tokens: [Token], lexicon: borrowing Lexicon) -> (tongue: Tongue, confidence: Double) {
        LanguageEvidence(of: tokens, lexicon: lexicon).verdict
    }

    var verdict: (tongue: Tongue, confidence: Double) {
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
        guard total[best] >= Self.weightMin, total[best] > total[second],
            let tongue = Tongue(rawValue: UInt8(best)), !isDoubtful(tongue)
        else { return (.none, 0) }
        return (tongue, Double(total[best] - total[second]) / Double(total[best]))
    }

    /// Spanish or Italian by few words that may as well be Portuguese.
    private func isDoubtful(_ tongue: Tongue) -> Bool {
        guard words < Self.fewWords, tongue == .spanish || tongue == .italian else { return false }
        let portuguese = total[Int(Tongue.portuguese.rawValue)]
        return total[Int(tongue.rawValue)] - portuguese < Self.leadMin
    }

    /// The evidence as shares of likelihood; no language at all weighs what the least evidence does.
    var ranking: [LanguageProbabilities.Row] {
        let answer = verdict.tongue
        let top = Double(max(total.max(), Self.weightMin))
        var weights = Tongue.allCases.map { tongue in
            let evidence = tongue == .none ? Self.weightMin : total[Int(tongue.rawValue)]
            return exp((Double(evidence) - top) / Self.evidencePerUnit)
        }
        if total == SIMD8() { weights = weights.indices.map { $0 == 0 ? 1 : 0 } }
        let sum = weights.reduce(0, +)
        var rows: [(tongue: Tongue, probability: Double)] = []
        for (tongue, weight) in zip(Tongue.allCases, weights) { rows.append((tongue, weight / sum)) }
        rows.sort { one, other in
            if one.probability != other.probability { return one.probability > other.probability }
            if (one.tongue == answer) != (other.tongue == answer) { return one.tongue == answer }
            return one.tongue.rawValue < other.tongue.rawValue
        }
        return rows.map { LanguageProbabilities.Row(language: $0.tongue.code, probability: $0.probability) }
    }
}
