/// In how many of the caller's documents words and phrases stand: what is common there says less. Made once,
/// for one language, and used in any number of extractions.
public struct DocumentFrequencies: Hashable, Sendable {
    /// The documents counted.
    public let documents: Int
    public let language: LanguageCode
    /// By a hash of stems, the documents that hold them.
    private let counts: [UInt64: Int]

    /// Words and phrases in any inflection and casing. Of entries with the same stems the greatest count
    /// stands.
    public init(
        documents: Int, language: LanguageCode, holding entries: [String: Int]
    ) throws(ExtractionRefusal) {
        try Self.check(documents, entries, language)
        var options = KeywordOptions()
        options.language = language
        try options.check()
        self.documents = documents
        self.language = language
        counts = try Workspaces.lend { (workspace) throws(ExtractionRefusal) in
            var counts: [UInt64: Int] = [:]
            workspace.page.tongue = Tongue(code: language.rawValue) ?? .none
            for (entry, count) in entries {
                var hash = StableHash()
                for stem in try workspace.stems(of: entry) {
                    hash.add(stem: workspace.lexicon.stems.text(stem))
                }
                counts[hash.value] = max(counts[hash.value] ?? 0, count)
            }
            return counts
        }
    }

    private static func check(
        _ documents: Int, _ entries: [String: Int], _ language: LanguageCode
    ) throws(ExtractionRefusal) {
        guard 1...KeywordLimits.documents ~= documents else {
            throw .optionOutOfRange(
                name: "documents", value: Double(documents), allowed: 1...Double(KeywordLimits.documents))
        }
        guard entries.count <= KeywordLimits.frequencies else {
            throw .listTooLong(
                name: "frequencies", count: entries.count, limit: KeywordLimits.frequencies)
        }
        for (entry, count) in entries {
            guard entry.utf8.count <= KeywordLimits.entryBytes else {
                throw .entryTooLong(
                    name: "frequencies", bytes: entry.utf8.count, limit: KeywordLimits.entryBytes)
            }
            guard 0...documents ~= count else {
                throw .optionOutOfRange(
                    name: "frequencies", value: Double(count), allowed: 0...Double(documents))
            }
        }
    }

    /// From 0, in every document, to 1, in none.
    func rarity(of count: Int) -> Double {
        1 - Logarithm.table.of(count + 1) / Logarithm.table.of(documents + 1)
    }

    /// Where nothing is known: it neither adds nor takes.
    static let neither = 0.5

    func count(_ hash: StableHash) -> Int? { counts[hash.value] }
}

extension StableHash {
    mutating func add(stem: some Sequence<UInt8>) {
        add(stem)
        add(0)
    }
}

extension Workspace {
    /// How rare a phrase is among the caller's documents: by its own count where the table has one, else by
    /// that of its rarest word. A word the table lacks stands in none; a number it lacks says nothing, as
    /// numbers are seldom counted.
    func rarity(of phrase: PhraseTable.Phrase, by frequencies: DocumentFrequencies) -> Double {
        var whole = StableHash()
        var least = Int.max
        for index in Int(phrase.first)..<Int(phrase.first) + Int(phrase.tokens) {
            let token = page.tokens[index]
            guard token.stem < Page.glue else { continue }
            let stem = lexicon.stems.text(Int(lexicon.facts[Int(token.word)].stem))
            whole.add(stem: stem)
            var word = StableHash()
            word.add(stem: stem)
            let count = frequencies.count(word)
            if count == nil, token.traits.contains(.number) { continue }
            least = min(least, count ?? 0)
        }
        if let count = frequencies.count(whole) { return frequencies.rarity(of: count) }
        return least == .max ? DocumentFrequencies.neither : frequencies.rarity(of: least)
    }
}
