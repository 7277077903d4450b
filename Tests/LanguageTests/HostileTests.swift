import FoundationEssentials
import Language
import Testing

@Suite struct HostileTests {
    /// What must hold of any answer to any text.
    static func check(_ text: String, _ extraction: KeywordExtraction) {
        let bytes = Array(text.utf8)
        #expect(extraction.keywords.map(\.score) == extraction.keywords.map(\.score).sorted(by: >))
        for keyword in extraction.keywords {
            #expect(keyword.score > 0 && keyword.score <= 1)
            #expect(keyword.count == keyword.spans.count && keyword.count > 0)
            let areSound = Self.areSound(keyword.spans, in: bytes)
            #expect(areSound)
            #expect(keyword.spans.contains { String(decoding: bytes[$0], as: UTF8.self) == keyword.text })
        }
    }

    /// Ascending, apart, within the text, and never inside a scalar. One answer for all, as there may be
    /// hundreds of thousands.
    private static func areSound(_ spans: [Range<Int>], in bytes: [UInt8]) -> Bool {
        var end = 0
        for span in spans {
            guard span.lowerBound >= end, span.upperBound <= bytes.count, !span.isEmpty else { return false }
            end = span.upperBound
            if span.lowerBound > 0, bytes[span.lowerBound] & 0xC0 == 0x80 { return false }
            if end < bytes.count, bytes[end] & 0xC0 == 0x80 { return false }
        }
        return true
    }

    @Test(arguments: [
        String(repeating: "a", count: 1_048_576), "x" + String(repeating: " ", count: 1_048_575),
        String(repeating: "á", count: 500_000), String(repeating: "a-", count: 500_000),
        String(repeating: "a'", count: 500_000), String(repeating: "1.", count: 500_000),
        String(repeating: "a b ", count: 250_000), String(repeating: "X ", count: 500_000),
        String(repeating: "la ", count: 300_000), String(repeating: ".", count: 1_000_000) + "fim",
        String(repeating: "e\u{301}", count: 300_000), String(repeating: "🙂", count: 200_000) + " riso",
        "a" + String(repeating: "\u{301}", count: 100_000), "\u{202E}abc\u{202C} \u{2066}def\u{2069} texto",
        "nulo\u{0}no meio \u{0}\u{0} do texto", "\u{FFFD}\u{FFFD} \u{FFFF}texto", "\u{10FFFF} fim \u{E000}",
        "http://", "http://\u{0}", "@@@@ a@ @b a@b", "''''---...", "S.A.", "S.", "§", "§ ", "a.b.c.d.e.f.",
        "ﬁm ﬂor ǅ ŉ ß ẞ İstanbul", "\r\n\r\n a \r\n", "\u{1F468}\u{200D}\u{1F469}\u{200D}\u{1F467} família",
    ])
    func `survives`(text: String) throws {
        for extractor in Extractors.all { Self.check(text, try extractor.extract(from: text)) }
    }

    /// A small generator of our own, so that a seed names a failure for ever.
    struct Dice {
        var state: UInt64

        mutating func roll(_ sides: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int((state >> 33) % UInt64(sides))
        }
    }

    /// Texts of one of so many seeds. LUX_FUZZ_TEXTS asks for another number in all, say a million with a sanitizer.
    static func texts(ofOneIn seeds: Int, inAll texts: Int) -> Int {
        let asked = ProcessInfo.processInfo.environment["LUX_FUZZ_TEXTS"].flatMap { Int($0) }
        return max(1, (asked ?? texts) / seeds)
    }

    private static let pieces = [
        "a", "de", "da ", " ", " ", " ", ". ", ".", ", ", "'", "’", "-", "–", "\n", "\n\n", "\u{301}",
        "\u{303}", "ção",
        "ÇÕES", "Lux", "lei", "art. ", "9.099/95", "1", "12", "S.A.", "@", "://", "www.", "&", "#", "+", "++",
        "_",
        "é", "É", "ß", "ﬁ", "д", "Д", "語", "ひ", "カ", "ع", "ा", "🙂", "\u{200D}", "\u{FEFF}", "\u{0}", "“", "(",
        ")",
        "the", "Of", "l'", "qu'", "%", "§", "º", "°", "…", "?!", "\u{202E}", "\t", "tion", "mente", "ly ",
        "X",
    ]

    private static let seeds = 40
    private static let textsOfSeed = texts(ofOneIn: seeds, inAll: 2_400)

    @Test(arguments: 1...seeds)
    func `any text gives spans on scalar bounds and ordered scores`(seed: Int) throws {
        var dice = Dice(state: UInt64(seed) &* 0x9E37_79B9)
        let languages: [LanguageCode?] = [nil, .portuguese, .english, .french, .undetermined]
        for _ in 0..<Self.textsOfSeed {
            let text = (0...dice.roll(120)).map { _ in Self.pieces[dice.roll(Self.pieces.count)] }.joined()
            var options = KeywordOptions()
            options.language = languages[dice.roll(languages.count)]
            options.limit = 1 + dice.roll(30)
            options.maxWords = 1 + dice.roll(KeywordLimits.words)
            if dice.roll(4) == 0 { options.stopWords = .adding(["lux", "ção"]) }
            if dice.roll(4) == 0 { options.stopWords = .replacing(["de", text]) }
            if dice.roll(4) == 0 { options.seedWords = ["Lei", "a"] }
            if dice.roll(6) == 0 { options.candidates = ["lei", "Lux lei", "de", "", "art. 9.099/95"] }
            for extractor in Extractors.all {
                let answer = Result { () throws(ExtractionRefusal) in
                    try extractor.extract(from: text, options: options)
                }
                switch answer {
                case .success(let extraction): Self.check(text, extraction)
                case .failure(let refusal): #expect(Self.isFair(refusal))
                }
            }
        }
    }

    private static func isFair(_ refusal: ExtractionRefusal) -> Bool {
        switch refusal {
        case .blankText, .entryTooLong: true
        case .textTooLarge, .unknownLanguage, .optionOutOfRange, .listTooLong, .cancelled: false
        }
    }

    @Test func `the same text gives the same bytes on every thread and in any order`() async throws {
        let texts = [
            newsInPortuguese, "The quick brown fox. " + String(repeating: "Foxes run far. ", count: 30),
            "Le chef de l'État parle. Les chefs d'État écoutent.", "O guarda-chuva. Um guarda chuva.",
            "東京タワー 東京",
        ]
        let alone = try texts.map { try StatisticalExtractor().extract(from: $0) }
        await withTaskGroup(of: Bool.self) { group in
            for worker in 0..<8 {
                group.addTask {
                    for round in 0..<40 {
                        let index = (round * 7 + worker * 3) % texts.count
                        let found = try? StatisticalExtractor().extract(from: texts[index])
                        if found != alone[index] { return false }
                    }
                    return true
                }
            }
            for await isEqual in group { #expect(isEqual) }
        }
    }

    @Test func `a full memory of words changes no answer`() throws {
        let before = try extract(newsInPortuguese)
        for part in 0..<3 {
            let words = (0..<30_000).map { "palavra\(String(part * 30_000 + $0, radix: 36))" }
            _ = try extract(words.joined(separator: " "))
        }
        #expect(try extract(newsInPortuguese) == before)
    }

    @Test func `the words that are kept of a book change no answer`() throws {
        let before = try extract(newsInPortuguese)
        let pause = String(repeating: " ", count: 300_000)
        let book = newsInPortuguese + pause + "O plano de leitura prevê doze livros."
        let answer = try extract(book)
        #expect(try extract(newsInPortuguese) == before)
        #expect(try extract(book) == answer)
    }
}
