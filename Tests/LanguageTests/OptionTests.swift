import Language
import Testing

@Suite struct OptionTests {
    @Test(arguments: [
        (KeywordOptions.with { $0.limit = 0 }, "limit"), (.with { $0.limit = 101 }, "limit"),
        (.with { $0.maxWords = 0 }, "maxWords"), (.with { $0.maxWords = 9 }, "maxWords"),
        (.with { $0.minScore = -0.1 }, "minScore"), (.with { $0.minScore = .nan }, "minScore"),
        (.with { $0.minScore = 1.5 }, "minScore"),
    ])
    func `refuses an option outside its limits`(options: KeywordOptions, name: String) {
        for extractor in Extractors.all {
            let refusal = #expect(throws: ExtractionRefusal.self) {
                try extractor.extract(from: "texto", options: options)
            }
            guard case .optionOutOfRange(let found, _, _) = refusal else {
                Issue.record("got \(String(describing: refusal))")
                continue
            }
            #expect(found == name)
        }
    }

    @Test func `refuses a text, list or entry beyond its limit`() {
        let large = String(repeating: "a", count: KeywordLimits.textBytes + 1)
        #expect(throws: ExtractionRefusal.textTooLarge(bytes: 1_048_577, limit: 1_048_576)) {
            try extract(large)
        }
        let many = [String](repeating: "x", count: KeywordLimits.stopWords + 1)
        #expect(throws: ExtractionRefusal.listTooLong(name: "stopWords", count: 5_001, limit: 5_000)) {
            try extract("texto") { $0.stopWords = .adding(many) }
        }
        let long = String(repeating: "y", count: KeywordLimits.entryBytes + 1)
        #expect(throws: ExtractionRefusal.entryTooLong(name: "seedWords", bytes: 513, limit: 512)) {
            try extract("texto") { $0.seedWords = [long] }
        }
        let wordy = String(repeating: "a ", count: KeywordLimits.candidateWords + 1)
        #expect(throws: ExtractionRefusal.entryTooLong(name: "candidates", bytes: 34, limit: 512)) {
            try extract("texto") { $0.candidates = [wordy] }
        }
    }

    @Test func `refuses a language it does not know`() {
        #expect(throws: ExtractionRefusal.unknownLanguage("xx")) {
            try extract("texto") { $0.language = LanguageCode(rawValue: "xx") }
        }
    }

    @Test func `takes an undetermined language`() throws {
        let extraction = try extract("qualquer texto aqui") { $0.language = .undetermined }
        #expect(extraction.language == .undetermined)
        #expect(!extraction.keywords.isEmpty)
    }

    @Test func `stops when cancelled`() {
        let text = String(repeating: "palavra nova. ", count: 20_000)
        for extractor in Extractors.all {
            var asked = 0
            #expect(throws: ExtractionRefusal.cancelled) {
                try extractor.extract(from: text, options: KeywordOptions()) {
                    asked += 1
                    return asked == 3
                }
            }
        }
    }

    @Test func `asks for cancellation at least every 64 KB`() throws {
        let text = String(repeating: "palavra nova. ", count: 70_000)
        for extractor in Extractors.all {
            var asked = 0
            _ = try extractor.extract(from: text, options: KeywordOptions()) {
                asked += 1
                return false
            }
            #expect(asked >= text.utf8.count / 65_536)
        }
    }

    @Test func `obeys added stop words inside phrases too`() throws {
        let text = "O plano de drenagem urbana avança. O plano de drenagem urbana custa caro."
        let found = try phrases(text) { $0.stopWords = .adding(["Drenagem"]) }
        #expect(!found.isEmpty)
        #expect(found.allSatisfy { !$0.contains("drenagem") })
        let parted = try phrases(text) { $0.stopWords = .adding(["de"]) }
        #expect(parted.allSatisfy { !$0.contains(" de ") })
    }

    @Test func `replaced stop words stand alone`() throws {
        let found = try phrases("the quick of the brown fox") {
            $0.language = .english
            $0.stopWords = .replacing(["quick"])
            $0.limit = 50
        }
        #expect(found.contains("the"))
        #expect(found.allSatisfy { !$0.contains("quick") })
    }

    @Test func `one extraction's stop words are forgotten by the next`() throws {
        let text = "Drenagem urbana exige drenagem contínua."
        let before = try extract(text)
        _ = try extract(text) { $0.stopWords = .adding(["drenagem"]) }
        #expect(try extract(text) == before)
    }

    @Test func `seeds raise what they occur in`() throws {
        func rank(_ seeds: [String]) throws -> Int? {
            try phrases(newsInPortuguese) {
                $0.seedWords = seeds
                $0.limit = 60
            }.firstIndex(of: "chuvas")
        }
        let plain = try #require(try rank([]))
        let raised = try #require(try rank(["chuva"]))
        #expect(raised < plain)
    }

    @Test func `a closed vocabulary is all that is found, in any inflection`() throws {
        let vocabulary = ["plano de drenagem", "OBRA", "Fundo Monetário", "em doze bairros e contribuições"]
        let extraction = try extract(newsInPortuguese) { $0.candidates = vocabulary }
        let found = extraction.keywords.map { $0.text.lowercased() }
        #expect(Set(found) == ["plano de drenagem", "obras", "em doze bairros e contribuições"])
        #expect(extraction.keywords.first { $0.text == "obras" }?.count == 3)
        #expect(try phrases(newsInPortuguese) { $0.candidates = [] }.isEmpty)
    }

    @Test func `keeps the limits it is given`() throws {
        #expect(try phrases(newsInPortuguese) { $0.limit = 3 }.count == 3)
        let single = try phrases(newsInPortuguese) {
            $0.maxWords = 1
            $0.limit = 100
        }
        #expect(single.allSatisfy { !$0.contains(" ") })
        let good = try extract(newsInPortuguese) { $0.minScore = 0.5 }.keywords
        #expect(good.allSatisfy { $0.score >= 0.5 })
    }
}

extension KeywordOptions {
    static func with(_ change: (inout KeywordOptions) -> Void) -> KeywordOptions {
        var options = KeywordOptions()
        change(&options)
        return options
    }

    static let numbers: [(text: String, phrase: String, amount: Double?)] = [
        ("A Lei 9.099/95 rege o juizado, e a Lei 9.099/95 é breve.", "Lei 9.099/95", -1.5),
        ("A Lei 9.099/95 rege o juizado, e a Lei 9.099/95 é breve.", "9.099/95", nil),
        ("O juizado aplica a Lei 9.099/95 ao caso, que é breve.", "juizado", 1.5),
        ("A rede 5G chegou ao bairro, e o 5G é mais caro.", "5G", nil),
    ]

    @Test(arguments: numbers)
    func `a number that the caller's table lacks says nothing`(
        text: String, phrase: String, amount: Double?
    ) throws {
        let table = try DocumentFrequencies(documents: 9, language: .portuguese, holding: ["lei": 9])
        let found = try extract(text) {
            ($0.language, $0.frequencies, $0.explains, $0.limit) = (.portuguese, table, true, 30)
        }
        let keyword = try #require(
            found.keywords.first { $0.text == phrase }, "\(found.keywords.map(\.text))")
        #expect(keyword.contributions.first { $0.feature == "documentFrequency" }?.amount == amount)
    }
}
