import Language
import Testing

@Suite struct LineShapeTests {
    private func sentences(_ text: String, _ language: LanguageCode = .portuguese) throws -> [String] {
        try SentenceEndTests.sentences(text, language).map {
            $0.split(separator: "\n").joined(separator: " ")
        }
    }

    static let prose = """
        Trata-se de ação de indenização movida por JOÃO DA SILVA em face do BANCO DO NORTE S.A. em que o autor \
        alega que teve o nome inscrito de forma indevida nos cadastros de inadimplentes. O réu apresentou \
        contestação e sustentou a regularidade da dívida. Houve réplica do autor. Ante o exposto, julgo \
        procedente o pedido e condeno o réu a pagar R$ 5.000,00 ao autor, com juros desde a citação.
        """

    @Test(arguments: [28, 30, 35, 38, 40, 42, 45, 48, 52, 60, 72, 80, 98])
    func `a column of any width is read as its text`(width: Int) throws {
        let column = LineEndTests.wrapped(Self.prose, at: width)
        #expect(try sentences(column) == sentences(Self.prose))
        let parted = Self.hyphenated(Self.prose, at: width)
        #expect(try sentences(parted).count == sentences(Self.prose).count, "\(parted)")
    }

    @Test(arguments: [32, 40, 48, 65])
    func `headings and signatures beside a column stand alone`(width: Int) throws {
        let text =
            "SENTENÇA\n" + Self.hyphenated(Self.prose, at: width) + "\nPublique-se\nCampinas, 3 de maio"
        let found = try sentences(text)
        #expect(found.first == "SENTENÇA")
        #expect(found.suffix(2) == ["Publique-se", "Campinas, 3 de maio"])
        #expect(try found.count == sentences(Self.prose).count + 3)
    }

    @Test(arguments: [
        "Minha terra tem palmeiras,\nOnde canta o Sabiá;\nAs aves, que aqui gorjeiam,\nNão gorjeiam como lá.",
        "pão de forma\nleite\novos\nqueijo prato",
        "Documentos\n- certidão\n- procuração\n- contrato social",
        "Contrato de locação residencial\nContrato de compra e venda\nCertidão de casamento civil\nRecibo",
        "José da Silva Pereira Santos\nMaria de Souza Lima Barreto\nAntônio Carlos Oliveira\nAna Paula Prado",
        "no meio do caminho tinha uma pedra\ntinha uma pedra\nno meio do caminho\ntinha uma pedra ali.",
        "Pedidos:\na) a citação do réu\nb) a condenação em custas\nc) a prova oral",
    ])
    func `the lines of lists and verse are apart`(text: String) throws {
        #expect(try sentences(text).count == text.split(separator: "\n").count)
    }

    static let continued: [(String, Int)] = [
        ("O autor não compareceu\nà audiência marcada para\nhoje.", 1),
        ("DECISÃO\nO réu não pagou a indeni-\nzação devida ao autor.", 2),
        ("O prazo corre\npara o réu.\nO autor já falou.", 2),
        ("Título da notícia\nO texto começa aqui e segue\naté o fim.", 2),
        ("O Banco Norte-\nSul venceu a causa.", 1),
    ]

    @Test(arguments: continued)
    func `a small letter or a parted word goes on after the end of a line`(text: String, count: Int) throws {
        let found = try sentences(text)
        #expect(found.count == count, "\(found)")
    }

    @Test func `the summary of a narrow column cites whole sentences`() throws {
        for width in [35, 40, 48] {
            let text = LineEndTests.wrapped(Self.prose, at: width)
            let cited = try Summary.draw(from: text).sentences.map(\.text)
            #expect(cited.allSatisfy { $0.hasSuffix(".") }, "\(cited)")
        }
    }

    /// A text broken at a width, long words parted where the line is full.
    private static func hyphenated(_ text: String, at width: Int) -> String {
        var lines: [String] = []
        var line = ""
        for word in text.split(separator: " ") {
            var word = String(word)
            let room = width - line.count - 2
            if line.count + 1 + word.count > width, room >= 4, word.count > room + 3,
                word.allSatisfy(\.isLetter)
            {
                lines.append(line + " " + word.prefix(room) + "-")
                (line, word) = ("", String(word.dropFirst(room)))
            } else if !line.isEmpty, line.count + 1 + word.count > width {
                lines.append(line)
                line = ""
            }
            line += line.isEmpty ? word : " " + word
        }
        return (lines + [line]).joined(separator: "\n")
    }
}
