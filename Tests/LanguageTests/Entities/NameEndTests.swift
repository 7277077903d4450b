import Language
import Testing

@Suite struct NameEndTests {
    /// A text, and the name in it that keeps its last point.
    static let cases: [(text: String, name: String)] = [
        ("O autor ajuizou ação contra Banco Exemplo S.A.", "Banco Exemplo S.A."),
        ("O autor ajuizou ação contra Banco Exemplo S.A. O réu contestou.", "Banco Exemplo S.A."),
        ("O autor ajuizou ação contra Banco Exemplo S.A.\nO réu contestou.", "Banco Exemplo S.A."),
        ("O autor ajuizou ação contra Banco Exemplo S.A.\n\nO réu contestou.", "Banco Exemplo S.A."),
        ("A ré Companhia Beta S.A., por seu advogado.", "Companhia Beta S.A."),
        ("Contrato com Construtora Horizonte Ltda.", "Construtora Horizonte Ltda."),
        ("Contrato com Construtora Horizonte Ltda. A ré nada disse.", "Construtora Horizonte Ltda."),
        ("Recorrente: Telefônica Brasil S. A.", "Telefônica Brasil S. A."),
        ("Assinado por José Carlos Souza Jr.", "José Carlos Souza Jr."),
        ("O autor é João da Silva.", "João da Silva"),
    ]

    @Test(arguments: cases)
    func `a name keeps the point of its last word and not that of the sentence`(
        text: String, name: String
    ) throws {
        let bytes = Array(text.utf8)
        let found = try EntityRecognizer().entities(in: text).map {
            String(decoding: bytes[$0.span], as: UTF8.self)
        }
        #expect(found.contains(name), "\(found)")
    }
}
