/// The words of a text that judge, with what stands around them counted in.
struct Opinions {
    struct Opinion {
        let tokens: Range<Int>
        var weight: Double
    }

    /// In order of the text.
    private(set) var opinions: [Opinion] = []
    /// The tokens that begin a new clause: after a mark or with a word of contrast.
    private(set) var clauseStarts: [Bool]

    private static let negatedPraise = -0.6
    private static let negatedBlame = -0.4
    private static let intensified = 1.4
    private static let diminished = 0.6
    private static let beforeContrast = 0.6
    private static let afterContrast = 1.3
    private static let conceded = 0.5
    /// How many words on a negation reaches, and a word of degree.
    private static let negationReach = 4
    private static let degreeReach = 2

    /// What has been met in the sentence so far.
    private struct State {
        var negatedAt: Int?
        var negation = SentimentBook.Negation.plain
        /// The last opinion that an inability turned, and its weight before.
        var unable: (opinion: Int, weight: Double)?
        var degreeAt: Int?
        var degree = 1.0
        var isConceded = false
        var isAfterContrast = false
        /// The first opinion of the sentence.
        var firstOpinion = 0
    }

    init(in passage: Passage, of text: Span<UInt8>, _ workspace: Workspace) {
        clauseStarts = passage.tokens.map { $0.gap != .none }
        guard let lexicon = SentimentBook.of(passage.tongue) else { return }
        let names = SentimentNames(of: lexicon, in: passage, of: text, workspace)
        var state = State()
        var position = 0
        for match in lexicon.book.matches(in: passage, workspace) {
            for index in position...match.tokens.lowerBound { pass(passage.tokens[index], &state) }
            position = match.tokens.lowerBound + 1
            if !names.holds(match.tokens) { meet(lexicon.meanings[match.entry], match.tokens, &state) }
        }
    }

    /// A mark ends the reach of what was met before it; a sentence begins anew.
    private func pass(_ token: Token, _ state: inout State) {
        if token.beginsSentence {
            state = State(firstOpinion: opinions.count)
        } else if token.gap != .none {
            state.negatedAt = nil
            state.degreeAt = nil
            state.unable = nil
            state.isConceded = false
        }
    }

    private mutating func meet(_ meaning: SentimentBook.Meaning, _ tokens: Range<Int>, _ state: inout State) {
        switch meaning {
        case .negation(let negation):
            state.negatedAt = tokens.upperBound
            state.negation = negation
        case .intensifier: meetDegree(Self.intensified, tokens, &state)
        case .diminisher: meetDegree(Self.diminished, tokens, &state)
        case .such:
            // "Never met such a kind man" denies no kindness.
            if isNegated(tokens.lowerBound, by: .absolute, state) { state.negatedAt = nil }
            meetDegree(Self.intensified, tokens, &state)
        case .enough:
            // Praise one cannot end.
            if let (opinion, weight) = state.unable { opinions[opinion].weight = weight * Self.intensified }
        case .concession: state.isConceded = true
        case .contrast: meetContrast(at: tokens.lowerBound, &state)
        default: meetOpinion(meaning, tokens, &state)
        }
    }

    private mutating func meetContrast(at token: Int, _ state: inout State) {
        for index in state.firstOpinion..<opinions.count { opinions[index].weight *= Self.beforeContrast }
        // Weakened once: a second contrast weakens what lies between the two.
        state = State(isAfterContrast: true, firstOpinion: opinions.count)
        clauseStarts[token] = true
    }

    private mutating func meetOpinion(
        _ meaning: SentimentBook.Meaning, _ tokens: Range<Int>, _ state: inout State
    ) {
        switch meaning {
        case .weight(let weight):
            opinions.append(Opinion(tokens: tokens, weight: weigh(weight, at: tokens.lowerBound, &state)))
        case .comparative(let weight):
            let isSuperlative = isNegated(tokens.lowerBound, by: .absolute, state)
            if isSuperlative { state.negatedAt = nil }
            let found = weigh(weight, at: tokens.lowerBound, &state)
            opinions.append(
                Opinion(tokens: tokens, weight: isSuperlative ? found * Self.intensified : found))
        default: break
        }
    }

    /// A word of degree straight after an opinion belongs to it: "caro demais".
    private mutating func meetDegree(_ degree: Double, _ tokens: Range<Int>, _ state: inout State) {
        if let last = opinions.last, last.tokens.upperBound == tokens.lowerBound,
            opinions.count > state.firstOpinion, !clauseStarts[tokens.lowerBound]
        {
            opinions[opinions.count - 1].weight *= degree
            return
        }
        state.degreeAt = tokens.upperBound
        state.degree = degree
    }

    private func isNegated(_ start: Int, by negation: SentimentBook.Negation, _ state: State) -> Bool {
        guard let negatedAt = state.negatedAt, state.negation == negation else { return false }
        return start - negatedAt < Self.negationReach
    }

    private func weigh(_ weight: Double, at start: Int, _ state: inout State) -> Double {
        var weight = weight
        if let degreeAt = state.degreeAt, start - degreeAt < Self.degreeReach { weight *= state.degree }
        if let negatedAt = state.negatedAt, start - negatedAt < Self.negationReach {
            if state.negation == .inability, weight > 0 { state.unable = (opinions.count, weight) }
            weight *= weight > 0 ? Self.negatedPraise : Self.negatedBlame
        }
        if state.isConceded { weight *= Self.conceded }
        if state.isAfterContrast { weight *= Self.afterContrast }
        state.degreeAt = nil
        return weight
    }

    /// The opinions within some tokens.
    func all(in tokens: Range<Int>) -> ArraySlice<Opinion> {
        opinions[first(from: tokens.lowerBound)..<first(from: tokens.upperBound)]
    }

    /// The first opinion that begins at a token or later.
    private func first(from token: Int) -> Int {
        var low = 0
        var high = opinions.count
        while low < high {
            let middle = (low + high) / 2
            if opinions[middle].tokens.lowerBound < token { low = middle + 1 } else { high = middle }
        }
        return low
    }
}

/// Which opinion is about which aspect.
enum Attribution {
    /// Within a clause every opinion goes to the nearest mention. A sentence that names one aspect only gives
    /// it the opinions of all its clauses where its own has none.
    static func share(
        _ opinions: Opinions, among mentions: [PhraseBook.Match], in passage: Passage
    ) -> [(aspect: Int, weight: Double)] {
        var shares: [(aspect: Int, weight: Double)] = []
        var next = 0
        for sentence in passage.sentences {
            let start = next
            while next < mentions.count, mentions[next].tokens.lowerBound < sentence.upperBound { next += 1 }
            let named = mentions[start..<next]
            guard let first = named.first else { continue }
            let found = byClause(opinions, named, sentence)
            if found.isEmpty, named.allSatisfy({ $0.entry == first.entry }) {
                shares += opinions.all(in: sentence).map { (first.entry, $0.weight) }
            } else {
                shares += found
            }
        }
        return shares
    }

    private static func byClause(
        _ opinions: Opinions, _ mentions: ArraySlice<PhraseBook.Match>, _ sentence: Range<Int>
    ) -> [(aspect: Int, weight: Double)] {
        var shares: [(aspect: Int, weight: Double)] = []
        var mention = mentions.startIndex
        var clause = sentence.lowerBound
        while clause < sentence.upperBound, mention < mentions.endIndex {
            var end = clause + 1
            while end < sentence.upperBound, !opinions.clauseStarts[end] { end += 1 }
            let start = mention
            while mention < mentions.endIndex, mentions[mention].tokens.lowerBound < end { mention += 1 }
            if start < mention {
                shares += nearest(opinions.all(in: clause..<end), mentions[start..<mention])
            }
            clause = end
        }
        return shares
    }

    /// Both lists are in order of the text, so one walk over each is enough.
    private static func nearest(
        _ opinions: ArraySlice<Opinions.Opinion>, _ mentions: ArraySlice<PhraseBook.Match>
    ) -> [(aspect: Int, weight: Double)] {
        var mention = mentions.startIndex
        return opinions.map { opinion in
            let place = opinion.tokens.lowerBound
            while mention + 1 < mentions.endIndex,
                abs(mentions[mention + 1].tokens.lowerBound - place)
                    < abs(mentions[mention].tokens.lowerBound - place)
            {
                mention += 1
            }
            return (mentions[mention].entry, opinion.weight)
        }
    }
}
