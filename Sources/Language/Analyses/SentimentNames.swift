/// Tells names, and farewells, from words that judge: Boa Vista is no praise. A word with a capital that begins nothing is a name, as
/// long as the text is not all in capitals; a word in capitals throughout is said with stress.
struct SentimentNames {
    private let lexicon: SentimentBook
    private let tokens: [Token]
    private let marks: PassageMarks
    private let words: Interner
    private let isEnglish: Bool
    private let isShouted: Bool

    init(of lexicon: SentimentBook, in passage: Passage, of text: Span<UInt8>, _ workspace: Workspace) {
        self.lexicon = lexicon
        tokens = passage.tokens
        marks = PassageMarks(of: text, in: passage)
        words = workspace.lexicon.words
        isEnglish = passage.tongue == .english
        isShouted = workspace.page.shape.isShouted
    }

    func holds(_ phrase: Range<Int>) -> Bool {
        guard phrase.count == 1, !isShouted, isCapital(phrase.lowerBound) else { return false }
        let token = phrase.lowerBound
        guard begins(token) else { return true }
        let word = Letters.folded(Array(words.text(Int(tokens[token].word))))
        if lexicon.names.contains(word) { return true }
        if lexicon.farewells.contains(word), isParted(after: token) { return true }
        return lexicon.nameBeginnings.contains(word) && goesOn(after: token)
    }

    private func isCapital(_ token: Int) -> Bool {
        let traits = tokens[token].traits
        return traits.contains(.capital) && !traits.contains(.capitals)
    }

    /// Whether a sentence begins, or what may begin as a sentence does: a quotation, an item, what a colon opens.
    private func begins(_ token: Int) -> Bool {
        tokens[token].beginsSentence || !marks[token].isDisjoint(with: [.newline, .colon, .dash, .opening])
    }

    private func isParted(after token: Int) -> Bool {
        let next = token + 1
        return next < tokens.count && marks[next].contains(.comma)
    }

    /// Whether a name goes on with the next word. English gives capitals to "I" and to nations too.
    private func goesOn(after token: Int) -> Bool {
        let next = token + 1
        guard next < tokens.count, tokens[next].gap == .none, isCapital(next),
            !tokens[next].traits.contains(.initial)
        else { return false }
        if !isEnglish { return true }
        let word = words.text(Int(tokens[next].word))
        return !Self.nations.contains(word) && !Self.nationEndings.contains { word.ends(with: $0) }
    }

    private static let nationEndings = ["ian", "ean", "can", "ese", "ish"].map { Array($0.utf8) }
    private static let nations = Set(
        "french greek thai dutch german swiss turkish christmas monday friday saturday sunday"
            .split(separator: " ").map { ArraySlice($0.utf8) })
}
