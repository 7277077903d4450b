/// Parts of an article: paragraphs, items, letters, the head.
extension RuleReader {
    /// A part behind its comma, or standing first; its one form begins with the comma.
    func part(at index: Int, isFirst: Bool) -> (String, Int)? {
        var next = index
        let hasComma = isMark(next, ",")
        if hasComma { next += 1 }
        if !isFirst, term(.and, next) != nil { next += 1 }
        guard gap(next) != .paragraph || isFirst else { return nil }
        let hasJoint = next > index
        if let end = caputEnd(next, hasJoint: hasJoint) { return (", caput", end) }
        if let sole = term(.soleParagraph, next) { return (", parágrafo único", next + sole.length) }
        return paragraph(at: next) ?? item(at: next, isBare: hasComma && !isFirst)
            ?? letter(at: next, isBare: hasJoint && !isFirst)
            ?? romans(at: next, after: index, isFirst: isFirst)
    }

    /// Behind `caput`, also in quotes.
    private func caputEnd(_ index: Int, hasJoint: Bool) -> Int? {
        if let head = term(.caput, index), hasJoint || gap(index) != .paragraph { return index + head.length }
        let isQuoted = isMark(index, "\"") && isMark(index + 2, "\"")
        return isQuoted && term(.caput, index + 1) != nil ? index + 3 : nil
    }

    /// Romans joined by `e` to those before.
    private func romans(at index: Int, after start: Int, isFirst: Bool) -> (String, Int)? {
        guard !isFirst, index > start, let (value, end) = romanRange(at: index) else { return nil }
        return (", \(value)", end)
    }

    private func item(at index: Int, isBare: Bool) -> (String, Int)? {
        if let word = term(.itemWord, index) {
            let next = skippingStop(index + word.length)
            if let (value, end) = romanRange(at: next, isNamed: true) { return (", \(value)", end) }
            guard (1...2).contains(digits(next).count), !goesOn(next + 1) else { return nil }
            return (", " + Self.text(digits(next)), skippingOrdinal(next + 1))
        }
        guard isBare, let (value, end) = romanRange(at: index) else { return nil }
        return (", \(value)", end)
    }

    /// `II`, or `II a IV` for all between.
    func romanRange(at index: Int, isNamed: Bool = false) -> (String, Int)? {
        guard let (first, end) = roman(at: index, isNamed: isNamed) else { return nil }
        guard let to = term(.upTo, end), let (last, after) = roman(at: end + to.length, isNamed: isNamed),
            gap(end) != .paragraph
        else { return (first, end) }
        return ("\(first) a \(last)", after)
    }

    /// Of small letters only i, v and x: scanners read II as li.
    private func isSmallRoman(_ index: Int) -> Bool {
        pieces[index].casing == .lower
            && bytes[pieces[index].range].allSatisfy { [0x69, 0x76, 0x78].contains($0) }
    }

    /// Capitals, or behind their name small letters too: `inciso iv`; with a letter of their own: `I-A`.
    private func roman(at index: Int, isNamed: Bool) -> (String, Int)? {
        guard index < pieces.count, pieces[index].kind == .letters, gap(index) != .paragraph,
            pieces[index].casing == .upper || pieces[index].casing == .title && pieces[index].length == 1
                || isNamed && isSmallRoman(index)
        else { return nil }
        let written = isNamed ? Self.capitals(text(index..<index + 1)) : text(index..<index + 1)
        guard Roman.value(Array(written.utf8)) != nil else { return nil }
        guard isMark(index + 1, "-"), gap(index + 1) == .none, index + 2 < pieces.count,
            pieces[index + 2].length == 1, pieces[index + 2].casing == .title, gap(index + 2) == .none
        else { return (written, index + 1) }
        return (written + "-" + text(index + 2..<index + 3), index + 3)
    }
}

/// Paragraphs of an article, alone and in lists.
extension RuleReader {
    /// More than one is named: `§§`, `parágrafos`, so numbers may follow without the sign of an ordinal.
    private func isPlural(_ sign: Int) -> Bool {
        let end = bytes[pieces[sign].range].last
        return pieces[sign].kind == .letters
            ? end == UInt8(ascii: "s") || end == UInt8(ascii: "S")
            : term(.paragraphWord, sign + 1) != nil || isJoinedPlural(sign + 1)
    }

    /// The s of `§s`.
    private func isJoinedPlural(_ index: Int) -> Bool {
        index < pieces.count && pieces[index].gap == .none && pieces[index].length == 1
            && pieces[index].kind == .letters && Self.lower(text(index..<index + 1)) == "s"
    }

    private func paragraph(at index: Int) -> (String, Int)? {
        guard let sign = term(.paragraphWord, index) else { return nil }
        var next = index + sign.length
        if term(.paragraphWord, next) != nil || isMark(next, ".") || isJoinedPlural(next) { next += 1 }
        guard var last = paragraphNumber(at: next, isPlain: true) else { return nil }
        var value = ", § " + last.text
        // §§ 1º e 2º, §§ 1º a 3º, §§ 2º e 11
        for _ in 0..<12 {
            guard let joint = paragraphJoint(last.end),
                let more = paragraphNumber(at: last.end + 1, isPlain: isPlural(index)),
                more.follows(last.number)
            else { break }
            let isLast = term(.and, last.end) != nil
            value += joint + more.text
            last = more
            if isLast { break }
        }
        return (value, last.end)
    }

    /// A paragraph of a list that parts of one before it have broken: `§§ 2º, I a IV, e 11`.
    func laterParagraph(at index: Int, behind number: Int) -> (String, Int)? {
        var next = skipping(",", at: index)
        if term(.and, next) != nil { next += 1 }
        guard next > index, let more = paragraphNumber(at: next, isPlain: true), more.follows(number) else {
            return nil
        }
        return (", § " + more.text, more.end)
    }

    /// The last number of several paragraphs that a part names, where the list may go on behind other parts: no `e`
    /// has closed it.
    func openParagraph(of part: Range<Int>) -> Int? {
        var sign = skipping(",", at: part.lowerBound)
        if term(.and, sign) != nil { sign += 1 }
        guard term(.paragraphWord, sign) != nil, isPlural(sign), sign < part.upperBound,
            !(sign..<part.upperBound).contains(where: { term(.and, $0) != nil })
        else { return nil }
        return (sign..<part.upperBound).reversed().lazy.compactMap { number($0) }.first
    }

    private func paragraphJoint(_ index: Int) -> String? {
        guard gap(index) != .paragraph else { return nil }
        if term(.upTo, index) != nil { return " a " }
        return term(.and, index) != nil || isMark(index, ",") ? ", § " : nil
    }

    private struct ParagraphNumber {
        var text: String
        var number: Int
        var end: Int
        var isOrdinal: Bool

        /// No law has more; a plain number beyond it counts something else.
        private static let plainMax = 60

        /// A plain number goes on a list only upwards.
        func follows(_ last: Int) -> Bool { isOrdinal || number > last && number <= Self.plainMax }
    }

    /// `2º`, `8º-A`, `primeiro`; where plain ones may stand also `11`.
    private func paragraphNumber(at index: Int, isPlain: Bool) -> ParagraphNumber? {
        guard index < pieces.count, gap(index) != .paragraph else { return nil }
        if let (number, end) = ordinalWords(at: index), isClosedOrdinal(end) {
            return ParagraphNumber(text: "\(number)", number: number, end: end, isOrdinal: true)
        }
        guard (1...2).contains(digits(index).count), let number = number(index) else { return nil }
        var end = skippingOrdinal(index + 1)
        let isOrdinal = end > index + 1
        guard isPlain || isOrdinal, !goesOn(end), !isMark(end, "%") else { return nil }
        var text = Self.text(digits(index))
        if hasLetter(behind: end) {
            end += 2
            text += "-" + self.text(end - 1..<end)
        }
        return ParagraphNumber(text: text, number: number, end: end, isOrdinal: isOrdinal)
    }

    /// Whether an ordinal in words ends a reference: `artigo segundo, ` and not `artigo segundo o qual`.
    func isClosedOrdinal(_ end: Int) -> Bool {
        guard end < pieces.count, gap(end) != .paragraph, pieces[end].kind == .letters else { return true }
        return term(.preposition, end) != nil || term(.and, end) != nil || term(.caput, end) != nil
            || term(.itemWord, end) != nil
    }

    /// Whether `-A` follows, as in `§ 1º-A`.
    private func hasLetter(behind end: Int) -> Bool {
        guard isMark(end, "-"), gap(end) == .none, end + 1 < pieces.count else { return false }
        let piece = pieces[end + 1]
        return piece.kind == .letters && piece.length == 1 && piece.casing == .title
    }
}

/// Letters of an item.
extension RuleReader {
    private func letter(at index: Int, isBare: Bool) -> (String, Int)? {
        let word = term(.letterWord, index)
        guard word != nil || isBare else { return nil }
        let next = word.map { skippingStop(index + $0.length) } ?? index
        let quotes = quoteLength(next)
        let place = next + quotes
        guard isLetter(place) else { return nil }
        let letter = ", " + Self.lower(text(place..<place + 1))
        if quotes > 0 {
            let closing = quoteLength(place + 1)
            return closing > 0 ? (letter, place + 1 + closing) : nil
        }
        if word != nil {
            let isClosed = isMark(place + 1, ")") && !isMark(next - 1, "(")
            return (letter, place + (isClosed ? 2 : 1))
        }
        return standsAlone(place) ? (letter, place + 1) : nil
    }

    private func isLetter(_ place: Int) -> Bool {
        place >= 0 && place < pieces.count && pieces[place].kind == .letters && pieces[place].length == 1
    }

    /// A small letter between marks, as in `, I, a,`, or joined to a letter before: `a e c`.
    private func standsAlone(_ place: Int) -> Bool {
        guard pieces[place].casing == .lower, gap(place) != .none, term(.withWord, place) == nil,
            isMark(place - 1, ",") || isJoinedToLetter(place)
        else { return false }
        let next = place + 1
        if isMark(next, ".") { return gap(next + 1) != .none || next + 1 == pieces.count }
        if isMark(next, oneOf: ",;)") || term(.preposition, next) != nil || next == pieces.count {
            return true
        }
        return joinsLastLetter(next)
    }

    /// Whether an `e` joins the last letter of a list, one that a mark or a preposition closes: `a e c do`.
    private func joinsLastLetter(_ index: Int) -> Bool {
        term(.and, index) != nil && isLetter(index + 1) && pieces[index + 1].casing == .lower
            && (isMark(index + 2, oneOf: ",;.)") || term(.preposition, index + 2) != nil)
    }

    private func isJoinedToLetter(_ place: Int) -> Bool {
        guard term(.and, place - 1) != nil else { return false }
        let before = isMark(place - 2, ",") ? place - 3 : place - 2
        return isLetter(before) && pieces[before].casing == .lower
    }

    static func lower(_ letter: String) -> String {
        String(decoding: letter.utf8.map { $0 &- 0x41 < 26 ? $0 | 0x20 : $0 }, as: UTF8.self)
    }

    static func capitals(_ text: String) -> String {
        String(decoding: text.utf8.map { $0 &- 0x61 < 26 ? $0 & 0xDF : $0 }, as: UTF8.self)
    }

    /// A quote of one or two strokes.
    private func quoteLength(_ index: Int) -> Int {
        guard index < pieces.count, pieces[index].kind == .mark else { return 0 }
        if pieces[index].hash == 0x22 { return 1 }
        guard pieces[index].isQuoteStroke else { return 0 }
        let isDouble = index + 1 < pieces.count && pieces[index + 1].isQuoteStroke && gap(index + 1) == .none
        return isDouble ? 2 : 1
    }
}
