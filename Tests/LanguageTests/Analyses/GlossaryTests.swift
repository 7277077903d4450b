import Language
import Testing

@Suite struct GlossaryTests {
    private func explain(_ text: String, _ asked: [String] = []) throws -> TermExplanations {
        var options = TermOptions()
        options.terms = asked
        return try LegalGlossary.explain(text, options: options)
    }

    @Test func `every entry is whole and no name stands twice`() {
        #expect(LegalGlossary.terms.count >= 150)
        var names: Set<String> = []
        for term in LegalGlossary.terms {
            #expect(!term.name.isEmpty && !term.source.isEmpty && !term.english.isEmpty, "\(term.name)")
            #expect(term.explanation.hasSuffix("."), "\(term.name)")
            #expect(term.source.contains { $0.isNumber } || term.source.hasPrefix("Lei"), "\(term.source)")
            for name in [term.name] + term.variants {
                #expect(names.insert(name).inserted, "\(name)")
                #expect(LegalGlossary.term(name)?.name == term.name, "\(name)")
            }
        }
    }

    @Test func `the explanations are plain`() throws {
        let all = LegalGlossary.terms.map(\.explanation).joined(separator: "\n\n")
        var options = ReadabilityOptions()
        options.language = .portuguese
        let report = try Readability.measure(all, options: options)
        let flesch = report.indices.first { $0.name == "flesch" }?.value ?? 0
        #expect(flesch > 50, "\(flesch)")
    }

    @Test(arguments: [
        ("Os embargos de declaração foram rejeitados", "embargos de declaração", "embargos de declaração"),
        ("Opôs EMBARGOS DECLARATÓRIOS", "embargos de declaração", "EMBARGOS DECLARATÓRIOS"),
        ("as cartas precatórias voltaram", "carta precatória", "cartas precatórias"),
        ("a decisao transitou em julgado", "trânsito em julgado", "transitou em julgado"),
        ("sentenças penais", "sentença", "sentenças"), ("os acórdãos", "acórdão", "acórdãos"),
        ("danos morais coletivos", "dano moral", "danos morais"),
        ("medidas protetivas de urgência", "medida protetiva", "medidas protetivas"),
        ("decidiu de ofício", "ex officio", "de ofício"), ("citação por edital", "citação por edital", ""),
        ("as rés, revéis", "revelia", "revéis"), ("os fiadores respondem", "fiança", "fiadores"),
        ("presença do periculum in mora", "periculum in mora", "periculum in mora"),
        ("crimes culposos", "culpa", "crimes culposos"),
    ])
    func `finds a term in its inflections`(text: String, name: String, place: String) throws {
        let found = try explain(text).found.first { $0.term.name == name }
        let range = try #require(found?.ranges.first, "\(text)")
        let bytes = Array(text.utf8)
        let expected = place.isEmpty ? text : place
        #expect(String(decoding: bytes[range], as: UTF8.self) == expected)
    }

    @Test(arguments: [
        "Que ele possa vir amanhã.", "A casa tem dois quartos.", "O menino comeu o bolo.",
        "No ofício não havia nada.", "O relógio de parede parou.",
        "O custo ficou fora do previsto.", "Eu moro longe e o alimento acabou.",
        "O preparador prepara a mesa.",
    ])
    func `finds nothing where there is no term`(text: String) throws {
        let found = try explain(text).found
        #expect(found.isEmpty, "\(found.map(\.term.name))")
    }

    @Test func `the longest term is meant`() throws {
        let found = try explain("Cabe agravo de instrumento contra a decisão interlocutória.").found
        #expect(found.map(\.term.name) == ["agravo de instrumento", "decisão interlocutória"])
    }

    @Test func `an unknown term is called unknown`() throws {
        let answer = try explain(
            "Juntou o blorf processual.", ["penhora", "blorf processual", "", "Penhoras"])
        #expect(answer.asked.map { $0.term?.name } == ["penhora", nil, nil, "penhora"])
        #expect(answer.asked[1].ranges.count == 1 && answer.asked[0].ranges.isEmpty)
        #expect(LegalGlossary.term("penhora de bens da lua") == nil)
        #expect(LegalGlossary.term(String(repeating: "a", count: 10_000)) == nil)
    }

    @Test func `refuses too many questions and blank texts`() {
        #expect(throws: ExtractionRefusal.self) {
            try explain("texto", Array(repeating: "a", count: AnalysisLimits.askedTerms + 1))
        }
        #expect(throws: ExtractionRefusal.blankText) { try explain(" ") }
    }
}
