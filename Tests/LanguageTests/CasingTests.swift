import Language
import Testing

/// What capitals say, and where they say nothing.
@Suite struct CasingTests {
    private static func amounts(
        of feature: String, in text: String, _ keyword: String
    ) throws -> [Double] {
        try extract(text) {
            $0.explains = true
            $0.limit = 60
        }.keywords.filter { $0.text.lowercased() == keyword }
            .flatMap(\.contributions).filter { $0.feature == feature }.map(\.amount)
    }

    private static func has(_ feature: String, _ text: String, _ keyword: String) throws -> Bool {
        try amounts(of: feature, in: text, keyword).contains { $0 > 0 }
    }

    private static let petition = """
        EXCELENTÍSSIMO SENHOR DOUTOR JUIZ DE DIREITO DA COMARCA DE CAMPINAS

        JOSÉ DE SOUZA LIMA, pedreiro, residente nesta cidade, propõe AÇÃO DE COBRANÇA contra a seguradora Porto Azul, \
        pelos motivos que passa a expor com a devida vênia de todos os que leem esta petição.

        DOS FATOS
        O autor contratou um seguro de vida com a seguradora. A seguradora negou o pagamento da indenização, embora o \
        contrato estivesse em dia. O SUS atendeu o autor depois do acidente, e o laudo do SUS confirma a invalidez.
        DA TUTELA DE URGÊNCIA
        A demora causa dano ao autor, que não trabalha desde o acidente e precisa do seguro.
        DOS PEDIDOS
        Requer a condenação da seguradora ao pagamento do seguro.
        """

    @Test(arguments: ["fatos", "comarca", "tutela", "cobrança", "direito", "pedidos", "urgência", "campinas"])
    func `a heading in capitals is no acronym`(word: String) throws {
        #expect(try !Self.has("acronym", Self.petition, word))
        let found = try phrases(Self.petition)
        #expect(!found.contains(word.uppercased()), "found \(found)")
    }

    @Test(arguments: ["fatos", "tutela", "pedidos"])
    func `a heading in capitals is no name`(word: String) throws {
        #expect(try !Self.has("name", Self.petition, word))
    }

    static let acronyms: [(text: String, word: String)] = [
        (petition, "sus"),
        (
            "DOS FATOS\nO INSS negou o benefício ao segurado.\nDO DIREITO\nO INSS errou na conta do tempo.",
            "inss"
        ),
        (
            "THE CLAIMS\nThe FBI searched the house on Monday.\nTHE ORDER\nThe FBI kept the papers it found.",
            "fbi"
        ),
        (
            "LES FAITS\nLe SMIC augmente en janvier.\nLES SUITES\nLe SMIC reste bas, disent les syndicats.",
            "smic"
        ),
    ]

    @Test(arguments: acronyms)
    func `an acronym inside ordinary sentences keeps its sign`(text: String, word: String) throws {
        #expect(try Self.has("acronym", text, word))
    }

    @Test func `most occurrences decide, not the first`() throws {
        let text = """
            A palavra PRAZO foi sublinhada pelo relator na folha de rosto. O prazo corre em dias úteis, e o prazo \
            venceu antes do recurso. Sem prazo não há recurso.
            """
        #expect(try !Self.has("acronym", text, "prazo"))
        let other =
            "O sus atende a todos. O SUS é público e o SUS cresce. Quem paga o SUS somos nós, diz a lei."
        #expect(try Self.has("acronym", other, "sus"))
    }

    @Test func `a name in capitals inside a sentence stays a name`() throws {
        let text = """
            O advogado de JOÃO PEREIRA DA COSTA, que nasceu na cidade, entregou a prova ao juiz e foi embora depois da \
            audiência marcada para hoje.
            """
        #expect(try Self.has("name", text, "joão pereira"))
        #expect(try !Self.has("acronym", text, "joão pereira"))
    }

    static let forms: [(text: String, form: String)] = [
        (
            "Medicamento caro. O medicamento falta. MEDICAMENTO NEGADO\nO juiz deu o medicamento. A médica e a médica.",
            "medicamento"
        ),
        ("Le RECOURS. Un recours, des Recours ; recours encore. Les recourus attendent.", "recours"),
        ("Solar Power grew. They want solar power. SOLAR POWER NOW\nSolar power wins.", "solar power"),
        ("Energia solar cresce. Energia solar vence. O país quer energia solar.", "energia solar"),
    ]

    @Test(arguments: forms)
    func `casings vote together for a form, and then among themselves`(text: String, form: String) throws {
        let found = try phrases(text) { $0.limit = 30 }
        #expect(found.contains(form), "found \(found)")
        #expect(found.count { $0.lowercased() == form } == 1)
    }

    @Test func `the commonest word stands for a stem although it is cased in three ways`() throws {
        let text = """
            MEDICAMENTO NEGADO\nMedicamento de alto custo. O medicamento é novo. O medicamento cura. A médica diz que a \
            médica sabe.
            """
        let found = try phrases(text) { $0.maxWords = 1 }
        #expect(found.contains("medicamento"), "found \(found)")
    }

    @Test func `a text in capitals is weighed without casing`() throws {
        let extraction = try extract("RECURSO ESPECIAL PROVIDO. DANO MORAL DEVIDO. O TRIBUNAL DECIDIU.") {
            $0.explains = true
        }
        #expect(extraction.profile?.isShouted == true)
        let features = Set(extraction.keywords.flatMap(\.contributions).map(\.feature))
        #expect(features.isDisjoint(with: ["acronym", "name"]))
    }
}
