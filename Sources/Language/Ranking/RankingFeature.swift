/// What a ranker looks at in a phrase. A model names the features it was trained on, so that one of another
/// build is refused rather than misread.
enum RankingFeature: UInt8, CaseIterable {
    /// The sum of the statistical weights, and the place it gives among the candidates, from 0 to 1.
    case statistical, place
    /// Logarithms: occurrences, words before the first, occurrences of all, the rarest and the commonest word.
    case frequency, delay, words, rarestWord, commonestWord
    /// Shares of the text: where the first and the last occurrence stand, and how far they are apart.
    case first, last, spread
    /// The logarithm of its bytes, bytes of a word, of the first and of the last.
    case bytes, wordBytes, firstWordBytes, lastWordBytes
    case tokens, contentWords, connector
    /// Shares of its occurrences.
    case openLeft, openRight, alone, leading, nested, gapBefore, gapAfter, connectorBefore, connectorAfter
    /// A capital on every word, capitals throughout, and the shares of words with a capital, with a hyphen or
    /// the like, and with a digit.
    case name, acronym, capitals, compounds, digits
    case endsInNumber, inFirstSentence
    /// The share of sentences that hold it.
    case sentences
    /// How much more the best longer phrase around it has of the statistical sum; the same of shorter ones inside.
    case aroundStatistical, insideStatistical
    /// Its occurrences against those of its rarest and its commonest word.
    case rarestShare, commonestShare
    /// Of the text: the logarithm of its words, and how far it is reporting.
    case length, reporting
    /// How few of the texts learnt from hold its words: the mean, the least and the greatest.
    case rarity, rarityLeast, rarityMost
    /// What its own words and what the words beside it add by their weights.
    case lexicalWords, lexicalContext
    /// How much more of both the best longer phrase around it has, and the best shorter one inside.
    case aroundLexical, insideLexical

    /// Known to the compiler, as `allCases.count` is not.
    static var count: Int { Int(Self.insideLexical.rawValue) + 1 }
    var name: String { String(describing: self) }
    @inline(__always) var index: Int { Int(rawValue) }
}

/// The features of every member of a pool, one row after the other.
struct FeatureRows {
    private(set) var values: [Float] = []
    private(set) var count = 0

    init() {}

    init(members: Int) {
        count = members
        values = Array(repeating: 0, count: members * RankingFeature.count)
    }

    @inline(__always)
    subscript(row: Int, feature: RankingFeature) -> Float {
        get { values[row * RankingFeature.count + feature.index] }
        set { values[row * RankingFeature.count + feature.index] = newValue }
    }

    /// Lets every row be filled in, by its number.
    mutating func fill(_ body: (Int, OpenRow) -> Void) {
        values.withUnsafeMutableBufferPointer { values in
            for row in 0..<count {
                let start = row * RankingFeature.count
                body(
                    row,
                    OpenRow(
                        values: UnsafeMutableBufferPointer(
                            rebasing: values[start..<start + RankingFeature.count])))
            }
        }
    }

    /// Some of the rows, in the order given.
    func only(_ rows: [Int]) -> FeatureRows {
        var only = FeatureRows()
        only.values.reserveCapacity(rows.count * RankingFeature.count)
        for row in rows {
            let start = row * RankingFeature.count
            only.values.append(contentsOf: values[start..<start + RankingFeature.count])
        }
        only.count = rows.count
        return only
    }

    mutating func append(_ others: FeatureRows) {
        values.append(contentsOf: others.values)
        count += others.count
    }
}

/// One row while it is filled in; never kept.
struct OpenRow {
    fileprivate let values: UnsafeMutableBufferPointer<Float>

    @inline(__always)
    subscript(feature: RankingFeature) -> Float {
        get { values[feature.index] }
        nonmutating set { values[feature.index] = newValue }
    }
}
