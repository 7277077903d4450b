#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Musl)
    internal import Musl
#else
    internal import Darwin
#endif

/// Gradient-boosted trees on top of the linear sum: each tree takes a step towards what is still missing. Grown
/// leaf by leaf, the greatest gain first, on histograms.
struct TreeTrainer {
    static let rate: Float = 0.08
    /// The least second derivative a leaf must hold, and what is added to it.
    static let curvatureMin: Float = 8
    static let ridge: Float = 8
    static let gainMin: Float = 0.5
    /// The most questions on the way to a leaf: ranking takes as many steps for every row.
    static let depthMax = 6
    /// The share of features a tree may ask about.
    static let featureShare = 0.6

    private let bins: FeatureBins
    private let labels: [Float]
    private var sums: [Float]
    private var slopes: [Float]
    private var curvatures: [Float]
    private var dice: Dice
    /// Rows ordered so that those of a leaf stand together.
    private var order: [Int32]
    private var features: [Int] = []

    init(_ rows: FeatureRows, labels: [Float], sums: [Float], dice: Dice) {
        bins = FeatureBins(rows)
        self.labels = labels
        self.sums = sums
        self.dice = dice
        slopes = Array(repeating: 0, count: rows.count)
        curvatures = slopes
        order = (0..<Int32(rows.count)).map { $0 }
    }

    mutating func grow(
        trees: Int = RankingTree.treesMax, isCancelled: () -> Bool
    ) throws(TrainingRefusal) -> [RankingTree] {
        var grown: [RankingTree] = []
        for _ in 0..<trees {
            if isCancelled() { throw .cancelled }
            grown.append(growOne())
        }
        return grown
    }

    private mutating func growOne() -> RankingTree {
        for row in labels.indices {
            let share = 1 / (1 + expf(-sums[row]))
            slopes[row] = labels[row] - share
            curvatures[row] = share * (1 - share)
        }
        var all = Array(0..<RankingFeature.count)
        dice.shuffle(&all)
        features = all.prefix(Int(Double(all.count) * Self.featureShare)).sorted()
        var leaves = [leaf(0..<order.count, histogram: histogram(0..<order.count))]
        var sketch = [Sketch(value: leaves[0].value)]
        leaves[0].node = 0
        while leaves.count < RankingTree.leavesMax, let best = Self.best(of: leaves) {
            split(best, &leaves, &sketch)
        }
        for leaf in leaves {
            let value = Float(Self.units(leaf.value)) * RankingTree.valueUnit
            for index in leaf.rows { sums[Int(order[index])] += value }
        }
        var tree = RankingTree()
        Self.write(0, of: sketch, into: &tree)
        return tree
    }

    /// A node while the tree grows.
    private struct Sketch {
        var value: Float
        var feature = -1
        var threshold: Float = 0
        var left = 0
        var right = 0
    }

    private struct Leaf {
        let rows: Range<Int>
        let histogram: [Float]
        let value: Float
        var node = 0
        var depth = 0
        /// The best question found.
        var feature = -1
        var bin = 0
        var gain: Float = 0
    }

    private static func best(of leaves: [Leaf]) -> Int? {
        var best: Int?
        for index in leaves.indices where leaves[index].feature >= 0 && leaves[index].depth < depthMax {
            if let known = best, leaves[known].gain >= leaves[index].gain { continue }
            best = index
        }
        return best
    }

    private mutating func split(_ index: Int, _ leaves: inout [Leaf], _ sketch: inout [Sketch]) {
        let parent = leaves[index]
        let middle = part(parent.rows, feature: parent.feature, bin: parent.bin)
        let (lower, upper) = (parent.rows.lowerBound..<middle, middle..<parent.rows.upperBound)
        // The smaller side is counted, the other is what remains.
        let counted = histogram(lower.count < upper.count ? lower : upper)
        let rest = zip(parent.histogram, counted).map { $0 - $1 }
        let isLowerCounted = lower.count < upper.count
        var left = leaf(lower, histogram: isLowerCounted ? counted : rest)
        var right = leaf(upper, histogram: isLowerCounted ? rest : counted)
        (left.node, right.node) = (sketch.count, sketch.count + 1)
        (left.depth, right.depth) = (parent.depth + 1, parent.depth + 1)
        sketch[parent.node].feature = parent.feature
        sketch[parent.node].threshold = bins.cuts[parent.feature][parent.bin]
        sketch[parent.node].left = left.node
        sketch[parent.node].right = right.node
        sketch.append(Sketch(value: left.value))
        sketch.append(Sketch(value: right.value))
        leaves[index] = left
        leaves.append(right)
    }

    /// Moves the rows that go left to the front, each side keeping its order; answers where the right begins.
    private mutating func part(_ rows: Range<Int>, feature: Int, bin: Int) -> Int {
        var kept: [Int32] = []
        var next = rows.lowerBound
        for index in rows {
            let row = order[index]
            if Int(bins.bins[Int(row) * RankingFeature.count + feature]) <= bin {
                order[next] = row
                next += 1
            } else {
                kept.append(row)
            }
        }
        for (offset, row) in kept.enumerated() { order[next + offset] = row }
        return next
    }

    /// By feature and bin, the sums of slopes and of curvatures.
    private func histogram(_ rows: Range<Int>) -> [Float] {
        let width = RankingFeature.count
        var sums = [Float](repeating: 0, count: width * FeatureBins.binsMax * 2)
        sums.withUnsafeMutableBufferPointer { sums in
            bins.bins.withUnsafeBufferPointer { bins in
                for index in rows {
                    let row = Int(order[index])
                    let (slope, curvature) = (slopes[row], curvatures[row])
                    for feature in features {
                        let bin = Int(bins[row * width + feature])
                        let place = (feature * FeatureBins.binsMax + bin) * 2
                        sums[place] += slope
                        sums[place + 1] += curvature
                    }
                }
            }
        }
        return sums
    }

    /// A leaf with its value and the best question to ask of it.
    private func leaf(_ rows: Range<Int>, histogram: [Float]) -> Leaf {
        var (slope, curvature): (Float, Float) = (0, 0)
        for bin in 0..<FeatureBins.binsMax {
            slope += histogram[(features[0] * FeatureBins.binsMax + bin) * 2]
            curvature += histogram[(features[0] * FeatureBins.binsMax + bin) * 2 + 1]
        }
        var leaf = Leaf(
            rows: rows, histogram: histogram, value: Self.rate * slope / (curvature + Self.ridge))
        let whole = slope * slope / (curvature + Self.ridge)
        leaf.gain = Self.gainMin
        for feature in features {
            var (left, leftCurvature): (Float, Float) = (0, 0)
            for bin in 0..<bins.cuts[feature].count {
                left += histogram[(feature * FeatureBins.binsMax + bin) * 2]
                leftCurvature += histogram[(feature * FeatureBins.binsMax + bin) * 2 + 1]
                let rightCurvature = curvature - leftCurvature
                if leftCurvature < Self.curvatureMin { continue }
                if rightCurvature < Self.curvatureMin { break }
                let right = slope - left
                let gain =
                    left * left / (leftCurvature + Self.ridge) + right * right / (rightCurvature + Self.ridge)
                    - whole
                if gain > leaf.gain { (leaf.gain, leaf.feature, leaf.bin) = (gain, feature, bin) }
            }
        }
        return leaf
    }

    private static func units(_ value: Float) -> Int32 {
        Int32((value / RankingTree.valueUnit).rounded())
    }

    /// Puts a branch into preorder.
    private static func write(_ index: Int, of sketch: [Sketch], into tree: inout RankingTree) {
        let node = sketch[index]
        let place = tree.nodes.count
        tree.nodes.append(RankingTree.Node(feature: RankingTree.leaf, value: units(node.value)))
        if node.feature < 0 { return }
        tree.nodes[place].feature = UInt8(node.feature)
        tree.nodes[place].threshold = node.threshold
        write(node.left, of: sketch, into: &tree)
        tree.nodes[place].right = UInt16(tree.nodes.count)
        write(node.right, of: sketch, into: &tree)
    }
}
