#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Musl)
    internal import Musl
#else
    internal import Darwin
#endif

/// A text and what it is.
public struct TrainingText: Hashable, Sendable {
    public let text: String
    public let label: String

    public init(text: String, label: String) {
        self.text = text
        self.label = label
    }
}

/// Why no classifier was made.
public enum ClassifierRefusal: Error, Equatable, Sendable {
    case noTexts
    case tooManyTexts(Int, limit: Int)
    case tooLarge(bytes: Int, limit: Int)
    /// All texts have this label: there is nothing to tell apart.
    case oneClass(String)
    case tooManyClasses(Int, limit: Int)
    /// The text of this number, from 0, has an empty label or one beyond the limit.
    case badLabel(Int)
    /// The text of this number was refused.
    case badText(Int, ExtractionRefusal)
    /// The same text under two labels; the numbers of both.
    case contradiction(Int, Int)
    case unknownLanguage(String)
    case licenceTooLong(bytes: Int, limit: Int)
    case cancelled
}

/// The answer of a classifier.
public struct Classification: Hashable, Sendable {
    /// How likely one label is.
    public struct Row: Hashable, Sendable {
        public let label: String
        public let probability: Double
    }

    public let identity: AnalyzerIdentity
    /// Nil where no label is likely enough: the classifier abstains.
    public let label: String?
    /// All labels, the likeliest first.
    public let ranking: [Row]
}

/// Tells kinds of text apart by their words and pairs of words: multinomial logistic regression, trained by
/// examples. The same examples in the same order give the same model, bit for bit.
public struct TextClassifier: Hashable, Sendable {
    public static let identity = AnalyzerIdentity(name: "classify", version: "1")

    /// Below this probability the classifier abstains unless asked otherwise.
    public static let probabilityMin = 0.5

    public let language: LanguageCode
    /// In order of the alphabet.
    public let labels: [String]
    public let training: Training
    /// How well it did on other texts, as whoever trained it noted.
    public private(set) var figures: [Figure]
    let features: [ClassifierFeature]
    private let numbers: [[UInt8]: Int]

    /// What it learnt from.
    public struct Training: Hashable, Sendable {
        public let texts: Int
        /// Recognises the same texts with the same labels in the same order: 64 bits of FNV-1a in hexadecimal. It
        /// finds mistakes, not forgers.
        public let fingerprint: String
        /// What the texts' owners allow, in their words or the trainer's.
        public let licence: String
    }

    /// How many texts of one set it told right.
    public struct Figure: Hashable, Sendable {
        public let set: String
        public let texts: Int
        /// One about which it abstains is not right.
        public let right: Int

        public init(set: String, texts: Int, right: Int) {
            (self.set, self.texts, self.right) = (set, texts, right)
        }
    }

    init(
        language: LanguageCode, labels: [String], training: Training, figures: [Figure] = [],
        features: [ClassifierFeature]
    ) {
        self.language = language
        self.labels = labels
        self.training = training
        self.figures = figures
        self.features = features
        var numbers: [[UInt8]: Int] = [:]
        for (number, feature) in features.enumerated() { numbers[feature.key] = number }
        self.numbers = numbers
    }

    /// The same model with one more figure in its file.
    /// - Returns: nil when the figure is none, its set has a name beyond the limits, or the model has as many as it may.
    public func noting(_ figure: Figure) -> TextClassifier? {
        guard figures.count < AnalysisLimits.figures, Self.isSound(figure) else { return nil }
        var noted = self
        noted.figures.append(figure)
        return noted
    }

    static func isSound(_ figure: Figure) -> Bool {
        1...AnalysisLimits.labelBytes ~= figure.set.utf8.count && 1...Int(UInt32.max) ~= figure.texts
            && 0...figure.texts ~= figure.right
    }

    /// Says which label a text has.
    /// - Parameter probabilityMin: below it the answer has no label.
    public func classify(
        _ text: String, probabilityMin: Double = probabilityMin, isCancelled: () -> Bool = { false }
    ) throws(ExtractionRefusal) -> Classification {
        try OptionCheck.check(probabilityMin, in: 0...1, name: "probabilityMin")
        let keys = try ClassifierKeys.keys(of: text, language: language, isCancelled: isCancelled)
        var found: [Int: Int] = [:]
        for key in keys { if let number = numbers[key] { found[number, default: 0] += 1 } }
        // A text without a known word says nothing: every label is as likely as another.
        let scores = scores(of: found)
        let rows = zip(labels, scores).map { Classification.Row(label: $0, probability: $1) }
            .sorted { ($1.probability, $0.label) < ($0.probability, $1.label) }
        let best = rows.first.flatMap { $0.probability >= probabilityMin && !found.isEmpty ? $0.label : nil }
        return Classification(identity: Self.identity, label: best, ranking: rows)
    }

    private func scores(of found: [Int: Int]) -> [Double] {
        let vector = FeatureVector(of: found.map { ($0.key, $0.value) }, features: features)
        var sums = [Double](repeating: 0, count: labels.count)
        for (number, value) in vector.values {
            let feature = features[number]
            for label in labels.indices {
                sums[label] += value * Double(feature.weights[label]) * Double(feature.scale)
            }
        }
        return Softmax.shares(sums)
    }
}

/// A word or a pair of words and what it says for each label.
struct ClassifierFeature: Hashable, Sendable {
    let key: [UInt8]
    /// How telling the feature is by its rarity.
    let rarity: Float
    /// What one step of the weights is worth.
    let scale: Float
    let weights: [Int16]
}

/// A text as the model sees it: counts damped, rarity weighed, length taken out.
struct FeatureVector {
    let values: [(number: Int, value: Double)]

    init(of counts: [(Int, Int)], features: [ClassifierFeature]) {
        self.init(of: counts) { Double(features[$0].rarity) }
    }

    /// In order of the features, so that sums come out the same every time.
    init(of counts: [(Int, Int)], rarity: (Int) -> Double) {
        var values = counts.sorted { $0.0 < $1.0 }.map { number, count in
            (number: number, value: (1 + log(Double(count))) * rarity(number))
        }
        let length = values.reduce(0) { $0 + $1.value * $1.value }.squareRoot()
        if length > 0 { for index in values.indices { values[index].value /= length } }
        self.values = values
    }
}

enum Softmax {
    static func shares(_ sums: [Double]) -> [Double] {
        let top = sums.max() ?? 0
        let weights = sums.map { exp($0 - top) }
        let all = weights.reduce(0, +)
        return weights.map { $0 / all }
    }
}

/// The words and pairs of words of a text, as stems.
enum ClassifierKeys {
    /// Beyond this many words a text's kind is plain.
    static let wordsMax = 20_000

    static func keys(
        of text: String, language: LanguageCode, isCancelled: () -> Bool
    ) throws(ExtractionRefusal) -> [[UInt8]] {
        try Workspaces.lend { (workspace) throws(ExtractionRefusal) in
            let passage = try Passage(text, language: language, in: workspace, isCancelled: isCancelled)
            var keys: [[UInt8]] = []
            var previous: [UInt8]?
            for token in passage.tokens.prefix(wordsMax) {
                guard token.isWord else {
                    previous = nil
                    continue
                }
                let stem = workspace.lexicon.stem(
                    of: token.word, in: passage.tongue, by: &workspace.stemmers)
                let key = Array(workspace.lexicon.stems.text(Int(stem)))
                keys.append(key)
                if let previous, token.gap == .none { keys.append(previous + [UInt8(ascii: " ")] + key) }
                previous = key
            }
            return keys
        }
    }
}
