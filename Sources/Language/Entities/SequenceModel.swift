/// A trained sequence model: for each feature how much it speaks for each label, and for each pair of labels how
/// well one follows the other. Small enough to be part of a program.
public struct SequenceModel: Sendable {
    /// Where a model comes from; written into it, never read by the tagger.
    public struct Origin: Sendable, Hashable {
        /// Under what licence its training data may be used.
        public var licence: String
        /// A number that only the same training data have.
        public var fingerprint: UInt64
        public var sentences: Int
        public var seed: UInt64

        public init(licence: String, fingerprint: UInt64, sentences: Int, seed: UInt64) {
            self.licence = licence
            self.fingerprint = fingerprint
            self.sentences = sentences
            self.seed = seed
        }
    }

    public let origin: Origin

    /// What the model tells apart, such as `PESSOA`.
    public var kinds: [String] { chain.kinds }

    /// How many features have a weight.
    public var featureCount: Int { features.count }

    let chain: LabelChain
    /// Of the features, ascending.
    let features: [UInt32]
    let rows: [SIMD16<Int8>]
    /// What one step of a row's numbers is worth.
    let step: Float
    /// A row for each earlier label.
    let transitions: [Lanes]
    private let index: FeatureIndex

    static let forbidden: Float = -1e6

    init(
        chain: LabelChain, features: [UInt32], rows: [SIMD16<Int8>], step: Float, transitions: [Lanes],
        origin: Origin
    ) {
        self.chain = chain
        self.features = features
        self.rows = rows
        self.step = step
        self.origin = origin
        index = FeatureIndex(features)
        self.transitions = Self.barring(transitions, by: chain)
    }

    /// Scores of pairs that may not be are beyond reach.
    private static func barring(_ transitions: [Lanes], by chain: LabelChain) -> [Lanes] {
        var barred = transitions
        for earlier in 0..<LabelChain.width {
            for later in 0..<LabelChain.width where !chain.allows(later, after: earlier) {
                barred[earlier][later] = forbidden
            }
        }
        return barred
    }

    /// Which labels a sentence may begin with, as scores.
    var start: Lanes {
        var start = Lanes(repeating: Self.forbidden)
        for label in 0..<chain.count where chain.allows(label, after: nil) { start[label] = 0 }
        return start
    }

    /// The score of every label at a word.
    @inline(__always)
    func score(_ features: FeatureList) -> Lanes {
        var sum = SIMD16<Int16>.zero
        for position in 0..<features.count {
            guard let row = index.row(of: features.items[position]) else { continue }
            sum &+= SIMD16<Int16>(truncatingIfNeeded: rows[row])
        }
        return Lanes(sum) * step
    }
}

/// Finds a feature's row; built once, a power of two long, at most half full.
struct FeatureIndex: Sendable {
    /// The feature in the high half, one more than its row in the low; 0 where empty.
    private var slots: [UInt64]
    private let mask: Int

    init(_ features: [UInt32]) {
        var size = 16
        while size < features.count * 2 { size *= 2 }
        slots = [UInt64](repeating: 0, count: size)
        mask = size - 1
        for (row, feature) in features.enumerated() {
            var slot = Int(feature) & mask
            while slots[slot] != 0 { slot = (slot + 1) & mask }
            slots[slot] = UInt64(feature) << 32 | UInt64(row + 1)
        }
    }

    @inline(__always)
    func row(of feature: UInt32) -> Int? {
        var slot = Int(feature) & mask
        while true {
            let found = slots[slot]
            if found == 0 { return nil }
            if UInt32(truncatingIfNeeded: found >> 32) == feature {
                return Int(UInt32(truncatingIfNeeded: found)) - 1
            }
            slot = (slot + 1) & mask
        }
    }
}
