import Language
import Testing

/// The phrases as a writer gave them, as keywords of a text.
func given(
    _ phrases: [String], in text: String, _ change: (inout KeywordOptions) -> Void = { _ in }
) throws(ExtractionRefusal) -> [Keyword] {
    var options = KeywordOptions()
    change(&options)
    return try GivenPhrases.extraction(
        of: phrases, from: text, by: ExtractorIdentity(name: "writer", version: "1"), options: options,
        isCancelled: { false }
    ).keywords
}

@Suite struct `Phrases that somebody gave` {
    static let text = """
        As reformas tributárias avançam no Senado. A Reforma Tributária do consumo muda o ICMS. \
        Quem perdeu foi o guarda-chuva do COVID-19.
        """

    @Test func `are found in any inflection and casing, and stand as the text has them`() throws {
        let keyword = try #require(try given(["reforma TRIBUTÁRIA"], in: Self.text).first)
        #expect(keyword.count == 2 && !keyword.isAbsent)
        let bytes = Array(Self.text.utf8)
        #expect(
            keyword.spans.map { String(decoding: bytes[$0], as: UTF8.self) } == [
                "reformas tributárias", "Reforma Tributária",
            ])
        #expect(keyword.text == "reformas tributárias")
    }

    @Test func `that stand nowhere are absent and keep their words`() throws {
        let keywords = try given(["imposto de renda", "Senado"], in: Self.text)
        #expect(keywords.map(\.isAbsent) == [true, false])
        #expect(keywords[0].text == "imposto de renda" && keywords[0].count == 0 && keywords[0].spans == [])
    }

    @Test(arguments: [
        ["covid 19", "COVID-19"], ["guarda chuva", "guarda-chuva"], ["COVID-19", "COVID-19"],
        ["Covid–19", "COVID-19"],
    ])
    func `are the same with a hyphen and without`(_ pair: [String]) throws {
        #expect(try given([pair[0]], in: Self.text).map(\.text) == [pair[1]])
    }

    @Test(arguments: ["chuva", "guarda", "19"])
    func `are not found inside a longer word`(_ phrase: String) throws {
        #expect(try given([phrase], in: Self.text).allSatisfy(\.isAbsent))
    }

    @Test func `are not found across the end of a sentence`() throws {
        #expect(try given(["Senado Reforma"], in: "Foi ao Senado. Reforma, não houve.")[0].isAbsent)
        #expect(try given(["São Paulo, Brasil"], in: "Mora em São Paulo, Brasil, há anos.")[0].count == 1)
    }

    @Test func `neither begin nor end with a stop word`() throws {
        let keywords = try given(["a reforma tributária do", "o Senado", "de", "do que"], in: Self.text)
        #expect(keywords.map(\.text) == ["reformas tributárias", "Senado"])
    }

    @Test(arguments: ["12", "1.", "x", "!!", "", "  ", "http://a.b/c", "§"])
    func `that say nothing are left out`(_ phrase: String) throws {
        #expect(try given([phrase], in: Self.text) == [])
    }

    @Test func `are one when their stems are, and score by their rank`() throws {
        let keywords = try given(
            ["Senado", "reforma tributária", "reformas tributárias", "ICMS"], in: Self.text)
        #expect(keywords.map(\.score) == [1, 0.909091, 0.833333])
        #expect(keywords.map(\.text) == ["Senado", "reformas tributárias", "ICMS"])
    }

    @Test func `keep their rank when others are passed over`() throws {
        let keywords = try given(["reforma tributária do consumo", "Senado"], in: Self.text) {
            $0.maxWords = 2
        }
        #expect(keywords.map(\.text) == ["Senado"] && keywords[0].score == 0.909091)
    }

    @Test func `obey the caller's stop words at their ends and inside`() throws {
        let keywords = try given(["consumo geral", "reforma tributária do consumo", "Senado"], in: Self.text)
        {
            $0.stopWords = .adding(["tributária", "geral"])
        }
        #expect(keywords.map(\.text) == ["consumo", "Senado"])
    }

    @Test func `obey a closed vocabulary, limit, least score and diversity`() throws {
        let phrases = ["reforma tributária", "reforma tributária do consumo", "Senado", "ICMS"]
        let closed = try given(phrases, in: Self.text) { $0.candidates = ["senados", "icms"] }
        #expect(closed.map(\.text) == ["Senado", "ICMS"])
        #expect(try given(phrases, in: Self.text) { $0.limit = 1 }.count == 1)
        #expect(try given(phrases, in: Self.text) { $0.minScore = 0.9 }.count == 2)
        let diverse = try given(phrases, in: Self.text) { $0.diversity = 0.5 }
        #expect(diverse.map(\.text) == ["reformas tributárias", "Senado", "ICMS"])
    }

    @Test func `count a hyphenated and an elided word once`() throws {
        let text = "Le lancement de l'orbite terrestre du porte-avions nucléaire."
        let keywords = try given(["l'orbite terrestre", "porte-avions nucléaire"], in: text) {
            ($0.maxWords, $0.language) = (2, .french)
        }
        #expect(keywords.map(\.isAbsent) == [false, false])
    }

    @Test func `are refused with the text and the options that no extractor takes`() throws {
        #expect(throws: ExtractionRefusal.blankText) { try given(["x"], in: " \n ") }
        #expect(throws: ExtractionRefusal.self) { try given(["x"], in: "texto") { $0.limit = 0 } }
        #expect(throws: ExtractionRefusal.cancelled) {
            try GivenPhrases.extraction(
                of: ["x"], from: Self.text, by: .init(name: "w", version: "1"), options: KeywordOptions(),
                isCancelled: { true })
        }
    }

    @Test func `of any bytes give sound keywords of any text`() throws {
        var dice = HostileTests.Dice(state: 7)
        let pieces = [
            "a", "de ", "-", "–", " ", ". ", "\u{0}", "l'", "1", "COVID", "\u{301}", "🙂", "字", "S.A.", "§ 5º",
            "reforma ", "tributária", "http://x", "\n", "\u{FEFF}",
        ]
        func roll(_ count: Int) -> String {
            (0..<count).map { _ in pieces[dice.roll(pieces.count)] }.joined()
        }
        for _ in 0..<400 {
            let text = "x" + roll(60)
            let keywords = try given((0..<12).map { _ in roll(6) }, in: text)
            let bytes = Array(text.utf8)
            for keyword in keywords where !keyword.isAbsent {
                let surfaces = keyword.spans.map { String(decoding: bytes[$0], as: UTF8.self) }
                #expect(surfaces.contains(keyword.text) && keyword.count == keyword.spans.count)
                #expect(
                    zip(keyword.spans, keyword.spans.dropFirst()).allSatisfy {
                        $0.upperBound <= $1.lowerBound
                    })
            }
        }
    }

    @Test func `beyond the limits are not looked at`() throws {
        let long = String(repeating: "palavra ", count: 80)
        let many = (0..<300).map { "termo\($0)" }
        #expect(
            try given([long] + many, in: Self.text) { $0.limit = 100 }.count == KeywordLimits.keywords - 1)
    }
}
