/// What a caller may ask of an extraction. The defaults are what the figures in the documentation mean.
public struct KeywordOptions: Hashable, Sendable {
    /// The most keywords to return; at least 1.
    public var limit = 10
    /// The most words in one keyword; at least 1. A hyphenated or elided word counts once. Where none is set, a
    /// trained ranker keeps to the number it was trained with.
    public var maxWords: Int {
        get { wordsAsked ?? Self.wordsUnasked }
        set { wordsAsked = newValue }
    }
    /// nil where none was set.
    package private(set) var wordsAsked: Int?
    static let wordsUnasked = 3
    /// The language of the text; nil asks the engine to identify it.
    public var language: LanguageCode?
    /// Keywords that score less are left out; from 0 to 1.
    public var minScore = 0.0
    public var stopWords: StopWordChoice = .standard
    /// Words that raise every keyword they occur in.
    public var seedWords: [String] = []
    /// A closed vocabulary: only these phrases are returned, where the text holds them in any inflection.
    public var candidates: [String]?
    /// From 0 to 1: how different keywords have to be. One is passed over where a better one already holds more
    /// than `1 - diversity` of its words: at 0 none, at 0.5 those with more than half of their words in
    /// it, at 1 those that share any.
    public var diversity = 0.0
    /// How common words are in the caller's own documents; what is rare there is raised.
    public var frequencies: DocumentFrequencies?
    /// Whether every keyword says what its features added to its score.
    public var explains = false

    public init() {}
}

/// Which words may never begin or end a keyword.
public enum StopWordChoice: Hashable, Sendable {
    /// The engine's own list for the language.
    case standard
    /// The engine's list and these.
    case adding([String])
    /// These only.
    case replacing([String])
}

/// Every bound of an extraction. What lies beyond is refused, never cut in silence; a word longer than
/// `wordBytes` is the exception: it is passed over, as no keyword is that long.
public enum KeywordLimits {
    public static let textBytes = 1_048_576
    public static let keywords = 100
    public static let words = 8
    public static let wordBytes = 96
    public static let stopWords = 5_000
    public static let seedWords = 1_000
    public static let candidates = 20_000
    /// Entries of a table of document frequencies, and the documents it may count.
    public static let frequencies = 500_000
    public static let documents = 1_000_000_000
    /// The words of one entry of a closed vocabulary.
    public static let candidateWords = 16
    /// The bytes of one entry in a list of stop words, seeds or candidates.
    public static let entryBytes = 512
    /// Cancellation is looked at whenever this many bytes have been read.
    static let bytesBetweenChecks = 32_768
}

extension KeywordOptions {
    /// Refuses what lies outside the limits, before any work is done.
    func check() throws(ExtractionRefusal) {
        try Self.check(limit, in: 1...KeywordLimits.keywords, name: "limit")
        try Self.check(maxWords, in: 1...KeywordLimits.words, name: "maxWords")
        guard minScore >= 0, minScore <= 1 else {
            throw .optionOutOfRange(name: "minScore", value: minScore, allowed: 0...1)
        }
        guard diversity >= 0, diversity <= 1 else {
            throw .optionOutOfRange(name: "diversity", value: diversity, allowed: 0...1)
        }
        if let language, language != .undetermined, Tongue(code: language.rawValue) == nil {
            throw .unknownLanguage(language.rawValue)
        }
        switch stopWords {
        case .standard: break
        case .adding(let words), .replacing(let words):
            try Self.check(words, limit: KeywordLimits.stopWords, name: "stopWords")
        }
        try Self.check(seedWords, limit: KeywordLimits.seedWords, name: "seedWords")
        try Self.check(candidates ?? [], limit: KeywordLimits.candidates, name: "candidates")
    }

    private static func check(
        _ value: Int, in allowed: ClosedRange<Int>, name: String
    ) throws(ExtractionRefusal) {
        guard allowed.contains(value) else {
            let bounds = Double(allowed.lowerBound)...Double(allowed.upperBound)
            throw .optionOutOfRange(name: name, value: Double(value), allowed: bounds)
        }
    }

    private static func check(_ list: [String], limit: Int, name: String) throws(ExtractionRefusal) {
        guard list.count <= limit else {
            throw .listTooLong(name: name, count: list.count, limit: limit)
        }
        for entry in list where entry.utf8.count > KeywordLimits.entryBytes {
            throw .entryTooLong(name: name, bytes: entry.utf8.count, limit: KeywordLimits.entryBytes)
        }
    }
}
