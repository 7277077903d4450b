import Language
import Testing

/// What is one word to a reader although digits, points or slashes stand in it.
@Suite struct TermTests {
    static let terms: [(text: String, term: String)] = [
        ("A rede 5G chegou ao bairro. O 5G é rápido. O leilão do 5G foi adiado.", "5G"),
        ("Imprimiram a peça em 3D. A impressora 3D derrete o plástico.", "impressora 3D"),
        ("We fit a 3D model to the scan. The 3D model is dense.", "3D model"),
        ("A 1-D inversion of the data was run; the 1-D inversion converged.", "1-D inversion"),
        ("The 2L-CCS layer was grown. A 2L-CCS layer conducts.", "2L-CCS layer"),
        ("On injecte du 18F-FDG au patient. Le 18F-FDG se fixe.", "18F-FDG"),
        ("The receptor binds 5-HT strongly. Levels of 5-HT fell.", "5-HT"),
        ("O herbicida 2,4-D contaminou o rio. A venda do 2,4-D parou.", "2,4-D"),
        ("A 3-phase motor drives the pump. The 3-phase motor failed.", "3-phase motor"),
        ("A empresa 3M recorreu. A 3M alega prescrição.", "3M"),
        ("O empregador pagou o 13º salário. O 13º salário venceu.", "13º salário"),
        ("O recurso foi julgado pela 2ª Turma ontem. A 2ª Turma negou.", "2ª Turma"),
        ("A decisão da 1.ª instância caiu. A 1.ª instância errou.", "1.ª instância"),
        ("A II Guerra Mundial acabou. Depois da II Guerra Mundial veio a paz.", "II Guerra Mundial"),
        (
            "A multa não é devida, pois a Lei nº 8.078 protege o consumidor. Já a Lei nº 8.078 diz isso.",
            "Lei nº 8.078"
        ),
        ("The I/O system is slow. A new I/O system helps.", "I/O system"),
        ("Le protocole TCP/IP relie les postes. TCP/IP domine.", "TCP/IP"),
        ("Casos de HIV/AIDS caíram. O combate ao HIV/AIDS segue.", "HIV/AIDS"),
        ("An A/D converter samples the signal. The A/D converter drifts.", "A/D converter"),
        ("A variante BA.1 circula. A BA.1 preocupa.", "BA.1"),
        ("Escreveram o portal em ASP.NET. O ASP.NET é antigo.", "ASP.NET"),
        ("The team uses .NET daily. With .NET they ship.", ".NET"),
        ("O escritório Lima & Associados recorreu. Lima & Associados venceu.", "Lima & Associados"),
        ("The firm Smith & Wesson sold it. Smith & Wesson grew.", "Smith & Wesson"),
    ]

    @Test(arguments: terms)
    func `a term is found whole`(text: String, term: String) throws {
        let found = try phrases(text) { $0.limit = 20 }
        #expect(found.contains(term), "found \(found)")
    }

    static let points: [(text: String, term: String)] = [
        ("O ar tem PM2.5. A cidade mede PM2.5.", "PM2.5"),
        ("They asked GPT-3.5. Windows users like GPT-3.5.", "GPT-3.5"),
        ("On utilise Python 3.11. Le module lit Python 3.11.", "Python 3.11"),
        ("The S.A. pays. The S.A. owes.", "S.A."),
    ]

    @Test(arguments: points)
    func `the last point belongs to the sentence, but to initials`(text: String, term: String) throws {
        let found = try phrases(text) { $0.limit = 30 }
        #expect(found.contains(term), "found \(found)")
        #expect(!found.contains { $0.contains(term + ".") }, "found \(found)")
    }

    @Test(arguments: [
        "A audiência começa às 10h e termina às 12H.", "Comprou 5kg de arroz e 3KG de feijão.",
        "In the 20th century and the 21ST century.", "A 10-year plan and a 30-day notice.",
        "Le 1er mars et le 2e jour.", "A placa pesa 12GB, 5GHz e 16-bit.",
        "Nos termos do art. 5º, II, III e LV da Constituição.",
        "A regra do art. 5º da lei e do § 2º do artigo.",
        "Mora em Santos/SP e em Niterói/RJ.", "Nasceu em Recife (PE) e vive em Manaus - AM.",
    ])
    func `measures, times, ordinals, items and states are none alone`(text: String) throws {
        let alone: Set<String> = [
            "10h", "12H", "5kg", "3KG", "20th", "21ST", "10-year", "30-day", "1er", "2e", "12GB", "5GHz",
            "16-bit", "5º", "II", "III", "LV", "2º", "SP", "RJ", "PE", "AM", "5º da Constituição",
        ]
        let found = try phrases(text) { $0.limit = 30 }
        #expect(found.allSatisfy { !alone.contains($0) }, "found \(found)")
    }

    static let enclitics: [(LanguageCode, String)] = [
        (.portuguese, "Manifeste-se o autor em cinco dias. Intime-se a parte. Trata-se de ação de cobrança."),
        (
            .portuguese,
            "Condeno-o ao pagamento e determino-lhe a entrega. Dar-se-á ciência; far-se-ão os autos."
        ),
        (.portuguese, "Cumpre analisá-los e julgá-la improcedente. Citem-nos; ouça-os."),
        (
            .french,
            "La mesure, a-t-il dit, est utile. Est-ce vrai ? demande-t-elle. Peut-on agir, ajoute-t-on."
        ),
    ]

    @Test(arguments: enclitics)
    func `a verb with its pronoun is no keyword`(language: LanguageCode, text: String) throws {
        let found = try phrases(text) {
            $0.limit = 40
            $0.language = language
        }
        #expect(!found.isEmpty)
        #expect(found.allSatisfy { !$0.contains("-") }, "found \(found)")
    }

    @Test func `compounds with hyphens stay words`() throws {
        let found = try phrases("O guarda-roupa novo e o micro-ondas. O arco-íris apareceu.") {
            $0.limit = 20
        }
        for word in ["guarda-roupa", "micro-ondas", "arco-íris"] {
            #expect(found.contains { $0.contains(word) }, "found \(found)")
        }
    }

    @Test(arguments: [
        "Pede-se E/OU requer-se a multa.", "O contrato vale para o comprador e/ou o vendedor.",
        "Each party AND/OR its agent signs the contract.",
    ])
    func `function words with a slash stay function words`(text: String) throws {
        let found = try phrases(text) { $0.limit = 30 }
        #expect(found.allSatisfy { !$0.lowercased().contains("/") }, "found \(found)")
    }
}
