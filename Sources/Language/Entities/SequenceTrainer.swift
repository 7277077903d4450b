/// A sentence whose words have tags: `O`, or `B-` and `I-` before a kind.
public struct TaggedSentence: Sendable, Hashable {
    public var words: [String]
    public var tags: [String]

    public init(words: [String], tags: [String]) {
        self.words = words
        self.tags = tags
    }
}

/// Trains a chain of labels (a conditional random field) on tagged sentences. The same sentences and options give
/// the same model to the bit.
///
/// Weights follow the regularised leader: each feature keeps the sum of its gradients and of their squares, and its
/// weight is worked out from both when needed, so that most weights stay exactly zero.
public struct SequenceTrainer: Sendable {
    /// Why no model was trained.
    public enum Refusal: Error, Equatable, Sendable {
        /// No sentence, or none with a word.
        case noData
        /// No tag but `O`: there is nothing to tell apart.
        case oneClass
        case tooManyKinds(Int, limit: Int)
        case tooLarge(words: Int, limit: Int)
        /// A sentence, by its number from 0, with another number of tags than of words.
        case unequal(sentence: Int)
        case unknownTag(String, sentence: Int)
        case optionOutOfRange(name: String, value: Double)
    }

    /// How long and how strictly it learns.
    public struct Options: Sendable, Hashable {
        /// How often every sentence is learned from.
        public var rounds = 12
        /// The first step's length.
        public var rate = 0.2
        /// What a weight costs in proportion to its size, a round: the greater, the fewer features are kept.
        public var sparsity = 0.1
        /// What a weight costs in proportion to its square, a round.
        public var smoothing = 0.05
        /// The share of features passed over at random each time.
        public var omission = 0.2
        /// By how much a marked word's label must win over none; the greater, the fewer are missed and the more are
        /// wrong.
        public var missMargin = 1.0
        /// Features seen less often are left out.
        public var occurrencesMin = 2
        /// How many learn apart, each in another order; the model has the mean of their weights.
        public var learners = 1
        /// Of the order of sentences.
        public var seed: UInt64 = 1
        public var licence = ""

        public init() {}
    }

    /// More would not fit in memory beside their features.
    public static let wordsMax = 4_000_000

    public var options: Options

    public init(options: Options = Options()) {
        self.options = options
    }

    /// Learns from sentences. The same sentences, options and seed give the same model, bit for bit.
    public func train(_ sentences: [TaggedSentence]) throws(Refusal) -> SequenceModel {
        try options.check()
        let chain = try Self.chain(of: sentences)
        let data = try TrainingData(sentences, chain: chain, occurrencesMin: options.occurrencesMin)
        var mean = Learner.Weights(data: data, share: 1 / Float(options.learners))
        for number in 0..<options.learners {
            var learner = Learner(data: data, chain: chain, options: options, number: number)
            for round in 1...options.rounds { learner.learn(round: round) }
            mean.add(learner)
        }
        return mean.model(chain: chain, origin: origin(of: sentences))
    }

    private func origin(of sentences: [TaggedSentence]) -> SequenceModel.Origin {
        var hash = WordHash.basis
        for sentence in sentences {
            for (word, tag) in zip(sentence.words, sentence.tags) {
                for byte in word.utf8 { hash = WordHash.adding(byte, to: hash) }
                for byte in tag.utf8 { hash = WordHash.adding(byte, to: hash) }
            }
            hash = WordHash.adding(0x0A, to: hash)
        }
        return SequenceModel.Origin(
            licence: options.licence, fingerprint: hash, sentences: sentences.count, seed: options.seed)
    }

    /// The kinds in the order of their names, so that the order of sentences says nothing.
    private static func chain(of sentences: [TaggedSentence]) throws(Refusal) -> LabelChain {
        var kinds: Set<String> = []
        var words = 0
        for (number, sentence) in sentences.enumerated() {
            guard sentence.words.count == sentence.tags.count else { throw .unequal(sentence: number) }
            words += sentence.words.count
            for tag in sentence.tags where tag != "O" {
                guard tag.hasPrefix("B-") || tag.hasPrefix("I-"), tag.utf8.count > 2 else {
                    throw .unknownTag(tag, sentence: number)
                }
                kinds.insert(String(tag.dropFirst(2)))
            }
        }
        guard words > 0 else { throw .noData }
        guard words <= wordsMax else { throw .tooLarge(words: words, limit: wordsMax) }
        guard !kinds.isEmpty else { throw .oneClass }
        guard kinds.count <= LabelChain.kindsMax else {
            throw .tooManyKinds(kinds.count, limit: LabelChain.kindsMax)
        }
        return LabelChain(kinds: kinds.sorted())
    }
}

extension SequenceTrainer.Options {
    fileprivate func check() throws(SequenceTrainer.Refusal) {
        for (name, value, allowed) in [
            ("rounds", Double(rounds), 1.0...200), ("rate", rate, 0.001...10),
            ("sparsity", sparsity, 0...10), ("smoothing", smoothing, 0...10),
            ("omission", omission, 0...0.9), ("missMargin", missMargin, 0...20),
            ("learners", Double(learners), 1...16),
            ("occurrencesMin", Double(occurrencesMin), 1...1_000),
        ] where !allowed.contains(value) {
            throw .optionOutOfRange(name: name, value: value)
        }
    }
}
