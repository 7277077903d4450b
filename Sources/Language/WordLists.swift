/// What one language's words are to the engine, as the lists people can read and mend. Separated by spaces.
struct WordLists {
    /// Function words: no keyword begins or ends with one.
    let stop: String
    /// Stop words that may stand inside a keyword: "chefe de Estado".
    let connectors: String
    /// Words with a meaning of their own that still say little of a text's subject: verbs of saying and
    /// doing, units of time, small numbers. They part phrases as stop words do.
    let weak: String
    let abbreviations: ShortForms
    /// Word endings and letter groups that speak for the language.
    let endings: String
    /// Letters that speak for the language.
    let letters: String

    static func of(_ tongue: Tongue) -> WordLists? {
        switch tongue {
        case .none: nil
        case .portuguese: portuguese
        case .english: english
        case .spanish: spanish
        case .french: french
        case .german: german
        case .italian: italian
        case .dutch: dutch
        }
    }
}

/// Which languages count a word as what: one bit a language.
struct WordRoles {
    var stop: UInt8 = 0
    var connector: UInt8 = 0
    var weak: UInt8 = 0
    /// Written short with a full stop; the three that follow tell when it ends a sentence all the same.
    var abbreviation: UInt8 = 0
    var last: UInt8 = 0
    var beforeNames: UInt8 = 0
    var besideNumbers: UInt8 = 0
    /// Speaks for the language and does nothing else.
    var telling: UInt8 = 0
    /// A verb with a pronoun behind a hyphen: intime-se, a-t-il.
    var enclitic: UInt8 = 0
    /// A number with a word behind a hyphen that says little: 10-year.
    var measured: UInt8 = 0
    var build = WordBuild.plain
    /// Evidence for each language, in the lane of its number.
    var evidence = SIMD8<Int16>()
}

/// The lists of all languages, indexed by word; built once a process.
struct WordRoleTable: Sendable {
    static let shared = WordRoleTable()

    private let roles: [String: WordRoles]
    private let endings: [[UInt8]: SIMD8<Int16>]
    private let endingLengthMax: Int
    private let letters: [UInt32: SIMD8<Int16>]

    private init() {
        var roles: [String: WordRoles] = [:]
        var endings: [[UInt8]: SIMD8<Int16>] = [:]
        var letters: [UInt32: SIMD8<Int16>] = [:]
        for tongue in Tongue.known {
            guard let lists = WordLists.of(tongue) else { continue }
            let lane = Int(tongue.rawValue)
            for (words, role) in Self.roles(of: tongue, lists) {
                for word in words.split(whereSeparator: { $0 == " " || $0 == "\n" }) {
                    roles[String(word), default: .init()][keyPath: role] |= tongue.bit
                }
            }
            for ending in lists.endings.split(separator: " ") {
                endings[Array(ending.utf8), default: .zero][lane] += Int16(ending.utf8.count * 3)
            }
            for letter in lists.letters.unicodeScalars where letter != " " {
                letters[letter.value, default: .zero][lane] += 4
            }
        }
        for (word, role) in roles { roles[word]?.evidence = Self.evidence(role) }
        self.roles = roles
        self.endings = endings
        endingLengthMax = endings.keys.map(\.count).max() ?? 0
        self.letters = letters
    }

    /// Which list of words gives which role.
    private static func roles(
        of tongue: Tongue, _ lists: WordLists
    ) -> [(words: String, role: WritableKeyPath<WordRoles, UInt8>)] {
        [
            (lists.stop, \.stop), (lists.connectors, \.connector), (lists.weak, \.weak),
            (TellingWords.of(tongue), \.telling),
        ] + roles(of: lists.abbreviations)
    }

    private static func roles(
        of forms: ShortForms
    ) -> [(words: String, role: WritableKeyPath<WordRoles, UInt8>)] {
        let all: [(words: String, role: WritableKeyPath<WordRoles, UInt8>)] = [
            (forms.last, \.last), (forms.beforeNames, \.beforeNames), (forms.besideNumbers, \.besideNumbers),
        ]
        return [(forms.always, \.abbreviation)] + all + all.map { ($0.words, \.abbreviation) }
    }

    /// A function word speaks for the languages that have it; the fewer share it, the louder.
    private static func evidence(_ role: WordRoles) -> SIMD8<Int16> {
        var evidence = SIMD8<Int16>()
        for tongue in Tongue.known {
            let lane = Int(tongue.rawValue)
            if role.stop & tongue.bit != 0 { evidence[lane] += Int16(84 / (1 + role.stop.nonzeroBitCount)) }
            if role.weak & tongue.bit != 0 { evidence[lane] += Int16(36 / (1 + role.weak.nonzeroBitCount)) }
            if role.telling & tongue.bit != 0 {
                evidence[lane] += Int16(30 / (1 + role.telling.nonzeroBitCount))
            }
        }
        return evidence
    }

    /// What the lists say of a lower-case word.
    func listed(_ word: String) -> WordRoles { roles[word] ?? WordRoles() }

    /// The roles of a lower-case word, its endings and letters weighed too. Called once a word and
    /// workspace; what it finds is remembered there.
    func roles(of word: ArraySlice<UInt8>) -> WordRoles {
        var found = listed(String(decoding: word, as: UTF8.self))
        found.weak |= Adverbs.languages(of: word)
        found.enclitic = Enclitics.languages(of: word)
        found.build = found.enclitic == 0 ? WordBuild(of: word) : .enclitic
        readParts(of: word, into: &found)
        for length in 1...endingLengthMax where length < word.count {
            if let evidence = endings[Array(word.suffix(length))] { found.evidence &+= evidence }
        }
        for scalar in String(decoding: word, as: UTF8.self).unicodeScalars where scalar.value >= 0x61 {
            if let evidence = letters[scalar.value] { found.evidence &+= evidence }
        }
        return found
    }
}

extension WordRoleTable {
    /// What the parts of a word say of the whole: "e/ou" is a function word as both are, "10-year" a measure.
    private func readParts(of word: ArraySlice<UInt8>, into roles: inout WordRoles) {
        if roles.build == .measureInWords {
            let tail = listed(String(decoding: WordBuild.tail(of: word), as: UTF8.self))
            roles.measured = tail.stop | tail.weak | tail.abbreviation
        } else if word.contains(UInt8(ascii: "/")) {
            var shared = UInt8.max
            for part in word.split(separator: UInt8(ascii: "/")) {
                let found = listed(String(decoding: part, as: UTF8.self))
                shared &= found.stop | found.weak
            }
            roles.stop |= shared
        }
    }
}

/// Adverbs made from adjectives are not listed: their ending tells them.
enum Adverbs {
    private static let english = Array("ly".utf8)
    private static let romance = Array("mente".utf8)
    private static let englishNouns: Set<String> = [
        "family", "supply", "reply", "assembly", "anomaly", "monopoly", "italy", "july", "butterfly", "ally",
        "bully",
        "rally", "belly", "jelly", "tally", "homily", "folly", "lily", "melancholy", "gully", "oligopoly",
    ]
    private static let romanceNouns: Set<String> = ["mente", "semente", "vehemente", "clemente", "demente"]

    /// The languages in which a word is an adverb by its ending.
    static func languages(of word: ArraySlice<UInt8>) -> UInt8 {
        if word.count > 4, word.suffix(2).elementsEqual(english) {
            return englishNouns.contains(String(decoding: word, as: UTF8.self)) ? 0 : Tongue.english.bit
        }
        if word.count > 7, word.suffix(5).elementsEqual(romance) {
            if romanceNouns.contains(String(decoding: word, as: UTF8.self)) { return 0 }
            return Tongue.portuguese.bit | Tongue.spanish.bit | Tongue.italian.bit
        }
        return 0
    }
}
