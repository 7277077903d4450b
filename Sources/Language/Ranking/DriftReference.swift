/// What a ranker saw when it was trained, so that one can tell when it is asked about something else: how its
/// inputs were spread over the best candidates of the training texts.
///
/// An input is one of the features, or `score`, the sum that a candidate got, as the whole model sees the texts it
/// learnt from. The folds of training, in which no text knows itself, are nearer to fresh texts, but the few values
/// that texts of one pattern have differ a little from fold to fold, and a reference of them would call the same
/// texts shifted.
struct DriftReference: Equatable, Sendable {
    /// Of each text so many candidates are counted, the best: neither the caller's limit nor the end of the list
    /// takes part.
    static let candidatesMax = 10
    static let binsMax = 10
    /// The features in their order, and last the score.
    static let inputs = RankingFeature.allCases.map(\.name) + ["score"]

    let texts: Int
    /// In the order of `inputs`.
    let histograms: [Histogram]

    struct Histogram: Equatable, Sendable {
        /// The upper bound of each bin but the last, ascending; at most `binsMax - 1`, at least one.
        let cuts: [Float]
        /// One more than cuts.
        let counts: [Int]
    }

    init(texts: Int, histograms: [Histogram]) {
        self.texts = texts
        self.histograms = histograms
    }

    /// The rows with the greatest sums, equals in their order.
    static func best(of sums: [Float]) -> [Selection.Ranked] {
        var best = Selection(capacity: candidatesMax)
        for (row, sum) in sums.enumerated() {
            best.offer(Selection.Ranked(phrase: row, first: UInt32(row), sum: Double(sum)))
        }
        return best.ranked
    }
}

extension DriftReference {
    /// nil where no text has a candidate.
    init?(_ model: RankerModel, trainedOn rows: consuming TrainingRows) {
        rows.add(model.tables, toTexts: Array(rows.texts.indices), own: 0)
        rows.surroundByLexical()
        var (texts, features, scores) = (0, FeatureRows(), [Float]())
        for text in rows.texts where !text.rows.isEmpty {
            let own = rows.features.only(Array(text.rows))
            let best = Self.best(of: model.sums(own))
            features.append(own.only(best.map(\.phrase)))
            scores += best.map { Float($0.sum) }
            texts += 1
        }
        guard texts > 0 else { return nil }
        let columns = RankingFeature.allCases.map { feature in
            (0..<features.count).map { features[$0, feature] }
        }
        self.init(texts: texts, histograms: (columns + [scores]).map(Histogram.init(of:)))
    }
}

extension DriftReference.Histogram {
    /// Tenths of the values. One that fills more than a tenth has a bin of its own.
    init(of values: [Float]) {
        let sorted = values.sorted()
        let tenths = (1..<DriftReference.binsMax).map { tenth in
            sorted[Swift.max(0, sorted.count * tenth / DriftReference.binsMax - 1)]
        }
        var cuts: [Float] = []
        for (index, value) in tenths.enumerated() where index == 0 || tenths[index - 1] != value {
            let fillsMore = index + 1 < tenths.count && tenths[index + 1] == value
            if fillsMore, value.nextDown > cuts.last ?? -.infinity { cuts.append(value.nextDown) }
            if value > cuts.last ?? -.infinity { cuts.append(value) }
        }
        var counts = Array(repeating: 0, count: cuts.count + 1)
        for value in sorted { counts[cuts.count { value > $0 }] += 1 }
        self.init(cuts: cuts, counts: counts)
    }
}
