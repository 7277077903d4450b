import Language
import Testing

@Suite struct DocumentTitleTests {
    @Test(arguments: DocumentCases.ofTitles)
    func `a paper is known by its title, whatever other papers it names`(item: DocumentCases.Case) throws {
        let answer = try DocumentKinds.classify(item.text)
        #expect(answer.kind == item.kind, "\(answer.evidence.map(\.weight)) \(item.text)")
    }

    @Test func `tells most of the papers written before its rules, and is rarely wrong`() throws {
        let found = try DocumentCases.later.map { (item: $0, kind: try DocumentKinds.classify($0.text).kind) }
        let right = found.filter { $0.kind == $0.item.kind }.count
        let wrong = found.filter { $0.kind != nil && $0.kind != $0.item.kind }.count
        #expect(DocumentCases.later.count == 69)
        #expect(right >= 62 && wrong <= 3, "\(right) right, \(wrong) wrong")
    }

    @Test func `rather abstains than errs on papers written after its rules`() throws {
        let found = try DocumentCases.last.map { (item: $0, kind: try DocumentKinds.classify($0.text).kind) }
        let right = found.filter { $0.kind == $0.item.kind }.count
        let wrong = found.filter { $0.kind != nil && $0.kind != $0.item.kind }.count
        #expect(DocumentCases.last.count == 29)
        #expect(right >= 19 && wrong <= 2, "\(right) right, \(wrong) wrong")
    }

    private static let nouns = [
        "contrato", "procuração", "parecer", "acórdão", "mandado", "certidão", "despacho", "contestação",
        "sentença",
        "edital", "alvará", "ofício", "recurso", "decisão", "ata", "laudo", "ementa", "apelação",
        "publicação",
    ]

    @Test(
        arguments: nouns,
        [
            "# da prefeitura deve sair até sexta", "# do século: como foi feito|Leia a série.",
            "Falta de # atrasa obra em Santos|Moradores reclamam.",
            "O que diz o # do caso, segundo quatro juristas",
        ])
    func `a noun in a headline names no kind`(noun: String, headline: String) throws {
        let first = headline.hasPrefix("#") ? noun.prefix(1).uppercased() + noun.dropFirst() : noun
        let text = headline.replacing("#", with: first).replacing("|", with: "\n")
        #expect(try DocumentKinds.classify(text).kind == nil, "\(text)")
    }

    private static let titles: [(String, DocumentKind)] = [
        ("contrato", .contract), ("procuração", .powerOfAttorney), ("parecer", .opinion),
        ("acórdão", .ruling),
        ("mandado", .writ), ("certidão", .certificate), ("despacho", .order), ("contestação", .defence),
        ("sentença", .sentence), ("edital", .publication), ("mandado de segurança", .petition),
        ("habeas corpus", .petition), ("cumprimento de sentença", .petition), ("recurso ordinário", .appeal),
        ("embargos de declaração", .appeal), ("decisão monocrática", .decision),
        ("termo de audiência", .minutes),
    ]

    @Test(arguments: titles, ["#|Aos três dias de maio, em Santos.", "#, em Santos, três de maio.", "#"])
    func `a title alone or in capitals names the kind`(
        title: (name: String, kind: DocumentKind), frame: String
    ) throws {
        let text = frame.replacing("#", with: title.name.uppercased()).replacing("|", with: "\n")
        #expect(try DocumentKinds.classify(text).kind == title.kind, "\(text)")
        let sentence = "Ele leu \(title.name) e foi para casa, em Santos."
        #expect(try DocumentKinds.classify(sentence).kind == nil, "\(sentence)")
    }

    @Test func `a line broken at a width begins no title`() throws {
        let line = "O perito leu com calma tudo o que as partes escreveram sobre a"
        let text = [line, "sentença.", line, "procuração", line, line].joined(separator: "\n")
        #expect(try DocumentKinds.classify(text).kind == nil)
    }

    @Test func `the title counts where it stands, not where its noun is met first`() throws {
        let text = "Trata-se de contrato.\nA sentença foi lida.\nSENTENÇA\nO réu pagou."
        let evidence = try DocumentKinds.classify(text).evidence
        #expect(evidence.map(\.weight) == [5])
        #expect(evidence.first?.range == text.utf8.count - 23..<text.utf8.count - 14)
    }
}
