/// How well a ranked list of keywords agrees with those people gave: F1 at a depth, exact match of stems.
///
/// A phrase is the list of its words' Snowball stems. Keywords with the same stems count once, the better rank
/// staying; those the text does not hold stay in recall; precision divides by what was given, up to the depth.
/// Texts without keywords are skipped, and the mean is over texts.
public struct KeywordAgreement {
    private var stemmers = Stemmers()
    /// By language: each word is stemmed once.
    private var known: [[String: String]] = Array(repeating: [:], count: Tongue.allCases.count)

    public init() {}

    /// From 0 to 1; nil where no keyword was given.
    public mutating func f1(
        of found: [String], against given: [String], language: LanguageCode, depth: Int
    ) -> Double? {
        let wanted = Set(phrases(given, language))
        if wanted.isEmpty { return nil }
        let listed = phrases(found, language).prefix(depth)
        if listed.isEmpty { return 0 }
        let hits = listed.count { wanted.contains($0) }
        return 2 * Double(hits) / Double(listed.count + wanted.count)
    }

    /// The stems of each phrase, the first of equals, in order.
    mutating func phrases(_ phrases: [String], _ language: LanguageCode) -> [String] {
        var seen: Set<String> = []
        return phrases.compactMap { phrase in
            let stems = stems(of: phrase, language)
            return stems.isEmpty || !seen.insert(stems).inserted ? nil : stems
        }
    }

    mutating func stems(of phrase: String, _ language: LanguageCode) -> String {
        let tongue = Tongue(code: language.rawValue) ?? .none
        return Self.words(of: phrase).map { stem(of: $0, tongue) }.joined(separator: " ")
    }

    private mutating func stem(of word: String, _ tongue: Tongue) -> String {
        if let stem = known[Int(tongue.rawValue)][word] { return stem }
        let stem = stemmers.plainStem(of: word, in: tongue)
        known[Int(tongue.rawValue)][word] = stem
        return stem
    }

    /// Runs of letters and digits, in lower case; an apostrophe inside one belongs to it.
    static func words(of phrase: String) -> [String] {
        var words: [String] = []
        var word = String.UnicodeScalarView()
        var apostrophe: Unicode.Scalar?
        func close() {
            if !word.isEmpty { words.append(String(word)) }
            word = String.UnicodeScalarView()
            apostrophe = nil
        }
        for scalar in phrase.lowercased().unicodeScalars {
            if isWord(scalar) {
                if let mark = apostrophe { word.append(mark) }
                apostrophe = nil
                word.append(scalar)
            } else if scalar == "'" || scalar == "\u{2019}", !word.isEmpty, apostrophe == nil {
                apostrophe = scalar
            } else {
                close()
            }
        }
        close()
        return words
    }

    private static func isWord(_ scalar: Unicode.Scalar) -> Bool {
        if scalar.isASCII { return scalar.properties.isAlphabetic || scalar.properties.numericType != nil }
        switch scalar.properties.generalCategory {
        case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter,
            .decimalNumber, .letterNumber, .otherNumber:
            return true
        default: return false
        }
    }
}
