/// Numbers in words, Portuguese and English, up to billions.
extension RuleReader {
    /// The number that begins at a place and the place after it: `dois mil e vinte e quatro`, `twenty-four`.
    func words(at index: Int) -> (value: Int, end: Int)? {
        var sum = NumberSum()
        var (next, end) = (index, index)
        for _ in 0..<40 {
            guard next < pieces.count, gap(next) != .paragraph || next == index else { break }
            if let word = numberWord(at: next, isFirst: end == index) {
                guard sum.take(word) else { break }
                next += word.length
                end = next
            } else if end > index, joinsNumberWords(next) {
                next += 1
            } else {
                break
            }
        }
        return end > index ? (sum.value, end) : nil
    }

    /// A number or a scale; of the scales only `mil` begins a number.
    private func numberWord(at index: Int, isFirst: Bool) -> LegalTerm? {
        if let number = term(.number, index) { return number }
        guard let scale = term(.scale, index), !isFirst || scale.number == 1_000 else { return nil }
        return scale
    }

    /// `e`, a dash or a comma with a number word behind it.
    private func joinsNumberWords(_ index: Int) -> Bool {
        guard isMark(index, oneOf: "-,") || term(.and, index) != nil else { return false }
        return term(.number, index + 1) != nil || term(.scale, index + 1) != nil
    }

    /// Figures, words, or figures with words in brackets: `15 (quinze)`, `fifteen (15)`. Whether both agree.
    func count(at index: Int) -> (value: Int, end: Int, agrees: Bool?)? {
        if let (digits, after) = grouped(index, firstMax: 4), digits.count <= 9, !goesOn(after) {
            let value = Self.number(digits)
            if isMark(after, "("), let (words, end) = words(at: after + 1), isMark(end, ")") {
                return (value, end + 1, value == words)
            }
            return (value, after, nil)
        }
        guard let (value, after) = words(at: index) else { return nil }
        if isMark(after, "("), let figures = number(after + 1), isMark(after + 2, ")") {
            return (value, after + 3, value == figures)
        }
        return (value, after, nil)
    }
}

/// Ordinals in words, up to the hundreds: `quinto`, `vigésima primeira`.
extension RuleReader {
    func ordinalWords(at index: Int) -> (value: Int, end: Int)? {
        guard let first = term(.ordinal, index) else { return nil }
        var (value, end) = (first.number, index + first.length)
        for _ in 0..<2 {
            let ceiling = value % 100 == 0 ? 100 : value % 10 == 0 ? 10 : 0
            guard let more = term(.ordinal, end), more.number < ceiling, gap(end) != .paragraph else { break }
            (value, end) = (value + more.number, end + more.length)
        }
        return (value, end)
    }
}

/// What number words add up to.
struct NumberSum {
    private var total = 0
    private var group = 0
    /// The next number of the group is less than this: below the tens stand units, below the units nothing.
    private var ceiling = Int.max

    var value: Int { total + group }

    /// A number or a scale; false where it does not go on the sum.
    mutating func take(_ word: LegalTerm) -> Bool {
        word.role == .scale ? multiply(word.number) : add(word.number)
    }

    /// Smaller after greater: `vinte e três`, never `três vinte`; zero stands alone.
    mutating func add(_ number: Int) -> Bool {
        guard number < ceiling, number > 0 || value == 0 else { return false }
        group += number
        ceiling = number >= 100 ? 100 : number >= 20 ? 10 : 0
        return true
    }

    mutating func multiply(_ scale: Int) -> Bool {
        if scale == 100 {
            guard (1...9).contains(group) else { return false }
            group *= 100
            ceiling = 100
            return true
        }
        guard group < 1_000, total == 0 || total % scale == 0 && total >= scale else { return false }
        total += max(1, group) * scale
        group = 0
        ceiling = Int.max
        return true
    }
}
