/// Syllables of a lower-case word. Rules, not a dictionary; how often they are right stands in
/// `docs/text/analyses.md`.
enum Syllables {
    /// At least 1 for any word; a word without a vowel, such as an acronym, counts as one.
    static func count(_ word: ArraySlice<UInt8>, in tongue: Tongue) -> Int {
        switch tongue {
        case .portuguese: PortugueseSyllables.count(Vowels.letters(of: word))
        case .english: EnglishSyllables.count(word)
        case .none, .spanish, .french, .german, .italian, .dutch: groups(Vowels.letters(of: word))
        }
    }

    /// Runs of vowels, which is all that can be said without a language's rules.
    private static func groups(_ letters: [Vowels.Letter]) -> Int {
        var count = 0
        var wasVowel = false
        for letter in letters {
            if letter.isVowel, !wasVowel { count += 1 }
            wasVowel = letter.isVowel
        }
        return max(count, 1)
    }
}

/// A word's letters as a counter of syllables sees them.
enum Vowels {
    struct Letter {
        /// Without its diacritic.
        var base: UInt8
        var accent: Accent

        enum Accent { case none, stress, tilde, diaeresis }

        var isVowel: Bool {
            switch base {
            case UInt8(ascii: "a"), UInt8(ascii: "e"), UInt8(ascii: "i"), UInt8(ascii: "o"),
                UInt8(ascii: "u"),
                UInt8(ascii: "y"):
                true
            default: false
            }
        }

        /// i and u, which join the vowel before or after them.
        var isWeak: Bool {
            base == UInt8(ascii: "i") || base == UInt8(ascii: "u") || base == UInt8(ascii: "y")
        }
        var isStrong: Bool { isVowel && !isWeak }

        func isOneOf(_ letters: StaticString) -> Bool {
            for index in 0..<letters.utf8CodeUnitCount where letters.utf8Start[index] == base { return true }
            return false
        }
    }

    static func letters(of word: ArraySlice<UInt8>) -> [Letter] {
        var letters: [Letter] = []
        letters.reserveCapacity(word.count)
        for scalar in String(decoding: word, as: UTF8.self).unicodeScalars {
            let plain = Letters.base(scalar.value)
            if plain != 0 {
                letters.append(Letter(base: plain, accent: accent(of: scalar.value)))
            } else {
                let base = scalar.value < 0x80 ? UInt8(scalar.value) : UInt8(ascii: "-")
                letters.append(Letter(base: base, accent: .none))
            }
        }
        return letters
    }

    private static func accent(of value: UInt32) -> Letter.Accent {
        switch value {
        case 0xE3, 0xF5, 0xF1: .tilde
        case 0xE4, 0xEB, 0xEF, 0xF6, 0xFC: .diaeresis
        case 0xE7: .none
        default: .stress
        }
    }
}

/// Diphthong or hiatus, by the rules of Portuguese spelling.
enum PortugueseSyllables {
    static func count(_ letters: [Vowels.Letter]) -> Int {
        var count = 0
        var index = 0
        var hasStress = false
        while index < letters.count {
            guard letters[index].isVowel, !isSilent(letters, index) else {
                index += 1
                continue
            }
            count += 1
            let size = nucleus(letters, index, hasStress: hasStress)
            for letter in letters[index..<index + size] where letter.accent == .stress { hasStress = true }
            index += size
        }
        return max(count, 1)
    }

    /// The u of que, qui, gue, gui, and the glide of qua, guo: no nucleus of its own.
    private static func isSilent(_ letters: [Vowels.Letter], _ index: Int) -> Bool {
        guard index > 0, index + 1 < letters.count, letters[index].base == UInt8(ascii: "u"),
            letters[index].accent != .stress, letters[index + 1].isVowel
        else { return false }
        return letters[index - 1].isOneOf("qg")
    }

    /// How many letters the nucleus that begins here has: a vowel alone, or a diphthong.
    private static func nucleus(_ letters: [Vowels.Letter], _ index: Int, hasStress: Bool) -> Int {
        guard index + 1 < letters.count, letters[index + 1].isVowel else { return 1 }
        let first = letters[index]
        let second = letters[index + 1]
        if first.accent == .tilde { return second.isOneOf("oei") ? 2 : 1 }
        if second.isWeak, second.base != first.base, joinsBefore(letters, index + 1) { return 2 }
        if hasStress, first.accent == .none, second.accent == .none, isAtEnd(letters, index + 2) { return 2 }
        return 1
    }

    /// Whether an i or u leans on the vowel before it. It does not where it has a stress mark, and where
    /// it begins a closed syllable: cair, juiz, ainda, rainha.
    private static func joinsBefore(_ letters: [Vowels.Letter], _ index: Int) -> Bool {
        guard letters[index].accent == .none else { return false }
        guard index + 1 < letters.count else { return true }
        let next = letters[index + 1]
        guard next.isOneOf("lrzmn") else { return true }
        if index + 2 == letters.count { return false }
        let after = letters[index + 2]
        if next.isOneOf("n"), after.isOneOf("h") { return false }
        return after.isVowel || after.isOneOf("h")
    }

    /// The end of the word, or its plural s.
    private static func isAtEnd(_ letters: [Vowels.Letter], _ index: Int) -> Bool {
        index == letters.count || (index + 1 == letters.count && letters[index].isOneOf("s"))
    }
}

/// Runs of vowels, mended by the endings that English does not speak and the runs it speaks apart.
enum EnglishSyllables {
    static func count(_ word: ArraySlice<UInt8>) -> Int {
        let text = String(decoding: word, as: UTF8.self)
        if let known = exceptions[text] { return known }
        let letters = Letters.folded(Array(word)).filter { $0 != UInt8(ascii: "'") }
        var count = 0
        var index = 0
        while index < letters.count {
            guard isVowel(letters, index) else {
                index += 1
                continue
            }
            count += 1
            var end = index + 1
            while end < letters.count, isVowel(letters, end) {
                if isHiatus(letters, end) { count += 1 }
                end += 1
            }
            index = end
        }
        count -= silentEnding(letters)
        if text.hasSuffix("ism") || text.hasSuffix("isms") || text.hasSuffix("sn't") || text.hasSuffix("dn't")
        {
            count += 1
        }
        return max(count, 1)
    }

    private static func isVowel(_ letters: [UInt8], _ index: Int) -> Bool {
        switch letters[index] {
        case UInt8(ascii: "a"), UInt8(ascii: "e"), UInt8(ascii: "i"), UInt8(ascii: "o"): true
        case UInt8(ascii: "u"): index == 0 || letters[index - 1] != UInt8(ascii: "q")
        case UInt8(ascii: "y"):
            index > 0 && (index + 1 == letters.count || !isPlainVowel(letters[index + 1]))
        default: false
        }
    }

    private static func isPlainVowel(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: "a") || byte == UInt8(ascii: "e") || byte == UInt8(ascii: "i")
            || byte == UInt8(ascii: "o") || byte == UInt8(ascii: "u")
    }

    /// Whether a vowel after a vowel begins a syllable: via, radio, duo, create, being.
    private static func isHiatus(_ letters: [UInt8], _ index: Int) -> Bool {
        let rest = letters[(index + 1)...]
        switch (letters[index - 1], letters[index]) {
        case (UInt8(ascii: "i"), UInt8(ascii: "a")), (UInt8(ascii: "i"), UInt8(ascii: "o")):
            // -tial, -cian, -tion, -gion are one syllable.
            return rest.isEmpty || !isOneOf("tcsgx", letters, index - 2)
        case (UInt8(ascii: "u"), UInt8(ascii: "a")):
            return !isOneOf("g", letters, index - 2)
        case (UInt8(ascii: "i"), UInt8(ascii: "u")), (UInt8(ascii: "u"), UInt8(ascii: "o")),
            (UInt8(ascii: "e"), UInt8(ascii: "o")):
            return true
        case (UInt8(ascii: "e"), UInt8(ascii: "a")):
            return isOneOf(endingsAfterEa, rest) || rest.starts(with: "li".utf8)
        case (_, UInt8(ascii: "i")):
            return rest.elementsEqual("ng".utf8)
        case (UInt8(ascii: "i"), UInt8(ascii: "e")):
            return isOneOf(endingsAfterIe, rest)
        default:
            return false
        }
    }

    /// What ends create, created, creates, creation.
    private static let endingsAfterEa = ["te", "ted", "tes", "tion"].map { Array($0.utf8) }
    /// What ends piety, science, client, varieties.
    private static let endingsAfterIe = ["ty", "nce", "nt", "ties"].map { Array($0.utf8) }

    private static func isOneOf(_ endings: [[UInt8]], _ rest: ArraySlice<UInt8>) -> Bool {
        for ending in endings where rest.elementsEqual(ending) { return true }
        return false
    }

    /// Whether the letter at a place is one of these; before the word there is none.
    private static func isOneOf(_ choice: StaticString, _ letters: [UInt8], _ index: Int) -> Bool {
        guard index >= 0 else { return false }
        for place in 0..<choice.utf8CodeUnitCount where choice.utf8Start[place] == letters[index] {
            return true
        }
        return false
    }

    /// 1 where the last syllable is not spoken: make, cared, pages keep theirs by other rules.
    private static func silentEnding(_ letters: [UInt8]) -> Int {
        let count = letters.count
        guard count > 2 else { return 0 }
        let isSilent =
            switch (letters[count - 2], letters[count - 1]) {
            case (_, UInt8(ascii: "e")): !isVowel(letters, count - 2) && !isSyllabicL(letters, count - 2)
            case (UInt8(ascii: "e"), UInt8(ascii: "d")):
                !isVowel(letters, count - 3) && !isOneOf("td", letters, count - 3)
            case (UInt8(ascii: "e"), UInt8(ascii: "s")):
                !isVowel(letters, count - 3) && !isOneOf("sxzcgh", letters, count - 3)
                    && !isSyllabicL(letters, count - 3)
            default: false
            }
        return isSilent ? 1 : 0
    }

    /// The l of apple and apples, which needs no vowel.
    private static func isSyllabicL(_ letters: [UInt8], _ index: Int) -> Bool {
        isOneOf("l", letters, index) && index > 0 && !isVowel(letters, index - 1)
    }

    /// Common words the rules misread.
    private static let exceptions: [String: Int] = {
        var known: [String: Int] = [:]
        let lists = [
            (1, "tongue league queue clothes"),
            (2, "people every business evening poem poet quiet science lion ruin maybe someone something"),
            (2, "sometimes somewhere statement statements movement safety lately homework useful careful"),
            (2, "hopeful therefore likely closely largely namely"),
            (3, "area idea several however moreover everyone everything evidence interest period"),
            (3, "recipe agreement management engagement department apartment everywhere"),
            (4, "especially"), (5, "immediately unfortunately necessarily"),
        ]
        for (count, words) in lists {
            for word in words.split(separator: " ") { known[String(word)] = count }
        }
        return known
    }()
}
