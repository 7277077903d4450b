/// The candidate phrases of a text and where each occurs. Phrases with the same stems are one phrase.
struct PhraseTable {
    private(set) var phrases: [Phrase] = []
    private(set) var occurrences: [Occurrence] = []
    private var slots: [UInt32] = []
    private var mask = 0

    struct Phrase {
        let hash: UInt32
        /// The first token of the first occurrence.
        let first: UInt32
        /// Tokens, connectors included.
        let tokens: UInt8
        let contentWords: UInt8
        var count: UInt32 = 0
        /// Occurrences with a word before them that cannot belong to a phrase, or none.
        var openLeft: UInt32 = 0
        var openRight: UInt32 = 0
        /// Occurrences with both: the phrase as long as it can be.
        var alone: UInt32 = 0
        /// Occurrences at the beginning of a sentence.
        var leading: UInt32 = 0
        /// Some occurrence has a capital on every content word.
        var isNamed = false
        /// Occurrences in capitals less those in other letters; where all is in capitals neither counts.
        var capitals: Int32 = 0
        /// Most occurrences are in capitals.
        @inline(__always)
        var isAcronym: Bool { capitals > 0 }

        @inline(__always)
        mutating func note(_ sighting: Sighting, leads: Bool) {
            count += 1
            if sighting.openLeft { openLeft += 1 }
            if sighting.openRight { openRight += 1 }
            if sighting.openLeft, sighting.openRight { alone += 1 }
            if leads { leading += 1 }
            if sighting.isNamed { isNamed = true }
            if sighting.any.isDisjoint(with: .unclear) {
                capitals += sighting.all.contains(.capitals) ? 1 : -1
            }
        }
    }

    struct Occurrence {
        var phrase: UInt32
        var start: UInt32
    }

    mutating func begin(expecting tokens: Int) {
        phrases.removeAll(keepingCapacity: true)
        occurrences.removeAll(keepingCapacity: true)
        var size = 256
        while size < tokens * 2 { size *= 2 }
        if slots.count < size {
            slots = Array(repeating: 0, count: size)
        } else {
            for slot in 0..<size { slots[slot] = 0 }
        }
        mask = size - 1
    }

    /// Counts one occurrence of the tokens from `start`.
    @inline(__always)
    mutating func add(_ tokens: [Token], start: Int, sighting: Sighting) {
        let id = number(tokens, start: start, sighting: sighting)
        occurrences.append(Occurrence(phrase: UInt32(id), start: UInt32(start)))
        phrases[id].note(sighting, leads: tokens[start].beginsSentence)
    }

    /// What one occurrence shows.
    struct Sighting {
        var hash: UInt32
        var length: Int
        var contentWords: Int
        var openLeft: Bool
        var openRight: Bool
        /// A capital on every word of content.
        var isNamed = true
        /// The traits that all its words have, connectors apart, and those that any has.
        var all = Token.Traits(rawValue: .max)
        var any = Token.Traits()

        @inline(__always)
        mutating func note(_ token: Token) {
            if token.part == .content, !token.isCapital { isNamed = false }
            all.formIntersection(token.traits)
            any.formUnion(token.traits)
        }
    }

    @inline(__always)
    private mutating func number(_ tokens: [Token], start: Int, sighting: Sighting) -> Int {
        var slot = Int(sighting.hash) & mask
        while true {
            let found = slots[slot]
            if found == 0 { break }
            let phrase = phrases[Int(found) - 1]
            if phrase.hash == sighting.hash, Int(phrase.tokens) == sighting.length,
                Self.same(tokens, Int(phrase.first), start, sighting.length)
            {
                return Int(found) - 1
            }
            slot = (slot + 1) & mask
        }
        phrases.append(
            Phrase(
                hash: sighting.hash, first: UInt32(start), tokens: UInt8(sighting.length),
                contentWords: UInt8(sighting.contentWords)))
        slots[slot] = UInt32(phrases.count)
        if phrases.count * 2 > mask { grow() }
        return phrases.count - 1
    }

    @inline(__always)
    private static func same(_ tokens: [Token], _ one: Int, _ other: Int, _ length: Int) -> Bool {
        for index in 0..<length where tokens[one + index].stem != tokens[other + index].stem { return false }
        return true
    }

    private mutating func grow() {
        let size = (mask + 1) * 2
        slots = Array(repeating: 0, count: size)
        mask = size - 1
        for (id, phrase) in phrases.enumerated() {
            var slot = Int(phrase.hash) & mask
            while slots[slot] != 0 { slot = (slot + 1) & mask }
            slots[slot] = UInt32(id + 1)
        }
    }

    static let hashStart: UInt32 = 0x811C_9DC5

    /// A running hash of stems. Stems are numbered by first occurrence, so equal texts hash alike.
    @inline(__always)
    static func hash(_ state: UInt32, _ stem: UInt32) -> UInt32 {
        var mixed = (state ^ stem) &* 0x9E37_79B1
        mixed ^= mixed >> 15
        return mixed &* 0x85EB_CA77
    }
}
