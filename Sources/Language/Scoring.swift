#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Musl)
    internal import Musl
#else
    internal import Darwin
#endif

extension Weights {
    /// The sum of what a phrase's features add: any number, the greater the better.
    @inline(__always)
    func sum(of phrase: PhraseTable.Phrase, on page: borrowing Page) -> Double {
        let start = Int(phrase.first)
        let end = start + Int(phrase.tokens)
        var found = PhraseWords()
        for index in start..<end { found.note(page.tokens[index], on: page) }
        let bytes = page.bytes(of: start..<end)
        let share = 1 / Double(phrase.count)
        var sum = self.start
        sum += frequency * logarithm.of(Int(phrase.count)) + delay * logarithm.of(start + 1)
        sum += words * logarithm.of(found.occurrences) + rarestWord * logarithm.of(found.rarest)
        sum += letters * logarithm.of(bytes)
        sum += openLeft * Double(phrase.openLeft) * share + openRight * Double(phrase.openRight) * share
        if phrase.contentWords < phrase.tokens { sum += connector }
        if phrase.alone == 0 { sum += neverAlone }
        if phrase.isNamed, phrase.leading < phrase.count { sum += name }
        if phrase.isAcronym { sum += acronym }
        if phrase.contentWords == 1 { sum += oneWord } else if phrase.contentWords == 2 { sum += twoWords }
        if found.areSeeded { sum += seed }
        return sum
    }

    /// The same sum feature by feature, for those who ask why; in the order of the documentation.
    func parts(of phrase: PhraseTable.Phrase, on page: borrowing Page) -> [(String, Double)] {
        let start = Int(phrase.first)
        let end = start + Int(phrase.tokens)
        var found = PhraseWords()
        for index in start..<end { found.note(page.tokens[index], on: page) }
        let bytes = page.bytes(of: start..<end)
        let share = 1 / Double(phrase.count)
        var parts: [(String, Double)] = []
        func add(_ name: String, _ amount: Double) { parts.append((name, amount)) }
        add("frequency", frequency * logarithm.of(Int(phrase.count)))
        add("delay", delay * logarithm.of(start + 1))
        add("words", words * logarithm.of(found.occurrences))
        add("rarestWord", rarestWord * logarithm.of(found.rarest))
        if phrase.contentWords < phrase.tokens { add("connector", connector) }
        add("openLeft", openLeft * Double(phrase.openLeft) * share)
        add("openRight", openRight * Double(phrase.openRight) * share)
        if phrase.alone == 0 { add("neverAlone", neverAlone) }
        if phrase.isNamed, phrase.leading < phrase.count { add("name", name) }
        if phrase.isAcronym { add("acronym", acronym) }
        add("letters", letters * logarithm.of(bytes))
        if phrase.contentWords == 1 { add("oneWord", oneWord) }
        if phrase.contentWords == 2 { add("twoWords", twoWords) }
        if found.areSeeded { add("seed", seed) }
        add("start", self.start)
        return parts
    }

    /// The sum as a score in (0, 1], to six places so that it prints as it is.
    static func score(_ sum: Double) -> Double {
        let share = 1 / (1 + exp(-sum))
        return Swift.max(1, (share * 1e6).rounded()) / 1e6
    }
}

/// What the words of a phrase are like together, connectors apart.
private struct PhraseWords {
    /// All occurrences of its words, and those of its rarest.
    var occurrences = 0
    var rarest = Int.max
    /// At least one is of the caller's seeds.
    var areSeeded = false

    @inline(__always)
    mutating func note(_ token: Token, on page: borrowing Page) {
        guard token.stem < Page.glue else { return }
        let count = Int(page.stemCounts[Int(token.stem)])
        occurrences += count
        rarest = Swift.min(rarest, count)
        if !page.seeded.isEmpty, page.seeded[Int(token.stem)] { areSeeded = true }
    }
}

/// Natural logarithms of whole numbers, from a table where they are small.
struct Logarithm {
    static let table = Logarithm()

    private let values: [Double] = [0] + (1..<4_096).map { log(Double($0)) }

    @inline(__always)
    func of(_ value: Int) -> Double {
        value < 4_096 ? values[value] : log(Double(value))
    }
}
