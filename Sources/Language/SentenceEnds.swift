/// What a language writes short with a full stop, by whether that stop may end a sentence. Separated by spaces.
struct ShortForms {
    /// Titles and references: their full stop never ends a sentence.
    let always: String
    /// May be a sentence's last word, and nothing that belongs to them begins with a capital: a capital begins
    /// the next sentence.
    let last: String
    /// May be a sentence's last word, but names follow them too: only a function word with a capital begins the
    /// next sentence.
    let beforeNames: String
    /// Abbreviated only beside a number, words of their own elsewhere: months, "no", "fig".
    let besideNumbers: String
}

extension Token.Gap {
    /// Decided without the language.
    @inline(__always)
    var isResolved: Bool { self == .none || self == .soft || self == .sentence }

    /// A full stop that may end a sentence or abbreviate the word before it.
    var isDot: Bool {
        switch self {
        case .dotBeforeSmall, .dotBeforeCapital, .dotBeforeDigit, .dotBeforeBracket: true
        case .none, .soft, .sentence, .ownDotBeforeCapital: false
        }
    }
}

extension Page {
    /// What stands before a word, its full stop resolved: it ends the sentence unless a small letter follows, or
    /// what stands before it is an abbreviation or an initial that goes on.
    @inline(never)
    func resolvedDot(at index: Int, rules: Rules, lexicon: borrowing Lexicon) -> Token.Gap {
        switch tokens[index].gap {
        case .none, .soft, .sentence: return tokens[index].gap
        case .dotBeforeSmall:
            return isShort(tokens[index - 1], rules: rules, lexicon: lexicon) ? .none : .soft
        case .dotBeforeBracket:
            // "Acme Co. (ACM)": what follows explains.
            return isShort(tokens[index - 1], rules: rules, lexicon: lexicon) ? .soft : .sentence
        case .dotBeforeCapital, .dotBeforeDigit, .ownDotBeforeCapital:
            let dot = Dot(before: index, rules: rules)
            return endsSentence(dot, lexicon: lexicon) ? .sentence : .none
        }
    }

    private func isShort(_ token: Token, rules: Rules, lexicon: borrowing Lexicon) -> Bool {
        lexicon.facts[Int(token.word)].roles.abbreviation & rules.bit != 0 || token.traits.contains(.initial)
    }

    /// A full stop before a capital or a digit.
    private struct Dot {
        /// The word behind it.
        let index: Int
        let bit: UInt8

        init(before index: Int, rules: Rules) {
            self.index = index
            bit = rules.bit
        }
    }

    private func endsSentence(_ dot: Dot, lexicon: borrowing Lexicon) -> Bool {
        let previous = tokens[dot.index - 1]
        let roles = lexicon.facts[Int(previous.word)].roles
        let isDigit = tokens[dot.index].gap == .dotBeforeDigit
        if roles.abbreviation & dot.bit == 0 { return endsBehindWhole(previous, dot, lexicon) }
        if roles.besideNumbers & dot.bit != 0 {
            if isDigit || isBesideNumber(dot, lexicon) { return false }
            return !previous.traits.contains(.initial) || endsBehindInitial(dot, lexicon)
        }
        if isDigit { return false }
        if roles.last & dot.bit != 0 { return beginsBehindLast(dot, lexicon) }
        if roles.beforeNames & dot.bit != 0 { return beginsPlainly(dot, lexicon) }
        return isOtherWord(previous, dot, lexicon)
    }

    /// Behind a word that is no short form.
    private func endsBehindWhole(_ previous: Token, _ dot: Dot, _ lexicon: borrowing Lexicon) -> Bool {
        if tokens[dot.index].gap == .ownDotBeforeCapital { return beginsPlainly(dot, lexicon) }
        if previous.traits.contains(.initial) { return endsBehindInitial(dot, lexicon) }
        return !joinsCapitals(dot)
    }

    /// "EE.UU.": two runs of capitals with nothing but the point between them.
    private func joinsCapitals(_ dot: Dot) -> Bool {
        let (previous, next) = (tokens[dot.index - 1], tokens[dot.index])
        return previous.end + 1 == next.start && previous.traits.contains(.capitals)
            && next.traits.contains(.capitals) && previous.end - previous.start == 2
    }

    /// The next word cannot be part of a name: it is a function word with a capital.
    private func beginsPlainly(_ dot: Dot, _ lexicon: borrowing Lexicon) -> Bool {
        let next = tokens[dot.index]
        guard next.traits.contains(.capital), lexicon.facts[Int(next.word)].roles.stop & dot.bit != 0 else {
            return false
        }
        // A single letter with its own point is an initial, whatever else it may be.
        if next.traits.contains(.initial), dot.index + 1 < tokens.count, tokens[dot.index + 1].gap.isDot {
            return false
        }
        return !SentenceWords.namesHold(text(of: next, lexicon))
    }

    private func beginsBehindLast(_ dot: Dot, _ lexicon: borrowing Lexicon) -> Bool {
        let (previous, next) = (tokens[dot.index - 1], tokens[dot.index])
        // "Co. Ltd.": the one goes on with the other.
        if lexicon.facts[Int(next.word)].roles.last & dot.bit != 0 { return false }
        guard next.gap == .ownDotBeforeCapital, previous.end - previous.start == 4 else { return true }
        return !next.traits.contains(.capitals) && !SentenceWords.followHours(text(of: next, lexicon))
    }

    /// "fig. IV", "12 set. Lisboa".
    private func isBesideNumber(_ dot: Dot, _ lexicon: borrowing Lexicon) -> Bool {
        let next = tokens[dot.index]
        if next.traits.contains(.digit) { return true }
        if next.traits.contains(.capitals) || next.traits.contains(.initial) {
            let isNumeral = text(of: next, lexicon).allSatisfy { SentenceWords.romanDigits.contains($0) }
            if isNumeral, !beginsPlainly(dot, lexicon) { return true }
        }
        guard dot.index > 1, tokens[dot.index - 1].gap == .none else { return false }
        return tokens[dot.index - 2].traits.contains(.number) && !beginsPlainly(dot, lexicon)
    }

    /// Short forms that written in capitals are names of something else; a letter may be more than a short form.
    private func isOtherWord(_ previous: Token, _ dot: Dot, _ lexicon: borrowing Lexicon) -> Bool {
        if previous.traits.contains(.capitals) {
            return SentenceWords.areAcronyms(text(of: previous, lexicon))
        }
        return previous.end - previous.start == 1 && beginsPlainly(dot, lexicon)
    }

    /// A single capital between capitals is a name's; behind a small-letter word it is the last word of its
    /// sentence, as in "vitamin C", unless people are named so: "by J. Smith", "the author J. Smith".
    private func endsBehindInitial(_ dot: Dot, _ lexicon: borrowing Lexicon) -> Bool {
        // Without lists "by" and "the" are unknown.
        guard dot.bit != 0, dot.index > 1, tokens[dot.index - 1].gap == .none else { return false }
        let before = tokens[dot.index - 2]
        if beginsPlainly(dot, lexicon) { return true }
        guard !before.traits.contains(.capital), !before.traits.contains(.number) else { return false }
        let roles = lexicon.facts[Int(before.word)].roles
        if (roles.stop | roles.weak | roles.abbreviation) & dot.bit != 0 || before.word == 0 { return false }
        let next = tokens[dot.index]
        if next.traits.contains(.initial), dot.index + 1 < tokens.count, tokens[dot.index + 1].gap.isDot {
            return false
        }
        return !SentenceWords.introduceNames(text(of: before, lexicon))
    }

    private func text(of token: Token, _ lexicon: borrowing Lexicon) -> ArraySlice<UInt8> {
        lexicon.words.text(Int(token.word))
    }
}

/// Words that decide what the full stop before or behind them is, of all languages together; lower case.
enum SentenceWords {
    static let romanDigits = Array("ivxlcdm".utf8)

    static func namesHold(_ word: ArraySlice<UInt8>) -> Bool { contains(particles, word) }
    static func followHours(_ word: ArraySlice<UInt8>) -> Bool { contains(hours, word) }
    static func areAcronyms(_ word: ArraySlice<UInt8>) -> Bool { contains(acronyms, word) }

    static func introduceNames(_ word: ArraySlice<UInt8>) -> Bool {
        if contains(callings, word) { return true }
        return callingEndings.contains {
            word.count > $0.count + 2 && word.suffix($0.count).elementsEqual($0)
        }
    }

    private static func contains(_ words: Set<String>, _ word: ArraySlice<UInt8>) -> Bool {
        words.contains(String(decoding: word, as: UTF8.self))
    }

    private static func set(_ words: String) -> Set<String> {
        Set(words.split(whereSeparator: { $0 == " " || $0 == "\n" }).map(String.init))
    }

    /// Function words that also stand in names of people.
    private static let particles = set("da das de del della den der di do dos du le los van von will may")

    /// What follows an hour and belongs to it.
    private static let hours = set(
        "monday tuesday wednesday thursday friday saturday sunday eastern central mountain pacific local")

    /// Short for something else when written in capitals: the constitution, a complementary law, a state.
    private static let acronyms = set("cf lc dec ed al res ex col par ing")

    /// What people are called before their names.
    private static let callings = set(
        """
        author authors writer poet novelist philosopher historian painter composer singer actor actress director \
        professor lecturer teacher doctor surgeon engineer lawyer attorney counsel judge justice senator president \
        chairman minister secretary governor mayor general captain officer agent inspector detective plaintiff \
        defendant appellant witness editor inventor researcher investigator founder coach player brother sister \
        husband wife son daughter uncle aunt father mother friend colleague candidate \
        autor autora autores escritor escritora poeta filósofo historiador pintor compositor cantor cantora ator \
        atriz diretor diretora professor professora doutor doutora médico médica engenheiro engenheira advogado \
        advogada juiz juíza ministro ministra desembargador desembargadora promotor promotora procurador \
        procuradora defensor defensora delegado delegada senador senadora deputado deputada vereador vereadora \
        presidente governador prefeito general capitão agente réu ré réus paciente menor vítima testemunha \
        perito perita servidor servidora empregado empregada relator relatora apelante apelado agravante agravado \
        requerente requerido impetrante recorrente recorrido reclamante irmão irmã marido mulher esposa filho \
        filha tio tia pai mãe amigo amiga colega candidato candidata treinador jogador \
        auteur écrivain poète philosophe peintre acteur chanteur directeur professeur docteur avocat avocate juge \
        ministre sénateur député président général maire frère sœur monsieur madame \
        escritor abogado abogada juez jueza ministro director presidente hermano hermana \
        autore scrittore poeta avvocato giudice presidente
        """)

    private static let callingEndings = ["ista", "istas", "ist", "logist", "ólogo", "óloga", "ógrafo"].map {
        Array($0.utf8)
    }
}
