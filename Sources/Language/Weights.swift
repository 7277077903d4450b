/// What each feature of a phrase adds to its score, for exposition and for reporting. A text lies between the
/// two (`Shape.reporting`). Round numbers on purpose: each is a statement about keywords that a reader can
/// check, and none was fitted to documents. `docs/text/keywords.md` says how they were found.
struct Weights {
    /// For the logarithm of the phrase's occurrences.
    var frequency: Double
    /// For the logarithm of the words before its first occurrence.
    var delay: Double
    /// For the logarithm of all occurrences of its words.
    var words = 0.25
    /// For the logarithm of the occurrences of its rarest word.
    var rarestWord = 0.25
    /// For a connector inside.
    var connector: Double
    /// For the share of occurrences where the phrase cannot be extended to the left; to the right.
    var openLeft = 1.0
    var openRight: Double
    /// For never standing alone: always part of a longer phrase.
    var neverAlone = -1.0
    /// For a capital on every word, other than at the beginning of a sentence only.
    var name: Double
    /// For capitals throughout: an acronym.
    var acronym = 1.5
    /// For the logarithm of its letters.
    var letters = 0.5
    var oneWord: Double
    var twoWords: Double
    /// For holding a word of the caller's seeds.
    var seed = Self.seedWeight
    /// Moves the scores so that one half is a fair keyword.
    var start: Double

    static let seedWeight = 2.5
    /// For standing in none of the caller's documents; taken off for standing in all.
    static let rarityWeight = 1.5

    static func rarity(_ rarity: Double) -> Double { rarityWeight * (2 * rarity - 1) }

    /// Held here so that a score does not ask for it a dozen times.
    let logarithm = Logarithm.table

    static let exposition = Weights(
        frequency: 0.5, delay: -0.1, connector: -2.5, openRight: 1.25, name: 0.5, oneWord: -1.5, twoWords: 0,
        start: -3.5)
    static let reporting = Weights(
        frequency: 1, delay: -0.3, connector: -0.75, openRight: 0.75, name: 1, oneWord: 0.25, twoWords: 0.25,
        start: -3.5)

    /// In a paper the beginning and the repetition say more than in a page.
    private static let paperFrequency = 1.0
    private static let paperDelay = -0.6

    /// The weights for one text.
    init(for shape: Shape) {
        let share = shape.reporting
        func between(_ path: KeyPath<Weights, Double>) -> Double {
            Self.exposition[keyPath: path] * (1 - share) + Self.reporting[keyPath: path] * share
        }
        let length = shape.length
        self.init(
            frequency: between(\.frequency) * (1 - length) + Self.paperFrequency * length,
            delay: between(\.delay) * (1 - length) + Self.paperDelay * length,
            connector: between(\.connector), openRight: between(\.openRight), name: between(\.name),
            oneWord: between(\.oneWord), twoWords: between(\.twoWords), start: between(\.start))
        if shape.isShouted {
            name = 0
            acronym = 0
        }
    }

    private init(
        frequency: Double, delay: Double, connector: Double, openRight: Double, name: Double, oneWord: Double,
        twoWords: Double, start: Double
    ) {
        self.frequency = frequency
        self.delay = delay
        self.connector = connector
        self.openRight = openRight
        self.name = name
        self.oneWord = oneWord
        self.twoWords = twoWords
        self.start = start
    }
}
