/// All trees of a model laid out for speed, made once. Rows go down a tree four at a time and all for as many
/// steps as it is deep, a leaf leading to itself: no branch depends on a row, so none is mistaken by the
/// processor, and no row waits for another.
struct Forest: Equatable, Sendable {
    /// Rows of one text that trees look at: the best by the linear sum. The others keep that.
    static let rowsMax = 32

    private var steps: [Step] = []
    /// What each leaf says.
    private var values: [Float] = []
    private var trees: [Tree] = []

    private struct Step: Equatable, Sendable {
        /// To the right where the feature is greater; nothing is greater than that of a leaf.
        var threshold = Float.infinity
        var feature: UInt16 = 0
        /// Within the tree, where the left branch stands; the right one stands behind it.
        var left: UInt16
    }

    private struct Tree: Equatable, Sendable {
        let root: Int
        let depth: Int
    }

    init(_ trees: [RankingTree]) {
        for tree in trees { add(tree) }
    }

    /// Turns preorder into an order in which both branches of a node stand together.
    private mutating func add(_ tree: RankingTree) {
        let root = steps.count
        /// Nodes of the tree in the new order, and their depths.
        var order = [(node: 0, depth: 0)]
        var next = 0
        while next < order.count {
            let (number, depth) = order[next]
            let node = tree.nodes[number]
            if node.feature == RankingTree.leaf {
                steps.append(Step(left: UInt16(next)))
                values.append(Float(node.value) * RankingTree.valueUnit)
            } else {
                steps.append(
                    Step(threshold: node.threshold, feature: UInt16(node.feature), left: UInt16(order.count)))
                values.append(0)
                order.append((number + 1, depth + 1))
                order.append((Int(node.right), depth + 1))
            }
            next += 1
        }
        trees.append(Tree(root: root, depth: order.last?.depth ?? 0))
    }

    /// The rows of a text that trees look at.
    static func rows(_ sums: [Float], of rows: Range<Int>) -> [Int] {
        if rows.count <= rowsMax { return Array(rows) }
        let best = rows.sorted { sums[$0] != sums[$1] ? sums[$0] > sums[$1] : $0 < $1 }
        return Array(best.prefix(rowsMax))
    }

    /// Adds what the trees say of some rows.
    func add(to sums: inout [Float], of rows: FeatureRows, _ chosen: [Int]) {
        var totals = [SIMD4<Float>](repeating: .zero, count: (chosen.count + 3) / 4)
        steps.withUnsafeBufferPointer { steps in
            rows.values.withUnsafeBufferPointer { features in
                for tree in trees { descend(tree, steps, features, chosen, &totals) }
            }
        }
        for (index, row) in chosen.enumerated() { sums[row] += totals[index / 4][index % 4] }
    }

    @inline(__always)
    private func descend(
        _ tree: Tree, _ steps: UnsafeBufferPointer<Step>, _ features: UnsafeBufferPointer<Float>,
        _ chosen: [Int], _ totals: inout [SIMD4<Float>]
    ) {
        @inline(__always)
        func next(_ place: Int, _ row: Int) -> Int {
            let step = steps[tree.root + place]
            return Int(step.left) + (features[row + Int(step.feature)] > step.threshold ? 1 : 0)
        }
        let last = chosen.count - 1
        for group in totals.indices {
            let first = group * 4
            // Beyond the last row its own is asked again and the answer not read.
            let one = chosen[first] * RankingFeature.count
            let two = chosen[min(first + 1, last)] * RankingFeature.count
            let three = chosen[min(first + 2, last)] * RankingFeature.count
            let four = chosen[min(first + 3, last)] * RankingFeature.count
            var (a, b, c, d) = (0, 0, 0, 0)
            for _ in 0..<tree.depth {
                (a, b, c, d) = (next(a, one), next(b, two), next(c, three), next(d, four))
            }
            totals[group] += SIMD4(
                values[tree.root + a], values[tree.root + b], values[tree.root + c], values[tree.root + d])
        }
    }
}
