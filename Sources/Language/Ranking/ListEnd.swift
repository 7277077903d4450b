#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Musl)
    internal import Musl
#else
    internal import Darwin
#endif

/// Where a ranked list is best ended: the scores are read as chances of being a keyword people would give, and
/// the length taken that promises the greatest agreement (F1) with such a list.
enum ListEnd {
    /// `expected` is how many keywords people would give, those outside the list included.
    static func length(of merged: [Merging.Merged], expecting expected: Double) -> Int {
        var (hits, best, length) = (0.0, 0.0, 0)
        for (index, entry) in merged.enumerated() {
            hits += Weights.score(entry.ranked.sum)
            let agreement = 2 * hits / (Double(index + 1) + expected)
            if agreement > best { (best, length) = (agreement, index + 1) }
        }
        return length
    }
}

extension RankerModel {
    /// How many keywords people would give a text, by the sums of its candidates and by the share of the
    /// training's keywords that were among the candidates.
    func expected(_ sums: [Float]) -> Double {
        sums.reduce(0) { $0 + 1 / (1 + exp(-Double($1))) } / Double(reach)
    }
}
