/// Codes and constitutions by their names, with the year that tells one from another of the same name.
extension RuleReader {
    func code(at index: Int) -> Law? {
        if let code = term(.code, index) {
            let (value, end) = stateConstitution(code, at: index + code.length)
            return dated(value, end: end)
        }
        // CR is the constitution only with its year: CR/88.
        guard index < pieces.count, pieces[index].casing == .upper, pieces[index].hash == Self.republic,
            isMark(index + 1, "/"), let year = yearOfCode("CF", at: index + 2), year == 1988
        else { return nil }
        return Law(value: "CF", end: index + 3)
    }

    private static let republic = WordHash.of("cr".utf8)

    /// `Constituição do Estado de São Paulo`: of which state.
    private func stateConstitution(_ code: LegalTerm, at index: Int) -> (String, Int) {
        guard code.value == Self.ofState else { return (code.value, index) }
        let place = skipping("/-", at: index)
        if place > index, let state = term(.state, place) {
            return ("\(code.value)/\(state.value)", place + 1)
        }
        guard let of = term(.preposition, index), let state = term(.stateName, index + of.length),
            pieces[index + of.length].casing != .lower
        else { return (code.value, index) }
        return ("\(code.value)/\(state.value)", index + of.length + state.length)
    }

    private static let ofState = "Constituição Estadual"

    /// `Constituição` alone, with a capital, is the federal one where an article is cited.
    func constitution(at index: Int) -> Law? {
        guard index < pieces.count, pieces[index].hash == Self.constitution, pieces[index].casing != .lower
        else { return nil }
        let next = index + 1
        guard let of = term(.preposition, next) else {
            return isNamedFurther(index) ? nil : dated("CF", end: next)
        }
        let place = next + of.length
        if term(.stateName, place) == nil, place < pieces.count, pieces[place].hash == Self.country {
            return dated("CF", end: place + 1)
        }
        return isDigits(place) ? dated("CF", end: next) : nil
    }

    /// Whether a word with a capital makes the name that of another constitution: `Constituição Paulista`.
    /// Where the name itself is all in capitals it tells nothing.
    private func isNamedFurther(_ index: Int) -> Bool {
        let next = index + 1
        return next < pieces.count && pieces[next].kind == .letters && pieces[next].casing != .lower
            && gap(next) != .paragraph && term(.and, next) == nil && pieces[index].casing != .upper
    }

    private static let constitution = WordHash.of("constituicao".utf8)
    private static let country = WordHash.of("brasil".utf8)

    /// With the year behind it: `/88`, `-73`, ` de 1916`, ` 2015`.
    private func dated(_ value: String, end: Int) -> Law {
        let isBarred = isMark(end, oneOf: "/-")
        let of = isBarred ? nil : term(.preposition, end)
        let place = end + (isBarred ? 1 : of?.length ?? 0)
        guard gap(place) != .paragraph, let year = yearOfCode(value, at: place), !goesOn(place + 1),
            isBarred || isYear(year, of: value, at: place, isPlain: of == nil)
        else { return Law(value: value, end: end) }
        let isInForce = Self.yearsInForce[value].map { $0 == year } ?? true
        return Law(value: isInForce ? value : "\(value)/\(year)", end: place + 1)
    }

    /// Without a bar digits may be anything, so two of them, or four behind a mere blank, must be a year of this
    /// code: `CPC de 73`, `CPC 2015`, not `CPC de 15 dias`.
    private func isYear(_ year: Int, of code: String, at place: Int, isPlain: Bool) -> Bool {
        let isLong = digits(place).count == 4
        let isKnown = (Self.years[code] ?? []).contains(year)
        if isPlain { return isLong && isKnown }
        return isLong || isKnown && term(.unit, place + 1) == nil && !isMark(place + 1, "(")
    }

    /// Of two digits the year in which a code of this name was made: CC/16 is of 1916.
    private func yearOfCode(_ value: String, at index: Int) -> Int? {
        let written = digits(index)
        if written.count == 2, let year = Self.years[value]?.last(where: { $0 % 100 == Self.number(written) })
        {
            return year
        }
        return Self.year(written)
    }

    /// The year of a code that stands for the code itself: CF/88 is CF, CPC/73 is another.
    private static let yearsInForce = ["CF": 1988, "CPC": 2015, "CC": 2002, "CPP": 1941, "CP": 1940]

    /// All years that codes of one name were made in.
    private static let years = [
        "CF": [1824, 1891, 1934, 1937, 1946, 1967, 1969, 1988], "CPC": [1939, 1973, 2015],
        "CC": [1916, 2002], "CPP": [1941], "CP": [1830, 1890, 1940, 1984], "CPM": [1944, 1969],
        "CPPM": [1938, 1969], "CLT": [1943], "CTN": [1966], "CDC": [1990], "CTB": [1997],
        "ECA": [1990], "LINDB": [1942], "LEP": [1984], "Código Eleitoral": [1932, 1950, 1965],
        "Código Florestal": [1934, 1965, 2012], "ADCT": [1988],
    ]
}
