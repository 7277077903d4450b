/// A text cut into words, with what the rules found in it.
struct ReadText {
    let pieces: [Piece]
    let words: [WordSigns]
    let found: [RuleReader.Found]

    init(_ text: String) {
        let bytes = Array(text.utf8)
        let pieces = PieceReader.pieces(of: bytes.span)
        let found = RuleReader(bytes: bytes, pieces: pieces).found()
        var words = WordJoiner.words(of: bytes.span, pieces)
        NameLists.mark(&words)
        Self.mark(&words, found)
        (self.pieces, self.words, self.found) = (pieces, words, found)
    }

    /// Notes on each word what the rules found there and whether it begins there.
    private static func mark(_ words: inout [WordSigns], _ found: [RuleReader.Found]) {
        var word = 0
        for thing in found {
            guard let kind = EntityKind.ofRules.firstIndex(of: thing.kind) else { continue }
            while word < words.count, words[word].pieces.upperBound <= thing.pieces.lowerBound { word += 1 }
            var isFirst = true
            while word < words.count, words[word].pieces.lowerBound < thing.pieces.upperBound {
                words[word].found = UInt8(1 + kind * 2 + (isFirst ? 0 : 1))
                isFirst = false
                word += 1
            }
        }
    }

    func span(of thing: RuleReader.Found) -> Range<Int> {
        Int(pieces[thing.pieces.lowerBound].start)..<Int(pieces[thing.pieces.upperBound - 1].end)
    }

    func span(of words: Range<Int>) -> Range<Int> {
        Int(self.words[words.lowerBound].start)..<Int(self.words[words.upperBound - 1].end)
    }

    /// The end of a name with the point that belongs to its last word: a point that ends a sentence too is cut off as a
    /// word of its own, and the model leaves it out of `Banco Exemplo S.A.` and `Horizonte Ltda.`
    func endWithStop(_ end: Int) -> Int {
        guard end > 0, isStop(end) else { return end }
        // Brasil S|. A.
        if isInitial(end - 1), words[end - 1].hash == Self.initialS, end + 1 < words.count,
            isInitial(end + 1),
            words[end + 1].hash == Self.initialA, pieces[words[end + 1].pieces.lowerBound].gap == .space
        {
            return isStop(end + 2) ? end + 3 : end + 2
        }
        return endsShort(words[end - 1], before: end - 1) ? end + 1 : end
    }

    private static let initialS = WordHash.of("s".utf8)
    private static let initialA = WordHash.of("a".utf8)

    private func isStop(_ index: Int) -> Bool {
        index < words.count && words[index].isMark && words[index].hash == 0x2E
            && pieces[words[index].pieces.lowerBound].gap == .none
    }

    private func isInitial(_ index: Int) -> Bool {
        words[index].casing == .title && words[index].end - words[index].start == 1
    }

    /// Whether a word is short for a longer one: `Ltda`, or letters with points between them, as in `S.A` and `S. A`.
    private func endsShort(_ word: WordSigns, before index: Int) -> Bool {
        if word.pieces.count == 1 {
            if Self.nameEndings.contains(word.hash) { return true }
            // S. A.
            return isInitial(index) && index > 1 && isStop(index - 1) && isInitial(index - 2)
        }
        return word.pieces.allSatisfy { piece in
            let isLetter = (piece - word.pieces.lowerBound) % 2 == 0
            return isLetter
                ? pieces[piece].kind == .letters && pieces[piece].length == 1 : pieces[piece].isMark(".")
        }
    }

    private static let nameEndings = Set(
        "ltda cia jr inc corp ltd co".split(separator: " ").map { WordHash.of($0.utf8) })

    /// A sentence beyond this is cut: the model looks no further than three words.
    static let wordsOfSentence = 400

    /// Sentences as ranges of words: they end at marks and empty lines, not at line ends, which say nothing in
    /// wrapped text, and not behind abbreviations.
    func sentences() -> [Range<Int>] {
        var sentences: [Range<Int>] = []
        var start = 0
        for index in words.indices {
            let next = index + 1
            guard next == words.count || next - start >= Self.wordsOfSentence || ends(at: index, next) else {
                continue
            }
            sentences.append(start..<next)
            start = next
        }
        return sentences
    }

    private func ends(at index: Int, _ next: Int) -> Bool {
        let gap = pieces[words[next].pieces.lowerBound].gap
        if gap == .paragraph { return true }
        guard words[index].isMark, gap != .none, words[next].casing != .lower else { return false }
        switch words[index].hash {
        case 0x21, 0x3F: return true
        case 0x2E: return !(index > 0 && isAbbreviation(words[index - 1]))
        default: return false
        }
    }

    private func isAbbreviation(_ word: WordSigns) -> Bool {
        guard word.pieces.count == 1, !word.isMark, !word.hasDigit else { return false }
        return word.end - word.start == 1 || Self.abbreviations.contains(word.hash)
    }

    private static let abbreviations = Set(
        """
        art arts dr dra drs sr sra srs des desa min exmo exma av fl fls inc incs al rel proc adv ed pag pags vol num \
        nr prof profa exm ex eg col cf par obs tel cia ltda jr eng res \
        cod segs ss incs jan fev abr mai jun jul ago nov dez
        """.utf8.split(separator: 0x20).map { WordHash.of($0) })
}
