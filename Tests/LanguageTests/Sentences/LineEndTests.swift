import Language
import Testing

/// Everything the engine says of a text, its offsets aside and its line ends alike.
private struct Findings: Equatable {
    var sentences: [String]
    var words: [String]
    var keywords: [String]
    var summary: [String]
    var hardest: [String]
    var figures: [Double]
    var kinds: [String]

    init(_ text: String) throws {
        let bytes = Array(text.utf8)
        func plain(_ range: Range<Int>) -> String {
            Self.plain(String(decoding: bytes[range], as: UTF8.self))
        }
        let outline = try Outline(of: text)
        sentences = outline.sentences.map(plain)
        words = outline.words.map(plain)
        var options = KeywordOptions()
        options.maxWords = 4
        keywords = try StatisticalExtractor().extract(from: text, options: options).keywords.map {
            "\(Self.plain($0.text)) \($0.score) \($0.count)"
        }
        summary = try SummaryOptions.Audience.allCases.flatMap { audience in
            var options = SummaryOptions()
            options.audience = audience
            return try Summary.draw(from: text, options: options).sentences.map {
                "\($0.number) \($0.score) \(Self.plain($0.text))"
            }
        }
        let report = try Readability.measure(text)
        hardest = report.hardest.map(plain)
        figures = report.indices.map(\.value) + [try Sentiment.judge(text).document.score ?? -2]
        let answer = try DocumentKinds.classify(text)
        kinds =
            answer.ranking.map { "\($0.kind) \($0.probability)" }
            + answer.evidence.map { "\($0.kind) \(plain($0.range)) \($0.weight)" }
    }

    private static func plain(_ text: String) -> String {
        String(text.unicodeScalars.map { ["\r", "\n", "\u{2028}"].contains($0) ? " " : Character($0) })
            .split(separator: " ").joined(separator: " ")
    }
}

@Suite struct LineEndTests {
    static let mail = """
        Prezada Ana, o contrato de locação vence no dia dez de março e o
        proprietário pediu a renovação por mais um ano, com reajuste de
        seis por cento sobre o aluguel. A multa por rescisão antecipada
        continua a mesma. Peço que leia a cláusula de garantia com muita
        atenção antes da assinatura.

        Segue em anexo a minuta. Abraço do Pedro.
        """

    static let list = """
        Documentos necessários
        - certidão de casamento
        - comprovante de residência

        Prazo de entrega
        quinze dias úteis
        Tabela de custas:
        1. petição inicial
        2. recurso de apelação
        """

    /// The ruling broken into lines of many widths, with headings and empty lines.
    static let texts: [String] =
        [mail, list, "um\ndois\n\ntrês", "\n\nTítulo\n\nO texto vem depois dele.\n"]
        + [24, 30, 36, 40, 44, 48, 52, 60, 65, 72, 80, 100, 140].flatMap { width in
            let body = wrapped(SummaryTests.ruling, at: width)
            return [
                body, "SENTENÇA\n\n" + body, body + "\n\n" + body,
                "De: Ana\nPara: Rui\n\n" + body + "\n" + list,
                body + "\n\n \n" + mail,
            ]
        }

    /// A text broken before the words that would make a line wider.
    static func wrapped(_ text: String, at width: Int) -> String {
        var lines: [String] = []
        var line = ""
        for word in text.split(whereSeparator: { $0 == " " || $0 == "\n" }) {
            if !line.isEmpty, line.count + 1 + word.count > width {
                lines.append(line)
                line = ""
            }
            line += line.isEmpty ? String(word) : " " + word
        }
        return (lines + [line]).joined(separator: "\n")
    }

    static func ended(_ text: String, with end: String) -> String {
        text.split(separator: "\n", omittingEmptySubsequences: false).joined(separator: end)
    }

    @Test(arguments: ["\r\n", "\r", "\u{2028}"])
    func `what ends the lines changes nothing`(end: String) throws {
        for text in Self.texts {
            #expect(try Findings(Self.ended(text, with: end)) == Findings(text), "\(text)")
        }
    }

    @Test func `a separator of paragraphs is an empty line`() throws {
        for text in Self.texts {
            let other = text.split(separator: "\n\n", omittingEmptySubsequences: false)
                .joined(separator: "\u{2029}")
            #expect(try Findings(other).sentences == Findings(text).sentences)
        }
    }

    @Test func `a line end weighs as a blank in a keyword`() throws {
        let text = Self.wrapped(SummaryTests.ruling, at: 60)
        let flat = text.split(separator: "\n").joined(separator: " ")
        #expect(try Findings(text).sentences == Findings(flat).sentences)
        #expect(try Findings(text).keywords == Findings(flat).keywords)
    }
}
