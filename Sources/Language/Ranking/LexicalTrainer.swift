#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Musl)
    internal import Musl
#else
    internal import Darwin
#endif

/// Learns what single words add to a phrase beyond its features: logistic regression on the lexical keys by
/// stochastic gradient steps (AdaGrad), with the features' own sum as a fixed beginning.
struct LexicalTrainer {
    static let epochs = 6
    static let rate: Float = 0.05
    /// Draws every weight that is used back to 0.
    static let decay: Float = 0.002

    private let rows: TrainingRows
    private let offsets: [Float]
    /// By key of a row in the whole list, its number among the keys kept; -1 for none.
    private var numbers: [Int32] = []
    private var keys: [UInt32] = []

    init(_ rows: TrainingRows, offsets: [Float]) {
        self.rows = rows
        self.offsets = offsets
    }

    /// The tables that some of the texts teach.
    mutating func tables(from texts: [Int], dice: inout Dice) -> LearntTables {
        choose(texts)
        let weights = descend(texts, &dice)
        var tables = Self.frequencies(of: rows, texts)
        tables.weights = Self.table(keys, weights)
        return tables
    }

    /// In how many of the texts each stem stands.
    static func frequencies(of rows: TrainingRows, _ texts: [Int]) -> LearntTables {
        var counts: [UInt32: Int] = [:]
        for text in texts {
            var seen: Set<UInt32> = []
            for row in rows.texts[text].rows {
                for index in rows.keys.rows[row].stems { seen.insert(rows.keys.stems[index]) }
            }
            for key in seen { counts[key, default: 0] += 1 }
        }
        var tables = LearntTables()
        tables.documents = texts.count
        let common = counts.filter { $0.value >= LearntTables.documentsMin }
            .sorted { ($1.value, $0.key) < ($0.value, $1.key) }.prefix(LearntTables.frequenciesMax)
        tables.frequencies = KeyTable(
            Dictionary(uniqueKeysWithValues: common.map { ($0.key, Int16(clamping: $0.value)) }))
        return tables
    }

    /// Keeps the keys that enough of the texts hold.
    private mutating func choose(_ texts: [Int]) {
        var texts = texts
        texts.sort()
        var counts: [UInt32: (texts: Int, last: Int)] = [:]
        for text in texts {
            for index in keyRange(of: text) {
                let key = rows.keys.keys[index]
                if let known = counts[key] {
                    if known.last != text { counts[key] = (known.texts + 1, text) }
                } else {
                    counts[key] = (1, text)
                }
            }
        }
        keys = counts.filter { $0.value.texts >= LearntTables.documentsMin }.map(\.key).sorted()
        var byKey: [UInt32: Int32] = [:]
        for (number, key) in keys.enumerated() { byKey[key] = Int32(number) }
        numbers = Array(repeating: -1, count: rows.keys.keys.count)
        for text in texts {
            for index in keyRange(of: text) { numbers[index] = byKey[rows.keys.keys[index]] ?? -1 }
        }
    }

    private func keyRange(of text: Int) -> Range<Int> {
        let range = rows.texts[text].rows
        guard let first = range.first, let last = range.last else { return 0..<0 }
        return rows.keys.rows[first].words.lowerBound..<rows.keys.rows[last].context.upperBound
    }

    private func descend(_ texts: [Int], _ dice: inout Dice) -> [Float] {
        var weights = [Float](repeating: 0, count: keys.count)
        var squares = [Float](repeating: 1e-4, count: keys.count)
        var order = texts.flatMap { Array(rows.texts[$0].rows) }
        for _ in 0..<Self.epochs {
            dice.shuffle(&order)
            for row in order { step(row, &weights, &squares) }
        }
        return weights
    }

    @inline(__always)
    private func step(_ row: Int, _ weights: inout [Float], _ squares: inout [Float]) {
        let entry = rows.keys.rows[row]
        let range = entry.words.lowerBound..<entry.context.upperBound
        var sum = offsets[row]
        for index in range where numbers[index] >= 0 { sum += weights[Int(numbers[index])] }
        let error = rows.labels[row] - 1 / (1 + expf(-sum))
        for index in range where numbers[index] >= 0 {
            let number = Int(numbers[index])
            let slope = error - Self.decay * weights[number]
            squares[number] += slope * slope
            weights[number] += Self.rate * slope / squares[number].squareRoot()
        }
    }

    /// The weights that say most, as whole units.
    private static func table(_ keys: [UInt32], _ weights: [Float]) -> KeyTable {
        let units = weights.map { Int16(clamping: Int(($0 / LearntTables.weightUnit).rounded())) }
        let kept = keys.indices.filter { units[$0] != 0 }
            .sorted { (Int(units[$1].magnitude), $0) < (Int(units[$0].magnitude), $1) }
            .prefix(LearntTables.weightsMax)
        return KeyTable(Dictionary(uniqueKeysWithValues: kept.map { (keys[$0], units[$0]) }))
    }
}

/// Randomness from a seed, the same everywhere (SplitMix64).
struct Dice {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ mixed >> 30) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ mixed >> 27) &* 0x94D0_49BB_1331_11EB
        return mixed ^ mixed >> 31
    }

    mutating func below(_ bound: Int) -> Int { Int(next().multipliedFullWidth(by: UInt64(bound)).high) }

    mutating func shuffle<Element>(_ list: inout [Element]) {
        for index in list.indices.dropFirst().reversed() { list.swapAt(index, below(index + 1)) }
    }
}
