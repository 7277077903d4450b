/// What the letters and digits of a word say by themselves, in any language.
enum WordBuild: UInt8 {
    case plain
    /// A number with its unit: 5kg, 10h, 20th, 35-GHz.
    case measure
    /// A number, a hyphen and a word: 3-phase. A measure where the language's lists know the word: 10-year.
    case measureInWords
    /// 2ª, 13º, 1.º
    case ordinal
    /// II, XIV.
    case roman
    /// Announces a number: nº.
    case numero
    /// A state of Brazil.
    case state
    /// A verb with its pronoun in some language: intime-se, a-t-il.
    case enclitic

    /// - Parameter word: in lower case
    init(of word: ArraySlice<UInt8>) {
        guard let first = word.first else {
            self = .plain
            return
        }
        if first &- 0x30 < 10 {
            self = Self.ofNumber(word)
        } else if Self.isRoman(word) {
            self = .roman
        } else if word.count == 2, Self.states.contains(where: word.elementsEqual) {
            self = .state
        } else {
            self = Self.numeros.contains(where: word.elementsEqual) ? .numero : .plain
        }
    }

    /// Of two letters and more; beyond eighty-nine they look like other words.
    private static func isRoman(_ word: ArraySlice<UInt8>) -> Bool {
        guard word.count > 1, word.allSatisfy(romanLetters.contains) else { return false }
        return Roman.value(word.map { $0 & 0xDF }) != nil
    }

    private static let romanLetters = Array("ivxl".utf8)

    private static func ofNumber(_ word: ArraySlice<UInt8>) -> WordBuild {
        if ordinalSigns.contains(where: word.suffix(2).elementsEqual) { return .ordinal }
        let rest = word.drop { $0 &- 0x30 < 10 || $0 == UInt8(ascii: ".") || $0 == UInt8(ascii: ",") }
        if rest.isEmpty { return .plain }
        let tail = tail(of: word)
        if units.contains(String(decoding: tail, as: UTF8.self)) { return .measure }
        // A single letter is no word: 2,4-D.
        return rest.first == UInt8(ascii: "-") && tail.count > 1 ? .measureInWords : .plain
    }

    /// The first run of letters behind a number.
    static func tail(of word: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        word.drop { !isLetter($0) }.prefix(while: isLetter)
    }

    private static func isLetter(_ byte: UInt8) -> Bool { byte &- 0x61 < 26 || byte >= 0x80 }

    private static let ordinalSigns = ["º", "ª", "°"].map { Array($0.utf8) }
    private static let numeros = ["nº", "n°", "n.º", "n.°", "nºs", "№"].map { Array($0.utf8) }
    private static let states = """
        ac al am ap ba ce df es go ma mg ms mt pa pb pe pi pr rj rn ro rr rs sc se sp to
        """.split(separator: " ").map { Array($0.utf8) }
    /// Units and endings of counted things; of one letter only those that name nothing else.
    private static let units: Set<String> = Set(
        """
        st nd rd th er ère e ème h hs min ms kg mg ml cl km cm mm nm dm ha hz khz mhz ghz thz kb mb gb tb pb \
        kbps mbps gbps tbps kbit mbit gbit bit bits byte bytes w kw mw gw tw kwh mwh gwh v kv mv ma mah ev kev mev \
        gev tev pa kpa mpa gpa kj mj kn db dba kmh mph rpm ppm am pm mil mi bi
        """.split(separator: " ").map(String.init))
}

/// Verbs that carry a pronoun behind a hyphen are not listed: the pronoun tells them.
enum Enclitics {
    private static let portuguese: Set<String> = [
        "se", "lhe", "lhes", "lo", "la", "los", "las", "me", "nos", "o", "a", "os", "as",
    ]
    /// Between the verb and the ending of its future: dar-se-á, fá-lo-ia.
    private static let futures: Set<String> = ["á", "ão", "ei", "emos", "ia", "iam", "íamos"]
    private static let french: Set<String> = [
        "il", "ils", "elle", "elles", "on", "je", "tu", "ce", "lui", "leur", "moi", "toi", "nous", "ci", "là",
    ]

    /// The languages in which a word is a verb with its pronoun.
    static func languages(of word: ArraySlice<UInt8>) -> UInt8 {
        let hyphen = UInt8(ascii: "-")
        guard let last = word.lastIndex(of: hyphen), last > word.startIndex, word[word.startIndex] >= 0x61
        else {
            return 0
        }
        let ending = String(decoding: word[(last + 1)...], as: UTF8.self)
        var found: UInt8 = 0
        if portuguese.contains(ending) || futures.contains(ending) && endsInPronoun(word[..<last]) {
            found |= Tongue.portuguese.bit
        }
        if french.contains(ending) { found |= Tongue.french.bit }
        return found
    }

    private static func endsInPronoun(_ word: ArraySlice<UInt8>) -> Bool {
        guard let hyphen = word.lastIndex(of: UInt8(ascii: "-")) else { return false }
        return portuguese.contains(String(decoding: word[(hyphen + 1)...], as: UTF8.self))
    }
}
