import Language
import Testing

/// Every analyzer over thousands of texts made of pieces and of real texts cut, doubled and broken.
@Suite struct AnalyzerFuzzTests {
    private static let pieces = [
        " ", " ", " ", ". ", ", ", "\n", "\n\n", "'", "-", "\u{301}", "ção", "não", "bom", "mas ", "muito ",
        "péssimo", "embora", "not", "but", "very ", "good", "art. ", "§", "R$ ", "1.000,00", "12/03/2024",
        "9.099/95", "julgo procedente", "SENTENÇA", "prazo", "citação por edital", "de ", "da ", "e ", "a",
        "S.A.", "@", "://", "www.", "ß", "é", "É", "qu", "gü", "y", "iou", "語", "ひ", "ع", "🙂", "\u{200D}",
        "\u{FEFF}", "\u{0}", "“", ")", "%", "…", "?!", "\u{202E}", "the", "eau", "'s", "n't", "ism", "le",
    ]

    private static let texts =
        [SummaryTests.ruling] + LanguageSentences.all.map(\.text) + SentimentCases.all.map(\.text)
        + DocumentCases.seen.map(\.text)

    private static func text(_ dice: inout HostileTests.Dice) -> String {
        if dice.roll(2) == 0 {
            return (0...dice.roll(80)).map { _ in pieces[dice.roll(pieces.count)] }.joined()
        }
        var bytes = Array(texts[dice.roll(texts.count)].utf8)
        for _ in 0...dice.roll(6) {
            let place = dice.roll(bytes.count)
            switch dice.roll(4) {
            case 0: bytes.remove(at: place)
            case 1: bytes[place] = UInt8(dice.roll(256))
            case 2: bytes.insert(contentsOf: pieces[dice.roll(pieces.count)].utf8, at: place)
            default: bytes.append(contentsOf: bytes[place...].prefix(dice.roll(60)))
            }
            if bytes.isEmpty { break }
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    private static let seeds = 60
    private static let textsOfSeed = HostileTests.texts(ofOneIn: seeds, inAll: 3_600)

    @Test(arguments: 1...seeds)
    func `no text breaks an analyzer`(seed: Int) throws {
        var dice = HostileTests.Dice(state: UInt64(seed) &* 0x2545_F491)
        let languages: [LanguageCode?] = [nil, .portuguese, .english, .italian, .undetermined]
        for _ in 0..<Self.textsOfSeed {
            let text = Self.text(&dice)
            let language = languages[dice.roll(languages.count)]
            let fair = try Self.refusal { try Self.analyze(text, language, &dice) }
            #expect(fair, "\(Array(text.utf8))")
        }
    }

    /// Only a blank text may be refused here.
    private static func refusal(_ body: () throws -> Bool) throws -> Bool {
        do {
            return try body()
        } catch let refusal as ExtractionRefusal {
            return refusal == .blankText
        }
    }

    private static func analyze(
        _ text: String, _ language: LanguageCode?, _ dice: inout HostileTests.Dice
    ) throws -> Bool {
        let bytes = Array(text.utf8)
        var ranges = try counted(text, language, &dice)
        guard let hardest = try measured(text, language), let drawn = try summed(text, language, &dice) else {
            return false
        }
        ranges += hardest + drawn
        ranges += try judged(text, language)
        ranges += try explained(text)
        ranges += try DocumentKinds.classify(text).evidence.map(\.range)
        guard ranges.allSatisfy({ isSound($0, bytes) }) else { return false }
        return try isLikeItself(text) && isOfSomeLanguage(text)
    }

    private static func counted(
        _ text: String, _ language: LanguageCode?, _ dice: inout HostileTests.Dice
    ) throws -> [Range<Int>] {
        var options = WordFrequencyOptions()
        options.language = language
        options.leavesOutStopWords = dice.roll(2) == 0
        let counts = try WordFrequency.count(text, options: options)
        return (counts.words + counts.stems + counts.grams.joined()).map(\.first)
    }

    /// Nil where an index is no number.
    private static func measured(_ text: String, _ language: LanguageCode?) throws -> [Range<Int>]? {
        var options = ReadabilityOptions()
        options.language = language
        let report = try Readability.measure(text, options: options)
        return report.indices.allSatisfy { $0.value.isFinite } ? report.hardest : nil
    }

    private static func judged(_ text: String, _ language: LanguageCode?) throws -> [Range<Int>] {
        var options = SentimentOptions()
        options.language = language
        options.aspects = ["serviço", "prazo", "", text.count < 200 ? text : "x"]
        let judged = try Sentiment.judge(text, options: options)
        return judged.sentences.flatMap { $0.evidence.map(\.range) + [$0.range] }
            + judged.aspects.flatMap(\.mentions)
    }

    /// Nil where a sentence is not what stands at its place.
    private static func summed(
        _ text: String, _ language: LanguageCode?, _ dice: inout HostileTests.Dice
    ) throws -> [Range<Int>]? {
        var options = SummaryOptions()
        options.language = language
        options.audience = SummaryOptions.Audience.allCases[dice.roll(3)]
        options.bytes = dice.roll(2) == 0 ? 1 + dice.roll(300) : nil
        let summary = try Summary.draw(from: text, options: options)
        let bytes = Array(text.utf8)
        let isDrawn = summary.sentences.allSatisfy {
            String(decoding: bytes[$0.range], as: UTF8.self) == $0.text
        }
        return isDrawn ? summary.sentences.map(\.range) : nil
    }

    private static func explained(_ text: String) throws -> [Range<Int>] {
        var options = TermOptions()
        options.terms = ["penhora", text.count < 200 ? text : "y"]
        let explained = try LegalGlossary.explain(text, options: options)
        return explained.found.flatMap(\.ranges) + explained.asked.flatMap(\.ranges)
    }

    private static func isLikeItself(_ text: String) throws -> Bool {
        let likeness = try Similarity.compare(text, with: text)
        return likeness.jaccard == 1 || likeness.shingles[0] == 0
    }

    /// Whether the probabilities of all languages add up to one.
    private static func isOfSomeLanguage(_ text: String) -> Bool {
        let languages = LanguageIdentifier.probabilities(text).ranking
        return abs(languages.reduce(0) { $0 + $1.probability } - 1) < 1e-9
    }

    /// Within the text, not empty, and never inside a scalar.
    private static func isSound(_ range: Range<Int>, _ bytes: [UInt8]) -> Bool {
        guard !range.isEmpty, range.upperBound <= bytes.count else { return false }
        if bytes[range.lowerBound] & 0xC0 == 0x80 { return false }
        return range.upperBound == bytes.count || bytes[range.upperBound] & 0xC0 != 0x80
    }

    /// Repeated until they are a million bytes long.
    @Test(arguments: [
        "a", "não bom ", "mas ", "julgo procedente. ", "casa, ", "citação por ", "art. 1 § 2 R$ 3 ",
        "e\u{301}",
    ])
    func `a text of a million bytes is no trap`(_ piece: String) throws {
        var dice = HostileTests.Dice(state: 7)
        let text = String(repeating: piece, count: 1_000_000 / piece.utf8.count)
        #expect(try Self.analyze(text, .portuguese, &dice))
    }
}
