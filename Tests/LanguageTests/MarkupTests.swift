import Language
import Testing

/// Texts with what a web page left in them.
@Suite struct MarkupTests {
    private static let page = """
        <div class="content"><p>O contrato de locação prevê multa.</p><br/><span style="color:red">A multa foi \
        cobrada.</span>&nbsp;<table><tr><td width=10>Prazo do recurso</td></tr></table> &copy; &#8220;Fim&#8221; </div>
        """

    @Test func `names of tags and characters are no keywords`() throws {
        let found = try phrases(Self.page) { $0.limit = 50 }
        #expect(found.contains("contrato de locação"), "found \(found)")
        let left = [
            "div", "class", "content", "span", "style", "color", "table", "width", "nbsp", "copy", "8220",
        ]
        for word in left {
            #expect(!found.contains { $0.split(separator: " ").contains(Substring(word)) }, "found \(found)")
        }
    }

    @Test func `tags part phrases and a hard blank does not`() throws {
        let found = try phrases("<td>dano</td><td>prazo</td><td>multa&nbsp;diária</td>") { $0.limit = 20 }
        #expect(Set(found).isSuperset(of: ["dano", "prazo", "multa&nbsp;diária"]), "found \(found)")
        #expect(!found.contains { $0.contains("<") })
    }

    @Test(arguments: [
        "Se a < b e c > d, o preço sobe.", "O modelo <nome do cliente> preenche a petição inicial.",
        "x<y", "a<b", "<", "<p", "</", "&", "&a", "&#", "&#;", "<div", "<div ", "<a b", "&amp", "A & ",
        "A &amp; B",
    ])
    func `signs that are no markup leave the text as it is`(text: String) throws {
        let extraction = try extract(text) { $0.limit = 50 }
        HostileTests.check(text, extraction)
        if text.contains("petição") { #expect(extraction.keywords.contains { $0.text == "petição inicial" }) }
    }

    @Test func `many open signs cost no more than their length`() throws {
        for piece in ["<div ", "<", "&", "&amp", "<a x=", "</p", "&#1", "A/", "A.", "1-A", ".NET"] {
            let text = String(repeating: piece, count: 200_000 / piece.utf8.count)
            HostileTests.check(text, try extract(text))
        }
    }
}
