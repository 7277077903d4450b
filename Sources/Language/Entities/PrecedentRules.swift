/// Súmulas, themes and cited appeals.
extension RuleReader {
    func precedent(at index: Int) -> Found? { sumula(at: index) ?? appeal(at: index) }

    private func sumula(at index: Int) -> Found? {
        guard let word = term(.sumula, index) ?? term(.theme, index) else { return nil }
        var next = skippingNumberSign(index + word.length)
        var numbers: [String] = []
        var end = next
        for _ in 0..<12 {
            // Numbers joined by a comma or `e`.
            guard let (number, after) = grouped(next, firstMax: 4), number.count <= 4, !goesOn(after),
                gap(next) != .paragraph
            else { break }
            let (items, itemsEnd) = itemsBehind(skippingOrdinal(after))
            numbers.append(Self.dotted(number) + items)
            end = itemsEnd
            next = end
            if isMark(next, ",") { next += 1 }
            if term(.and, next) != nil { next += 1 }
            if next == end { break }
            next = skippingNumberSign(next)
        }
        guard !numbers.isEmpty, !isMark(end, "%") else { return nil }
        if isTopic(word, at: index, numbers, end: end) { return nil }
        let panel = panelBehind(end)
        let (court, after) = courtBehind(panel?.end ?? kindBehind(end))
        let from = word.value == "Súmula Vinculante" ? "STF" : court
        let source = [panel?.name, from].compactMap { $0 }.map { "/" + $0 }.joined()
        let values = numbers.map { "\(word.value) \($0)\(source)" }
        return Found(kind: .jurisprudence, pieces: index..<after, value: values.joined(separator: "; "))
    }

    /// `o tema 4 da palestra`: small letters, a small number, and neither a court nor a procedure.
    private func isTopic(_ word: LegalTerm, at index: Int, _ numbers: [String], end: Int) -> Bool {
        word.value == "Tema" && word.length == 1 && pieces[index].casing == .lower
            && numbers.allSatisfy { $0.count < 3 } && kindBehind(end) == end && courtBehind(end).0 == nil
    }

    /// Items of one súmula: `331, IV`, `85, itens III e IV`.
    private func itemsBehind(_ index: Int) -> (String, Int) {
        var (items, end) = ("", index)
        for _ in 0..<8 {
            var next = skipping(",", at: end)
            if term(.and, next) != nil { next += 1 }
            let word = term(.itemWord, next)
            if let word { next = skippingStop(next + word.length) }
            guard next > end, let (item, after) = romanRange(at: next, isNamed: word != nil) else { break }
            items += ", " + item
            end = after
        }
        return (items, end)
    }

    /// ` da SDI-1`, `/SBDI-I`, ` da SDC`: the panel of a labour court whose guidance it is.
    private func panelBehind(_ index: Int) -> (name: String, end: Int)? {
        var next = skipping(",/-", at: index)
        if let of = term(.preposition, next) { next += of.length }
        guard next > index, gap(next) != .paragraph, let panel = term(.panel, next) else { return nil }
        next += panel.length
        let place = skipping("-", at: next)
        if digits(place).count == 1 { return ("\(panel.value)-\(Self.text(digits(place)))", place + 1) }
        if let (number, end) = romanRange(at: place), let value = Roman.value(Array(number.utf8)) {
            return ("\(panel.value)-\(value)", end)
        }
        return (panel.value, next)
    }

    /// ` da Repercussão Geral`, ` dos recursos repetitivos`: in which kind of procedure a theme was set.
    private func kindBehind(_ index: Int) -> Int {
        let next = skipping(",", at: index)
        return term(.themeKind, next).map { next + $0.length } ?? index
    }

    /// `do STJ`, `/STJ`, `, do Superior Tribunal de Justiça`, `da Súmula do TST`.
    private func courtBehind(_ index: Int) -> (String?, Int) {
        var next = skipping(",/-(", at: index)
        if let of = term(.preposition, next) {
            next += of.length
            if let list = term(.sumula, next), let from = term(.preposition, next + list.length) {
                next += list.length + from.length
            }
            if let polite = politeEnd(next) { next = polite }
        }
        guard gap(next) != .paragraph, next > index, let court = courtName(at: next) else {
            return (nil, index)
        }
        return (court.value, isMark(index, "(") && isMark(court.end, ")") ? court.end + 1 : court.end)
    }

    private func politeEnd(_ index: Int) -> Int? {
        guard index < pieces.count else { return nil }
        if Self.polite.contains(pieces[index].hash) { return index + 1 }
        return pieces[index].length == 1 && isMark(index + 1, ".") && pieces[index].casing == .title
            ? index + 2 : nil
    }

    private static let polite = Set(
        ["colendo", "egregio", "excelso", "e", "c", "eg", "col"].map { WordHash.of($0.utf8) })

    /// `AgRg no REsp 1.234.567/SP`, `HC 123.456`.
    private func appeal(at index: Int) -> Found? {
        guard let first = term(.appeal, index) else { return nil }
        var (names, next) = ([first.value], index + first.length)
        for _ in 0..<4 {
            let isJoined = isMark(next, "-") || isMark(next, "/")
            let link = isJoined ? 1 : term(.link, next).map(\.length) ?? 0
            guard link > 0, let inner = term(.appeal, next + link) else { break }
            names.append(inner.value)
            next += link + inner.length
        }
        let start = skippingNumberSign(isMark(next, ".") ? next + 1 : next)
        guard let (number, after) = grouped(start, firstMax: 20), number.count >= 2, gap(start) != .paragraph
        else {
            return nil
        }
        let (ending, end) = endingOfAppeal(number, at: after)
        guard !goesOn(end) else { return nil }
        // Points part the thousands of the higher courts; the long numbers of others have none.
        let written = number.count > 7 ? Self.text(number) : Self.dotted(number)
        let value = names.joined(separator: " no ") + " " + written + ending
        return Found(kind: .jurisprudence, pieces: index..<end, value: value)
    }

    /// `/SP`, `-SP`, `(SP)`; letters that end a court's own number, as in 20170020161362ADI.
    private func endingOfAppeal(_ number: ArraySlice<UInt8>, at index: Int) -> (String, Int) {
        var (ending, end) = ("", index)
        if number.count > 7, end < pieces.count, pieces[end].gap == .none, pieces[end].casing == .upper {
            ending = text(end..<end + 1)
            end += 1
        }
        let isOpen = isMark(end, "(")
        guard isOpen || isMark(end, "/") || isMark(end, "-"), let state = term(.state, end + 1) else {
            return (ending, end)
        }
        let isClosed = isOpen && isMark(end + 2, ")")
        return (ending + "/" + state.value, end + (isClosed ? 3 : 2))
    }
}
