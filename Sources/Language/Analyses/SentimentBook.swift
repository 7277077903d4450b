/// The words that judge in one language, ready to be found in a text.
struct SentimentBook: Sendable {
    enum Meaning {
        case weight(Double)
        /// Praise or blame beside something else.
        case comparative(Double)
        case negation(Negation)
        case intensifier, diminisher, contrast, concession
        /// A word of degree that compares.
        case such
        case enough
        /// Looks like another entry and judges nothing.
        case nothing
    }

    enum Negation {
        case plain
        /// Of everything: "never", "nothing".
        case absolute
        /// Of what one can do.
        case inability
    }

    let book: PhraseBook
    let meanings: [Meaning]
    /// Folded words that are a name wherever they have a capital.
    let names: Set<[UInt8]>
    /// Folded words that close a letter where they begin a sentence and a mark follows.
    let farewells: Set<[UInt8]>
    /// Folded words that begin a name at the beginning of a sentence, before another with a capital.
    let nameBeginnings: Set<[UInt8]>

    static func of(_ tongue: Tongue) -> SentimentBook? {
        switch tongue {
        case .portuguese: portuguese
        case .english: english
        case .none, .spanish, .french, .german, .italian, .dutch: nil
        }
    }

    private static let portuguese = SentimentBook(.portuguese)
    private static let english = SentimentBook(.english)

    private init?(_ tongue: Tongue) {
        guard let lists = SentimentWords.of(tongue) else { return nil }
        var phrases: [(text: String, entry: Int)] = []
        var meanings: [Meaning] = []
        func enter(_ texts: [String], _ meaning: Meaning) {
            phrases += texts.map { ($0, meanings.count) }
            meanings.append(meaning)
        }
        // What is entered first stands where a word is in two lists.
        enter(Self.words(lists.negations) + Self.phrases(lists.negatingPhrases), .negation(.plain))
        enter(Self.words(lists.absolutes), .negation(.absolute))
        enter(Self.phrases(lists.inabilities), .negation(.inability))
        enter(Self.words(lists.enough), .enough)
        enter(Self.words(lists.suchWords), .such)
        enter(Self.words(lists.intensifiers), .intensifier)
        enter(Self.words(lists.diminishers), .diminisher)
        enter(Self.phrases(lists.contrasts), .contrast)
        enter(Self.phrases(lists.concessions), .concession)
        enter(Self.phrases(lists.pseudoNegations), .nothing)
        for line in lists.phrases.joined(separator: "\n").split(separator: "\n") {
            let parts = line.split(separator: " ", maxSplits: 1)
            let weight = Double(parts[0]) ?? 0
            enter(Self.phrases(String(parts[1])), weight == 0 ? .nothing : .weight(weight))
        }
        for (weight, text) in lists.comparatives { enter(Self.words(text), .comparative(Double(weight))) }
        for (weight, text) in lists.weights {
            let forms = Self.words(text).flatMap {
                tongue == .portuguese ? PortugueseForms.of($0) : [$0]
            }
            enter(forms, .weight(Double(weight)))
        }
        book = PhraseBook(phrases, by: .words, in: tongue)
        self.meanings = meanings
        names = Self.folded(lists.names)
        farewells = Self.folded(lists.farewells)
        nameBeginnings = Self.folded(lists.nameBeginnings)
    }

    private static func folded(_ text: String) -> Set<[UInt8]> {
        Set(words(text).map { Array(Folding.folded($0).utf8) })
    }

    private static func words(_ text: String) -> [String] {
        text.split(whereSeparator: { $0 == " " || $0 == "\n" }).map(String.init)
    }

    /// Of words parted by a slash each may stand, and "_" is none: "a/_ b" is "a b" and "b".
    private static func phrases(_ text: String) -> [String] {
        text.split(separator: ";").flatMap { phrase in
            words(String(phrase)).reduce([""]) { beginnings, word in
                let choices = word.split(separator: "/").map { $0 == "_" ? "" : " " + $0 }
                return beginnings.flatMap { beginning in choices.map { beginning + $0 } }
            }
        }
    }
}

/// The regular inflections of a Portuguese word, without accents. Some are no words; no text holds those.
enum PortugueseForms {
    static func of(_ word: String) -> [String] {
        let plain = Folding.folded(word)
        for (ending, forms) in endings
        where plain.hasSuffix(ending) && plain.utf8.count > ending.utf8.count + 1 {
            let stem = String(plain.dropLast(ending.count))
            return [plain] + forms.split(separator: " ").map { stem + $0 }
        }
        return [plain, plain + "s"]
    }

    /// Tried in order.
    private static let endings: [(String, String)] = [
        ("ar", "o a am e em ou aram ava avam ei ado ada ados adas ando amos aremos ara arao aria ariam"),
        ("er", "o e em eu eram ia iam i ido ida idos idas endo emos era erao eria eriam a am"),
        ("ir", "o e em iu iram ia iam i ido ida idos idas indo imos ira irao iria iriam a am"),
        ("cao", "coes"), ("ao", "oes"), ("vel", "veis"), ("al", "ais"), ("il", "is eis"), ("m", "ns"),
        ("or", "ores ora oras"), ("z", "zes"), ("o", "a os as issimo issima"), ("e", "es"), ("a", "as"),
    ]
}
