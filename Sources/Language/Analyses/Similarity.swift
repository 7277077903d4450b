/// How texts are made comparable.
public struct SimilarityOptions: Hashable, Sendable {
    /// The words of one run; 1 compares vocabularies, 3 wording.
    public var shingleWords = 3
    /// The values of a signature: 128 keep the standard error of an estimate below 0.045.
    public var hashes = 128

    public init() {}

    func check() throws(ExtractionRefusal) {
        try OptionCheck.check(shingleWords, in: 1...AnalysisLimits.shingleWords, name: "shingleWords")
        try OptionCheck.check(hashes, in: 16...AnalysisLimits.hashes, name: "hashes")
    }
}

/// Two texts compared run by run.
public struct SimilarityComparison: Hashable, Sendable {
    public let identity: AnalyzerIdentity
    /// Runs in common by all runs of both: 1 for texts alike but for casing, accents and marks.
    public let jaccard: Double
    /// Runs in common by the runs of the text that has fewer: near 1 where one text holds the other.
    public let containment: Double
    /// What the signatures alone would have said.
    public let estimate: SimilarityEstimate
    /// How many different runs each text has.
    public let shingles: [Int]
}

/// Finds texts with the same wording. The method and its error: `docs/text/analyses.md`.
public enum Similarity {
    public static let identity = AnalyzerIdentity(name: "similarity", version: "2")

    /// The MinHash signature of a text's shingles. Equal texts have equal signatures, on any machine.
    public static func signature(
        of text: String, options: SimilarityOptions = SimilarityOptions(), isCancelled: () -> Bool = { false }
    ) throws(ExtractionRefusal) -> TextSignature {
        try options.check()
        let shingles = try shingles(of: text, options: options, isCancelled: isCancelled)
        return TextSignature(of: shingles, shingleWords: options.shingleWords, hashes: options.hashes)
    }

    /// The exact share of runs two texts have in common.
    public static func compare(
        _ one: String, with other: String, options: SimilarityOptions = SimilarityOptions(),
        isCancelled: () -> Bool = { false }
    ) throws(ExtractionRefusal) -> SimilarityComparison {
        try options.check()
        let first = try shingles(of: one, options: options, isCancelled: isCancelled)
        let second = try shingles(of: other, options: options, isCancelled: isCancelled)
        let common =
            first.count < second.count
            ? first.count(where: second.contains)
            : second.count(where: first.contains)
        let all = first.count + second.count - common
        let signatures = [first, second].map {
            TextSignature(of: $0, shingleWords: options.shingleWords, hashes: options.hashes)
        }
        return SimilarityComparison(
            identity: identity, jaccard: Double(common) / Double(max(all, 1)),
            containment: Double(common) / Double(max(min(first.count, second.count), 1)),
            estimate: signatures[0].estimate(with: signatures[1])
                ?? SimilarityEstimate(equal: 0, of: options.hashes),
            shingles: [first.count, second.count])
    }

    /// The runs of a text as hashes: lower case, no accents, marks and line breaks disregarded. A text of
    /// fewer words than a run is one run.
    private static func shingles(
        of text: String, options: SimilarityOptions, isCancelled: () -> Bool
    ) throws(ExtractionRefusal) -> Set<UInt64> {
        try TextCheck.check(text)
        return try Workspaces.lend { (workspace) throws(ExtractionRefusal) in
            try workspace.reader.read(text.utf8.span, lexicon: &workspace.lexicon, isCancelled: isCancelled)
            let words = hashes(of: workspace.reader.tokens, workspace.lexicon)
            guard !words.isEmpty else { return [] }
            let length = min(options.shingleWords, words.count)
            var shingles = Set<UInt64>(minimumCapacity: words.count)
            for start in 0...words.count - length {
                var hash = ShingleHash(seed: UInt64(length))
                for word in words[start..<start + length] { hash.add(word) }
                shingles.insert(hash.value)
            }
            return shingles
        }
    }

    private static func hashes(of tokens: [Token], _ lexicon: borrowing Lexicon) -> [UInt64] {
        var known = [UInt64](repeating: 0, count: lexicon.words.count)
        var hashes: [UInt64] = []
        hashes.reserveCapacity(tokens.count)
        for token in tokens where token.word != 0 {
            let word = Int(token.word)
            if known[word] == 0 {
                known[word] = ShingleHash.of(Letters.folded(Array(lexicon.words.text(word)))) | 1
            }
            hashes.append(known[word])
        }
        return hashes
    }
}

/// Signatures kept by a caller's name for each, to be found by likeness without comparing every pair.
public struct NearDuplicates: Sendable {
    private let bands: SimilarityBands
    private var names: [String] = []
    private var signatures: [TextSignature] = []
    private var places: [UInt64: [Int32]] = [:]

    /// An empty index.
    /// - Parameter bands: how alike two texts have to be, to be found.
    public init(bands: SimilarityBands = .standard) {
        self.bands = bands
    }

    public var count: Int { names.count }

    /// Makes a text known under a name, which may be used more than once.
    public mutating func add(_ name: String, _ signature: TextSignature) throws(ExtractionRefusal) {
        guard names.count < AnalysisLimits.indexEntries else {
            throw .listTooLong(
                name: "entries", count: names.count + 1, limit: AnalysisLimits.indexEntries)
        }
        for key in signature.keys(bands) { places[key, default: []].append(Int32(names.count)) }
        names.append(name)
        signatures.append(signature)
    }

    /// Those that share a key and are estimated to be alike at least so much, the likest first. Which texts
    /// may be missed: `SimilarityBands.probability`.
    public func find(
        like signature: TextSignature, atLeast jaccard: Double
    ) -> [(name: String, estimate: SimilarityEstimate)] {
        var seen: Set<Int32> = []
        var found: [(place: Int, estimate: SimilarityEstimate)] = []
        for key in signature.keys(bands) {
            for place in places[key] ?? [] where seen.insert(place).inserted {
                guard let estimate = signatures[Int(place)].estimate(with: signature),
                    estimate.jaccard >= jaccard
                else { continue }
                found.append((Int(place), estimate))
            }
        }
        found.sort { ($1.estimate.jaccard, $0.place) < ($0.estimate.jaccard, $1.place) }
        return found.map { (names[$0.place], $0.estimate) }
    }
}
