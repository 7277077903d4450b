/// What a caller may ask of a count of words.
public struct WordFrequencyOptions: Hashable, Sendable {
    /// The language of the text; nil asks the engine to identify it.
    public var language: LanguageCode?
    /// The most rows of each list.
    public var limit = 50
    /// The longest runs of words counted: 3 counts pairs and triples; 1 counts none.
    public var gramWords = 3
    /// Leaves function words out of the lists, and runs that begin or end with one. Richness counts all.
    public var leavesOutStopWords = false

    public init() {}
}

/// How often one word, stem or run of words occurs.
public struct WordCount: Hashable, Sendable {
    /// In lower case; a stem also without diacritics.
    public let text: String
    public let count: Int
    /// Of all words, or of all runs of the same length.
    public let share: Double
    /// UTF-8 bytes of the first occurrence.
    public let first: Range<Int>
}

/// The words of a text counted. Numbers and addresses are not words here.
public struct WordFrequencies: Hashable, Sendable {
    public let language: LanguageCode
    public let identity: AnalyzerIdentity
    public let words: [WordCount]
    /// Empty where the language is unknown: there are no stems without one.
    public let stems: [WordCount]
    /// Pairs first, then triples, and so on.
    public let grams: [[WordCount]]
    public let richness: LexicalRichness
}

/// Counts words, stems and runs of words. The method: `docs/text/analyses.md`.
public enum WordFrequency {
    public static let identity = AnalyzerIdentity(name: "word_frequency", version: "2")

    /// Counts words, stems or sequences of words, and measures how rich the vocabulary is.
    public static func count(
        _ text: String, options: WordFrequencyOptions = WordFrequencyOptions(),
        isCancelled: () -> Bool = { false }
    ) throws(ExtractionRefusal) -> WordFrequencies {
        try OptionCheck.check(options.limit, in: 1...AnalysisLimits.rows, name: "limit")
        try OptionCheck.check(options.gramWords, in: 1...AnalysisLimits.gramWords, name: "gramWords")
        return try Workspaces.lend { (workspace) throws(ExtractionRefusal) in
            let passage = try Passage(
                text, language: options.language, in: workspace, isCancelled: isCancelled)
            var grams: [[WordCount]] = []
            if options.gramWords > 1 {
                for length in 2...options.gramWords {
                    if isCancelled() { throw .cancelled }
                    grams.append(self.grams(of: length, passage, workspace, options))
                }
            }
            return WordFrequencies(
                language: passage.tongue.code, identity: identity, words: words(passage, workspace, options),
                stems: stems(passage, workspace, options), grams: grams,
                richness: LexicalRichness(of: passage.tokens.filter(\.isWord).map { Int($0.word) }))
        }
    }

    /// Every word of a text but its function words, once each, in lower case.
    package static func vocabulary(
        of text: String, language: LanguageCode?
    ) throws(ExtractionRefusal) -> [String] {
        try Workspaces.lend { (workspace) throws(ExtractionRefusal) in
            let passage = try Passage(text, language: language, in: workspace, isCancelled: { false })
            var options = WordFrequencyOptions()
            options.leavesOutStopWords = true
            options.limit = .max
            return words(passage, workspace, options).map(\.text)
        }
    }

    private static func words(
        _ passage: Passage, _ workspace: Workspace, _ options: WordFrequencyOptions
    ) -> [WordCount] {
        var tally = Tally(kinds: workspace.lexicon.words.count)
        for token in passage.tokens where token.isWord {
            tally.add(Int(token.word), first: token)
        }
        return tally.rows(limit: options.limit) { word in
            if isLeftOut(word, passage, workspace, options) { return nil }
            return String(decoding: workspace.lexicon.words.text(word), as: UTF8.self)
        }
    }

    private static func stems(
        _ passage: Passage, _ workspace: Workspace, _ options: WordFrequencyOptions
    ) -> [WordCount] {
        guard passage.tongue != .none else { return [] }
        // Learning stems may add to the list of stems, so all are learnt before they are counted.
        let numbers = passage.tokens.map { token in
            token.isWord
                ? Int(workspace.lexicon.stem(of: token.word, in: passage.tongue, by: &workspace.stemmers)) : 0
        }
        var tally = Tally(kinds: workspace.lexicon.stems.count)
        for (index, token) in passage.tokens.enumerated() where token.isWord {
            if isLeftOut(Int(token.word), passage, workspace, options) { continue }
            tally.add(numbers[index], first: token)
        }
        return tally.rows(limit: options.limit) {
            String(decoding: workspace.lexicon.stems.text($0), as: UTF8.self)
        }
    }

    /// Runs of words that nothing parts but white space.
    private static func grams(
        of length: Int, _ passage: Passage, _ workspace: Workspace, _ options: WordFrequencyOptions
    ) -> [WordCount] {
        let tokens = passage.tokens
        var runs = Interner()
        var tally = Tally(kinds: 0)
        var places: [Int] = []
        var run = 0
        var key = [UInt32](repeating: 0, count: length)
        for index in tokens.indices {
            if tokens[index].gap != .none { run = 0 }
            run = tokens[index].isWord ? run + 1 : 0
            guard run >= length else { continue }
            let start = index - length + 1
            if isLeftOut(Int(tokens[start].word), passage, workspace, options)
                || isLeftOut(Int(tokens[index].word), passage, workspace, options)
            {
                continue
            }
            for offset in 0..<length { key[offset] = tokens[start + offset].word }
            let (id, isNew) = key.withUnsafeBytes { runs.intern($0.assumingMemoryBound(to: UInt8.self)) }
            if isNew { places.append(start) }
            tally.add(id, range: passage.bytes(of: start..<index + 1))
        }
        return tally.rows(limit: options.limit) { id in
            text(of: tokens[places[id]..<places[id] + length], workspace)
        }
    }

    /// Words with one space between them, whatever stood there.
    private static func text(of run: ArraySlice<Token>, _ workspace: Workspace) -> String {
        var text: [UInt8] = []
        for token in run {
            if !text.isEmpty { text.append(UInt8(ascii: " ")) }
            text.append(contentsOf: workspace.lexicon.words.text(Int(token.word)))
        }
        return String(decoding: text, as: UTF8.self)
    }

    /// Whether a word is a function word and the caller wants none.
    @inline(__always)
    private static func isLeftOut(
        _ word: Int, _ passage: Passage, _ workspace: Workspace, _ options: WordFrequencyOptions
    ) -> Bool {
        options.leavesOutStopWords
            && workspace.lexicon.facts[word].roles.stop & passage.tongue.bit != 0
    }
}

/// Counts by number, with the place of each number's first occurrence.
struct Tally {
    private var counts: [Int32]
    private var firsts: [(start: UInt32, end: UInt32)]
    /// The numbers met, in order of their first occurrence.
    private var met: [Int] = []
    private var total = 0

    init(kinds: Int) {
        counts = Array(repeating: 0, count: kinds)
        firsts = Array(repeating: (0, 0), count: kinds)
    }

    mutating func add(_ number: Int, first token: Token) {
        add(number, range: Int(token.start)..<Int(token.end))
    }

    mutating func add(_ number: Int, range: Range<Int>) {
        while number >= counts.count {
            counts.append(0)
            firsts.append((0, 0))
        }
        if counts[number] == 0 {
            met.append(number)
            firsts[number] = (UInt32(range.lowerBound), UInt32(range.upperBound))
        }
        counts[number] += 1
        total += 1
    }

    /// The commonest first, equals in order of first occurrence; those without a name are left out.
    func rows(limit: Int, name: (Int) -> String?) -> [WordCount] {
        let ordered = met.indices.sorted {
            (counts[met[$1]], $0) < (counts[met[$0]], $1)
        }.map { met[$0] }
        var rows: [WordCount] = []
        for number in ordered {
            if rows.count == limit { break }
            guard let text = name(number) else { continue }
            rows.append(
                WordCount(
                    text: text, count: Int(counts[number]), share: Double(counts[number]) / Double(total),
                    first: Int(firsts[number].start)..<Int(firsts[number].end)))
        }
        return rows
    }
}
