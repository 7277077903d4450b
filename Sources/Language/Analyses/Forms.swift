/// The lines of a paper that are no sentences: to whom it goes, its fields, its headings, pieces of a sentence that
/// a heading parted. They are cited only where a text has nothing else.
struct Forms {
    private let passage: Passage
    private let workspace: Workspace
    private let ranges: [Range<Int>]

    /// Whether each sentence may be cited.
    static func citable(
        _ passage: Passage, ranges: [Range<Int>], in text: Span<UInt8>, _ workspace: Workspace
    ) -> [Bool] {
        let forms = Forms(passage: passage, workspace: workspace, ranges: ranges)
        var citable = passage.sentences.indices.map { !forms.isForm($0, in: text) }
        forms.excludeFragments(&citable, in: text)
        return citable.contains(true) ? citable : citable.map { _ in true }
    }

    private static let labelWords = 3
    /// An address names the court within so many words.
    private static let openingWords = 2

    private func isForm(_ number: Int, in text: Span<UInt8>) -> Bool {
        let sentence = passage.sentences[number]
        let isClosed = Line.isClosed(text, ranges[number])
        let casing = casing(of: sentence)
        if casing.isShouted, !isClosed { return true }
        if begins(sentence, with: Self.honorifics) { return casing.isCapital || !isClosed }
        if let label = label(of: number, in: text) {
            if !isClosed || Self.fields.contains(label) { return true }
        }
        return casing.isCapital && passage.tokens[sentence].contains { word($0) == "oab" }
    }

    private func word(_ token: Token) -> String {
        String(decoding: Letters.folded(Array(workspace.lexicon.words.text(Int(token.word)))), as: UTF8.self)
    }

    private func begins(_ sentence: Range<Int>, with words: Set<String>) -> Bool {
        let opening = passage.tokens[sentence.prefix(Self.openingWords)].map(word)
        return words.contains(opening[0]) || words.contains(opening.joined(separator: " "))
    }

    /// The words before a colon at the beginning of a line, in small letters and without accents.
    private func label(of number: Int, in text: Span<UInt8>) -> String? {
        guard isAtLineStart(ranges[number].lowerBound, in: text) else { return nil }
        var words: [String] = []
        for token in passage.tokens[passage.sentences[number].prefix(Self.labelWords)] {
            if !words.isEmpty, token.gap != .none { return nil }
            words.append(word(token))
            // "Advogado(s) :"
            var end = Int(token.end)
            while end < text.count, [0x20, 0x28, 0x29, 0x53, 0x73].contains(text[end]) { end += 1 }
            if end < text.count, text[end] == UInt8(ascii: ":") { return words.joined(separator: " ") }
        }
        return nil
    }

    private func isAtLineStart(_ offset: Int, in text: Span<UInt8>) -> Bool {
        var start = offset
        while start > 0, text[start - 1] == 0x20 || text[start - 1] == 0x09 { start -= 1 }
        guard start > 0 else { return true }
        return text[start - 1] &- 0x0A < 4 || LineEnd.length(text, at: max(0, start - 3)) == 3
            || LineEnd.length(text, at: max(0, start - 2)) == 2
    }

    private struct Casing {
        var words = 0
        var capitals = 0
        var shouted = 0

        /// Names and titles, hardly a word that says something of them.
        var isCapital: Bool { words > 0 && capitals * 4 >= words * 3 }
        var isShouted: Bool { words > 0 && shouted * 4 > words * 3 }
    }

    private func casing(of sentence: Range<Int>) -> Casing {
        var casing = Casing()
        for token in passage.tokens[sentence] where token.part == .content && token.isWord {
            casing.words += 1
            if token.traits.contains(.capital) { casing.capitals += 1 }
            if token.traits.contains(.capitals) { casing.shouted += 1 }
        }
        return casing
    }

    /// What begins with a small letter is the rest of something, where sentences begin with capitals.
    private func excludeFragments(_ citable: inout [Bool], in text: Span<UInt8>) {
        let small = passage.sentences.indices.map { beginsSmall(passage.sentences[$0], in: text) }
        guard small.count(where: { $0 }) * 2 < small.count else { return }
        for number in small.indices
        where small[number] && !Line.isEntry(text, from: ranges[number].lowerBound) {
            citable[number] = false
        }
    }

    /// A letter that has a capital, and none.
    private func beginsSmall(_ sentence: Range<Int>, in text: Span<UInt8>) -> Bool {
        let token = passage.tokens[sentence.lowerBound]
        guard token.isWord, !token.traits.contains(.capital), !token.traits.contains(.compound) else {
            return false
        }
        let letter = text.scalar(at: Int(token.start))
        return letter.glyph == .lower && (letter.value < 0x590 || 0x1E00..<0x2000 ~= letter.value)
    }

    private static func set(_ words: String) -> Set<String> {
        Set(words.split(separator: ";").map { String($0) })
    }

    private static let honorifics = set(
        """
        excelentissimo;excelentissima;excelentissimos;excelentissimas;exmo;exma;exmos;exmas;ilustrissimo;\
        ilustrissima;ilustrissimos;ilmo;ilma;ilmos;meritissimo;meritissima;mm;egregio;egregia;colendo;colenda;\
        ao juizo;ao douto;ao juizado;a vara;ao exmo;ao excelentissimo;a excelentissima;douto juizo;to the;the honorable
        """)

    /// Fields of mails, gazettes and papers, closed with a full stop or not.
    private static let fields = set(
        """
        de;para;cc;cco;assunto;data;enviado;enviada;enviado em;enviada em;responder a;anexo;anexos;adv;advs;\
        advogado;advogada;advogados;advogadas;oab;procurador;procuradora;procuradores;autor;autora;autores;reu;\
        re;reus;requerente;requerentes;requerido;requerida;requeridos;exequente;executado;executada;apelante;\
        apelado;apelada;agravante;agravado;agravada;recorrente;recorrido;recorrida;embargante;embargado;embargada;\
        impetrante;impetrado;reclamante;reclamada;reclamado;relator;relatora;classe;processo;processo n;processo no;\
        autos;autos n;comarca;vara;origem;orgao julgador;juiz;juiza;partes;interessado;interessada;\
        from;to;bcc;subject;date;sent;reply-to;attachments;message-id;\
        asunto;fecha;enviado el;para;objet;envoye;date;expediteur;destinataire
        """)
}
