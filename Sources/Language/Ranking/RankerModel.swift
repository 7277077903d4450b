/// What a ranker learnt: one value, which a file can hold (`encoded`). Equal texts, kind and seed give equal
/// models to the bit.
public struct RankerModel: Equatable, Sendable {
    public let kind: Kind
    public let seed: UInt64
    /// What it was trained on.
    public let training: Training
    /// How well it did on sets that were set aside, as its trainer noted it.
    public internal(set) var metrics: [Metric]
    let linear: LinearPart
    let trees: [RankingTree]
    let tables: LearntTables
    /// The most words of a candidate.
    let words: Int
    /// The share of the keywords given in training that were among the candidates, above 0.
    let reach: Float
    /// What it saw in training; nil in a file of an older version. Takes part in no sum.
    var reference: DriftReference?
    private let forest: Forest

    init(
        kind: Kind, seed: UInt64, training: Training, metrics: [Metric], linear: LinearPart,
        trees: [RankingTree], tables: LearntTables, words: Int, reach: Float,
        reference: DriftReference? = nil
    ) {
        self.kind = kind
        self.seed = seed
        self.training = training
        self.metrics = metrics
        self.linear = linear
        self.trees = trees
        self.tables = tables
        self.words = words
        self.reach = reach
        self.reference = reference
        forest = Forest(trees)
    }

    public enum Kind: String, CaseIterable, Sendable {
        /// One weight for each feature.
        case logistic
        /// The weights and, on top of them, gradient-boosted trees.
        case trees
    }

    public struct Training: Equatable, Sendable {
        public let texts: Int
        public let languages: [LanguageCode]
        /// Recognises the same texts with the same keywords.
        public let fingerprint: String
        /// What the texts' owners allow, in their words or the trainer's.
        public let licence: String
    }

    /// One figure on one set: ("inspec, 5 folds", "f1@10", 0.41).
    public struct Metric: Equatable, Sendable {
        public let set: String
        public let name: String
        public let value: Double

        public init(set: String, name: String, value: Double) {
            self.set = set
            self.name = name
            self.value = value
        }
    }

    /// The names of the features it looks at.
    public var features: [String] { RankingFeature.allCases.map(\.name) }
    public var treeCount: Int { trees.count }

    /// The same model with other figures noted. Replaces all.
    public func noting(_ metrics: [Metric]) throws(MetricRefusal) -> RankerModel {
        guard metrics.count <= ModelLimits.metrics else {
            throw .tooMany(count: metrics.count, limit: ModelLimits.metrics)
        }
        for metric in metrics {
            let bytes = metric.name.utf8.count + metric.set.utf8.count
            guard bytes <= ModelLimits.metricBytes else {
                throw .tooLong(name: metric.name, bytes: bytes, limit: ModelLimits.metricBytes)
            }
            guard metric.value.isFinite else { throw .notFinite(name: metric.name) }
        }
        var model = self
        model.metrics = metrics
        let bytes = model.encoded.utf8.count
        guard bytes <= ModelLimits.bytes else {
            throw .modelTooLarge(bytes: bytes, limit: ModelLimits.bytes)
        }
        return model
    }
}

extension RankerModel {
    /// The sum for every row of a text: any number, the greater the better.
    func sums(_ rows: FeatureRows) -> [Float] {
        var sums = (0..<rows.count).map { linear.sum(rows, $0) }
        if !trees.isEmpty { forest.add(to: &sums, of: rows, Forest.rows(sums, of: 0..<rows.count)) }
        return sums
    }

    /// What each feature adds to the sum of one row, those that add nothing left out.
    func explained(_ rows: FeatureRows, _ row: Int) -> [Keyword.Contribution] {
        let amounts = contributions(rows, row)
        let names = RankingFeature.allCases.map(\.name) + ["start"]
        return zip(names, amounts).filter { $0.1 != 0 }
            .map { Keyword.Contribution(feature: $0.0, amount: Double($0.1)) }
    }

    /// By feature, and last what is always added.
    private func contributions(_ rows: FeatureRows, _ row: Int) -> [Float] {
        var contributions = [Float](repeating: 0, count: RankingFeature.count + 1)
        let offset = row * RankingFeature.count
        for index in 0..<RankingFeature.count {
            contributions[index] = linear.weights[index] * (rows.values[offset + index] - linear.means[index])
        }
        contributions[RankingFeature.count] = linear.start
        let sums = (0..<rows.count).map { linear.sum(rows, $0) }
        if !trees.isEmpty, Forest.rows(sums, of: 0..<rows.count).contains(row) {
            for tree in trees { tree.explain(rows, row, into: &contributions) }
        }
        return contributions
    }
}
