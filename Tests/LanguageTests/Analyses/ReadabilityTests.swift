import Language
import Testing

@Suite struct ReadabilityTests {
    private func measure(
        _ text: String, _ language: LanguageCode? = nil
    ) throws -> ReadabilityReport {
        var options = ReadabilityOptions()
        options.language = language
        return try Readability.measure(text, options: options)
    }

    static let portuguese: [(Int, String)] = [
        (1, "pai mãe pão mais quem gol mau sul véu dois não rei eu meu há tem são viu trens réus"),
        (2, "casa juiz água muito quase guarda saiu cair ruim dia rio saí voo lua tia sair raiz"),
        (2, "língua série tênue praia meio maio leite ouro ação prisão irmãos fluido multa"),
        (3, "saída poeta teatro rainha moinho ainda história polícia contínuo viúva juízes sentença"),
        (3, "petições processo recurso direito decisão tribunal saúde ruído caindo aluguel"),
        (4, "advogado alegria nacional apelação audiência testemunha instituiu inventário indenizar"),
        (4, "construído ambiental escritura contestações"),
        (
            5,
            "requerimento constituinte sociedade propriedade necessidade coordenação apartamento contribuindo proprietário"
        ),
        (6, "universidade constitucional responsabilizar"),
    ]

    @Test(arguments: portuguese)
    func `counts Portuguese syllables`(count: Int, words: String) throws {
        for word in words.split(separator: " ") {
            let found = try measure(String(word), .portuguese).syllables
            #expect(found == count, "\(word): \(found)")
        }
    }

    static let english: [(Int, String)] = [
        (1, "the make cared strength through page law court judge stayed rhyme eyes asked played owes"),
        (2, "table pages ended being going lion quiet people statement little tribal wanted judges"),
        (2, "lawyer ruling appeal decree plaintiff defence contract couldn't didn't sentence prism"),
        (3, "created radio video example beautiful however idea area attorney library serious"),
        (3, "negligence agreement tribunal continue liable obvious various deposit"),
        (4, "american television society evaluate material jurisdiction information experience"),
        (4, "variation reality superior obligation"),
        (5, "liability university constitutional immediately examination capitalism"),
    ]

    @Test(arguments: english)
    func `counts English syllables`(count: Int, words: String) throws {
        for word in words.split(separator: " ") {
            let found = try measure(String(word), .english).syllables
            #expect(found == count, "\(word): \(found)")
        }
    }

    @Test func `the Portuguese formulas by hand`() throws {
        // Two sentences, seven words, 12 syllables, 27 letters.
        let report = try measure("A casa é bonita. O gato dorme.", .portuguese)
        #expect(report.sentences == 2 && report.words == 7)
        #expect(report.syllables == 12 && report.letters == 22)
        let flesch = 248.835 - 1.015 * 3.5 - 84.6 * 12 / 7
        #expect(value("flesch", report).map { abs($0 - flesch) < 0.01 } == true)
        let gulpease = 89 + (300.0 * 2 - 10 * 22) / 7
        #expect(value("gulpease", report).map { abs($0 - gulpease) < 0.01 } == true)
        #expect(report.level == .veryEasy && report.isShort)
    }

    @Test func `the English formulas by hand`() throws {
        // 2 sentences, 10 words, 14 syllables, 43 letters, one long word.
        let report = try measure("The court will hear the case. The attorney spoke first.", .english)
        #expect(report.sentences == 2 && report.words == 10 && report.syllables == 12)
        #expect(report.letters == 44 && report.longWords == 1)
        #expect(value("flesch", report).map { abs($0 - (206.835 - 1.015 * 5 - 84.6 * 1.2)) < 0.01 } == true)
        #expect(
            value("flesch_kincaid", report).map { abs($0 - (0.39 * 5 + 11.8 * 1.2 - 15.59)) < 0.01 } == true)
        #expect(value("gunning_fog", report).map { abs($0 - 0.4 * (5 + 10)) < 0.01 } == true)
        #expect(value("ari", report).map { abs($0 - (4.71 * 4.4 + 2.5 - 21.43)) < 0.01 } == true)
        #expect(
            value("coleman_liau", report).map { abs($0 - (0.0588 * 440 - 0.296 * 20 - 15.8)) < 0.01 } == true)
        #expect(value("smog", report) == nil)
    }

    @Test func `SMOG from thirty sentences on`() throws {
        let report = try measure(
            String(repeating: "The attorney spoke first. ", count: 30), .english)
        #expect(value("smog", report).map { abs($0 - (1.0430 * 30.0.squareRoot() + 3.1291)) < 0.01 } == true)
    }

    @Test func `a statute is harder than a tale`() throws {
        let statute = """
            A responsabilidade civil extracontratual da administração pública decorre da comprovação \
            inequívoca do nexo de causalidade entre a conduta administrativa e o prejuízo experimentado pelo \
            administrado, independentemente da demonstração de culpabilidade do agente.
            """
        let tale = "O menino viu o gato. O gato viu o rato. O rato fugiu para a toca."
        let hard = try measure(statute, .portuguese)
        let easy = try measure(tale, .portuguese)
        #expect(hard.level == .veryHard && easy.level == .veryEasy)
        #expect(hard.hardest.count == 1 && easy.hardest.isEmpty)
        let bytes = Array(statute.utf8)
        #expect(
            hard.hardest.first.map { String(decoding: bytes[$0], as: UTF8.self) }
                == String(statute.dropLast()))
    }

    @Test(arguments: ["Das ist ein Satz.", "東京は日本の首都です", "123 456", "..."])
    func `says nothing where it has no formula`(text: String) throws {
        let report = try measure(text)
        #expect(report.indices.isEmpty && report.level == nil)
    }

    private func value(_ name: String, _ report: ReadabilityReport) -> Double? {
        report.indices.first { $0.name == name }?.value
    }
}
