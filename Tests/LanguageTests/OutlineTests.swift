import Language
import Testing

@Suite struct OutlineTests {
    private func sentences(_ text: String, _ language: LanguageCode?) throws -> [String] {
        let bytes = Array(text.utf8)
        return try Outline(of: text, language: language).sentences.map {
            String(decoding: bytes[$0], as: UTF8.self)
        }
    }

    private func words(_ text: String, _ language: LanguageCode? = nil) throws -> [String] {
        let bytes = Array(text.utf8)
        return try Outline(of: text, language: language).words.map {
            String(decoding: bytes[$0], as: UTF8.self)
        }
    }

    @Test(arguments: [
        "Nos termos do art. 1.003 do CPC, o prazo corre", "O Dr. Silva chegou", "Vide fls. 123 dos autos",
        "A empresa Lux S.A. Participações venceu", "Custa 3.14 reais ou R$ 1.234,56",
        "Processo 0001234-56.2024.8.26.0100 julgado", "A Lei 9.099/95 vale", "Conforme o § 5º do art. 9º",
        "Veja https://exemplo.com.br/a.b?c=d e volte", "Escreva para ana.souza@exemplo.org ou ligue",
        "O escritor J. R. R. Tolkien nasceu", "Exmo. Sr. Juiz de Direito", "Vale i.e. o mesmo etc. e tal",
        "Às 18.30 h começa", "Ele disse “não sei” e saiu", "Foi em Jan. 2020 que veio", "Av. Paulista, n. 10",
        "Perdeu... mas voltou", "Quem? perguntou ela",
    ])
    func `keeps a Portuguese sentence whole`(text: String) throws {
        let found = try sentences(text, .portuguese)
        #expect(found.count == 1, "\(found)")
    }

    @Test(arguments: [
        ("Ele chegou. Ela saiu.", LanguageCode.portuguese, 2), ("Chegou! Quem? Ela.", .portuguese, 3),
        ("Título sem ponto\nO texto começa aqui.", .portuguese, 2),
        ("Fim da parte.\n\nOutra parte.", .portuguese, 2),
        ("Custou 10. Foi caro.", .portuguese, 2), ("Foi em 2019. Depois parou.", .portuguese, 2),
        ("Dr. Smith met Mr. Jones. They talked.", .english, 2),
        ("He works at Acme Inc. in Ohio.", .english, 1),
        ("See Fig. 3 for details. It is clear.", .english, 2), ("M. Dupont est là. Il parle.", .french, 2),
        ("Das ist z.B. gut. Ja.", .german, 2), ("El Sr. Pérez vino. Se fue.", .spanish, 2),
        ("彼は来た。彼女は去った。", .undetermined, 2), ("Пришёл. Ушла.", .undetermined, 2),
        ("He said “stop.” Then left.", .english, 2), ("This is art. The rest is not.", .english, 2),
    ])
    func `counts the sentences`(text: String, language: LanguageCode, count: Int) throws {
        let found = try sentences(text, language)
        #expect(found.count == count, "\(found)")
    }

    @Test(arguments: [
        ("O guarda-chuva da SpaceX", ["O", "guarda-chuva", "da", "SpaceX"]),
        ("l'orbite d’Uranus", ["l", "orbite", "d", "Uranus"]), ("dell'acqua", ["dell", "acqua"]),
        ("don't O'Brien's", ["don't", "O'Brien's"]), ("COVID-19, H1N1", ["COVID-19", "H1N1"]),
        ("C++ e C# e node.js", ["C++", "e", "C#", "e", "node.js"]), ("P&D na AT&T", ["P&D", "na", "AT&T"]),
        ("S.A. e U.S.A.", ["S.A.", "e", "U.S.A."]), ("cafe\u{301} bom", ["cafe\u{301}", "bom"]),
        ("9.099/95", ["9.099/95"]), ("a -- b", ["a", "b"]), ("pump–probe", ["pump–probe"]),
        ("東京タワー", ["東京", "タワー"]), ("Αθήνα και Москва", ["Αθήνα", "και", "Москва"]),
        ("مرحبا بالعالم", ["مرحبا", "بالعالم"]), ("नमस्ते दुनिया", ["नमस्ते", "दुनिया"]),
        ("snake_case 18:30 1,5", ["snake_case", "18:30", "1,5"]), ("(x)y[z]", ["x", "y", "z"]),
        ("www.exemplo.org/x. Fim", ["www.exemplo.org/x", "Fim"]),
    ])
    func `finds the words`(text: String, expected: [String]) throws {
        #expect(try words(text) == expected)
    }

    @Test func `composed and decomposed accents are one word`() throws {
        let keywords = try extract("A decisão saiu. A decisa\u{303}o vale. Decisão final.") {
            $0.maxWords = 1
        }.keywords
        #expect(keywords.first { $0.text.hasPrefix("decis") }?.count == 3)
    }
}
