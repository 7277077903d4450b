import Language
import Testing

@Suite struct SentenceEndTests {
    /// The sentences of a text, their line ends as one blank.
    static func sentences(_ text: String, _ language: LanguageCode?) throws -> [String] {
        let bytes = Array(text.utf8)
        return try Outline(of: text, language: language).sentences.map {
            String(decoding: bytes[$0], as: UTF8.self)
        }
    }

    static let parted: [(LanguageCode, [String])] = [
        (.english, ["The answer is no", "The court agreed"]),
        (.english, ["He said no", "Courts rarely do"]),
        (.english, ["Apple Inc", "The company grew"]),
        (.english, ["Profits rose at Ford Motor Co", "Shares fell"]),
        (.english, ["They sell bricks, tiles, etc", "Prices vary"]),
        (.english, ["The hearing began at 5 p.m.", "The talks ended"]),
        (.english, ["It was studied by Smith et al", "The results differ"]),
        (.english, ["He has hepatitis C", "The treatment failed"]),
        (.english, ["They cured hepatitis C", "Doctors were glad"]),
        (.english, ["The firm has a plan B", "Starting is easy"]),
        (.english, ["She moved to the U.S.", "The family stayed"]),
        (.english, ["He heard Martin Luther King Jr", "The crowd wept"]),
        (.english, ["The term began in Sept", "The judge was new"]),
        (.english, ["It shrinks at 50 K", "Each run was short"]),
        (.english, ["The thing is a fig", "It is sweet"]),
        (.portuguese, ["Os barcos ficaram no mar", "A noite veio"]),
        (.portuguese, ["Ganhou cerca de dez", "O valor subiu"]),
        (.portuguese, ["O ator voltou ao set", "A cena recomeçou"]),
        (.portuguese, ["A lei violou a CF", "O réu recorreu"]),
        (.portuguese, ["A câmara aprovou a LC", "O prefeito vetou"]),
        (.portuguese, ["Nasceu em Maceió/AL", "O pai era juiz"]),
        (.portuguese, ["Comprou pão, leite etc", "O troco faltou"]),
        (.portuguese, ["A dívida é da Silva Ltda", "Recorreu ontem"]),
        (.portuguese, ["A dívida é da Silva & Cia", "O banco cobrou"]),
        (.portuguese, ["O paciente tem hepatite C", "Médicos tratam dele"]),
        (.portuguese, ["A ré é a Lux S.A.", "O juiz a citou"]),
        (.portuguese, ["Foi a reforma de D. Pedro I", "Depois veio a república"]),
        (.spanish, ["Se bañan en el mar", "El agua está fría"]),
        (.spanish, ["Falta vitamina C", "La fruta ayuda"]),
        (.french, ["Il aime les œuvres d'art", "Elles sont belles"]),
        (.french, ["Il manque de vitamine C", "Les fruits aident"]),
        (.italian, ["È andato al mar", "Il sole brilla"]),
        (.german, ["Er kauft Brot, Milch usw", "Die Kinder warten"]),
    ]

    @Test(arguments: parted)
    func `a word that may be short for another ends a sentence where it is a word`(
        language: LanguageCode, expected: [String]
    ) throws {
        let text = expected.map { $0.hasSuffix(".") ? $0 : $0 + "." }.joined(separator: " ")
        #expect(try Self.sentences(text, language) == expected)
    }

    static let whole: [(LanguageCode, String)] = [
        (.english, "President John F. Kennedy spoke"), (.english, "It was written by J. Smith in 1990"),
        (.english, "The author J. Smith wrote it"), (.english, "The novel of J. R. R. Tolkien sold well"),
        (.english, "The book by George F. Will sold well"), (.english, "See no. 5 and fig. 3 and sec. IV"),
        (.english, "He met Dr. A. Brown and Mr. Jones"), (.english, "It closes at 8 p.m. Monday"),
        (.english, "It opens at 9 a.m. EST on weekdays"), (.english, "The U.S. Supreme Court met"),
        (.english, "He works at Samsung Co. Ltd. in Seoul"), (.english, "He left on Jan. 5 for good"),
        (.english, "The Taiwan Power Co. (TPC) grew"), (.english, "It was made by Stratasys Ltd., Ohio"),
        (.english, "He lives in St. Louis"), (.english, "They grew E. coli in a dish"),
        (.portuguese, "O acordo de José A. da Silva valeu"), (.portuguese, "O réu J. Silva fugiu"),
        (.portuguese, "O deputado João P. Souza votou"), (.portuguese, "A Cia. Siderúrgica Nacional lucrou"),
        (.portuguese, "O fato é de 12 dez. 2020 e de jan. 2021"), (.portuguese, "O Min. Luiz Fux votou"),
        (.portuguese, "Vide art. 5º, inc. III, al. A, cap. II"), (.portuguese, "EXMO. SR. DR. JUIZ"),
        (.portuguese, "Veja o processo n. 123, fls. 20 e p. 30"), (.portuguese, "Leia o vol. II da obra"),
        (.portuguese, "A Lux S.A. Participações venceu"), (.spanish, "Los EE.UU. ganaron"),
        (.spanish, "D. Juan de la Cruz vino"), (.french, "Le ministre M. Durand est venu"),
        (.german, "Das steht auf S. 5 und in Abs. 2"), (.german, "Er kam im Okt. 1990"),
    ]

    @Test(arguments: whole)
    func `an abbreviation or a name's initial ends no sentence`(language: LanguageCode, text: String) throws {
        #expect(try Self.sentences(text + ".", language).count == 1)
    }

    @Test(arguments: [
        "They treat hepatitis C. Doctors of hepatitis C. Doctors again.",
        "Profits at Apple Inc. Shares of Apple Inc. Shares rose.",
        "The plan C. Starting soon. The plan C. Starting late.",
    ])
    func `no English keyword reaches over the end of a sentence`(text: String) throws {
        let keywords = try extract(text) { $0.language = .english }.keywords
        #expect(keywords.allSatisfy { !$0.text.contains(". ") }, "\(keywords.map(\.text))")
    }

    @Test(arguments: [
        "Os barcos no mar. Barcos cruzam o mar. Barcos cruzam.", "Feriu a CF. A Lei feriu a CF. A Lei caiu.",
    ])
    func `no Portuguese keyword reaches over the end of a sentence`(text: String) throws {
        let keywords = try extract(text) { $0.language = .portuguese }.keywords
        #expect(keywords.allSatisfy { !$0.text.contains(". ") }, "\(keywords.map(\.text))")
    }
}
