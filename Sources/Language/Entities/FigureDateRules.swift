/// Dates in figures. Versions, sections and addresses are written alike, so the less a form is a date's own, the more
/// must speak for it.
extension RuleReader {
    /// Three numbers with one mark between them.
    private struct Figures {
        var first: Int
        var month: Int
        var year: ArraySlice<UInt8>
        var mark: UInt64
        var isSpaced: Bool
        /// Day and month have two digits each.
        var isPadded: Bool
        var end: Int

        /// The year has four digits.
        var isLong: Bool { year.count == 4 }
    }

    /// 03/05/2024, 3.5.2024, 03-05-2024, 03/05/24, 03.05.24, 1º/5/2024, 03 / 05 / 2024.
    func figureDate(at index: Int) -> Found? {
        guard let figures = figures(at: index), !goesOn(figures.end), let year = Self.year(figures.year)
        else { return nil }
        // Month first only where it cannot be otherwise.
        let isMonthFirst = figures.month > 12 && figures.first <= 12
        let (day, month) = isMonthFirst ? (figures.month, figures.first) : (figures.first, figures.month)
        guard let found = date(year, month, day, index..<figures.end) else { return nil }
        return isDate(figures, at: index, isRight: found.validity == .valid && !isMonthFirst) ? found : nil
    }

    private func figures(at index: Int) -> Figures? {
        guard (1...2).contains(digits(index).count), let first = number(index) else { return nil }
        let mark = first == 1 ? skippingOrdinal(index + 1) : index + 1
        guard isMark(mark, oneOf: "/.-"), (1...2).contains(digits(mark + 1).count),
            let month = number(mark + 1), isMark(mark + 2, oneOf: "/.-"),
            pieces[mark].hash == pieces[mark + 2].hash,
            [2, 4].contains(digits(mark + 3).count)
        else { return nil }
        let gaps = (mark...mark + 3).map { gap($0) }
        guard gaps.allSatisfy({ $0 == .none || $0 == .space }) else { return nil }
        return Figures(
            first: first, month: month, year: digits(mark + 3), mark: pieces[mark].hash,
            isSpaced: gaps.contains(.space),
            isPadded: digits(index).count == 2 && digits(mark + 1).count == 2, end: mark + 4)
    }

    private func isDate(_ figures: Figures, at index: Int, isRight: Bool) -> Bool {
        if figures.mark == 0x2F { return figures.isSpaced ? figures.isLong && isRight : true }
        if figures.isSpaced { return false }
        if figures.mark == 0x2D { return figures.isLong || isRight && isCued(index) }
        return isDottedDate(figures, at: index, isRight: isRight)
    }

    /// With points between, as versions and sections have them too.
    private func isDottedDate(_ figures: Figures, at index: Int, isRight: Bool) -> Bool {
        if isNumbering(before: index) { return false }
        return figures.isLong || isRight && (figures.isPadded || isCued(index))
    }

    /// 2024-05-03, 2024/05/03.
    func yearFirst(at index: Int) -> Found? {
        guard digits(index).count == 4, isMark(index + 1, oneOf: "-/."), digits(index + 2).count == 2,
            isMark(index + 3, oneOf: "-/."), pieces[index + 1].hash == pieces[index + 3].hash,
            digits(index + 4).count == 2,
            (1...4).allSatisfy({ gap(index + $0) == .none }), let year = Self.year(digits(index)),
            let month = number(index + 2), let day = number(index + 4)
        else { return nil }
        let end = index + 5
        // A time may be joined to it: 2024-05-03T10:00.
        let hasTime = end < pieces.count && pieces[end].length == 1 && pieces[end].casing == .title
        guard !goesOn(end) || hasTime, let found = date(year, month, day, index..<end) else { return nil }
        let isPlain = isMark(index + 1, "-") || found.validity == .valid && !isNumbering(before: index)
        return isPlain ? found : nil
    }

    /// A word that a date follows: `em 7.9.23`.
    private func isCued(_ index: Int) -> Bool {
        index > 0 && gap(index) != .paragraph && Self.cues.contains(pieces[index - 1].hash)
    }

    private static let cues = Set(
        "em dia dias data ate desde aos a de entre datado datada on until since".split(separator: " ").map {
            WordHash.of($0.utf8)
        })

    /// A word that the number of a part or a version follows, with a sign for number between: `versão 1.2.2024`.
    private func isNumbering(before index: Int) -> Bool {
        var place = index - 1
        for _ in 0..<3 where place >= 0 && (pieces[place].isOrdinal || isMark(place, oneOf: ".:(")) {
            place -= 1
        }
        if place > 0, term(.numberSign, place) != nil { place -= 1 }
        return place >= 0 && gap(place + 1) != .paragraph && Self.numbered.contains(pieces[place].hash)
    }

    private static let numbered = Set(
        """
        versao version v ver release build item itens subitem subitens clausula clausulas secao secoes topico \
        topicos capitulo anexo tabela figura quadro ip servidor endereco rede norma conta codigo
        """.split(separator: " ").map { WordHash.of($0.utf8) })
}
