/// A decision tree whose value is added to a phrase's sum. Nodes stand in preorder: the left branch of a node
/// is the next one.
struct RankingTree: Equatable, Sendable {
    var nodes: [Node] = []

    struct Node: Equatable, Sendable {
        /// The number of a feature; `leaf` for none.
        var feature: UInt8
        /// To the left where the feature is not greater.
        var threshold: Float = 0
        /// Where the right branch begins.
        var right: UInt16 = 0
        /// What the tree says if the question ends here, in `valueUnit`s.
        var value: Int32
    }

    static let leaf = UInt8.max
    static let leavesMax = 16
    static let treesMax = 100
    static let valueUnit: Float = 1 / 16_384

    /// Adds to each feature by how much its questions changed the value on the way to the leaf, and to the last
    /// place what the tree says before any question.
    func explain(_ rows: FeatureRows, _ row: Int, into contributions: inout [Float]) {
        var index = 0
        contributions[RankingFeature.count] += Float(nodes[0].value) * Self.valueUnit
        while nodes[index].feature != Self.leaf {
            let node = nodes[index]
            let value = rows.values[row * RankingFeature.count + Int(node.feature)]
            index = value <= node.threshold ? index + 1 : Int(node.right)
            contributions[Int(node.feature)] += Float(nodes[index].value - node.value) * Self.valueUnit
        }
    }

    /// Whether every question ends: branches only lead on, and to a node that is there.
    var isSound: Bool {
        guard !nodes.isEmpty, nodes.count < Self.leavesMax * 2 else { return false }
        for (index, node) in nodes.enumerated() where node.feature != Self.leaf {
            guard Int(node.feature) < RankingFeature.count, node.threshold.isFinite,
                Int(node.right) > index + 1, Int(node.right) < nodes.count
            else { return false }
        }
        return nodes[nodes.count - 1].feature == Self.leaf
    }
}
