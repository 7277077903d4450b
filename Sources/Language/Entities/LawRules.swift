/// Laws and codes by name and number.
extension RuleReader {
    /// A law read: its one form, and the place after it.
    struct Law {
        var value: String
        var end: Int
    }

    func law(at index: Int) -> Law? { numberedLaw(at: index) ?? regulation(at: index) ?? code(at: index) }

    private func numberedLaw(at index: Int) -> Law? {
        guard let kind = term(.law, index) else { return nil }
        let (name, next) = namedWithState(kind, at: index + kind.length)
        let start = skippingNumberSign(skippingStop(next))
        guard let number = numberOfLaw(at: start), start > next || isTold(number.year, at: start) else {
            return nil
        }
        return Law(value: "\(name) \(number.text)", end: number.end)
    }

    /// A few digits without a year may count anything: `a lei 5 vezes`.
    private func isTold(_ year: Int?, at number: Int) -> Bool {
        year != nil || digits(number).count > 2 || isMark(number + 1, ".")
    }

    /// `Leis 8.212/91 e 8.213/91`: a law, and those of its kind that are joined to it, all in one form.
    func laws(at index: Int) -> Law? {
        guard var laws = law(at: index) else { return nil }
        guard let kind = term(.law, index) ?? term(.regulation, index) else { return laws }
        let name = laws.value.split(separator: " ").dropLast().joined(separator: " ")
        for _ in 0..<12 {
            var next = skipping(",;", at: laws.end)
            if term(.and, next) != nil { next += 1 }
            guard next > laws.end, gap(next) != .paragraph else { break }
            if let article = term(.article, next) { next += article.length }
            let start = skippingNumberSign(next)
            guard let number = numberOfLaw(at: start),
                number.year != nil || isGrouped(start, of: kind, at: index)
            else { break }
            laws = Law(value: "\(laws.value); \(name) \(number.text)", end: number.end)
        }
        return laws
    }

    /// Without a year only a number with points goes on, and only behind a word for several: `Leis 8.212 e 8.213`.
    private func isGrouped(_ start: Int, of kind: LegalTerm, at index: Int) -> Bool {
        guard isMark(start + 1, ".") else { return false }
        return bytes[pieces[index].range].last == UInt8(ascii: "s")
    }

    /// `Lei Estadual/SP`, `Lei/SP`: a state behind its bar is part of the name.
    private func namedWithState(_ kind: LegalTerm, at index: Int) -> (String, Int) {
        let place = skipping("/-(", at: index)
        guard place > index, let state = term(.state, place) else { return (kind.value, index) }
        let isClosed = isMark(index, "(") && isMark(place + 1, ")")
        return ("\(kind.value)/\(state.value)", place + state.length + (isClosed ? 1 : 0))
    }

    /// The number of a law and its year.
    private func numberOfLaw(at start: Int) -> (text: String, year: Int?, end: Int)? {
        guard let (number, after) = grouped(start, firstMax: 6), gap(start) != .paragraph else { return nil }
        // A provisional measure issued again: 2.200-2/2001.
        let issue = issueEnd(after)
        let (year, end) = yearOfLaw(at: issue ?? after)
        guard !goesOn(end) || isMark(end, oneOf: ",-.") else { return nil }
        let issued = issue.map { "-" + Self.text(digits($0 - 1)) } ?? ""
        let dated = year.map { "/\($0)" } ?? ""
        return (Self.dotted(number) + issued + dated, year, end)
    }

    private func issueEnd(_ index: Int) -> Int? {
        guard isMark(index, "-"), gap(index) == .none, gap(index + 1) == .none,
            (1...2).contains(digits(index + 1).count)
        else { return nil }
        return isMark(index + 2, "/") || isMark(index + 2, ",") || term(.preposition, index + 2) != nil
            ? index + 2 : nil
    }

    private static let abbreviationBytes = 4

    /// After the point of an abbreviation, also where a scanner put a blank before it.
    func skippingStop(_ index: Int) -> Int {
        guard index > 0, isMark(index, ".") else { return index }
        let isSpaced = gap(index) == .space && pieces[index - 1].length <= Self.abbreviationBytes
        return gap(index) == .none || isSpaced ? index + 1 : index
    }

    /// `/95`, ` de 1995`, `, de 26 de setembro de 1995`; the place itself where no year stands.
    private func yearOfLaw(at index: Int) -> (year: Int?, end: Int) {
        if isMark(index, "/") || isMark(index, "-") && digits(index + 1).count == 4,
            let year = Self.yearOfLaw(digits(index + 1)), gap(index + 1) != .paragraph,
            !isContinued(index + 2)
        {
            return (year, index + 2)
        }
        var after = index
        if isMark(after, ",") { after += 1 }
        guard let of = term(.preposition, after) else { return (nil, index) }
        after += of.length
        if let date = date(at: after), let year = Int(date.value.prefix(4)) {
            return (year, date.pieces.upperBound)
        }
        if digits(after).count == 4, let year = Self.year(digits(after)), !goesOn(after + 1) {
            return (year, after + 1)
        }
        return (nil, index)
    }

    /// Of two digits one from 1930, the oldest decrees in force, to 2029.
    private static func yearOfLaw(_ digits: ArraySlice<UInt8>) -> Int? {
        let value = number(digits)
        return digits.count == 2 && (30..<40).contains(value) ? 1900 + value : year(digits)
    }

    private func isContinued(_ index: Int) -> Bool {
        index < pieces.count && pieces[index].gap == .none && pieces[index].kind == .digits
    }
}

/// Rules of an authority: `Resolução CNJ 125/2010`, `Portaria MTE/GM nº 3`, `Resolução nº 65/2008 do CNJ`.
extension RuleReader {
    func regulation(at index: Int) -> Law? {
        guard let kind = term(.regulation, index) else { return nil }
        let next = skippingStop(index + kind.length)
        let authority = authority(at: next, isShouted: pieces[index].casing == .upper && kind.length == 1)
        let place = authority?.end ?? next
        let start = skippingNumberSign(place)
        guard let number = numberOfLaw(at: start),
            start > place || isRegulation(index, of: authority, year: number.year, at: start)
        else { return nil }
        var (name, end) = (authority?.name, number.end)
        if name == nil, let behind = authorityBehind(number.end, isShouted: pieces[index].casing == .upper) {
            (name, end) = (behind.name, behind.end)
        }
        return Law(value: "\(kind.value) \(name.map { $0 + " " } ?? "")\(number.text)", end: end)
    }

    private typealias Authority = (name: String, end: Int, isKnown: Bool)

    /// Without a sign for number before it a number may count anything, so authority, year or form must tell
    /// that it is one of a rule.
    private func isRegulation(_ index: Int, of authority: Authority?, year: Int?, at number: Int) -> Bool {
        guard authority?.isKnown == true || isTold(year, at: number) else { return false }
        return authority != nil || year != nil || pieces[index].casing != .lower
    }

    private static let authorityPieces = 7

    /// A known authority, or acronyms with a number behind them: `CONTRAN 432`, `MPS/MF nº 12`, `GM-MS 2.048`.
    private func authority(at index: Int, isShouted: Bool) -> Authority? {
        let open = skipping("/-", at: index)
        if let known = term(.lawQualifier, open), isDigits(skippingNumberSign(open + known.length)) {
            return (known.value, open + known.length, true)
        }
        var next = open
        if next == index, let of = term(.preposition, next) { next += of.length }
        let first = next
        while next - first < Self.authorityPieces, isAcronym(next, isShouted: isShouted) {
            next += 1
            if isMark(next, oneOf: "/-"), isAcronym(next + 1, isShouted: isShouted) { next += 1 }
        }
        guard next > first, isDigits(skippingNumberSign(next)) else { return nil }
        return (Self.capitals(text(first..<next)), next, false)
    }

    /// ` do CNJ` behind the number.
    private func authorityBehind(_ index: Int, isShouted: Bool) -> (name: String, end: Int)? {
        let next = skipping(",", at: index)
        if let known = term(.lawQualifier, next), known.length > 1 || next == index {
            return (known.value, next + known.length)
        }
        guard !isShouted, let of = term(.preposition, next), isAcronym(next + of.length, isShouted: false),
            pieces[next + of.length].casing == .upper, pieces[next + of.length].length > 2
        else { return nil }
        return (text(next + of.length..<next + of.length + 1), next + of.length + 1)
    }

    /// Capitals as of an authority. In a text all in capitals only short ones: PORTARIA CONJUNTA is no authority's.
    private func isAcronym(_ index: Int, isShouted: Bool) -> Bool {
        guard index >= 0, index < pieces.count, pieces[index].kind == .letters, gap(index) != .paragraph,
            term(.numberSign, index) == nil
        else { return false }
        let piece = pieces[index]
        switch piece.casing {
        case .upper: return piece.length <= (isShouted ? 5 : 9)
        case .mixed: return piece.length <= 9
        case .title: return !isShouted && (3...8).contains(piece.length) && isDigits(index + 1)
        default: return false
        }
    }
}
