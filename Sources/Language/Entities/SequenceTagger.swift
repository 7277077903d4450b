/// Finds the most probable labels of sentences by a model.
struct SequenceTagger {
    private let model: SequenceModel
    private let start: Lanes
    private let exponentials: [Lanes]
    private let live: Lanes
    private var features = FeatureList()
    private var scores: [Lanes] = []
    private var back: [SIMD16<UInt8>] = []
    private var sums = ForwardBackward()

    /// A run of words with one kind, and how sure the model is of its least sure word.
    struct Run {
        var words: Range<Int>
        var kind: Int
        var confidence: Float
    }

    init(_ model: SequenceModel) {
        self.model = model
        start = model.start
        exponentials = model.transitions.map { row in
            var row = Exponential.of(row)
            for label in 0..<LabelChain.width where row[label] < 1e-30 { row[label] = 0 }
            return row
        }
        var live = Lanes.zero
        for label in 0..<model.chain.count { live[label] = 1 }
        self.live = live
    }

    /// The words of a text, with what the lists and the rules know of them.
    static func words(of text: String) -> [WordSigns] { ReadText(text).words }

    static func features(of sentence: ArraySlice<WordSigns>, visit: (FeatureList) -> Void) {
        let asked = SequenceFeatures(sentence)
        var list = FeatureList()
        for index in 0..<sentence.count {
            asked.write(of: index, to: &list)
            visit(list)
        }
    }

    /// Runs of one sentence; their words are counted from the sentence's first.
    mutating func runs(of sentence: ArraySlice<WordSigns>) -> [Run] {
        guard !sentence.isEmpty else { return [] }
        scores.removeAll(keepingCapacity: true)
        let asked = SequenceFeatures(sentence)
        for index in 0..<sentence.count {
            asked.write(of: index, to: &features)
            scores.append(model.score(features))
        }
        let labels = bestLabels()
        guard labels.contains(where: { $0 != LabelChain.outside }) else { return [] }
        return runs(of: labels)
    }

    /// The way of the highest sum (Viterbi).
    private mutating func bestLabels() -> [Int] {
        back.removeAll(keepingCapacity: true)
        var best = scores[0] + start
        for word in 1..<max(1, scores.count) {
            var next = best[0] + model.transitions[0]
            var from = SIMD16<Int32>.zero
            for label in 1..<model.chain.count {
                let candidate = best[label] + model.transitions[label]
                let isBetter = candidate .> next
                next.replace(with: candidate, where: isBetter)
                from.replace(with: Int32(label), where: isBetter)
            }
            back.append(SIMD16<UInt8>(truncatingIfNeeded: from))
            best = next + scores[word]
        }
        var label = 0
        for candidate in 1..<model.chain.count where best[candidate] > best[label] { label = candidate }
        var labels = [label]
        for word in back.indices.reversed() {
            label = Int(back[word][label])
            labels.append(label)
        }
        return labels.reversed()
    }

    private mutating func runs(of labels: [Int]) -> [Run] {
        var starts = Lanes.zero
        for label in 0..<model.chain.count where model.chain.allows(label, after: nil) { starts[label] = 1 }
        sums.run(scores: scores, transitions: exponentials, start: starts, live: live)
        var found: [Run] = []
        for (word, label) in labels.enumerated() {
            guard let kind = LabelChain.kind(of: label) else { continue }
            let sure = min(1, max(0, sums.marginal(at: word)[label]))
            if LabelChain.begins(label) || found.isEmpty {
                found.append(Run(words: word..<word + 1, kind: kind, confidence: sure))
            } else {
                let last = found.count - 1
                found[last].words = found[last].words.lowerBound..<word + 1
                found[last].confidence = min(found[last].confidence, sure)
            }
        }
        return found
    }
}
