/// A text's runs of words, boiled down to numbers of a fixed count: texts with many runs in common have many
/// numbers in common. Comparable with signatures of the same settings only.
public struct TextSignature: Hashable, Sendable {
    /// The words of one run.
    public let shingleWords: Int
    /// How many different runs the text has.
    public let shingles: Int
    public let values: [UInt32]

    /// The smallest value each of the hash functions gives any of the runs.
    init(of shingles: Set<UInt64>, shingleWords: Int, hashes: Int) {
        self.shingleWords = shingleWords
        self.shingles = shingles.count
        let functions = HashFamily.functions.prefix(hashes)
        var values = [UInt32](repeating: .max, count: hashes)
        functions.withUnsafeBufferPointer { functions in
            values.withUnsafeMutableBufferPointer { values in
                for shingle in shingles {
                    for index in 0..<values.count {
                        let hash = (functions[index].factor &* shingle &+ functions[index].term) >> 32
                        values[index] = min(values[index], UInt32(truncatingIfNeeded: hash))
                    }
                }
            }
        }
        self.values = values
    }

    init(shingleWords: Int, shingles: Int, values: [UInt32]) {
        self.shingleWords = shingleWords
        self.shingles = shingles
        self.values = values
    }

    /// How like two texts are; nil where the signatures were made with different settings or of no words.
    public func estimate(with other: TextSignature) -> SimilarityEstimate? {
        guard shingleWords == other.shingleWords, values.count == other.values.count,
            shingles > 0, other.shingles > 0
        else { return nil }
        let equal = zip(values, other.values).count { $0 == $1 }
        return SimilarityEstimate(equal: equal, of: values.count)
    }

    /// One number for each band of values. Texts alike beyond `SimilarityBands.threshold` are likely to share
    /// one, others not; so texts may be looked up by them. Empty for a text without words.
    public func keys(_ bands: SimilarityBands) -> [UInt64] {
        guard shingles > 0, bands.count * bands.rows <= values.count else { return [] }
        return (0..<bands.count).map { band in
            var hash = ShingleHash(seed: UInt64(band))
            for value in values[band * bands.rows..<(band + 1) * bands.rows] { hash.add(UInt64(value)) }
            return hash.value
        }
    }
}

/// A share of runs in common, estimated.
public struct SimilarityEstimate: Hashable, Sendable {
    public let jaccard: Double
    /// The standard error of that: the square root of j(1 - j) / k for k values.
    public let standardError: Double
    /// Where the true share lies with 95 in 100 such estimates (Wilson 1927).
    public let interval: ClosedRange<Double>

    init(equal: Int, of count: Int) {
        let size = Double(count)
        let share = Double(equal) / size
        jaccard = share
        standardError = (share * (1 - share) / size).squareRoot()
        let z = 1.96
        let centre = (share + z * z / (2 * size)) / (1 + z * z / size)
        let spread =
            z * (share * (1 - share) / size + z * z / (4 * size * size)).squareRoot() / (1 + z * z / size)
        // Rounding must not leave the ends outside: all equal may be all alike.
        interval = (equal == 0 ? 0 : max(0, centre - spread))...(equal == count ? 1 : min(1, centre + spread))
    }
}

/// How a signature is cut into keys: `count` bands of `rows` values each.
public struct SimilarityBands: Hashable, Sendable {
    public let count: Int
    public let rows: Int

    /// Both at least 1; together at most the values of a signature.
    public init(count: Int, rows: Int) throws(ExtractionRefusal) {
        try OptionCheck.check(count, in: 1...AnalysisLimits.hashes, name: "bands")
        try OptionCheck.check(rows, in: 1...(AnalysisLimits.hashes / count), name: "rows")
        self.count = count
        self.rows = rows
    }

    private init() {
        count = 32
        rows = 4
    }

    /// 32 bands of 4: texts with 0.42 of their runs in common share a key about as often as not.
    public static let standard = SimilarityBands()

    /// How likely texts of a given similarity are to share a key.
    public func probability(atJaccard jaccard: Double) -> Double {
        1 - Self.power(1 - Self.power(jaccard, rows), count)
    }

    private static func power(_ base: Double, _ exponent: Int) -> Double {
        var result = 1.0
        for _ in 0..<exponent { result *= base }
        return result
    }
}

/// A hash of our own, the same in every process and on every machine, as signatures are stored.
struct ShingleHash {
    private(set) var value: UInt64

    init(seed: UInt64) {
        value = seed &+ 0x9E37_79B9_7F4A_7C15
    }

    @inline(__always)
    mutating func add(_ word: UInt64) {
        value = Self.mix(value ^ word)
    }

    /// Words by their bytes, eight at a time.
    static func of(_ bytes: some Sequence<UInt8>) -> UInt64 {
        var hash = ShingleHash(seed: 0)
        var part: UInt64 = 0
        var count: UInt64 = 0
        for byte in bytes {
            part = part << 8 | UInt64(byte)
            count += 1
            if count & 7 == 0 {
                hash.add(part)
                part = 0
            }
        }
        hash.add(part)
        hash.add(count)
        return hash.value
    }

    /// The finisher of SplitMix64 (Steele, Lea and Flood 2014).
    @inline(__always)
    private static func mix(_ word: UInt64) -> UInt64 {
        var word = word &+ 0x9E37_79B9_7F4A_7C15
        word = (word ^ word >> 30) &* 0xBF58_476D_1CE4_E5B9
        word = (word ^ word >> 27) &* 0x94D0_49BB_1331_11EB
        return word ^ word >> 31
    }
}

/// The hash functions of all signatures: multiply, add, keep the upper half.
enum HashFamily {
    static let functions: [(factor: UInt64, term: UInt64)] = (0..<AnalysisLimits.hashes).map { index in
        var hash = ShingleHash(seed: UInt64(index) &+ 0x4D69_6E48_6173_6801)
        hash.add(1)
        let factor = hash.value | 1
        hash.add(2)
        return (factor, hash.value)
    }
}
