/// Which analyzer answered, and which version of it: a result may change only when the version does.
public struct AnalyzerIdentity: Hashable, Sendable {
    public let name: String
    public let version: String

    public init(name: String, version: String) {
        self.name = name
        self.version = version
    }
}

/// Every bound of the analyzers beside those of `KeywordLimits`, which hold for the text itself.
public enum AnalysisLimits {
    /// Rows of one list of word counts.
    public static let rows = 1_000
    /// Words of one sequence that is counted.
    public static let gramWords = 5
    /// Sentences that are named as hard to read.
    public static let hardSentences = 20
    public static let aspects = 100
    public static let summarySentences = 50
    public static let summaryBytes = 65_536
    public static let shingleWords = 10
    /// Values of one MinHash signature.
    public static let hashes = 512
    /// Texts in one index of near duplicates.
    public static let indexEntries = 1_000_000
    public static let askedTerms = 500
    public static let classes = 64
    public static let trainingTexts = 20_000
    /// All training texts together.
    public static let trainingBytes = 33_554_432
    public static let labelBytes = 64
    /// What a classifier's file may say of how well it did.
    public static let figures = 20
    /// Words and pairs of words a classifier weighs.
    public static let classifierFeatures = 4_096
    public static let modelBytes = 2_097_152
}

enum OptionCheck {
    static func check(
        _ value: Int, in allowed: ClosedRange<Int>, name: String
    ) throws(ExtractionRefusal) {
        try check(Double(value), in: Double(allowed.lowerBound)...Double(allowed.upperBound), name: name)
    }

    /// Refuses what is no number too.
    static func check(
        _ value: Double, in allowed: ClosedRange<Double>, name: String
    ) throws(ExtractionRefusal) {
        guard allowed.contains(value) else {
            throw .optionOutOfRange(name: name, value: value, allowed: allowed)
        }
    }

    static func check(_ list: [String], limit: Int, name: String) throws(ExtractionRefusal) {
        guard list.count <= limit else {
            throw .listTooLong(name: name, count: list.count, limit: limit)
        }
        for entry in list where entry.utf8.count > KeywordLimits.entryBytes {
            throw .entryTooLong(name: name, bytes: entry.utf8.count, limit: KeywordLimits.entryBytes)
        }
    }
}

/// A text read for an analysis: its words and its sentences as ranges of them.
struct Passage {
    let tokens: [Token]
    let tongue: Tongue
    let sentences: [Range<Int>]

    /// Reads a text as the extractors do. The workspace's lexicon knows every word of it afterwards.
    init(
        _ text: String, language: LanguageCode?, in workspace: Workspace, isCancelled: () -> Bool
    ) throws(ExtractionRefusal) {
        try TextCheck.check(text)
        try self.init(unchecked: text, language: language, in: workspace, isCancelled: isCancelled)
    }

    /// Reads a text that may be blank.
    init(
        unchecked text: String, language: LanguageCode?, in workspace: Workspace, isCancelled: () -> Bool
    ) throws(ExtractionRefusal) {
        var options = KeywordOptions()
        options.language = language
        try options.check()
        try workspace.open(text.utf8.span, options: options, isCancelled: isCancelled)
        tokens = workspace.page.tokens
        tongue = workspace.page.tongue
        var sentences: [Range<Int>] = []
        var start = 0
        for index in tokens.indices where tokens[index].beginsSentence && index > start {
            sentences.append(start..<index)
            start = index
        }
        if start < tokens.count { sentences.append(start..<tokens.count) }
        self.sentences = sentences
    }

    /// The bytes from the first word of a range to its last.
    func bytes(of words: Range<Int>) -> Range<Int> {
        Int(tokens[words.lowerBound].start)..<Int(tokens[words.upperBound - 1].end)
    }
}

extension Token {
    /// Letters, not a number, an address or a word beyond the limit.
    var isWord: Bool { word != 0 && !traits.contains(.number) && !isSign }

    /// The section sign is read as a word, as it begins an article's number.
    private var isSign: Bool { isAbbreviated && end - start == 2 && traits.isEmpty }
}
