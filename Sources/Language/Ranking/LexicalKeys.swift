/// The words of a phrase and those beside it as numbers that are the same in every process: what a ranker
/// learns of single words hangs on them.
struct LexicalKeys {
    /// All keys of all members; those of its own words, then those of the words beside it.
    private(set) var keys: [UInt32] = []
    private(set) var rows: [Row] = []
    /// For every row, the stems of its words, for their frequency in other texts.
    private(set) var stems: [UInt32] = []

    struct Row {
        var words: Range<Int>
        var context: Range<Int>
        var stems: Range<Int>
    }

    /// What a key is about; a word is not the same at the beginning and at the end.
    private enum Role: UInt8 {
        case first, last, middle, stem, firstEnding, lastEnding, endings, phrase, shape
        case before, after, endingBefore, endingAfter
    }

    init() {}

    init(of pool: Pool, workspace: Workspace) {
        workspace.prints.follow(workspace.lexicon)
        let source = Source(
            tokens: workspace.page.tokens, facts: workspace.lexicon.facts, words: workspace.prints.words,
            stems: workspace.prints.stems)
        let phrases = workspace.phrases.phrases
        rows.reserveCapacity(pool.members.count)
        keys.reserveCapacity(pool.members.count * 20)
        stems.reserveCapacity(pool.members.count * 4)
        for member in pool.members {
            let phrase = phrases[member.phrase]
            add(Int(phrase.first)..<Int(phrase.first) + Int(phrase.tokens), source)
        }
    }

    /// What keys are made of.
    private struct Source {
        let tokens: [Token]
        let facts: [Lexicon.Facts]
        let words: [WordPrints.Print]
        let stems: [UInt32]

        @inline(__always)
        func word(_ index: Int) -> WordPrints.Print { words[Int(tokens[index].word)] }

        /// The word beside a phrase, unless something parts them.
        @inline(__always)
        func neighbour(_ index: Int, parted: Bool) -> WordPrints.Print {
            parted || !tokens.indices.contains(index) ? .nothing : word(index)
        }
    }

    mutating func append(_ others: LexicalKeys) {
        let (keyOffset, stemOffset) = (keys.count, stems.count)
        func moved(_ range: Range<Int>, _ offset: Int) -> Range<Int> {
            range.lowerBound + offset..<range.upperBound + offset
        }
        keys.append(contentsOf: others.keys)
        stems.append(contentsOf: others.stems)
        for row in others.rows {
            rows.append(
                Row(
                    words: moved(row.words, keyOffset), context: moved(row.context, keyOffset),
                    stems: moved(row.stems, stemOffset)))
        }
    }

    private mutating func add(_ range: Range<Int>, _ source: Source) {
        let (start, firstStem) = (keys.count, stems.count)
        addWords(range, source)
        let middle = keys.count
        addContext(range, source)
        rows.append(
            Row(words: start..<middle, context: middle..<keys.count, stems: firstStem..<stems.count))
    }

    private mutating func addWords(_ range: Range<Int>, _ source: Source) {
        var (whole, shape) = (UInt32(Role.phrase.rawValue), UInt32(Role.shape.rawValue))
        for index in range {
            let token = source.tokens[index]
            shape = Self.mix(shape, UInt32(token.pattern) << 8 | UInt32(token.part.rawValue))
            if token.stem < Page.glue {
                let stem = source.stems[Int(source.facts[Int(token.word)].stem)]
                let key = Self.key(.stem, stem)
                stems.append(key)
                keys.append(key)
                whole = Self.mix(whole, stem)
            }
            if index > range.lowerBound, index < range.upperBound - 1 {
                keys.append(Self.key(.middle, source.word(index).whole))
            }
        }
        keys.append(whole)
        keys.append(shape)
        let (first, last) = (source.word(range.lowerBound), source.word(range.upperBound - 1))
        keys.append(Self.key(.first, first.whole))
        keys.append(Self.key(.last, last.whole))
        keys.append(Self.key(.firstEnding, first.ending, range.count))
        keys.append(Self.key(.lastEnding, last.ending, range.count))
        keys.append(Self.key(.endings, Self.mix(first.ending, last.ending), range.count))
    }

    /// The words beside the first occurrence.
    private mutating func addContext(_ range: Range<Int>, _ source: Source) {
        let end = range.upperBound
        let before = source.neighbour(
            range.lowerBound - 1, parted: source.tokens[range.lowerBound].gap != .none)
        let after = source.neighbour(
            end, parted: end < source.tokens.count && source.tokens[end].gap != .none)
        keys.append(Self.key(.before, before.whole))
        keys.append(Self.key(.after, after.whole))
        keys.append(Self.key(.endingBefore, before.ending))
        keys.append(Self.key(.endingAfter, after.ending))
    }

    @inline(__always)
    private static func key(_ role: Role, _ print: UInt32, _ size: Int = 0) -> UInt32 {
        mix(UInt32(role.rawValue) | UInt32(truncatingIfNeeded: size) << 8, print)
    }

    @inline(__always)
    private static func mix(_ state: UInt32, _ value: UInt32) -> UInt32 {
        let product = (UInt64(state) << 32 | UInt64(value)).multipliedFullWidth(by: 0x9E37_79B9_7F4A_7C15)
        let mixed = product.high ^ product.low
        return UInt32(truncatingIfNeeded: mixed ^ mixed >> 32)
    }
}
