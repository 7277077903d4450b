import Language
import Testing

@Suite struct SentimentTests {
    private func judge(_ text: String, _ aspects: [String] = []) throws -> SentimentAnalysis {
        var options = SentimentOptions()
        options.aspects = aspects
        return try Sentiment.judge(text, options: options)
    }

    private func score(_ text: String) throws -> Double {
        try judge(text).document.score ?? .nan
    }

    @Test(arguments: SentimentCases.all)
    func `never takes praise for blame but where it is known to`(text: String, label: String) throws {
        // The table is for the figure below; here only the opposite of the truth is an error.
        let found = try judge(text).document.label
        let opposite = ["positive": SentimentScore.Label.negative, "negative": .positive]
        if SentimentCases.hard.contains(text) { return }
        #expect(found != opposite[label], "\(text): \(found)")
    }

    @Test func `nine of ten written cases are judged right`() throws {
        let right = try SentimentCases.all.filter { try judge($0.text).document.label.rawValue == $0.label }
        #expect(Double(right.count) >= 0.9 * Double(SentimentCases.all.count), "\(right.count)")
    }

    @Test func `negation turns, words of degree scale`() throws {
        #expect(try score("O serviço é bom.") > 0)
        #expect(try score("O serviço não é bom.") < 0)
        #expect(try score("O serviço é muito bom.") > score("O serviço é bom."))
        #expect(try score("O serviço é pouco eficiente.") < score("O serviço é eficiente."))
        #expect(try score("É caro demais para nós.") < score("É caro para nós."))
        #expect(try score("The room was not clean.") < 0)
        #expect(try score("It is not only fast, it is reliable.") > 0)
        #expect(try abs(score("O advogado não é bom.")) < abs(score("O advogado é ruim.")))
    }

    @Test func `what follows a contrast outweighs what went before`() throws {
        #expect(try score("O lugar é bonito, mas o atendimento é ruim.") < 0)
        #expect(try score("O atendimento é ruim, mas o lugar é bonito.") > 0)
        #expect(try score("Although the food was bad, the staff was helpful.") > 0)
    }

    @Test(arguments: [
        "O prazo corre em dias úteis.", "Bom dia, segue o contrato.", "The hearing is on Monday.",
        "Trata-se de ação de indenização por danos morais.", "Das Essen war sehr gut.", "123", "東京",
    ])
    func `abstains without evidence`(text: String) throws {
        let found = try judge(text)
        #expect(found.document.label == .none && found.document.score == nil)
    }

    @Test func `judges each aspect by its own clause`() throws {
        let text = "A comida é ótima e o serviço é péssimo. O preço subiu. Os preços são justos."
        let found = try judge(text, ["comida", "serviço", "preço", "estacionamento"])
        #expect(found.aspects.map(\.score.label) == [.positive, .negative, .positive, .none])
        #expect(found.aspects[2].mentions.count == 2 && found.aspects[3].mentions.isEmpty)
        let bytes = Array(text.utf8)
        #expect(String(decoding: bytes[found.aspects[2].mentions[1]], as: UTF8.self) == "preços")
        #expect(found.sentences.count == 3)
        #expect(
            found.sentences[0].evidence.map { String(decoding: bytes[$0.range], as: UTF8.self) } == [
                "ótima", "péssimo",
            ])
    }

    @Test func `an aspect alone in its sentence is judged by the whole of it`() throws {
        let found = try judge("O atendimento, na minha opinião, foi excelente.", ["atendimento"])
        #expect(found.aspects.first?.score.label == .positive)
    }

    @Test func `refuses too many aspects`() {
        #expect(throws: ExtractionRefusal.self) {
            try judge("texto bom", Array(repeating: "a", count: AnalysisLimits.aspects + 1))
        }
    }
}
