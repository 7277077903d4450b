import Language
import Testing

@Suite struct WordFrequencyTests {
    private func count(
        _ text: String, _ change: (inout WordFrequencyOptions) -> Void = { _ in }
    ) throws -> WordFrequencies {
        var options = WordFrequencyOptions()
        change(&options)
        return try WordFrequency.count(text, options: options)
    }

    @Test func `counts words, stems and runs with the place of the first`() throws {
        let text = "O réu pagou. A ré não pagou a multa, e o réu recorreu da multa."
        let found = try count(text) { $0.language = .portuguese }
        #expect(found.words.prefix(3).map(\.text) == ["o", "réu", "pagou"])
        #expect(found.words.prefix(3).map(\.count) == [2, 2, 2])
        let bytes = Array(text.utf8)
        let fine = found.words.first { $0.text == "multa" }
        #expect(fine.map { String(decoding: bytes[$0.first], as: UTF8.self) } == "multa")
        #expect(found.grams[0].first?.text == "o réu")
        #expect(found.grams[0].first?.count == 2)
        #expect(found.grams.count == 2)
        #expect(found.identity.name == "word_frequency")
    }

    @Test func `inflections share a stem`() throws {
        let found = try count("Contribuição e contribuições: as obras da obra.") { $0.language = .portuguese }
        #expect(found.stems.prefix(2).map(\.count) == [2, 2])
    }

    @Test func `leaves function words out when asked`() throws {
        let found = try count("o juiz e o direito de família e o direito de família") {
            $0.language = .portuguese
            $0.leavesOutStopWords = true
        }
        #expect(found.words.map(\.text) == ["direito", "família", "juiz"])
        #expect(found.grams[1].map(\.text) == ["direito de família"])
        #expect(found.richness.words == 12)
    }

    @Test func `runs cross neither marks nor numbers`() throws {
        let found = try count("casa verde, casa azul. Casa 12 azul") { $0.language = .portuguese }
        #expect(found.grams[0].map(\.text) == ["casa verde", "casa azul"])
    }

    @Test func `richness of a known text`() throws {
        let words = "a a a b b c d".split(separator: " ").map(String.init)
        let richness = try count(words.joined(separator: " ")) { $0.language = .english }.richness
        #expect(richness.words == 7 && richness.types == 4)
        #expect(richness.hapaxes == 2 && richness.dislegomena == 1)
        #expect(richness.typeTokenRatio.map { abs($0 - 4.0 / 7) < 1e-12 } == true)
        // Sum of squares 9 + 4 + 1 + 1 = 15, so 10,000 * (15 - 7) / 49.
        #expect(richness.yuleK.map { abs($0 - 80_000.0 / 49) < 1e-9 } == true)
        #expect(richness.movingAverageRatio == nil && richness.zipfSlope == nil)
    }

    @Test func `the moving ratio is that of each window`() throws {
        // Sixty words, a cycle of ten: every window of fifty holds ten types.
        let cycle = ["um", "dois", "casa", "rua", "mar", "sol", "lua", "rio", "pé", "mão"]
        let text = (0..<60).map { cycle[$0 % 10] }.joined(separator: " ")
        let richness = try count(text).richness
        #expect(richness.movingAverageRatio.map { abs($0 - 0.2) < 1e-12 } == true)
    }

    @Test func `words by the law of Zipf have a slope near minus one`() throws {
        var words: [String] = []
        for rank in 1...40 {
            let name = "palavra" + String(rank, radix: 2).map { $0 == "1" ? "b" : "a" }.joined()
            words += Array(repeating: name, count: 400 / rank)
        }
        let richness = try count(words.joined(separator: " ")).richness
        #expect(richness.zipfSlope.map { abs($0 + 1) < 0.03 } == true)
        #expect(richness.zipfFit.map { $0 > 0.99 } == true)
    }

    @Test func `refuses what lies beyond the limits`() {
        #expect(throws: ExtractionRefusal.blankText) { try count(" ") }
        #expect(throws: ExtractionRefusal.self) { try count("a") { $0.limit = 0 } }
        #expect(throws: ExtractionRefusal.self) { try count("a") { $0.gramWords = 6 } }
        #expect(throws: ExtractionRefusal.unknownLanguage("xx")) {
            try count("a") { $0.language = LanguageCode(rawValue: "xx") }
        }
    }
}
