/// The labels of a chain: outside, and for each kind where it begins and where it goes on.
struct LabelChain: Sendable, Equatable {
    /// As many as a row of weights holds, with one for outside and two for each kind.
    static let kindsMax = 7
    static let width = 16

    let kinds: [String]

    var count: Int { kinds.count * 2 + 1 }

    static let outside = 0
    static func begin(_ kind: Int) -> Int { 1 + 2 * kind }
    static func inside(_ kind: Int) -> Int { 2 + 2 * kind }
    static func kind(of label: Int) -> Int? { label == outside ? nil : (label - 1) / 2 }
    static func begins(_ label: Int) -> Bool { label & 1 == 1 }

    /// Going on needs a beginning of the same kind before it.
    func allows(_ label: Int, after previous: Int?) -> Bool {
        guard label < count, (previous ?? 0) < count else { return false }
        if label == Self.outside || Self.begins(label) { return true }
        guard let previous else { return false }
        return previous != Self.outside && Self.kind(of: previous) == Self.kind(of: label)
    }

    /// The number of a tag such as `B-PESSOA`; nil for one that is not of this chain.
    func label(of tag: Substring) -> Int? {
        if tag == "O" { return Self.outside }
        guard let kind = kinds.firstIndex(where: { $0 == tag.dropFirst(2) }) else { return nil }
        if tag.hasPrefix("B-") { return Self.begin(kind) }
        return tag.hasPrefix("I-") ? Self.inside(kind) : nil
    }

    func tag(of label: Int) -> String {
        guard let kind = Self.kind(of: label) else { return "O" }
        return (Self.begins(label) ? "B-" : "I-") + kinds[kind]
    }
}

typealias Lanes = SIMD16<Float>

/// Sums over all ways through a sentence, in numbers that are scaled at every word so that none runs out.
struct ForwardBackward {
    private(set) var forward: [Lanes] = []
    private(set) var backward: [Lanes] = []
    private(set) var emission: [Lanes] = []

    /// Scores of each word, and the exponentials of the transitions by row of the earlier label.
    mutating func run(scores: [Lanes], transitions: [Lanes], start: Lanes, live: Lanes) {
        let count = scores.count
        emission = scores.map { Exponential.of($0 - $0.max()) * live }
        forward = emission
        backward = emission
        guard count > 0 else { return }
        forward[0] = Self.scaled(emission[0] * start)
        for word in 1..<max(1, count) {
            forward[word] = Self.scaled(Self.product(forward[word - 1], transitions) * emission[word])
        }
        backward[count - 1] = live
        var word = count - 1
        while word > 0 {
            let weighted = backward[word] * emission[word]
            var sum = Lanes.zero
            for label in 0..<LabelChain.width { sum[label] = (transitions[label] * weighted).sum() }
            backward[word - 1] = Self.scaled(sum)
            word -= 1
        }
    }

    func marginal(at word: Int) -> Lanes { Self.scaled(forward[word] * backward[word]) }

    /// How probable each pair of labels is at a word and the one before: a row for each earlier label.
    func pairs(at word: Int, transitions: [Lanes], into rows: inout [Lanes]) {
        let later = backward[word] * emission[word]
        var total: Float = 0
        for label in 0..<LabelChain.width {
            rows[label] = transitions[label] * later * forward[word - 1][label]
            total += rows[label].sum()
        }
        let scale = 1 / max(total, .leastNormalMagnitude)
        for label in 0..<LabelChain.width { rows[label] *= scale }
    }

    @inline(__always)
    private static func product(_ row: Lanes, _ matrix: [Lanes]) -> Lanes {
        var sum = Lanes.zero
        for label in 0..<LabelChain.width { sum += matrix[label] * row[label] }
        return sum
    }

    @inline(__always)
    private static func scaled(_ row: Lanes) -> Lanes { row / max(row.sum(), .leastNormalMagnitude) }
}

/// e to the power of each lane, made of additions and multiplications only, so that every machine agrees to the bit.
enum Exponential {
    @inline(__always)
    static func of(_ power: Lanes) -> Lanes {
        let twos =
            power.clamped(lowerBound: Lanes(repeating: -80), upperBound: Lanes(repeating: 80)) * 1.442_695_04
        // Adding this leaves no room for a fraction, and the whole number in the low bits.
        let shifted = twos + 12_582_912
        let whole = shifted - 12_582_912
        let part = (twos - whole) * 0.693_147_18
        var sum = Lanes(repeating: 1.0 / 720)
        sum = sum * part + 1.0 / 120
        sum = sum * part + 1.0 / 24
        sum = sum * part + 1.0 / 6
        sum = sum * part + 0.5
        sum = sum * part + 1
        sum = sum * part + 1
        let bits = unsafeBitCast(shifted, to: SIMD16<Int32>.self) &- 0x4B40_0000
        return sum * unsafeBitCast((bits &+ 127) &<< 23, to: Lanes.self)
    }
}
