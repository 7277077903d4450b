#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Musl)
    internal import Musl
#else
    internal import Darwin
#endif

/// The linear part of a model: what each feature adds for each unit above its mean.
struct LinearPart: Equatable, Sendable {
    var start: Float = 0
    var means = [Float](repeating: 0, count: RankingFeature.count)
    var weights = [Float](repeating: 0, count: RankingFeature.count)

    /// Two sums at a time, so that an addition need not wait for the one before.
    func sum(_ rows: FeatureRows, _ row: Int) -> Float {
        let offset = row * RankingFeature.count
        var (even, odd): (Float, Float) = (start, 0)
        for index in stride(from: 0, to: RankingFeature.count - 1, by: 2) {
            even += weights[index] * (rows.values[offset + index] - means[index])
            odd += weights[index + 1] * (rows.values[offset + index + 1] - means[index + 1])
        }
        if RankingFeature.count % 2 == 1 {
            let index = RankingFeature.count - 1
            even += weights[index] * (rows.values[offset + index] - means[index])
        }
        return even + odd
    }
}

/// Logistic regression by Newton's method on standardised features, with a ridge. No randomness.
struct LinearTrainer {
    /// The ridge, against the second derivative summed over all rows.
    static let ridge = 3.0
    static let roundsMax = 8
    /// No coefficient moved by more than this: done.
    static let precision = 1e-4

    private let size = RankingFeature.count + 1
    private var means: [Double] = []
    private var scales: [Double] = []

    /// Leaves out features (weight 0) that are not filled in yet.
    static func fit(
        _ rows: FeatureRows, labels: [Float], without left: [RankingFeature] = []
    ) -> LinearPart {
        var trainer = LinearTrainer()
        trainer.standardise(rows, without: left)
        let found = trainer.newton(rows, labels)
        var part = LinearPart()
        part.start = Float(found[RankingFeature.count])
        for index in 0..<RankingFeature.count {
            part.means[index] = Float(trainer.means[index])
            part.weights[index] = Float(found[index] * trainer.scales[index])
        }
        return part
    }

    /// Means and, turned over, deviations; 0 for a feature that never changes.
    private mutating func standardise(_ rows: FeatureRows, without left: [RankingFeature]) {
        let features = RankingFeature.count
        means = Array(repeating: 0, count: features)
        var squares = means
        for row in 0..<rows.count {
            for index in 0..<features {
                let value = Double(rows.values[row * features + index])
                means[index] += value
                squares[index] += value * value
            }
        }
        let count = Double(max(1, rows.count))
        scales = means.indices.map { index in
            means[index] /= count
            let variance = squares[index] / count - means[index] * means[index]
            return variance > 1e-9 ? 1 / variance.squareRoot() : 0
        }
        for feature in left { scales[feature.index] = 0 }
    }

    private func newton(_ rows: FeatureRows, _ labels: [Float]) -> [Double] {
        var weights = [Double](repeating: 0, count: size)
        for _ in 0..<Self.roundsMax {
            var (gradient, curvature) = derivatives(rows, labels, weights)
            for index in 0..<RankingFeature.count {
                gradient[index] -= Self.ridge * weights[index]
                curvature[index * size + index] += Self.ridge
            }
            curvature[size * size - 1] += 1e-6
            let step = Cholesky.solve(curvature, gradient)
            var largest = 0.0
            for index in weights.indices {
                weights[index] += step[index]
                largest = max(largest, abs(step[index]))
            }
            if largest < Self.precision { break }
        }
        return weights
    }

    /// The gradient and the lower half of the second derivatives.
    private func derivatives(
        _ rows: FeatureRows, _ labels: [Float], _ weights: [Double]
    ) -> ([Double], [Double]) {
        var gradient = [Double](repeating: 0, count: size)
        var curvature = [Double](repeating: 0, count: size * size)
        var values = [Double](repeating: 1, count: size)
        let features = RankingFeature.count
        for row in 0..<rows.count {
            var sum = weights[features]
            for index in 0..<features {
                values[index] =
                    (Double(rows.values[row * features + index]) - means[index]) * scales[index]
                sum += weights[index] * values[index]
            }
            let share = 1 / (1 + exp(-sum))
            let error = Double(labels[row]) - share
            let weight = share * (1 - share)
            add(values, error: error, weight: weight, to: &gradient, &curvature)
        }
        return (gradient, curvature)
    }

    @inline(__always)
    private func add(
        _ values: [Double], error: Double, weight: Double, to gradient: inout [Double],
        _ curvature: inout [Double]
    ) {
        let size = size
        curvature.withUnsafeMutableBufferPointer { curvature in
            values.withUnsafeBufferPointer { values in
                for index in 0..<size {
                    gradient[index] += error * values[index]
                    let scaled = weight * values[index]
                    let base = index * size
                    for other in 0...index { curvature[base + other] += scaled * values[other] }
                }
            }
        }
    }
}

/// Solves a symmetric system that is positive definite, from its lower half.
enum Cholesky {
    static func solve(_ matrix: [Double], _ right: [Double]) -> [Double] {
        let size = right.count
        var lower = matrix
        for column in 0..<size {
            var pivot = lower[column * size + column]
            for index in 0..<column {
                pivot -= lower[column * size + index] * lower[column * size + index]
            }
            let root = max(pivot, 1e-12).squareRoot()
            lower[column * size + column] = root
            for row in column + 1..<max(size, column + 1) {
                var value = lower[row * size + column]
                for index in 0..<column { value -= lower[row * size + index] * lower[column * size + index] }
                lower[row * size + column] = value / root
            }
        }
        return backward(lower, forward(lower, right))
    }

    private static func forward(_ lower: [Double], _ right: [Double]) -> [Double] {
        let size = right.count
        var found = right
        for row in 0..<size {
            for index in 0..<row { found[row] -= lower[row * size + index] * found[index] }
            found[row] /= lower[row * size + row]
        }
        return found
    }

    private static func backward(_ lower: [Double], _ right: [Double]) -> [Double] {
        let size = right.count
        var found = right
        for row in (0..<size).reversed() {
            for index in row + 1..<max(size, row + 1) {
                found[row] -= lower[index * size + row] * found[index]
            }
            found[row] /= lower[row * size + row]
        }
        return found
    }
}
