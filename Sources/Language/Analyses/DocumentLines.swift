/// How phrases stand in the lines of a document. The name of a paper tells its kind only where it stands apart, as
/// titles do: everybody else writes of contracts and sentences too.
struct DocumentLines {
    enum Standing {
        /// A title: a line begins with it that holds no more, or that is written as titles are.
        case title
        /// As a title, but a sentence begins with it and not a line.
        case run
        /// At the beginning of a line or a sentence, before a mark or a name.
        case label
        /// At the beginning of a line or a sentence that goes on.
        case start
        /// Within a sentence, in capitals.
        case capitals
        case inside
    }

    private let tokens: [Token]
    private let marks: PassageMarks
    private let words: Interner
    /// All is in capitals, so that capitals alone set nothing apart.
    private let isShouted: Bool

    /// A line in capitals that goes on for longer is a title only where the rest of the text is not in capitals.
    private static let titleWords = 16
    /// Words as short as "e" and "nº" stay small in a title.
    private static let smallBytes = 3

    init(of text: Span<UInt8>, in passage: Passage, _ workspace: Workspace) {
        tokens = passage.tokens
        marks = PassageMarks(of: text, in: passage)
        words = workspace.lexicon.words
        isShouted = workspace.page.shape.isShouted
    }

    func standing(of phrase: Range<Int>) -> Standing {
        let first = phrase.lowerBound
        let inCapitals = isInCapitals(phrase)
        let beginsLine = beginsLine(first, inCapitals: inCapitals)
        guard beginsLine || tokens[first].beginsSentence || inCapitals && isParted(first) else {
            return inCapitals && !isShouted ? .capitals : .inside
        }
        if isTitle(phrase, inCapitals: inCapitals) { return beginsLine ? .title : .run }
        return isLabel(endingAt: phrase.upperBound) ? .label : .start
    }

    private func isInCapitals(_ phrase: Range<Int>) -> Bool {
        phrase.allSatisfy(isCapitals) && phrase.contains { tokens[$0].traits.contains(.capitals) }
    }

    /// What follows is something else, or a name.
    private func isLabel(endingAt next: Int) -> Bool {
        next == tokens.count || isParted(next) || tokens[next].traits.contains(.capital)
    }

    /// Where lines are wrapped at a width, most of them begin within a sentence.
    private func beginsLine(_ token: Int, inCapitals: Bool) -> Bool {
        if token == 0 { return true }
        return marks[token].contains(.newline) && (tokens[token].beginsSentence || inCapitals)
    }

    private func isParted(_ token: Int) -> Bool {
        tokens[token].gap != .none || marks[token].contains(.newline)
    }

    /// Whether what follows a phrase, to the next mark, is written as a title is: not at all, all in capitals, or
    /// with capitals throughout; and tells nothing, as headlines do.
    private func isTitle(_ phrase: Range<Int>, inCapitals: Bool) -> Bool {
        guard tokens[phrase.lowerBound].traits.contains(.capital) else { return false }
        var end = phrase.upperBound
        while end < tokens.count, !isParted(end) {
            if isHeadlineVerb(end) { return false }
            if inCapitals {
                if end - phrase.lowerBound > Self.titleWords || !isCapitals(end) { return !isShouted }
            } else if end - phrase.lowerBound > Self.titleWords || !isTitled(end) {
                return false
            }
            end += 1
        }
        return inCapitals || ends(title: phrase, at: end)
    }

    /// With the sentence, the line, or at a dash.
    private func ends(title phrase: Range<Int>, at end: Int) -> Bool {
        if end == tokens.count || tokens[end].gap == .sentence { return true }
        return marks[end].contains(.newline)
            || end > phrase.upperBound && marks[end].contains(.dash) && phrase.allSatisfy(isTitled)
    }

    private func isCapitals(_ token: Int) -> Bool {
        let token = tokens[token]
        return token.traits.contains(.capitals) || token.traits.contains(.number)
            || token.end - token.start <= Self.smallBytes
    }

    private func isTitled(_ token: Int) -> Bool {
        let token = tokens[token]
        return token.traits.contains(.capital) || token.traits.contains(.number) || token.part == .connector
            || token.end - token.start <= Self.smallBytes
    }

    private func isHeadlineVerb(_ token: Int) -> Bool {
        let word = words.text(Int(tokens[token].word))
        return Self.headlineVerbs.contains(word) || Self.pastEndings.contains { word.ends(with: $0) }
    }

    /// Finite verbs of headlines, shouted or not: "SENTENÇA SERÁ ANULADA" is no title.
    private static let headlineVerbs = Set(
        """
        é são foi será serão está estão era tem têm terá terão pode podem poderá deve devem deverá vai vão diz dizem \
        fica ficam ficará sai saem cai caem sobe muda mudam vira prevê garante garantem determina condena absolve \
        mantém nega negam aprova suspende obriga anula autoriza proíbe libera derruba beneficia permite exige gera \
        causa leva dá faz fará dará traz ganha perde entra aponta revela mostra cobra abre inclui vale
        """.split(separator: " ").map { ArraySlice($0.utf8) })

    private static let pastEndings = ["ou", "ram"].map { Array($0.utf8) }
}

extension ArraySlice<UInt8> {
    func ends(with ending: [UInt8]) -> Bool {
        count > ending.count && suffix(ending.count).elementsEqual(ending)
    }
}
