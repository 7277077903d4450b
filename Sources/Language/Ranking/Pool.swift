/// The phrases of a text worth a closer look: those that the statistical weights put first. A ranker looks at
/// no more than these, so its cost grows slower than the text.
struct Pool {
    static let phrasesMin = 48
    static let phrasesMax = 128
    private static let wordsForOne = 4

    /// How many phrases of a text of so many words; more only where a longer list is asked for.
    static func phrases(of words: Int, limit: Int) -> Int {
        max(limit * 2, min(phrasesMax, max(phrasesMin, words / wordsForOne)))
    }

    var members: [Member] = []
    /// Pairs of members, the second of which stands inside the first somewhere.
    private(set) var nestings: [Nesting] = []
    private(set) var sentenceCount = 0

    /// One phrase and what its occurrences show.
    struct Member {
        let phrase: Int
        /// The sum of the statistical weights.
        let sum: Double
        var lastStart = 0
        var sentences = 0
        fileprivate var lastSentence = -1
        /// Occurrences inside a longer member.
        var nested = 0
        /// Occurrences before and behind which punctuation or nothing stands.
        var gapsBefore = 0
        var gapsAfter = 0
        var connectorsBefore = 0
        var connectorsAfter = 0
        var isInFirstSentence = false
    }

    struct Nesting {
        let outer: Int
        let inner: Int
    }

    init(_ ranked: [Selection.Ranked], phrases: borrowing PhraseTable, page: borrowing Page) {
        members = ranked.map { Member(phrase: $0.phrase, sum: $0.sum) }
        let places = Self.places(of: ranked, phrases: phrases)
        note(places, tokens: page.tokens)
        nest(places)
    }

    /// An occurrence of a member.
    private struct Place {
        let member: Int
        let start: Int
        let end: Int
    }

    /// In order of the text; where several begin, the shorter first.
    private static func places(
        of ranked: [Selection.Ranked], phrases: borrowing PhraseTable
    ) -> [Place] {
        var owner = [UInt16](repeating: .max, count: phrases.phrases.count)
        for (index, candidate) in ranked.enumerated() { owner[candidate.phrase] = UInt16(index) }
        var places: [Place] = []
        for occurrence in phrases.occurrences {
            let member = Int(owner[Int(occurrence.phrase)])
            if member == Int(UInt16.max) { continue }
            let start = Int(occurrence.start)
            let length = Int(phrases.phrases[Int(occurrence.phrase)].tokens)
            places.append(Place(member: member, start: start, end: start + length))
        }
        return places
    }

    private mutating func note(_ places: [Place], tokens: [Token]) {
        var sentence = -1
        var next = 0
        for place in places {
            while next <= place.start {
                if tokens[next].beginsSentence { sentence += 1 }
                next += 1
            }
            members[place.member].note(place.start, place.end, sentence: sentence, tokens: tokens)
        }
        while next < tokens.count {
            if tokens[next].beginsSentence { sentence += 1 }
            next += 1
        }
        sentenceCount = sentence + 1
    }

    /// Looks back from each occurrence only as far as a phrase is long.
    private mutating func nest(_ places: [Place]) {
        var isKnown = [Bool](repeating: false, count: members.count * members.count)
        var lastNested = [Int](repeating: -1, count: members.count)
        for index in places.indices {
            let place = places[index]
            var other = index
            while other > 0, places[other - 1].start + PhraseTable.tokensMax > place.start { other -= 1 }
            while other < places.count, places[other].start <= place.start {
                let outer = places[other]
                other += 1
                guard outer.end >= place.end, outer.end - outer.start > place.end - place.start else {
                    continue
                }
                if lastNested[place.member] != place.start {
                    lastNested[place.member] = place.start
                    members[place.member].nested += 1
                }
                let pair = outer.member * members.count + place.member
                if !isKnown[pair] {
                    isKnown[pair] = true
                    nestings.append(Nesting(outer: outer.member, inner: place.member))
                }
            }
        }
    }
}

extension Pool.Member {
    fileprivate mutating func note(_ start: Int, _ end: Int, sentence: Int, tokens: [Token]) {
        lastStart = start
        if sentence != lastSentence { sentences += 1 }
        lastSentence = sentence
        if sentence == 0 { isInFirstSentence = true }
        if start == 0 || tokens[start].gap != .none {
            gapsBefore += 1
        } else if tokens[start - 1].part == .connector {
            connectorsBefore += 1
        }
        if end >= tokens.count || tokens[end].gap != .none {
            gapsAfter += 1
        } else if tokens[end].part == .connector {
            connectorsAfter += 1
        }
    }
}
