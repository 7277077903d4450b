import Language
import Testing

@Suite struct CitationTests {
    private func cited(
        _ text: String, _ count: Int = 3, _ audience: SummaryOptions.Audience = .general
    ) throws -> [String] {
        var options = SummaryOptions()
        options.sentences = count
        options.audience = audience
        return try Summary.draw(from: text, options: options).sentences.map(\.text)
    }

    @Test(arguments: [
        ["$5 million was paid to them.", "Nobody knew why."], ["−5 graus fazia na serra.", "Nevou muito."],
        ["“Quem fugiu de casa?” perguntou ela.", "«Eu fugi», disse ele."],
        ["Viu o livro.", "[1] Ver a obra citada."],
        ["<ana@x.br> escreveu ao juiz.", "(Veja o caso da ponte.)"], ["Foi caro.", "€5 era o preço do pão."],
        ["-3 °C foi a mínima.", "Fez frio."], ["¿Quién vino a casa?", "¡Nadie vino!"],
        ["Ele veio.", "'Sim', disse ela."],
        ["Valeu a regra.", "#Regra foi o assunto."], ["±2 pontos é o erro.", "~3 pontos valem também."],
        ["O e-mail é <ana@x.br>.", "Ela o lê."], ["Perdeu 5%.", "Ganhou 5€."],
        ["…e assim acabou.", "Fim da obra."],
    ])
    func `the marks that cling to a sentence are cited with it`(sentences: [String]) throws {
        #expect(try cited(sentences.joined(separator: " ")) == sentences)
    }

    @Test func `bullets and the marks of the sentence before are not`() throws {
        #expect(try cited("•Pão de forma.\n•Leite fresco.") == ["Pão de forma.", "Leite fresco."])
        #expect(try cited("Ele disse (sim).\"Ela\" riu.") == ["Ele disse (sim).\"", "Ela\" riu."])
    }

    static let story = "Choveu muito na cidade e a rua da escola ficou alagada. "

    @Test(arguments: [
        "Recurso conhecido e provido.", "Agravo interno não provido.", "Ordem denegada.",
        "Apelação desprovida.",
        "Nego seguimento ao recurso.", "Anulo a sentença.", "Pronuncio a prescrição da dívida.",
        "Converto o julgamento em diligência.", "Embargos de declaração rejeitados.", "Segurança concedida.",
        "Recursos parcialmente providos.", "Remessa necessária prejudicada.", "Nego-lhe provimento.",
        "Julgo integralmente procedente a ação.", "Habeas corpus não conhecido.",
        "Deu-se parcial provimento ao apelo.",
        "Preliminares rejeitadas.", "Extingo o processo.", "Recurso especial não provido.",
        "Mantenho a sentença.",
    ])
    func `the words by which Portuguese courts decide are operative`(decision: String) throws {
        let summary = try Summary.draw(from: Self.story + decision + " " + Self.story)
        #expect(summary.sentences.first { $0.text == decision }?.cues.contains(.operative) == true)
        #expect(try cited(Self.story + "O autor falou da rua alagada. " + decision, 1, .lawyer) == [decision])
    }

    @Test(arguments: [
        "We therefore affirm the judgment.", "We accordingly reverse.", "We must, however, vacate the order.",
        "The court hereby denies the motion.", "I respectfully dissent and would affirm the conviction.",
        "The court thus dismissed the case.", "We hereby grant the petition.",
    ])
    func `the words by which English courts decide are operative`(decision: String) throws {
        let story = "It rained all night and the street was flooded. "
        let summary = try Summary.draw(from: story + decision + " " + story)
        #expect(summary.sentences.first { $0.text == decision }?.cues.contains(.operative) == true)
    }

    static let petition = """
        EXCELENTÍSSIMO SENHOR DOUTOR JUIZ DE DIREITO DA 3ª VARA CÍVEL DA COMARCA DE CAMPINAS

        João da Silva, pedreiro, vem por seu advogado propor

        AÇÃO DE INDENIZAÇÃO POR DANOS MORAIS

        em face de BANCO DO NORTE S.A., com sede em São Paulo, pelos fatos que passa a expor.

        O autor abriu uma conta no banco. O banco inscreveu o nome do autor entre os devedores por uma dívida que \
        ele nunca fez. Diante do exposto, requer a condenação do banco a pagar vinte mil reais.

        ADV: JOSÉ PEREIRA (OAB 123456/SP), MARIA LIMA (OAB 654321/SP)
        """

    static let message = """
        De: Ana Souza <ana@x.br>
        Para: Rui Lima <rui@y.br>
        Assunto: Contrato de locação do imóvel

        Prezado Rui, segue a minuta do contrato de locação. O aluguel do imóvel será de dois mil reais por mês. O \
        contrato de locação vence em março.
        """

    @Test(arguments: SummaryOptions.Audience.allCases)
    func `addresses, fields, headings and fragments are not cited`(audience: SummaryOptions.Audience) throws {
        let all = try cited(Self.petition, 10, audience) + cited(Self.message, 10, audience)
        #expect(all.count == 7, "\(all)")
        for start in ["EXCEL", "AÇÃO", "em face", "ADV", "De:", "Para:", "Assunto:"] {
            #expect(all.allSatisfy { !$0.hasPrefix(start) }, "\(all)")
        }
    }

    @Test(arguments: ["De: Ana", "EXCELENTÍSSIMO SENHOR JUIZ", "assunto sem fim"])
    func `a text of nothing else is cited all the same`(text: String) throws {
        #expect(try cited(text) == [text])
    }

    @Test func `entries of a list may be cited though they begin small`() throws {
        let text =
            "Pede o seguinte ao juízo.\na) a citação do réu no endereço;\nb) a condenação do réu em custas.\nFim."
        #expect(try cited(text, 10).count == 4)
    }
}
