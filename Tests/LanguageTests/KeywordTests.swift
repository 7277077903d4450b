import Language
import Testing

/// Keywords of a text by the default extractor.
func extract(
    _ text: String, _ change: (inout KeywordOptions) -> Void = { _ in }
) throws -> KeywordExtraction {
    var options = KeywordOptions()
    change(&options)
    return try StatisticalExtractor().extract(from: text, options: options)
}

func phrases(_ text: String, _ change: (inout KeywordOptions) -> Void = { _ in }) throws -> [String] {
    try extract(text, change).keywords.map(\.text)
}

let newsInPortuguese = """
    A Prefeitura de Porto Alegre anunciou nesta quarta-feira um novo plano de drenagem urbana. O plano de drenagem \
    prevê obras em doze bairros e contribuições da União. Segundo a engenheira Ana Beatriz Moura, a contribuição \
    federal cobre metade das obras. “São Paulo fez o mesmo em 2019”, disse. As obras começam em março, e a \
    prefeitura espera terminar a primeira etapa antes das chuvas. O Ministério Público acompanha a licitação.
    """

@Suite struct KeywordTests {
    @Test(arguments: [nil, LanguageCode.portuguese])
    func `finds Python in a short Portuguese sentence`(language: LanguageCode?) throws {
        let extraction = try extract("Python é uma linguagem") { $0.language = language }
        #expect(extraction.language == .portuguese)
        #expect(extraction.keywords.map(\.text).contains("Python"))
    }

    @Test(arguments: [
        (newsInPortuguese, "plano de drenagem"), (newsInPortuguese, "Ministério Público"),
        (newsInPortuguese, "Ana Beatriz Moura"), (newsInPortuguese, "Porto Alegre"),
        (
            "We train sparse neural networks. Sparse neural networks need less memory.",
            "sparse neural networks"
        ),
        ("Le chef de l'État a reçu le chef de l'État voisin à Lyon.", "chef de l'État"),
        ("A vacina contra a COVID-19 chegou. A COVID-19 recuou.", "COVID-19"),
        ("Aplica-se a Lei 9.099/95 ao caso, conforme a Lei 9.099/95.", "Lei 9.099/95"),
        ("Nos termos do art. 1.003 do código, o art. 1.003 fixa o prazo recursal.", "art. 1.003"),
        ("O § 5º do artigo trata disso; o § 5º é claro quanto ao recurso.", "§ 5º"),
        ("A SpaceX lançou o foguete. A SpaceX comemora.", "SpaceX"),
        ("O guarda-chuva quebrou; comprei outro guarda-chuva.", "guarda-chuva"),
        ("Processo 0001234-56.2024.8.26.0100 distribuído.", "Processo 0001234-56.2024.8.26.0100"),
    ])
    func `finds the phrase`(text: String, phrase: String) throws {
        let found = try phrases(text) { $0.limit = 30 }
        #expect(found.contains(phrase), "found \(found)")
    }

    @Test func `spans index the very bytes of each occurrence`() throws {
        let extraction = try extract(newsInPortuguese) { $0.limit = 50 }
        let bytes = Array(newsInPortuguese.utf8)
        for keyword in extraction.keywords {
            #expect(keyword.count == keyword.spans.count)
            let slices = keyword.spans.map { String(decoding: bytes[$0], as: UTF8.self) }
            #expect(slices.contains(keyword.text))
            #expect(keyword.spans.map(\.lowerBound) == keyword.spans.map(\.lowerBound).sorted())
        }
    }

    @Test func `counts inflections together and keeps a form of the text`() throws {
        let keyword = try #require(
            try extract("A contribuição caiu. As contribuições sobem. Contribuições novas virão.") {
                $0.maxWords = 1
            }.keywords.first { $0.text.lowercased().hasPrefix("contribui") })
        #expect(keyword.count == 3)
        #expect(keyword.spans.count == 3)
    }

    @Test(arguments: [
        ("O guarda-chuva preto sumiu. Um guarda chuva azul apareceu.", "guarda", 2),
        ("O prêmio saiu. O prémio é justo. PRÊMIO merecido.", "pr", 3),
        ("As decisões federais citam a decisão federal.", "decis", 2),
    ])
    func `merges what a reader takes for one phrase`(text: String, start: String, count: Int) throws {
        let best = try extract(text).keywords.filter { $0.text.lowercased().hasPrefix(start) }
        #expect(best.contains { $0.count == count }, "found \(best)")
    }

    @Test func `prefers a form that does not owe its capital to the sentence`() throws {
        let found = try phrases("Energia solar cresce. O país quer energia solar.")
        #expect(found.contains("energia solar"))
        #expect(!found.contains("Energia solar"))
    }

    @Test(arguments: [
        "o a de para com", "... !!! ???", "— ; : ,", "123 456", "🙂 🙃", "https://example.org/a?b=c",
        "\u{0}\u{1}.",
    ])
    func `a text without keywords gives none`(text: String) throws {
        #expect(try extract(text).keywords.isEmpty)
    }

    @Test(arguments: ["", " ", "\n\t \r\n", "\u{FEFF}", "\u{00A0}\u{3000}\u{200B}", "\u{0}"])
    func `refuses a blank text`(text: String) {
        for extractor in Extractors.all {
            #expect(throws: ExtractionRefusal.blankText) { try extractor.extract(from: text) }
        }
    }

    @Test func `never crosses a sentence, a comma or a barrier`() throws {
        let found = try phrases("Comprei maçã, laranja. Banana amassada (verde) apodrece.") { $0.limit = 50 }
        for phrase in found {
            #expect(!phrase.contains(",") && !phrase.contains(".") && !phrase.contains("("))
        }
    }

    @Test func `reads texts in capitals, titles and lists`() throws {
        #expect(
            try phrases("RECURSO ESPECIAL. DANO MORAL. O RECURSO ESPECIAL FOI PROVIDO.").first
                == "RECURSO ESPECIAL")
        #expect(try phrases("Machine learning for court decisions").contains("Machine learning"))
        let list = "- energia solar\n- energia eólica\n- baterias de lítio"
        #expect(try phrases(list).contains("baterias de lítio"))
    }

    @Test func `wrapped lines do not part phrases`() throws {
        let text = """
            O tribunal decidiu que a multa prevista no contrato de prestação de serviços
            médicos não se aplica ao caso, porque a cláusula de rescisão contratual foi
            redigida sem clareza e a parte mais fraca não pôde compreender o seu alcance
            econômico, segundo o relator, que citou outros julgados da mesma turma cível
            """
        #expect(try phrases(text) { $0.limit = 50 }.contains("serviços\nmédicos"))
    }
}
