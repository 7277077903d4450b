/// The state of training: for each feature the sums its weights are worked out from.
struct Learner {
    private let data: TrainingData
    private let chain: LabelChain
    private let options: SequenceTrainer.Options
    private var leader: Leader
    private var transitionLeader: Leader
    private var sums = ForwardBackward()
    private var scores: [Lanes] = []
    /// Rows of the features used this time, and where each word's end.
    private var chosen: [UInt32] = []
    private var chosenEnds: [Int] = []
    private let seed: UInt64
    private var dice: UInt64 = 0
    /// Of 2 to the power of 24.
    private let passedOver: UInt64
    private let scale: Float
    private let missMargin: Float
    private var transitions = [Lanes](repeating: .zero, count: LabelChain.width)
    private var pairs = [Lanes](repeating: .zero, count: LabelChain.width)
    private let live: Lanes
    private let start: Lanes
    private let allowed: [Lanes]

    init(data: TrainingData, chain: LabelChain, options: SequenceTrainer.Options, number: Int) {
        self.data = data
        self.chain = chain
        self.options = options
        leader = Leader(rows: data.features.count, options: options)
        transitionLeader = Leader(rows: LabelChain.width, options: options)
        passedOver = UInt64(options.omission * 16_777_216)
        scale = Float(1 / (1 - options.omission))
        missMargin = Float(options.missMargin)
        seed = options.seed &+ UInt64(number) &* 0xD134_2543_DE82_EF95
        live = Self.lanes { $0 < chain.count }
        start = Self.lanes { chain.allows($0, after: nil) }
        allowed = (0..<LabelChain.width).map { earlier in Self.lanes { chain.allows($0, after: earlier) } }
    }

    private static func lanes(_ holds: (Int) -> Bool) -> Lanes {
        var lanes = Lanes.zero
        for label in 0..<LabelChain.width where holds(label) { lanes[label] = 1 }
        return lanes
    }

    mutating func learn(round: Int) {
        leader.round = Float(round)
        transitionLeader.round = Float(round)
        var order = Array(0..<data.sentences.count)
        dice = seed &+ UInt64(round) &* 0x9E37_79B9_7F4A_7C15
        for index in order.indices.dropFirst().reversed() {
            dice = dice &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            order.swapAt(index, Int((dice >> 33) % UInt64(index + 1)))
        }
        for sentence in order { learn(data.sentences[sentence].words) }
    }

    private mutating func learn(_ words: Range<Int>) {
        choose(words)
        scores.removeAll(keepingCapacity: true)
        var first = 0
        for (word, end) in zip(words, chosenEnds) {
            var score = Lanes.zero
            for position in first..<end { score += leader.weights(Int(chosen[position])) }
            score *= scale
            // A name must win by a margin over nothing, or it would be missed where it is less sure.
            if data.labels[word] != LabelChain.outside { score[LabelChain.outside] += missMargin }
            scores.append(score)
            first = end
        }
        for earlier in 0..<LabelChain.width {
            transitions[earlier] = Exponential.of(transitionLeader.weights(earlier)) * allowed[earlier]
        }
        sums.run(scores: scores, transitions: transitions, start: start, live: live)
        correct(words)
        correctTransitions(words)
    }

    /// Some features of each word are passed over, others each time, so that none is relied on alone: texts to come
    /// will lack many of them.
    private mutating func choose(_ words: Range<Int>) {
        chosen.removeAll(keepingCapacity: true)
        chosenEnds.removeAll(keepingCapacity: true)
        for word in words {
            for position in data.firstRow[word]..<data.firstRow[word + 1] {
                dice = dice &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
                if dice >> 40 >= passedOver { chosen.append(data.rows[position]) }
            }
            chosenEnds.append(chosen.count)
        }
    }

    private mutating func correct(_ words: Range<Int>) {
        var first = 0
        for (index, word) in words.enumerated() {
            var slope = sums.marginal(at: index)
            slope[Int(data.labels[word])] -= 1
            for position in first..<chosenEnds[index] { leader.move(Int(chosen[position]), by: slope) }
            first = chosenEnds[index]
        }
    }

    private mutating func correctTransitions(_ words: Range<Int>) {
        guard words.count > 1 else { return }
        var slopes = [Lanes](repeating: .zero, count: LabelChain.width)
        for index in 1..<words.count {
            sums.pairs(at: index, transitions: transitions, into: &pairs)
            for label in 0..<LabelChain.width { slopes[label] += pairs[label] }
            let (earlier, later) = (
                Int(data.labels[words.lowerBound + index - 1]), Int(data.labels[words.lowerBound + index])
            )
            slopes[earlier][later] -= 1
        }
        for label in 0..<chain.count { transitionLeader.move(label, by: slopes[label]) }
    }

    /// The mean of what several learned.
    struct Weights {
        private let numbers: [UInt32]
        private let share: Float
        private var features: [Lanes]
        private var transitions = [Lanes](repeating: .zero, count: LabelChain.width)

        init(data: TrainingData, share: Float) {
            numbers = data.features
            self.share = share
            features = [Lanes](repeating: .zero, count: data.features.count)
        }

        mutating func add(_ learner: Learner) {
            for row in features.indices { features[row] += learner.leader.weights(row) * share }
            for row in transitions.indices {
                transitions[row] += learner.transitionLeader.weights(row) * share
            }
        }

        /// The weights rounded to steps, features without any left out.
        func model(chain: LabelChain, origin: SequenceModel.Origin) -> SequenceModel {
            let greatest = features.reduce(Float(1e-3)) { max($0, $1.max(), -$1.min()) }
            let step = greatest / 127
            var kept: [UInt32] = []
            var rows: [SIMD16<Int8>] = []
            for (number, weights) in zip(numbers, features) {
                let rounded = (weights / step).rounded(.toNearestOrEven)
                let steps = SIMD16<Int8>(truncatingIfNeeded: SIMD16<Int32>(rounded))
                guard steps != .zero else { continue }
                kept.append(number)
                rows.append(steps)
            }
            return SequenceModel(
                chain: chain, features: kept, rows: rows, step: step, transitions: transitions, origin: origin
            )
        }
    }
}

/// Weights that follow the regularised leader, a row of labels at a time.
struct Leader {
    var round: Float = 1
    private var slopes: [Lanes]
    private var squares: [Lanes]
    private let rate: Float
    private let sparsity: Float
    private let smoothing: Float

    init(rows: Int, options: SequenceTrainer.Options) {
        slopes = [Lanes](repeating: .zero, count: rows)
        squares = [Lanes](repeating: .zero, count: rows)
        rate = Float(options.rate)
        sparsity = Float(options.sparsity)
        smoothing = Float(options.smoothing)
    }

    @inline(__always)
    func weights(_ row: Int) -> Lanes {
        Self.weights(
            slopes[row], squares[row], rate: rate, sparsity: sparsity * round, smoothing: smoothing * round)
    }

    @inline(__always)
    private static func weights(
        _ slope: Lanes, _ square: Lanes, rate: Float, sparsity: Float, smoothing: Float
    ) -> Lanes {
        let over =
            slope
            - slope.clamped(
                lowerBound: Lanes(repeating: -sparsity), upperBound: Lanes(repeating: sparsity))
        return -over / ((square.squareRoot() + 1) / rate + smoothing)
    }

    @inline(__always)
    mutating func move(_ row: Int, by slope: Lanes) {
        let weights = weights(row)
        let square = squares[row]
        let after = square + slope * slope
        slopes[row] += slope - (after.squareRoot() - square.squareRoot()) / rate * weights
        squares[row] = after
    }
}
