/// What a caller may ask of a measure of reading.
public struct ReadabilityOptions: Hashable, Sendable {
    /// The language of the text; nil asks the engine to identify it.
    public var language: LanguageCode?
    /// How many of the hardest sentences to point at.
    public var hardSentences = 3

    public init() {}
}

/// One formula's answer.
public struct ReadabilityIndex: Hashable, Sendable {
    /// `flesch`, `flesch_kincaid`, `gunning_fog`, `smog`, `ari`, `coleman_liau` or `gulpease`.
    public let name: String
    public let value: Double
    public let scale: Scale

    /// What the value of an index means.
    public enum Scale: String, Sendable {
        /// The higher the easier, about 0 to 100.
        case ease
        /// Years of schooling in the United States.
        case grade
    }
}

/// How hard a text is to read, by what can be counted. No formula reads the sense.
public struct ReadabilityReport: Hashable, Sendable {
    public let language: LanguageCode
    public let identity: AnalyzerIdentity
    public let sentences: Int
    public let words: Int
    public let letters: Int
    public let syllables: Int
    /// Words of three syllables or more.
    public let longWords: Int
    /// The formulas made for the language; empty where there is none.
    public let indices: [ReadabilityIndex]
    /// From the Flesch index; nil where there is none.
    public let level: Level?
    /// Fewer than 100 words: the figures move much with every word.
    public let isShort: Bool
    /// The longest sentences as UTF-8 bytes, the longest first; only those over 25 words.
    public let hardest: [Range<Int>]

    /// The bands Martins and others gave the Portuguese index, and Flesch the English one.
    public enum Level: String, Sendable {
        case veryEasy = "very_easy"
        case easy, medium, hard
        case veryHard = "very_hard"
    }
}

/// Measures how hard a text is to read. The formulas and their sources: `docs/text/analyses.md`.
public enum Readability {
    public static let identity = AnalyzerIdentity(name: "readability", version: "2")

    /// Measures a text by the indices of its language, Portuguese or English; another language has none.
    public static func measure(
        _ text: String, options: ReadabilityOptions = ReadabilityOptions(),
        isCancelled: () -> Bool = { false }
    ) throws(ExtractionRefusal) -> ReadabilityReport {
        try OptionCheck.check(
            options.hardSentences, in: 0...AnalysisLimits.hardSentences, name: "hardSentences")
        return try Workspaces.lend { (workspace) throws(ExtractionRefusal) in
            let passage = try Passage(
                text, language: options.language, in: workspace, isCancelled: isCancelled)
            return report(passage, counts: Counts(of: passage, in: workspace), options: options)
        }
    }

    private static let fewWords = 100
    private static let hardWordsMin = 26

    private static func report(
        _ passage: Passage, counts: Counts, options: ReadabilityOptions
    ) -> ReadabilityReport {
        let indices = counts.words == 0 ? [] : counts.indices(for: passage.tongue)
        let flesch = indices.first { $0.name == "flesch" }?.value
        let long = counts.sentenceWords.indices.filter { counts.sentenceWords[$0] >= hardWordsMin }
        let hardest = long.sorted {
            (counts.sentenceWords[$1], $0) < (counts.sentenceWords[$0], $1)
        }.prefix(options.hardSentences)
        return ReadabilityReport(
            language: passage.tongue.code, identity: identity, sentences: counts.sentences,
            words: counts.words, letters: counts.letters, syllables: counts.syllables,
            longWords: counts.longWords, indices: indices,
            level: flesch.map { level(of: $0, in: passage.tongue) }, isShort: counts.words < fewWords,
            hardest: hardest.map { passage.bytes(of: passage.sentences[$0]) })
    }

    private static func level(of flesch: Double, in tongue: Tongue) -> ReadabilityReport.Level {
        if tongue == .portuguese {
            return flesch >= 75 ? .veryEasy : flesch >= 50 ? .easy : flesch >= 25 ? .hard : .veryHard
        }
        switch flesch {
        case 90...: return .veryEasy
        case 70..<90: return .easy
        case 50..<70: return .medium
        case 30..<50: return .hard
        default: return .veryHard
        }
    }
}

/// What the formulas count.
struct Counts {
    var sentences = 0
    var words = 0
    var letters = 0
    var syllables = 0
    var longWords = 0
    /// Long words that are no names, as the fog index wants.
    var foggyWords = 0
    /// The words of every sentence.
    var sentenceWords: [Int] = []

    private struct Spoken {
        var syllables: Int32 = 0
        var letters: Int32 = 0
    }

    init(of passage: Passage, in workspace: Workspace) {
        var known = [Spoken](repeating: Spoken(), count: workspace.lexicon.words.count)
        for sentence in passage.sentences {
            var inSentence = 0
            for token in passage.tokens[sentence] where token.isWord {
                let word = Int(token.word)
                if known[word].syllables == 0 {
                    known[word] = Self.spoken(workspace.lexicon.words.text(word), in: passage.tongue)
                }
                inSentence += 1
                letters += Int(known[word].letters)
                syllables += Int(known[word].syllables)
                if known[word].syllables >= 3 {
                    longWords += 1
                    if token.beginsSentence || !token.traits.contains(.capital) { foggyWords += 1 }
                }
            }
            sentenceWords.append(inSentence)
            words += inSentence
            // A line of numbers alone is no sentence.
            if inSentence > 0 { sentences += 1 }
        }
    }

    /// The parts of a hyphenated word are counted each.
    private static func spoken(_ word: ArraySlice<UInt8>, in tongue: Tongue) -> Spoken {
        var spoken = Spoken()
        for part in word.split(separator: UInt8(ascii: "-")) {
            spoken.syllables += Int32(Syllables.count(part, in: tongue))
        }
        spoken.syllables = max(spoken.syllables, 1)
        for byte in word where byte & 0xC0 != 0x80 && isLetter(byte) { spoken.letters += 1 }
        return spoken
    }

    private static func isLetter(_ byte: UInt8) -> Bool {
        byte >= 0x80 || (byte | 0x20) &- 0x61 < 26 || byte &- 0x30 < 10
    }

    private var wordsPerSentence: Double { Double(words) / Double(max(sentences, 1)) }
    private var syllablesPerWord: Double { Double(syllables) / Double(words) }
    private var lettersPerWord: Double { Double(letters) / Double(words) }

    func indices(for tongue: Tongue) -> [ReadabilityIndex] {
        switch tongue {
        case .portuguese:
            // Martins, Ghiraldelo, Nunes and Oliveira 1996: Flesch's index and 42, as Portuguese words have
            // more syllables.
            [index("flesch", 248.835 - 1.015 * wordsPerSentence - 84.6 * syllablesPerWord, .ease), gulpease]
        case .italian: [gulpease]
        case .english: english
        case .none, .spanish, .french, .german, .dutch: []
        }
    }

    /// Lucisano and Piemontese 1988. Made for Italian, used for Portuguese as it counts letters only.
    private var gulpease: ReadabilityIndex {
        index("gulpease", 89 + (300 * Double(sentences) - 10 * Double(letters)) / Double(words), .ease)
    }

    private var english: [ReadabilityIndex] {
        let hundred = 100 / Double(words)
        var indices = [
            index("flesch", 206.835 - 1.015 * wordsPerSentence - 84.6 * syllablesPerWord, .ease),
            index("flesch_kincaid", 0.39 * wordsPerSentence + 11.8 * syllablesPerWord - 15.59, .grade),
            index("gunning_fog", 0.4 * (wordsPerSentence + Double(foggyWords) * hundred), .grade),
            index("ari", 4.71 * lettersPerWord + 0.5 * wordsPerSentence - 21.43, .grade),
            index(
                "coleman_liau",
                0.0588 * Double(letters) * hundred - 0.296 * Double(sentences) * hundred - 15.8, .grade),
        ]
        // McLaughlin 1969 asks for thirty sentences; fewer would give a figure he never measured.
        if sentences >= Self.smogSentences {
            let polysyllables = Double(longWords) * 30 / Double(sentences)
            indices.append(index("smog", 1.0430 * polysyllables.squareRoot() + 3.1291, .grade))
        }
        return indices
    }

    static let smogSentences = 30

    private func index(_ name: String, _ value: Double, _ scale: ReadabilityIndex.Scale) -> ReadabilityIndex {
        ReadabilityIndex(name: name, value: (value * 100).rounded() / 100, scale: scale)
    }
}
