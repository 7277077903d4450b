/// One article: its number, in figures or in words, its letter, and the parts behind it.
extension RuleReader {
    /// A number such as 1.003 or 5º-A, and the parts behind it.
    func article(at index: Int, isPlural: Bool) -> (String, Int)? {
        guard gap(index) != .paragraph, let (number, after) = grouped(index, firstMax: 4), number.count <= 4
        else {
            return nil
        }
        var next = skippingOrdinal(after)
        var name = "art. " + Self.text(number.drop { $0 == 0x30 })
        if let (letter, end) = articleLetter(at: next) { (name, next) = (name + "-" + letter, end) }
        // Not a number of something else: 12/2020, 3,5%, 10:30.
        if next < pieces.count, pieces[next].gap == .none {
            if pieces[next].kind != .mark || isMark(next, "%") { return nil }
            if isMark(next, "/"), isDigits(next + 1) { return nil }
        }
        return parts(behind: name, at: next, isPlural: isPlural)
    }

    /// `artigo quinto, inciso LV`.
    func articleInWords(at index: Int) -> (String, Int)? {
        guard let (number, end) = ordinalWords(at: index), gap(index) != .paragraph, isClosedOrdinal(end)
        else {
            return nil
        }
        return parts(behind: "art. \(number)", at: end, isPlural: false)
    }

    private func parts(behind name: String, at index: Int, isPlural: Bool) -> (String, Int) {
        var parts: [String] = []
        var next = index
        var openParagraph: Int?
        for _ in 0..<12 {
            if let (part, end) = part(at: next, isFirst: false) {
                openParagraph = self.openParagraph(of: next..<end) ?? openParagraph
                parts.append(part)
                next = end
            } else if !isPlural, let number = openParagraph,
                let (part, end) = laterParagraph(at: next, behind: number)
            {
                parts.append(part)
                next = end
                openParagraph = nil
            } else {
                break
            }
        }
        return (name + parts.joined(), next)
    }

    private func articleLetter(at index: Int) -> (String, Int)? {
        guard isMark(index, "-"), gap(index) == .none, index + 1 < pieces.count else { return nil }
        let letter = pieces[index + 1]
        guard letter.kind == .letters, letter.length == 1, letter.gap == .none, letter.casing == .title else {
            return nil
        }
        return (text(index + 1..<index + 2), index + 2)
    }

    func skippingOrdinal(_ index: Int) -> Int {
        // 5.º and, from scanners, 5o.
        if isMark(index, "."), index + 1 < pieces.count, pieces[index + 1].isOrdinal, gap(index + 1) == .none
        {
            return index + 2
        }
        guard index < pieces.count else { return index }
        if pieces[index].isOrdinal { return index + 1 }
        let isLetter =
            pieces[index].gap == .none && pieces[index].length == 1 && pieces[index].casing == .lower
        return isLetter && (text(index..<index + 1) == "o" || text(index..<index + 1) == "a")
            ? index + 1 : index
    }
}
