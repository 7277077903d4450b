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
        var wordCounts = 0
        var rarest = Int.max
        var isAcronym = true
        var isSeeded = false
        for index in start..<end {
            let token = page.tokens[index]
            guard token.stem < Page.glue else { continue }
            let count = Int(page.stemCounts[Int(token.stem)])
            wordCounts += count
            rarest = Swift.min(rarest, count)
            if !token.traits.contains(.capitals) { isAcronym = false }
            if !page.seeded.isEmpty, page.seeded[Int(token.stem)] { isSeeded = true }
        }
        let bytes = Int(page.tokens[end - 1].end - page.tokens[start].start)
        let share = 1 / Double(phrase.count)
        var sum = self.start
        sum += frequency * logarithm.of(Int(phrase.count)) + delay * logarithm.of(start + 1)
        sum += words * logarithm.of(wordCounts) + rarestWord * logarithm.of(rarest)
        sum += letters * logarithm.of(bytes)
        sum += openLeft * Double(phrase.openLeft) * share + openRight * Double(phrase.openRight) * share
        if phrase.contentWords < phrase.tokens { sum += connector }
        if phrase.alone == 0 { sum += neverAlone }
        if phrase.isNamed, phrase.leading < phrase.count { sum += name }
        if isAcronym { sum += acronym }
        if phrase.contentWords == 1 { sum += oneWord } else if phrase.contentWords == 2 { sum += twoWords }
        if isSeeded { sum += seed }
        return sum
    }

    /// The sum as a score in (0, 1], to six places so that it prints as it is.
    static func score(_ sum: Double) -> Double {
        let share = 1 / (1 + exp(-sum))
        return Swift.max(1, (share * 1e6).rounded()) / 1e6
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
