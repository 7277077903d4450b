import Language
import Testing

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

func logistic(_ sum: Double) -> Double { 1 / (1 + exp(-sum)) }

/// What people ask of keyword extractors and miss elsewhere.
@Suite struct WishTests {
    @Test func `says which weights it used`() throws {
        let news = try #require(try extract(newsInPortuguese).profile)
        #expect(news.name == "reporting")
        let law = "o locador pode reaver o imóvel para uso próprio quando o contrato de locação termina"
        #expect(try extract(law).profile?.name == "exposition")
        #expect(try extract("RECURSO ESPECIAL. DANO MORAL.").profile?.isShouted == true)
        let paper = String(repeating: "a luz do laser mede o gás. ", count: 900)
        #expect(try extract(paper).profile?.name == "paper")
        for profile in [news, try #require(try extract(paper).profile)] {
            #expect(abs(profile.exposition + profile.reporting + profile.paper - 1) < 1e-9)
        }
    }

    @Test func `explains a score by what each feature added, when asked`() throws {
        let plain = try extract(newsInPortuguese)
        let explained = try extract(newsInPortuguese) { $0.explains = true }
        #expect(plain.keywords.allSatisfy { $0.contributions.isEmpty })
        #expect(plain.keywords.map(\.text) == explained.keywords.map(\.text))
        for keyword in explained.keywords {
            let sum = keyword.contributions.reduce(0) { $0 + $1.amount }
            #expect(abs(keyword.score - logistic(sum)) < 0.000_002)
            #expect(keyword.contributions.contains { $0.feature == "frequency" || $0.feature == "start" })
        }
        let seeded = try extract(newsInPortuguese) {
            $0.explains = true
            $0.seedWords = ["drenagem"]
        }
        #expect(
            seeded.keywords.first?.contributions.contains(
                Keyword.Contribution(feature: "seed", amount: 2.5)) == true)
    }

    @Test func `diversity keeps keywords from sharing words`() throws {
        func words(_ diversity: Double) throws -> [[String]] {
            try phrases(newsInPortuguese) {
                $0.diversity = diversity
                $0.limit = 12
            }.map { $0.lowercased().split(separator: " ").map(String.init).filter { $0 != "de" } }
        }
        #expect(try words(0) == words(0.0))
        let apart = try words(1).flatMap { $0 }
        #expect(Set(apart).count == apart.count)
        let half = try words(0.5)
        for (index, phrase) in half.enumerated() {
            for better in half.prefix(index) {
                #expect(phrase.count { better.contains($0) } * 2 <= phrase.count)
            }
        }
        #expect(throws: ExtractionRefusal.optionOutOfRange(name: "diversity", value: 1.5, allowed: 0...1)) {
            try extract("texto") { $0.diversity = 1.5 }
        }
    }

    @Test func `the caller's document frequencies lower what is common there`() throws {
        let text = "O plano de drenagem urbana e o relatório anual. O relatório anual cita a drenagem urbana."
        func rank(_ phrase: String, _ table: [String: Int]) throws -> Int? {
            let frequencies = try DocumentFrequencies(
                documents: 1_000, language: .portuguese, holding: table)
            return try phrases(text) {
                $0.language = .portuguese
                $0.frequencies = frequencies
                $0.limit = 20
            }.firstIndex(of: phrase)
        }
        let common = try #require(try rank("relatório anual", ["relatórios anuais": 990, "drenagem": 2]))
        let rare = try #require(try rank("drenagem urbana", ["relatórios anuais": 990, "drenagem": 2]))
        #expect(rare < common)
        let turned = try #require(
            try rank("relatório anual", ["drenagem": 990, "urbano": 990, "urbana": 990]))
        #expect(turned < common)
    }

    @Test func `refuses a table of frequencies that cannot be`() {
        #expect(throws: ExtractionRefusal.self) {
            try DocumentFrequencies(documents: 0, language: .english, holding: [:])
        }
        #expect(throws: ExtractionRefusal.optionOutOfRange(name: "frequencies", value: 11, allowed: 0...10)) {
            try DocumentFrequencies(documents: 10, language: .english, holding: ["a": 11])
        }
        #expect(throws: ExtractionRefusal.unknownLanguage("xx")) {
            try DocumentFrequencies(documents: 1, language: LanguageCode(rawValue: "xx"), holding: [:])
        }
    }

    @Test(arguments: ["COVID-19", "9.099/95", "art. 1.003", "§ 5º", "OpenAI", "ICMS"])
    func `keeps whole what others cut, and its casing`(term: String) throws {
        let text = "O recurso trata de \(term) e foi provido. A turma citou \(term) outra vez."
        let found = try extract(text) {
            $0.limit = 50
            $0.language = .portuguese
        }.keywords
        let keyword = try #require(found.first { $0.text == term })
        let bytes = Array(text.utf8)
        #expect(keyword.count == 2)
        #expect(keyword.spans.allSatisfy { String(decoding: bytes[$0], as: UTF8.self) == term })
    }

    @Test func `inflections are one keyword, with every occurrence`() throws {
        let text = "A contribuição federal caiu. Sem contribuições federais, a obra parou."
        let found = try extract(text) { $0.language = .portuguese }.keywords
        let merged = try #require(found.first { $0.text == "contribuição federal" })
        #expect(merged.count == 2)
        #expect(!found.contains { $0.text == "contribuições federais" })
    }
}
