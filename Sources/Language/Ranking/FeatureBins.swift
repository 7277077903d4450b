/// Every feature cut into at most 64 ranges that hold about as many rows each, so that a tree tries few
/// thresholds.
struct FeatureBins {
    static let binsMax = 64
    /// Rows looked at to place the cuts.
    private static let sampleMax = 20_000

    /// By feature, the upper bound of each range but the last.
    private(set) var cuts: [[Float]] = []
    /// By row and feature, its range.
    private(set) var bins: [UInt8] = []

    init(_ rows: FeatureRows) {
        let features = RankingFeature.count
        let stride = max(1, rows.count / Self.sampleMax)
        cuts = (0..<features).map { feature in
            var sample: [Float] = []
            for row in Swift.stride(from: 0, to: rows.count, by: stride) {
                sample.append(rows.values[row * features + feature])
            }
            return Self.cuts(sample.sorted())
        }
        bins = Array(repeating: 0, count: rows.count * features)
        for row in 0..<rows.count {
            for feature in 0..<features {
                let index = row * features + feature
                bins[index] = Self.bin(rows.values[index], cuts[feature])
            }
        }
    }

    private static func cuts(_ sorted: [Float]) -> [Float] {
        var cuts: [Float] = []
        for bin in 1..<binsMax {
            let index = sorted.count * bin / binsMax
            guard index > 0, index < sorted.count, sorted[index - 1] < sorted[index] else {
                // Within a run of equals the cut goes in front of it.
                if let value = sorted.dropFirst(index).first, let cut = before(value, sorted),
                    cut > (cuts.last ?? -.infinity)
                {
                    cuts.append(cut)
                }
                continue
            }
            if sorted[index - 1] > (cuts.last ?? -.infinity) { cuts.append(sorted[index - 1]) }
        }
        return cuts
    }

    /// The greatest value smaller than this one.
    private static func before(_ value: Float, _ sorted: [Float]) -> Float? {
        var (low, high) = (0, sorted.count)
        while low < high {
            let middle = (low + high) / 2
            if sorted[middle] < value { low = middle + 1 } else { high = middle }
        }
        return low > 0 ? sorted[low - 1] : nil
    }

    private static func bin(_ value: Float, _ cuts: [Float]) -> UInt8 {
        var (low, high) = (0, cuts.count)
        while low < high {
            let middle = (low + high) / 2
            if cuts[middle] < value { low = middle + 1 } else { high = middle }
        }
        return UInt8(low)
    }
}
