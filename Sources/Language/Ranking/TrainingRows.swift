/// Texts as a ranker learns them: the features and lexical keys of every phrase of their pools, and whether
/// it was given as a keyword.
struct TrainingRows {
    private(set) var features = FeatureRows()
    private(set) var keys = LexicalKeys()
    private(set) var labels: [Float] = []
    private(set) var texts: [Text] = []
    private(set) var languages: Set<LanguageCode> = []

    struct Text {
        let rows: Range<Int>
        /// By row of the whole.
        let nestings: [Pool.Nesting]
    }

    /// Keywords given, each once in a text.
    private var wanted = 0

    /// The share of the keywords given that are among the rows.
    var reach: Float { min(1, labels.reduce(0, +) / Float(max(1, wanted))) }

    init(
        _ given: [LabelledText], maxWords: Int, isCancelled: () -> Bool
    ) throws(TrainingRefusal) {
        var agreement = KeywordAgreement()
        for text in given {
            do {
                try read(text, maxWords, agreement: &agreement, isCancelled: isCancelled)
            } catch .cancelled {
                throw .cancelled
            } catch {
                throw .unreadable(id: text.id, error)
            }
        }
    }

    private mutating func read(
        _ given: LabelledText, _ maxWords: Int, agreement: inout KeywordAgreement, isCancelled: () -> Bool
    ) throws(ExtractionRefusal) {
        try TextCheck.check(given.text)
        var options = KeywordOptions()
        options.language = given.language
        options.maxWords = maxWords
        try options.check()
        let read = try Workspaces.lend { (workspace) throws(ExtractionRefusal) in
            try Reading(given.text, options: options, workspace: workspace, isCancelled: isCancelled)
        }
        let wanted = Set(agreement.phrases(given.keywords, read.language))
        self.wanted += wanted.count
        let first = features.count
        for surface in read.surfaces {
            labels.append(wanted.contains(agreement.stems(of: surface, read.language)) ? 1 : 0)
        }
        features.append(read.features)
        keys.append(read.keys)
        languages.insert(read.language)
        let nestings = read.nestings.map { Pool.Nesting(outer: $0.outer + first, inner: $0.inner + first) }
        texts.append(Text(rows: first..<features.count, nestings: nestings))
    }

    /// Fills in what tables know of the rows of some texts.
    mutating func add(_ tables: LearntTables, toTexts chosen: [Int], own: Int) {
        for text in chosen { features.add(tables, keys, rows: texts[text].rows, own: own) }
    }

    mutating func addRarity(_ tables: LearntTables) {
        features.addRarity(tables, keys, rows: 0..<features.count, own: 1)
    }

    mutating func surroundByLexical() { features.surround(texts.flatMap(\.nestings)) }
}

/// One text of a training set, read.
private struct Reading {
    let language: LanguageCode
    let features: FeatureRows
    let keys: LexicalKeys
    let surfaces: [String]
    let nestings: [Pool.Nesting]

    init(
        _ text: String, options: KeywordOptions, workspace: Workspace, isCancelled: () -> Bool
    ) throws(ExtractionRefusal) {
        let bytes = text.utf8.span
        let pool = try workspace.pool(
            of: bytes, options: options, words: options.maxWords, isCancelled: isCancelled)
        language = workspace.page.tongue.code
        features = FeatureRows(of: pool, workspace: workspace)
        keys = LexicalKeys(of: pool, workspace: workspace)
        nestings = pool.nestings
        let tokens = workspace.page.tokens
        surfaces = pool.members.map { member in
            let phrase = workspace.phrases.phrases[member.phrase]
            let first = Int(phrase.first)
            let range = Int(tokens[first].start)..<Int(tokens[first + Int(phrase.tokens) - 1].end)
            return bytes.string(range)
        }
    }
}
