/// A text read: its words with their parts and stems, and what the whole text is like.
struct Page {
    var tokens: [Token] = []
    var tongue = Tongue.none
    var shape = Shape()
    /// How often each stem occurs outside the words that part phrases; the index is the token's `stem`.
    var stemCounts: [UInt32] = []
    /// For each stem, whether the caller wants it raised; empty where there are no seeds.
    var seeded: [Bool] = []
    /// It has more than one line.
    var hasLines = false
    /// Distinguishes this text's marks in the lexicon from those of earlier texts.
    private(set) var mark: UInt32 = 0

    /// The stem of every connector, so that "direito de família" and "direito da família" are one phrase.
    static let glue = UInt32.max - 1
    /// The stem of what ends every phrase.
    static let noStem = UInt32.max

    /// Whose words part phrases.
    struct Rules {
        var bit: UInt8
        /// The text's number, which marks the caller's own words.
        var mark: UInt32
        /// The caller's words stand instead of the language's.
        var replaces = false
        /// Every word may stand anywhere, because a closed vocabulary decides.
        var isOpen = false
    }

    mutating func begin() -> UInt32 {
        mark += 1
        return mark
    }

    /// The bytes of neighbouring words with one for whatever stands between two, so that a phrase is as long at
    /// the end of a line as within it.
    @inline(__always)
    func bytes(of words: Range<Int>) -> Int {
        let bytes = Int(tokens[words.upperBound - 1].end - tokens[words.lowerBound].start)
        return hasLines ? bytes - blanks(in: words) : bytes
    }

    private func blanks(in words: Range<Int>) -> Int {
        var blanks = 0
        for index in words.dropFirst() {
            blanks += max(0, Int(tokens[index].start) - Int(tokens[index - 1].end) - 1)
        }
        return blanks
    }
}

extension Page {
    mutating func resolve(_ rules: Rules, lexicon: inout Lexicon, stemmers: inout Stemmers) {
        stemCounts.removeAll(keepingCapacity: true)
        var shape = Shape()
        let signNumber = lexicon.sectionSign
        for index in tokens.indices {
            var token = tokens[index]
            if index > 0, !token.gap.isResolved {
                let gap = resolvedDot(at: index, rules: rules, lexicon: lexicon)
                if gap == .none, token.gap.isDot { tokens[index - 1].isAbbreviated = true }
                token.gap = gap
            }
            token.beginsSentence = index == 0 || token.gap == .sentence
            token.part = part(of: token, at: index, rules: rules, lexicon: lexicon)
            token.stem = stemNumber(of: token, mark: rules.mark, lexicon: &lexicon, stemmers: &stemmers)
            if token.word == signNumber { token.isAbbreviated = true }
            shape.note(token)
            tokens[index] = token
        }
        if shape.hasCapitals { shape.shouted = Shouting.mark(&tokens) }
        if !rules.isOpen { admitNames(rules, shape: shape, lexicon: &lexicon, stemmers: &stemmers) }
        self.shape = shape
    }

    @inline(__always)
    private func part(
        of token: Token, at index: Int, rules: Rules, lexicon: borrowing Lexicon
    ) -> Token.Part {
        if token.word == 0 { return .barrier }
        if rules.isOpen { return .content }
        let roles = lexicon.facts[Int(token.word)].roles
        let isListed = lexicon.facts[Int(token.word)].listed == rules.mark
        let isConnector = roles.connector & rules.bit != 0
        if isListed { return rules.replaces && isConnector ? .connector : .barrier }
        if !rules.replaces, (roles.stop | roles.weak) & rules.bit != 0 {
            return isConnector ? .connector : .barrier
        }
        if roles.build != .plain { return builtPart(of: token, at: index, rules, lexicon) }
        return plainPart(of: token)
    }

    /// What a word may do of which no list says anything.
    @inline(__always)
    private func plainPart(of token: Token) -> Token.Part {
        if token.traits.contains(.number) {
            return token.traits.isDisjoint(with: [.reference, .term]) ? .number : .content
        }
        return token.end - token.start == 1 && !token.traits.contains(.capital) ? .barrier : .content
    }

    /// What a word may do whose build says more than a list.
    @inline(never)
    private func builtPart(
        of token: Token, at index: Int, _ rules: Rules, _ lexicon: borrowing Lexicon
    ) -> Token.Part {
        let roles = lexicon.facts[Int(token.word)].roles
        switch roles.build {
        case .plain: return .content
        case .roman, .ordinal: return .ordinal
        case .state: return isBehindPlace(token, at: index) ? .barrier : .content
        case .enclitic: return bars(roles.enclitic, rules) ? .barrier : .content
        case .numero: return .number
        case .measure, .measureInWords:
            return isQuantity(token, roles, rules) ? .number : .content
        }
    }

    /// Own stop words take the place of what a language bars.
    private func bars(_ tongues: UInt8, _ rules: Rules) -> Bool {
        tongues & rules.bit != 0 && !rules.replaces
    }

    /// 10 km, and in words where the language has them so; not what refers to something: art. 10.
    private func isQuantity(_ token: Token, _ roles: WordRoles, _ rules: Rules) -> Bool {
        if roles.build == .measure { return !token.traits.contains(.reference) }
        if roles.measured & rules.bit != 0 { return true }
        return token.traits.isDisjoint(with: [.reference, .term])
    }

    /// Ribeirão Preto/SP, Santos (SP): where the place is, not what the text is about.
    private func isBehindPlace(_ token: Token, at index: Int) -> Bool {
        tongue == .portuguese && index > 0 && token.gap == .soft && token.traits.contains(.capitals)
            && tokens[index - 1].traits.contains(.capital)
    }

    @inline(__always)
    private mutating func stemNumber(
        of token: Token, mark: UInt32, lexicon: inout Lexicon, stemmers: inout Stemmers
    ) -> UInt32 {
        switch token.part {
        case .barrier: return Page.noStem
        case .connector: return Page.glue
        case .content, .number, .ordinal: break
        }
        let stem = Int(lexicon.stem(of: token.word, in: tongue, by: &stemmers))
        if lexicon.stemMarks[stem].text != mark {
            lexicon.stemMarks[stem].text = mark
            lexicon.stemMarks[stem].number = UInt32(stemCounts.count)
            stemCounts.append(0)
        }
        let number = lexicon.stemMarks[stem].number
        stemCounts[Int(number)] += 1
        return number
    }

    /// A weak word is part of a name where it and the next word are capitals: New York, São Paulo.
    private mutating func admitNames(
        _ rules: Rules, shape: Shape, lexicon: inout Lexicon, stemmers: inout Stemmers
    ) {
        guard !shape.isShouted, !rules.replaces, tokens.count > 1 else { return }
        for index in 0..<tokens.count - 1 where tokens[index].part == .barrier {
            let next = tokens[index + 1]
            guard tokens[index].isCapital, next.isCapital, next.gap == .none else { continue }
            let word = Int(tokens[index].word)
            let roles = lexicon.facts[word].roles
            let isWeak = roles.weak & rules.bit != 0 && roles.stop & rules.bit == 0
            let isNextStop = lexicon.facts[Int(next.word)].roles.stop & rules.bit != 0
            guard word != 0, isWeak, !isNextStop, lexicon.facts[word].listed != rules.mark else { continue }
            tokens[index].part = .content
            tokens[index].stem = stemNumber(
                of: tokens[index], mark: rules.mark, lexicon: &lexicon, stemmers: &stemmers)
        }
    }
}
