// A reference in the lines of a model:
//
//     reference 1500
//     histogram statistical -0.25 0.5 | 1200 3100 700
//
// The number of texts; then of every input its cuts and, behind the bar, the counts of its bins.

extension DriftReference {
    var lines: [String] {
        ["reference \(texts)"]
            + zip(Self.inputs, histograms).map { name, histogram in
                let cuts = histogram.cuts.map { "\($0)" }.joined(separator: " ")
                let counts = histogram.counts.map { "\($0)" }.joined(separator: " ")
                return "histogram \(name) \(cuts) | \(counts)"
            }
    }
}

extension ModelLines {
    mutating func reference() throws(ModelRefusal) -> DriftReference {
        let texts = try value("reference") {
            Int($0).flatMap { 1...TrainingLimits.texts ~= $0 ? $0 : nil }
        }
        var histograms: [DriftReference.Histogram] = []
        for input in DriftReference.inputs { histograms.append(try histogram(of: input)) }
        return DriftReference(texts: texts, histograms: histograms)
    }

    private mutating func histogram(of input: String) throws(ModelRefusal) -> DriftReference.Histogram {
        let words = try value("histogram") { $0.split(separator: " ") }
        guard let name = words.first, let bar = words.firstIndex(of: "|") else { throw malformed() }
        guard name == input else { throw .unknownFeature(String(name)) }
        let cuts = try finite(words[1..<max(1, bar)])
        let counts = words[(bar + 1)...].compactMap { Int($0) }.filter { 0...Self.countMax ~= $0 }
        guard 1..<DriftReference.binsMax ~= cuts.count, counts.count == cuts.count + 1,
            counts.count == words.count - bar - 1, counts.contains(where: { $0 > 0 }),
            zip(cuts, cuts.dropFirst()).allSatisfy({ $0 < $1 })
        else { throw malformed() }
        return DriftReference.Histogram(cuts: cuts, counts: counts)
    }

    private static let countMax = TrainingLimits.texts * DriftReference.candidatesMax

    /// The line read last.
    private func malformed() -> ModelRefusal { .malformed(line: next, expected: "histogram") }
}
