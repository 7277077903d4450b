/// The kinds of document a law office meets.
public enum DocumentKind: String, CaseIterable, Hashable, Sendable {
    /// Petição inicial and other requests.
    case petition
    /// Contestação and other answers.
    case defence
    /// Razões de recurso, embargos, contrarrazões.
    case appeal
    /// Despacho.
    case order
    /// Decisão interlocutória.
    case interlocutory
    /// Sentença.
    case sentence
    /// Acórdão.
    case ruling
    /// Decisão monocrática of a relator.
    case decision
    /// Publication in a gazette: intimação, edital.
    case publication
    /// Mandado, ofício, alvará, carta.
    case writ
    /// Certidão.
    case certificate
    case contract
    /// Procuração and substabelecimento.
    case powerOfAttorney = "power_of_attorney"
    case email
    /// Ata or termo de audiência.
    case minutes
    /// Parecer and laudo.
    case opinion
}

/// What kind of document a text is.
public struct DocumentAnswer: Hashable, Sendable {
    /// How likely one kind is.
    public struct Row: Hashable, Sendable {
        public let kind: DocumentKind
        public let probability: Double
    }

    /// A place that speaks for a kind, as a heading or a form of words does.
    public struct Evidence: Hashable, Sendable {
        public let kind: DocumentKind
        /// UTF-8 bytes.
        public let range: Range<Int>
        public let weight: Double
    }

    public let identity: AnalyzerIdentity
    /// Nil where too little speaks for any kind, or as much for two.
    public let kind: DocumentKind?
    /// All kinds, the likeliest first. A scale for ordering: no counting stands behind it.
    public let ranking: [Row]
    /// What speaks for the likeliest kind, in order of the text.
    public let evidence: [Evidence]
}

/// Tells kinds of Brazilian legal documents apart by what they say. The rules and their figures:
/// `docs/text/analyses.md`. For kinds of your own: `TextClassifier`.
public enum DocumentKinds {
    public static let identity = AnalyzerIdentity(name: "classify", version: "2")

    /// So far from the beginning titles and openings stand.
    private static let wordsOfHeading = 90
    private static let scoreMin = 4.0
    private static let leadMin = 1.0
    /// The score that makes a kind e times as likely as another.
    private static let scorePerUnit = 2.0

    private struct Cue {
        let kind: Int
        let weight: Double
        let place: DocumentCues.Place
    }

    private static let cues = Cues()

    private struct Cues {
        let book: PhraseBook
        /// A phrase may speak for several kinds.
        let meanings: [[Cue]]

        init() {
            var entries: [String: Int] = [:]
            var meanings: [[Cue]] = []
            for cues in DocumentCues.all {
                let kind = DocumentKind.allCases.firstIndex(of: cues.kind) ?? 0
                for phrase in cues.phrases {
                    let key = Folding.folded(phrase.text)
                    if entries[key] == nil { meanings.append([]) }
                    let entry = entries[key, default: meanings.count - 1]
                    entries[key] = entry
                    meanings[entry].append(Cue(kind: kind, weight: phrase.weight, place: phrase.place))
                }
            }
            book = PhraseBook(
                entries.sorted { $0.value < $1.value }.map { (text: $0.key, entry: $0.value) }, by: .words,
                in: .portuguese)
            self.meanings = meanings
        }
    }

    /// Says what kind of document a Portuguese text is, by its headings and forms of words.
    /// - Parameter isCancelled: asked now and then; true ends it with `ExtractionRefusal.cancelled`, here and in every
    ///   other analyzer.
    public static func classify(
        _ text: String, isCancelled: () -> Bool = { false }
    ) throws(ExtractionRefusal) -> DocumentAnswer {
        try Workspaces.lend { (workspace) throws(ExtractionRefusal) in
            let passage = try Passage(text, language: .portuguese, in: workspace, isCancelled: isCancelled)
            let evidence = evidence(
                in: passage, DocumentLines(of: text.utf8.span, in: passage, workspace), workspace)
            var scores = [Double](repeating: 0, count: DocumentKind.allCases.count)
            for (kind, found) in zip(DocumentKind.allCases, scores.indices) {
                scores[found] = evidence.reduce(0) { $0 + ($1.kind == kind ? $1.weight : 0) }
            }
            let shares = Softmax.shares(scores.map { $0 / scorePerUnit })
            let order = scores.indices.sorted { (scores[$1], $0) < (scores[$0], $1) }
            let best = DocumentKind.allCases[order[0]]
            let isPlain =
                scores[order[0]] >= scoreMin && scores[order[0]] - scores[order[1]] >= leadMin
            return DocumentAnswer(
                identity: identity, kind: isPlain ? best : nil,
                ranking: order.map {
                    DocumentAnswer.Row(kind: DocumentKind.allCases[$0], probability: shares[$0])
                },
                evidence: scores[order[0]] > 0 ? evidence.filter { $0.kind == best } : [])
        }
    }

    /// Every phrase counts once for a kind, where it tells most: a long document is not more of its kind than a short
    /// one.
    private static func evidence(
        in passage: Passage, _ lines: DocumentLines, _ workspace: Workspace
    ) -> [DocumentAnswer.Evidence] {
        var found: [DocumentAnswer.Evidence] = []
        /// Where the evidence of each entry begins.
        var places: [Int: Int] = [:]
        for match in cues.book.matches(in: passage, workspace) {
            let isEarly = match.tokens.lowerBound < wordsOfHeading
            let standing = lines.standing(of: match.tokens)
            let evidence = cues.meanings[match.entry].map { cue in
                DocumentAnswer.Evidence(
                    kind: DocumentKind.allCases[cue.kind], range: passage.bytes(of: match.tokens),
                    weight: cue.weight * cue.place.share(of: match.tokens.count, standing, isEarly: isEarly))
            }
            if let place = places[match.entry] {
                for (index, evidence) in zip(place..., evidence) where evidence.weight > found[index].weight {
                    found[index] = evidence
                }
            } else {
                places[match.entry] = found.count
                found += evidence
            }
        }
        return found.sorted {
            ($0.range.lowerBound, $0.kind.rawValue) < ($1.range.lowerBound, $1.kind.rawValue)
        }
    }
}

extension DocumentCues.Place {
    /// How much of a phrase's weight counts where it stands.
    fileprivate func share(of words: Int, _ standing: DocumentLines.Standing, isEarly: Bool) -> Double {
        switch self {
        case .title: Self.shareOfTitle(of: words, standing) * (isEarly ? 1 : 0.5)
        case .line:
            switch standing {
            case .title, .run, .label: 1
            case .start, .capitals, .inside: 0.3
            }
        case .opening: isEarly ? 1 : 0.5
        case .said: 1
        }
    }

    private static func shareOfTitle(of words: Int, _ standing: DocumentLines.Standing) -> Double {
        switch standing {
        case .title: 1
        case .run, .capitals: 0.5
        // A name so long is hardly met by chance.
        case .label, .start: words >= 3 ? 0.5 : 0.2
        case .inside: 0.2
        }
    }
}
