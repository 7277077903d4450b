/// A phrase that says what a text is about. The engine's own extractors find only what stands in the text; a
/// writer of phrases may give one that does not.
public struct Keyword: Hashable, Sendable {
    /// The chosen surface form, exactly as it stands in the text; as it was given where it is absent.
    public let text: String
    /// In (0, 1], higher is better; comparable within one extraction.
    public let score: Double
    /// How often the phrase occurs in any inflection or casing: the number of spans.
    public let count: Int
    /// Half-open ranges of UTF-8 bytes of every occurrence, ascending.
    public let spans: [Range<Int>]
    /// It stands nowhere in the text.
    public var isAbsent: Bool { spans.isEmpty }
    /// What each feature added, where `KeywordOptions.explains` asked for it; else none.
    public let contributions: [Contribution]

    public init(
        text: String, score: Double, count: Int, spans: [Range<Int>], contributions: [Contribution] = []
    ) {
        self.text = text
        self.score = score
        self.count = count
        self.spans = spans
        self.contributions = contributions
    }

    /// One feature's part of a score: the score is `1 / (1 + e^-s)`, `s` being the sum of all amounts.
    public struct Contribution: Hashable, Sendable {
        public let feature: String
        public let amount: Double

        public init(feature: String, amount: Double) {
            self.feature = feature
            self.amount = amount
        }
    }
}

/// Which kind of text an extraction took a text for, as the shares in which its columns of weights were mixed;
/// together 1.
public struct TextProfile: Hashable, Sendable {
    /// Abstracts, laws: few names, longer phrases.
    public let exposition: Double
    /// News: people and places.
    public let reporting: Double
    /// Far beyond a page: exposition, in which the beginning and repetition say more.
    public let paper: Double
    /// Written in capitals, so that casing said nothing.
    public let isShouted: Bool

    public init(exposition: Double, reporting: Double, paper: Double, isShouted: Bool) {
        self.exposition = exposition
        self.reporting = reporting
        self.paper = paper
        self.isShouted = isShouted
    }

    /// The greatest share, by name.
    public var name: String {
        if reporting > exposition, reporting > paper { return "reporting" }
        return paper > exposition ? "paper" : "exposition"
    }
}

/// Which method answered, and which version of it: a result may change only when the version does.
public struct ExtractorIdentity: Hashable, Sendable {
    public let name: String
    public let version: String

    public init(name: String, version: String) {
        self.name = name
        self.version = version
    }
}

/// The answer to one extraction. No keyword at all is an answer too.
public struct KeywordExtraction: Hashable, Sendable {
    /// The language asked for or identified; `und` where there was no evidence.
    public let language: LanguageCode
    /// Best first; equal scores in order of first occurrence.
    public let keywords: [Keyword]
    public let extractor: ExtractorIdentity
    /// Which weights were used; nil from a method that has only one kind.
    public let profile: TextProfile?

    public init(
        language: LanguageCode, keywords: [Keyword], extractor: ExtractorIdentity, profile: TextProfile? = nil
    ) {
        self.language = language
        self.keywords = keywords
        self.extractor = extractor
        self.profile = profile
    }
}

/// Why an extraction was not done. Every case is the caller's to correct.
public enum ExtractionRefusal: Error, Equatable, Sendable {
    /// The text is empty or only white space.
    case blankText
    case textTooLarge(bytes: Int, limit: Int)
    case unknownLanguage(String)
    case optionOutOfRange(name: String, value: Double, allowed: ClosedRange<Double>)
    case listTooLong(name: String, count: Int, limit: Int)
    case entryTooLong(name: String, bytes: Int, limit: Int)
    /// `isCancelled` answered true.
    case cancelled
}

/// A method of finding keywords. The same text and options give the same answer on any thread, in any
/// order, alone or among others.
public protocol KeywordExtractor: Sendable {
    var identity: ExtractorIdentity { get }

    /// Finds the keywords of a text; asks `isCancelled` at least once every 64 KB.
    func extract(
        from text: String, options: KeywordOptions, isCancelled: () -> Bool
    ) throws(ExtractionRefusal) -> KeywordExtraction
}

extension KeywordExtractor {
    /// Finds the keywords of a text without a way to stop early.
    public func extract(
        from text: String, options: KeywordOptions = KeywordOptions()
    ) throws(ExtractionRefusal) -> KeywordExtraction {
        try extract(from: text, options: options, isCancelled: { false })
    }
}

/// The extractors this build holds, the default first.
public enum Extractors {
    public static let all: [any KeywordExtractor] = [StatisticalExtractor(), FrequencyExtractor()]

    /// The one whose identity has this name.
    public static func named(_ name: String) -> (any KeywordExtractor)? {
        all.first { $0.identity.name == name }
    }
}
