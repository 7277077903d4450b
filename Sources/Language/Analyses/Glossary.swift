/// A legal term explained.
public struct GlossaryTerm: Hashable, Sendable {
    public let name: String
    /// Other words for the same.
    public let variants: [String]
    /// The article of law or the precedent it comes from.
    public let source: String
    /// In plain Portuguese.
    public let explanation: String
    public let english: String
}

/// What a caller may ask of the glossary.
public struct TermOptions: Hashable, Sendable {
    /// Terms to look up whether the text holds them or not.
    public var terms: [String] = []

    public init() {}
}

/// The legal terms of a text.
public struct TermExplanations: Hashable, Sendable {
    /// A term that stands in the text.
    public struct Found: Hashable, Sendable {
        public let term: GlossaryTerm
        /// UTF-8 bytes of every place, in any inflection.
        public let ranges: [Range<Int>]
    }

    /// A term that was asked about.
    public struct Asked: Hashable, Sendable {
        public let name: String
        /// Nil where the glossary does not know the term; nothing is made up.
        public let term: GlossaryTerm?
        /// UTF-8 bytes of every place where the text holds what was asked.
        public let ranges: [Range<Int>]
    }

    public let identity: AnalyzerIdentity
    /// In order of first occurrence.
    public let found: [Found]
    /// In the order asked.
    public let asked: [Asked]
}

/// Brazilian legal terms in plain words. Its limits: `docs/text/analyses.md`.
public enum LegalGlossary {
    public static let identity = AnalyzerIdentity(name: "explain_terms", version: "1")

    /// All terms, by subject.
    public static let terms: [GlossaryTerm] = GlossaryEntries.all

    private static let book = PhraseBook(
        terms.enumerated().flatMap { place, term in
            ([term.name] + term.variants).flatMap(TermForms.of).map { (text: $0, entry: place) }
        }, by: .names, in: .portuguese)

    /// The term that a name or an inflection of it stands for.
    public static func term(_ name: String) -> GlossaryTerm? {
        guard name.utf8.count <= KeywordLimits.entryBytes else { return nil }
        let found = try? Workspaces.lend { (workspace) throws(ExtractionRefusal) in
            try look(up: name, workspace)
        }
        return found ?? nil
    }

    private static func look(up name: String, _ workspace: Workspace) throws(ExtractionRefusal)
        -> GlossaryTerm?
    {
        let passage = try Passage(
            unchecked: name, language: .portuguese, in: workspace, isCancelled: { false })
        let matches = book.matches(in: passage, workspace)
        guard matches.count == 1, matches[0].tokens == passage.tokens.indices else { return nil }
        return terms[matches[0].entry]
    }

    /// Finds the terms of a text and explains them. The text is read as Portuguese.
    public static func explain(
        _ text: String, options: TermOptions = TermOptions(), isCancelled: () -> Bool = { false }
    ) throws(ExtractionRefusal) -> TermExplanations {
        try OptionCheck.check(options.terms, limit: AnalysisLimits.askedTerms, name: "terms")
        return try Workspaces.lend { (workspace) throws(ExtractionRefusal) in
            let passage = try Passage(
                text, language: .portuguese, in: workspace, isCancelled: isCancelled)
            let places = self.places(of: book, count: terms.count, in: passage, workspace)
            if isCancelled() { throw .cancelled }
            let met = places.indices.filter { !places[$0].isEmpty }
                .sorted { places[$0][0].lowerBound < places[$1][0].lowerBound }
            return TermExplanations(
                identity: identity,
                found: met.map { TermExplanations.Found(term: terms[$0], ranges: places[$0]) },
                asked: try asked(options.terms, in: passage, workspace))
        }
    }

    private static func asked(
        _ names: [String], in passage: Passage, _ workspace: Workspace
    ) throws(ExtractionRefusal) -> [TermExplanations.Asked] {
        if names.isEmpty { return [] }
        let book = PhraseBook(
            names.enumerated().flatMap { place, name in
                TermForms.of(name).map { (text: $0, entry: place) }
            }, by: .names, in: .portuguese)
        let places = self.places(of: book, count: names.count, in: passage, workspace)
        var asked: [TermExplanations.Asked] = []
        for (index, name) in names.enumerated() {
            let term = try look(up: name, workspace)
            asked.append(TermExplanations.Asked(name: name, term: term, ranges: places[index]))
        }
        return asked
    }

    private static func places(
        of book: PhraseBook, count: Int, in passage: Passage, _ workspace: Workspace
    ) -> [[Range<Int>]] {
        var places = [[Range<Int>]](repeating: [], count: count)
        for match in book.matches(in: passage, workspace) {
            places[match.entry].append(passage.bytes(of: match.tokens))
        }
        return places
    }
}

/// The entries as people read and mend them: on the first line the term, its variants after semicolons and
/// its source after a stroke; then the explanation; then, behind an equals sign, the English.
enum GlossaryEntries {
    static let all = [procedure, appeals, civil, crime, publicLaw].flatMap(parse)

    private static func parse(_ text: String) -> [GlossaryTerm] {
        var terms: [GlossaryTerm] = []
        var head = ""
        var explanation: [String] = []
        for line in text.split(separator: "\n") {
            if line.hasPrefix("= ") {
                terms.append(term(head, explanation.joined(separator: " "), String(line.dropFirst(2))))
                head = ""
                explanation = []
            } else if head.isEmpty {
                head = String(line)
            } else {
                explanation.append(String(line))
            }
        }
        return terms
    }

    private static func term(_ head: String, _ explanation: String, _ english: String) -> GlossaryTerm {
        let parts = head.split(separator: "|")
        let names = (parts.first ?? "").split(separator: ";").map(trimmed)
        return GlossaryTerm(
            name: names.first ?? "", variants: Array(names.dropFirst()),
            source: parts.count > 1 ? trimmed(parts[1]) : "", explanation: explanation, english: english)
    }

    private static func trimmed(_ text: Substring) -> String {
        var text = text.drop { $0 == " " }
        while text.last == " " { text.removeLast() }
        return String(text)
    }
}
