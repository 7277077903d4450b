import Language
import Testing

@Suite struct SummaryTests {
    static let ruling = """
        Trata-se de ação de indenização proposta por Ana Souza contra a Companhia Aérea Azulão. A autora \
        narra que comprou passagens para visitar a família e que o voo foi cancelado sem aviso. Disse que \
        dormiu no chão do aeroporto e perdeu o aniversário da mãe. A ré apresentou contestação e alegou mau \
        tempo. Houve réplica. A preliminar de ilegitimidade passiva, outrossim, não prospera, porquanto a \
        relação jurídica de direito material, à luz da teoria da asserção, restou suficientemente delineada \
        na exordial, consoante remansosa jurisprudência. O cancelamento foi comprovado pelos documentos de \
        fls. 20 a 35. Nos termos do art. 14 da Lei 8.078/90, o fornecedor responde pelos danos que causa. \
        Ante o exposto, julgo procedente o pedido e condeno a ré a pagar R$ 8.000,00 por danos morais, com \
        juros de 1% ao mês desde a citação. A companhia terá de pagar também as custas. O prazo para \
        recurso é de quinze dias úteis. Publique-se.
        """

    private func draw(
        _ text: String = ruling, _ change: (inout SummaryOptions) -> Void = { _ in }
    ) throws -> TextSummary {
        var options = SummaryOptions()
        change(&options)
        return try Summary.draw(from: text, options: options)
    }

    @Test func `cites sentences word for word, in order, with their places`() throws {
        let bytes = Array(Self.ruling.utf8)
        for audience in SummaryOptions.Audience.allCases {
            let summary = try draw { $0.audience = audience }
            #expect(summary.sentences.count == 3)
            #expect(summary.sentencesOfText == 12)
            #expect(summary.sentences.map(\.number) == summary.sentences.map(\.number).sorted())
            for sentence in summary.sentences {
                #expect(String(decoding: bytes[sentence.range], as: UTF8.self) == sentence.text)
                #expect(sentence.text.hasSuffix("."))
            }
        }
    }

    @Test func `the lawyer gets the operative part`() throws {
        let summary = try draw {
            $0.audience = .lawyer
            $0.sentences = 1
        }
        #expect(summary.sentences.first?.text.hasPrefix("Ante o exposto") == true)
        #expect(summary.sentences.first.map { Set($0.cues).isSuperset(of: [.operative, .money]) } == true)
    }

    @Test func `the client gets short sentences with outcomes`() throws {
        let summary = try draw {
            $0.audience = .client
            $0.sentences = 2
        }
        let texts = summary.sentences.map(\.text)
        #expect(
            texts.contains { $0.contains("terá de pagar") || $0.contains("prazo para recurso") }, "\(texts)")
        #expect(texts.allSatisfy { !$0.contains("exordial") })
    }

    @Test func `keeps within the bytes asked for`() throws {
        for limit in [1, 20, 60, 100, 300, 1_000] {
            let summary = try draw {
                $0.sentences = 50
                $0.bytes = limit
            }
            #expect(summary.sentences.reduce(0) { $0 + $1.range.count } <= limit)
        }
        #expect(try draw { $0.bytes = 1 }.sentences.isEmpty)
    }

    @Test func `asked for more than there is gives all`() throws {
        let summary = try draw("Uma frase curta aqui. Outra frase curta ali.") { $0.sentences = 10 }
        #expect(summary.sentences.map(\.text) == ["Uma frase curta aqui.", "Outra frase curta ali."])
    }

    @Test func `does not say the same twice`() throws {
        let text = """
            A prefeitura abriu novas vagas em creches municipais. A prefeitura abriu novas vagas em creches \
            municipais ontem. O hospital recebeu equipamentos para o centro cirúrgico.
            """
        let summary = try draw(text) { $0.sentences = 2 }
        #expect(summary.sentences.contains { $0.text.contains("hospital") })
    }

    @Test func `reads English rulings`() throws {
        let text = """
            The plaintiff slipped on a wet floor in the store. She broke her wrist and missed six weeks of \
            work. The store argued that a sign was in place. Witnesses disagreed about the sign. For these \
            reasons the judgment is affirmed and the defendant must pay $40,000 within thirty days.
            """
        for audience in [SummaryOptions.Audience.lawyer, .client] {
            let summary = try draw(text) {
                $0.audience = audience
                $0.sentences = 1
            }
            #expect(summary.sentences.first?.number == 5)
        }
    }

    @Test func `refuses options beyond the limits`() {
        #expect(throws: ExtractionRefusal.self) { try draw { $0.sentences = 0 } }
        #expect(throws: ExtractionRefusal.self) { try draw { $0.sentences = 51 } }
        #expect(throws: ExtractionRefusal.self) { try draw { $0.bytes = 0 } }
        #expect(throws: ExtractionRefusal.blankText) { try draw("  ") }
    }
}
