#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Musl)
    internal import Musl
#else
    internal import Darwin
#endif

/// How far one input of a ranker lies from where it lay in training.
package struct InputDrift: Equatable, Sendable {
    /// A feature's name, or `score`.
    package let input: String
    /// The population stability index: the sum over all bins of (p - q) ln(p / q), p and q being the shares of
    /// the bin in training and now. Scorecards are watched with it: below 0.1 is called stable, above 0.2 shifted
    /// (N. Siddiqi, Credit Risk Scorecards, 2006).
    package let index: Double
    /// What the index stays below where nothing has changed, but once in 100,000 times: it falls with the number
    /// of texts on either side (B. Yurdakul, Statistical Properties of Population Stability Index, 2018).
    package let chance: Double
}

/// The inputs of late extractions, counted in the bins of a reference. What was counted fades: the weight of an
/// extraction has fallen to a third after `extractionsKept` others.
struct DriftWindow: Sendable {
    static let extractionsKept = 1_000
    /// With fewer nothing is said.
    static let extractionsMin = 200
    /// The share that a bin has at least, so that an empty one does not make the index infinite.
    static let shareMin = 0.001

    private let reference: DriftReference
    /// By cut, then by input; nothing is greater than one that is not there.
    private let cuts: [Float]
    /// By input, then by bin.
    private var counts: [Double]
    /// Of the next extraction: it grows, in place of all that was counted falling.
    private var weight = 1.0
    /// The weights of all extractions.
    private var weights = 0.0
    private(set) var extractions = 0

    private static let growth = 1 / (1 - 1 / Double(extractionsKept))
    private static let weightMax = 1e12

    init(_ reference: DriftReference) {
        self.reference = reference
        let inputs = reference.histograms.count
        var cuts = [Float](repeating: .infinity, count: (DriftReference.binsMax - 1) * inputs)
        for (input, histogram) in reference.histograms.enumerated() {
            for (place, cut) in histogram.cuts.enumerated() { cuts[place * inputs + input] = cut }
        }
        self.cuts = cuts
        counts = Array(repeating: 0, count: DriftReference.binsMax * inputs)
    }

    /// Counts the candidates that the ranker put first, by their features and sums.
    mutating func note(_ rows: FeatureRows, _ sums: [Float]) {
        guard !sums.isEmpty else { return }
        for row in DriftReference.best(of: sums) { note(rows, row.phrase, Float(row.sum)) }
        weights += weight
        extractions += 1
        weight *= Self.growth
        if weight > Self.weightMax { rescale() }
    }

    /// Without a branch that depends on a value, all inputs side by side.
    private mutating func note(_ rows: FeatureRows, _ row: Int, _ sum: Float) {
        let (inputs, features, weight) = (reference.histograms.count, RankingFeature.count, weight)
        withUnsafeTemporaryAllocation(of: Int32.self, capacity: inputs) { bins in
            bins.initialize(repeating: 0)
            cuts.withUnsafeBufferPointer { cuts in
                rows.values.withUnsafeBufferPointer { values in
                    let first = row * features
                    for cut in stride(from: 0, to: cuts.count, by: inputs) {
                        for input in 0..<features {
                            bins[input] &+= values[first &+ input] > cuts[cut &+ input] ? 1 : 0
                        }
                        bins[features] &+= sum > cuts[cut &+ features] ? 1 : 0
                    }
                }
            }
            counts.withUnsafeMutableBufferPointer { counts in
                for input in 0..<inputs {
                    counts[input &* DriftReference.binsMax &+ Int(bins[input])] += weight
                }
            }
        }
    }

    private mutating func rescale() {
        for index in counts.indices { counts[index] /= weight }
        weights /= weight
        weight = 1
    }

    /// By input, in the order of training; nil while there are too few extractions.
    var drift: [InputDrift]? {
        guard extractions >= Self.extractionsMin else { return nil }
        // As many extractions as the faded weights come to, in those of the last one.
        let late = weights / (weight / Self.growth)
        let noise = 1 / Double(reference.texts) + 1 / late
        return reference.histograms.enumerated().map { input, histogram in
            InputDrift(
                input: DriftReference.inputs[input], index: index(of: input, histogram),
                chance: noise * Self.chiSquared(histogram.counts.count - 1))
        }
    }

    private func index(of input: Int, _ histogram: DriftReference.Histogram) -> Double {
        let start = input * DriftReference.binsMax
        let now = counts[start..<start + histogram.counts.count]
        let (before, total) = (Double(histogram.counts.reduce(0, +)), now.reduce(0, +))
        return zip(histogram.counts, now).reduce(0) { sum, bin in
            let p = Swift.max(Double(bin.0) / before, Self.shareMin)
            let q = Swift.max(bin.1 / total, Self.shareMin)
            return sum + (p - q) * log(p / q)
        }
    }

    /// What chi squared with so many degrees of freedom exceeds once in 100,000 times, after Wilson and Hilferty.
    private static func chiSquared(_ freedom: Int) -> Double {
        guard freedom > 0 else { return 0 }
        let part = 2 / (9 * Double(freedom))
        let root = 1 - part + 4.265 * part.squareRoot()
        return Double(freedom) * root * root * root
    }
}
