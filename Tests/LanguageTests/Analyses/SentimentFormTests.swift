import Language
import Testing

@Suite struct SentimentFormTests {
    private func judge(_ text: String) throws -> SentimentScore { try Sentiment.judge(text).document }

    @Test(arguments: SentimentCases.ofForm)
    func `names and formulas judge nothing, and phrases judge as wholes`(text: String, label: String) throws {
        let found = try judge(text)
        #expect(found.label.rawValue == label, "\(text) \(found.score ?? 0)")
    }

    @Test func `judges most of the opinions written before its rules`() throws {
        let found = try SentimentCases.later.map {
            (wanted: $0.label, label: try judge($0.text).label.rawValue)
        }
        let right = found.filter { $0.label == $0.wanted }.count
        let opposite = found.filter { Set([$0.label, $0.wanted]) == ["positive", "negative"] }.count
        #expect(SentimentCases.later.count == 96)
        #expect(right >= 84 && opposite <= 4, "\(right) right, \(opposite) opposite")
    }

    @Test func `rather misses opinions than turns them in those written after its rules`() throws {
        let found = try SentimentCases.last.map {
            (wanted: $0.label, label: try judge($0.text).label.rawValue)
        }
        let right = found.filter { $0.label == $0.wanted }.count
        let opposite = found.filter { Set([$0.label, $0.wanted]) == ["positive", "negative"] }.count
        #expect(SentimentCases.last.count == 40)
        #expect(right >= 20 && opposite <= 2, "\(right) right, \(opposite) opposite")
    }

    private static let names = [
        "Boa Esperança", "Porto Feliz", "Bom Jesus", "Belo Horizonte", "Monte Alegre", "Vitória", "Boa Vista",
        "Nova Esperança", "Campo Bom", "Rio Bonito", "Bom Sucesso", "Monte Belo", "Porto Alegre",
        "Lagoa da Prata",
    ]

    @Test(
        arguments: names,
        [
            "O autor nasceu em # e mora em Recife.", "Comarca de #, autos nº 12.", "# fica longe daqui.",
            "Ficam citados os réus: # e Natal.",
        ])
    func `a name of praise is no praise`(name: String, sentence: String) throws {
        let text = sentence.replacing("#", with: name)
        #expect(try judge(text).label == .none, "\(text)")
    }

    @Test(arguments: [
        "O atendimento em # foi péssimo.", "Péssimo atendimento em #.",
        "Em # o quarto estava sujo e a comida, ruim.",
    ])
    func `a name does not soften blame`(sentence: String) throws {
        let named = try judge(sentence.replacing("#", with: "Boa Esperança"))
        #expect(named.score == (try judge(sentence.replacing("#", with: "Recife")).score))
        #expect(named.label == .negative)
    }

    @Test func `capitals throughout are stress, in a word and in a text`() throws {
        #expect(try judge("O quarto estava LIMPO e o café, BOM.").label == .positive)
        #expect(try judge("O ATENDIMENTO FOI BOM E O QUARTO ESTAVA LIMPO").label == .positive)
    }

    private static let mails = ["Obrigado.", "Qualquer dúvida, estou à disposição.", "Atenciosamente,\nRui"]

    @Test func `a polite letter without an opinion stays without one`() throws {
        let letter = (["Bom dia, Dra. Vitória.", "Segue em anexo a certidão."] + Self.mails).joined(
            separator: "\n")
        #expect(try judge(letter).label == .none)
        let complaint = (["Bom dia.", "O serviço foi péssimo."] + Self.mails).joined(separator: "\n")
        #expect(try judge(complaint).score == judge("O serviço foi péssimo.").score)
    }

    private static let pairs: [(String, String)] = [
        ("O hotel não poderia ser melhor.", "O hotel é bom."), ("O hotel é bom.", "O hotel não é ruim."),
        ("O hotel não é ruim.", "O hotel poderia ser melhor."),
        ("O hotel poderia ser melhor.", "O hotel deixa a desejar."),
        ("It couldn't be better.", "The hotel is good."), ("The hotel is good.", "The hotel is not bad."),
        ("The hotel is not bad.", "The hotel could be better."),
        ("The hotel could be better.", "The hotel leaves a lot to be desired."),
    ]

    @Test(arguments: pairs)
    func `understatement says less than it denies`(better: String, worse: String) throws {
        #expect(try (judge(better).score ?? .nan) > (judge(worse).score ?? .nan), "\(better) \(worse)")
    }
}
