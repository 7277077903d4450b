/// Dates in figures and in words, Portuguese and English; the value is year, month and day, or year and month.
extension RuleReader {
    func date(at index: Int) -> Found? {
        if isDigits(index) {
            guard !isContinuation(index) else { return nil }
            return figureDate(at: index) ?? yearFirst(at: index) ?? dayFirst(at: index)
        }
        return monthFirst(at: index) ?? dayFirst(at: index)
    }

    /// `3 de maio de 2024`, `1º de maio`, `aos cinco dias do mês de maio de dois mil e vinte`, `3rd of May, 2024`,
    /// `3 mai. 2024`.
    private func dayFirst(at index: Int) -> Found? {
        guard let (day, after) = dayOfMonth(at: index) else { return nil }
        if let found = joinedMonth(at: after, day: day, from: index) { return found }
        var next = after
        let unit = term(.day, next)
        if let unit { next += unit.length }
        if let phrase = term(.monthPhrase, next) ?? term(.preposition, next) {
            next += phrase.length
            if next < pieces.count, pieces[next].hash == Self.monthWord { next += 1 }
            if let of = term(.preposition, next) { next += of.length }
        } else if unit != nil {
            return nil
        }
        // Without a year the day is no date that can be told.
        guard gap(next) != .paragraph, let (month, monthEnd) = month(at: next),
            let (year, end) = yearBehind(monthEnd)
        else { return nil }
        return date(year, month, day, index..<end)
    }

    private static let monthWord = WordHash.of("mes".utf8)

    /// A month by its name, or shortened, with the point behind it.
    private func month(at index: Int) -> (month: Int, end: Int)? {
        if let month = term(.month, index) { return (month.number, index + month.length) }
        guard let month = term(.shortMonth, index) else { return nil }
        let hasStop = isMark(index + 1, ".") && gap(index + 1) == .none
        return (month.number, index + (hasStop ? 2 : 1))
    }

    /// `25/dez/2023`, `25-dez-23`, `25.dez.2023`: the month between two equal marks.
    private func joinedMonth(at index: Int, day: Int, from start: Int) -> Found? {
        guard isMark(index, oneOf: "/-."), gap(index) == .none, gap(index + 1) == .none,
            let month = term(.month, index + 1) ?? term(.shortMonth, index + 1)
        else { return nil }
        let second = index + 1 + month.length
        guard second + 1 < pieces.count, pieces[second].kind == .mark,
            pieces[second].hash == pieces[index].hash, gap(second) == .none, gap(second + 1) == .none,
            let year = Self.year(digits(second + 1)), !goesOn(second + 2)
        else { return nil }
        return date(year, month.number, day, start..<second + 2)
    }

    private func dayOfMonth(at index: Int) -> (Int, Int)? {
        if (1...2).contains(digits(index).count), let day = number(index) {
            var end = skippingOrdinal(index + 1)
            if end < pieces.count, pieces[end].gap == .none, Self.ordinalEndings.contains(pieces[end].hash) {
                end += 1
            }
            if isMark(end, "("), let (words, close) = words(at: end + 1), isMark(close, ")") {
                return words == day ? (day, close + 1) : nil
            }
            return (day, end)
        }
        if let first = term(.dayOrdinal, index) { return (1, index + first.length) }
        guard let (day, end) = words(at: index), (1...31).contains(day) else { return nil }
        // In words, and in figures behind: quinze (15) de março.
        if isMark(end, "("), let figures = number(end + 1), isMark(end + 2, ")") {
            return figures == day ? (day, end + 3) : nil
        }
        return (day, end)
    }

    private static let ordinalEndings = Set(["st", "nd", "rd", "th"].map { WordHash.of($0.utf8) })

    /// `maio de 2024`, `May 3, 2024`, `May 2024`, `dez/2023`.
    private func monthFirst(at index: Int) -> Found? {
        guard let (month, next) = month(at: index) else { return nil }
        if let (day, after) = englishDay(at: next), isMark(after, ",") || gap(after) == .space {
            let place = isMark(after, ",") ? after + 1 : after
            if digits(place).count == 4, let year = Self.year(digits(place)), !goesOn(place + 1) {
                return date(year, month, day, index..<place + 1)
            }
        }
        guard let (year, end) = yearBehind(next), isMonthAlone(index, next) else { return nil }
        return Found(
            kind: .date, pieces: index..<end,
            value: "\(Self.padded(year, to: 4))-\(Self.padded(month, to: 2))", validity: .valid)
    }

    /// Without a day before it a shortened month needs its point or a bar: `mar 2024` may be the sea.
    private func isMonthAlone(_ index: Int, _ end: Int) -> Bool {
        if term(.month, index) != nil { return true }
        guard !isContinuation(index) else { return false }
        return end > index + 1 || isMark(end, oneOf: "/-") && gap(end) == .none
    }

    private func englishDay(at index: Int) -> (Int, Int)? {
        guard (1...2).contains(digits(index).count), let day = number(index) else { return nil }
        let end = index + 1
        let hasEnding =
            end < pieces.count && pieces[end].gap == .none && Self.ordinalEndings.contains(pieces[end].hash)
        return (day, hasEnding ? end + 1 : end)
    }

    /// `de 2024`, `, 2024`, `/2024`, `/24`, ` 2024`, `do ano de 2024`, `de dois mil e vinte e quatro`.
    private func yearBehind(_ index: Int) -> (Int, Int)? {
        var next = index
        let isBarred = isMark(next, oneOf: "/-") && gap(next) == .none && gap(next + 1) == .none
        if isMark(next, ",") || isBarred { next += 1 }
        if isBarred, isMark(index, "/"), digits(next).count == 2, let year = Self.year(digits(next)) {
            return goesOn(next + 1) ? nil : (year, next + 1)
        }
        next = skippingYearWords(next)
        guard gap(next) != .paragraph else { return nil }
        if let (digits, end) = groupedYear(next), let year = Self.year(digits), !goesOn(end) {
            return (year, end)
        }
        guard next > index, let (year, end) = words(at: next), (1800...2100).contains(year) else {
            return nil
        }
        return (year, end)
    }

    /// Behind `de`, `do ano`, `do ano de`; the place itself where none of them stands.
    private func skippingYearWords(_ index: Int) -> Int {
        var next = index
        for _ in 0..<2 {
            if let of = term(.preposition, next) { next += of.length }
            if next < pieces.count, pieces[next].hash == Self.yearWord { next += 1 }
        }
        return next
    }

    private static let yearWord = WordHash.of("ano".utf8)

    /// 2024 or, against the rule but often, 2.024.
    private func groupedYear(_ index: Int) -> (ArraySlice<UInt8>, Int)? {
        if digits(index).count == 4 { return (digits(index), index + 1) }
        guard digits(index).count == 1, let (digits, end) = grouped(index), digits.count == 4 else {
            return nil
        }
        return (digits, end)
    }

    func date(_ year: Int, _ month: Int, _ day: Int, _ pieces: Range<Int>) -> Found? {
        guard month <= 99, day <= 99 else { return nil }
        let value = [Self.padded(year, to: 4), Self.padded(month, to: 2), Self.padded(day, to: 2)]
        let isValid = (1...12).contains(month) && day >= 1 && day <= Self.days(in: month, of: year)
        return Found(
            kind: .date, pieces: pieces, value: value.joined(separator: "-"),
            validity: isValid ? .valid : .invalid)
    }

    private static func days(in month: Int, of year: Int) -> Int {
        if month == 2 { return year % 4 == 0 && year % 100 != 0 || year % 400 == 0 ? 29 : 28 }
        return [4, 6, 9, 11].contains(month) ? 30 : 31
    }
}
