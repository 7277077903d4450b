#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Musl)
    internal import Musl
#else
    internal import Darwin
#endif

extension TextClassifier {
    /// Trains a classifier. A text without a single word the others share counts for nothing.
    /// - Parameter licence: what the texts' owners allow; stands in the model.
    public static func train(
        on texts: [TrainingText], language: LanguageCode, licence: String = "not stated",
        isCancelled: () -> Bool = { false }
    ) throws(ClassifierRefusal) -> TextClassifier {
        try check(texts, language: language, licence: licence)
        let labels = Set(texts.map(\.label)).sorted()
        var counts = KeyCounts()
        for (index, text) in texts.enumerated() {
            do throws(ExtractionRefusal) {
                counts.add(
                    try ClassifierKeys.keys(of: text.text, language: language, isCancelled: isCancelled))
            } catch {
                throw error == .cancelled ? .cancelled : .badText(index, error)
            }
        }
        let chosen = FeatureChoice.choose(counts)
        var trainer = ClassifierTrainer(labels: labels.count, features: chosen.count)
        let numbers = Dictionary(uniqueKeysWithValues: chosen.enumerated().map { ($1.key, $0) })
        let examples = texts.indices.map { index in
            let known = counts.texts[index].compactMap { key, count in numbers[key].map { ($0, Int(count)) } }
            return ClassifierTrainer.Example(
                vector: FeatureVector(of: known) { chosen[$0].rarity },
                label: labels.firstIndex(of: texts[index].label) ?? 0)
        }
        for _ in 0..<ClassifierTrainer.rounds {
            if isCancelled() { throw .cancelled }
            trainer.pass(over: examples)
        }
        return TextClassifier(
            language: language, labels: labels,
            training: Training(texts: texts.count, fingerprint: fingerprint(of: texts), licence: licence),
            features: chosen.enumerated().map { number, feature in
                trainer.feature(number, key: Array(counts.keys.text(feature.key)), rarity: feature.rarity)
            })
    }

    private static func fingerprint(of texts: [TrainingText]) -> String {
        var hash = StableHash()
        for text in texts {
            for part in [text.text, text.label] {
                hash.add(part.utf8)
                hash.add(0)
            }
        }
        return hash.hexadecimal
    }

    private static func check(
        _ texts: [TrainingText], language: LanguageCode, licence: String
    ) throws(ClassifierRefusal) {
        guard licence.utf8.count <= TrainingLimits.licenceBytes else {
            throw .licenceTooLong(bytes: licence.utf8.count, limit: TrainingLimits.licenceBytes)
        }
        guard Tongue(code: language.rawValue) != nil else { throw .unknownLanguage(language.rawValue) }
        guard let first = texts.first else { throw .noTexts }
        guard texts.count <= AnalysisLimits.trainingTexts else {
            throw .tooManyTexts(texts.count, limit: AnalysisLimits.trainingTexts)
        }
        let bytes = texts.reduce(0) { $0 + $1.text.utf8.count }
        guard bytes <= AnalysisLimits.trainingBytes else {
            throw .tooLarge(bytes: bytes, limit: AnalysisLimits.trainingBytes)
        }
        try checkLabels(texts, labelled: first.label)
    }

    private static func checkLabels(
        _ texts: [TrainingText], labelled first: String
    ) throws(ClassifierRefusal) {
        var labels: Set<String> = []
        var known: [String: Int] = [:]
        for (index, text) in texts.enumerated() {
            guard 1...AnalysisLimits.labelBytes ~= text.label.utf8.count else { throw .badLabel(index) }
            labels.insert(text.label)
            if let other = known[text.text], texts[other].label != text.label {
                throw .contradiction(other, index)
            }
            known[text.text] = index
        }
        guard labels.count > 1 else { throw .oneClass(first) }
        guard labels.count <= AnalysisLimits.classes else {
            throw .tooManyClasses(labels.count, limit: AnalysisLimits.classes)
        }
    }
}

/// How often each text has each word and pair of words. The words themselves are kept once for all texts.
struct KeyCounts {
    private(set) var keys = Interner()
    private(set) var texts: [[(key: Int, count: UInt32)]] = []
    /// For each key, how many texts have it.
    private(set) var textsWith: [UInt32] = []

    mutating func add(_ found: [[UInt8]]) {
        var counts: [Int: UInt32] = [:]
        for key in found { counts[key.withUnsafeBufferPointer { keys.intern($0).id }, default: 0] += 1 }
        textsWith += repeatElement(0, count: keys.count - textsWith.count)
        for key in counts.keys { textsWith[key] += 1 }
        texts.append(counts.map { ($0.key, $0.value) })
    }
}

/// The words and pairs that at least two texts share, the commonest first, and how rare each is.
enum FeatureChoice {
    private static let textsMin = 2

    static func choose(_ counts: KeyCounts) -> [(key: Int, rarity: Double)] {
        let shared = counts.textsWith.indices.filter { counts.textsWith[$0] >= textsMin }
        let chosen = shared.sorted { one, other in
            counts.textsWith[one] != counts.textsWith[other]
                ? counts.textsWith[one] > counts.textsWith[other]
                : counts.keys.text(one).lexicographicallyPrecedes(counts.keys.text(other))
        }.prefix(AnalysisLimits.classifierFeatures)
        return chosen.map { key in
            (key, log(1 + Double(counts.texts.count) / Double(counts.textsWith[key])))
        }
    }
}

/// Gradient descent with steps of its own for every weight (Duchi and others 2011).
struct ClassifierTrainer {
    struct Example {
        let vector: FeatureVector
        let label: Int
    }

    static let rounds = 60
    private static let step = 0.5
    private static let decay = 1e-4

    private let labels: Int
    /// By feature, then label.
    private var weights: [Double]
    private var squares: [Double]

    init(labels: Int, features: Int) {
        self.labels = labels
        weights = Array(repeating: 0, count: labels * features)
        squares = Array(repeating: 1e-8, count: labels * features)
    }

    mutating func pass(over examples: [Example]) {
        for example in examples {
            var sums = [Double](repeating: 0, count: labels)
            for (number, value) in example.vector.values {
                for label in 0..<labels { sums[label] += value * weights[number * labels + label] }
            }
            var errors = Softmax.shares(sums)
            errors[example.label] -= 1
            for (number, value) in example.vector.values {
                for label in 0..<labels {
                    let place = number * labels + label
                    let slope = errors[label] * value + Self.decay * weights[place]
                    squares[place] += slope * slope
                    weights[place] -= Self.step * slope / squares[place].squareRoot()
                }
            }
        }
    }

    /// The weights rounded as they are stored, so that a model read back answers as the one written.
    func feature(_ number: Int, key: [UInt8], rarity: Double) -> ClassifierFeature {
        let own = weights[number * labels..<(number + 1) * labels]
        let top = own.reduce(0) { max($0, abs($1)) }
        let scale = Float(top / Double(Int16.max))
        return ClassifierFeature(
            key: key, rarity: Float(rarity), scale: scale,
            weights: own.map { scale > 0 ? Int16(clamping: Int(($0 / Double(scale)).rounded())) : 0 })
    }
}
