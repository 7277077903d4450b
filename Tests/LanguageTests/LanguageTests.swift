import Language
import Testing

@Suite struct LanguageTests {
    @Test(arguments: [
        ("Python é uma linguagem", "pt"), ("O tribunal manteve a sentença por unanimidade", "pt"),
        ("Orçamento participativo municipal", "pt"), ("Não há vagas", "pt"),
        ("A reunião foi adiada para a próxima semana", "pt"), ("Direito do consumidor", "pt"),
        ("The court upheld the ruling on Monday", "en"), ("Machine learning", "en"),
        ("How can we improve this?", "en"), ("A new method for solving linear systems", "en"),
        ("El gobierno aprobó la nueva ley de educación", "es"), ("¿Dónde está la biblioteca?", "es"),
        ("Los niños juegan en el parque con sus amigos", "es"), ("Una decisión del tribunal", "es"),
        ("Le gouvernement a présenté son nouveau budget", "fr"), ("Où est la bibliothèque ?", "fr"),
        ("Les élections législatives auront lieu dimanche", "fr"), ("C'est une bonne idée", "fr"),
        ("Die Regierung hat ein neues Gesetz beschlossen", "de"), ("Wo ist der Bahnhof?", "de"),
        ("Das Bundesverfassungsgericht entschied gestern", "de"), ("Ich habe keine Zeit", "de"),
        ("Il governo ha approvato la nuova legge", "it"), ("Dove si trova la stazione?", "it"),
        ("La ricerca scientifica è molto importante per tutti", "it"), ("Una decisione della corte", "it"),
        ("De regering heeft een nieuwe wet aangenomen", "nl"), ("Waar is het station?", "nl"),
        ("O RECURSO NÃO FOI PROVIDO PELA TURMA", "pt"), ("Москва слезам не верит", "und"),
        ("12345 67890", "und"), ("東京は日本の首都です", "und"), ("", "und"), ("xyz qwrt", "und"),
    ])
    func `tells the language`(text: String, code: String) {
        #expect(LanguageIdentifier.identify(text).language.rawValue == code)
    }

    @Test func `is surer of a longer text`() {
        let (language, confidence) = LanguageIdentifier.identify(newsInPortuguese)
        #expect(language == .portuguese)
        #expect(confidence > 0.5 && confidence <= 1)
        #expect(LanguageIdentifier.identify("12").confidence == 0)
    }

    @Test func `reads only the beginning of a long text`() {
        let text = String(repeating: "A sentença foi mantida pelo tribunal. ", count: 50_000)
        #expect(LanguageIdentifier.identify(text).language == .portuguese)
    }

    @Test(arguments: [
        ("pt", "pt"), ("PT", "pt"), ("pt-BR", "pt"), ("en_US", "en"), ("nl", "nl"), ("xx", nil), ("", nil),
        ("auto", nil), ("und", nil),
    ])
    func `knows a supported tag`(tag: String, code: String?) {
        #expect(LanguageCode(supported: tag)?.rawValue == code)
    }

    @Test func `supports seven languages, each with stop words and stems`() throws {
        #expect(LanguageCode.supported.map(\.rawValue) == ["pt", "en", "es", "fr", "de", "it", "nl"])
        for (code, text) in [
            ("pt", "casamentos e o casamento"), ("en", "connections and the connection"),
            ("es", "canciones y la canción"), ("fr", "continuations et la continuation"),
            ("de", "Zeitungen und die Zeitung"), ("it", "nazioni e la nazione"),
            ("nl", "vergaderingen en de vergadering"),
        ] {
            let keywords = try extract(text) {
                $0.language = LanguageCode(rawValue: code)
                $0.maxWords = 1
            }.keywords
            #expect(keywords.count == 1, "\(code): \(keywords.map(\.text))")
            #expect(keywords.first?.count == 2, "\(code)")
        }
    }

    @Test func `describes itself by its code`() {
        #expect("\(LanguageCode.portuguese)" == "pt")
        #expect(Extractors.named("statistical")?.identity.name == "statistical")
        #expect(Extractors.named("frequency")?.identity.version == "2")
        #expect(Extractors.named("none") == nil)
    }
}
