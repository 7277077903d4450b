/// Sums of money, in figures and in words; the value is the currency's code and the sum.
extension RuleReader {
    func money(at index: Int) -> Found? { signed(at: index) ?? named(at: index) }

    /// `R$ 1.234,56`, `US$ 10 mil`, `€ 5`.
    private func signed(at index: Int) -> Found? {
        guard let sign = term(.currencySign, index), !isGluedSign(index) else { return nil }
        var start = index + sign.length
        // R$. 1.000 and R$: 1.000 are not rare.
        if isMark(start, oneOf: ".:"), gap(start) == .none, isDigits(start + 1) { start += 1 }
        guard gap(start) != .paragraph, var sum = amount(at: start, currency: sign.value) else { return nil }
        sum = scaled(sum)
        return confirmed(sum, currency: sign.value, from: index)
    }

    /// The sign of another money: the $ of Cr$ or A$ is no dollar.
    private func isGluedSign(_ index: Int) -> Bool {
        index > 0 && gap(index) == .none && pieces[index - 1].kind == .letters
    }

    /// `mil reais`, `1.234,56 reais`, `2 milhões de dólares`, `dez reais e cinquenta centavos`.
    private func named(at index: Int) -> Found? {
        guard !isContinuation(index), var sum = bareAmount(at: index) else { return nil }
        if isMark(sum.end, "("), let (value, end) = words(at: sum.end + 1), isMark(end, ")") {
            sum.agrees = value.multipliedReportingOverflow(by: 100).partialValue == sum.cents
            sum.end = end + 1
        }
        var next = sum.end
        if let of = term(.preposition, next) { next += of.length }
        guard gap(next) != .paragraph else { return nil }
        if let cent = term(.cent, next), next == sum.end, sum.cents < 10_000 {
            return money("BRL", sum.cents / 100, next + cent.length, index, sum.agrees)
        }
        guard let currency = term(.currency, next), currency.value != "BRL" || isPlural(next, sum.cents)
        else {
            return nil
        }
        sum.end = next + currency.length
        addCents(&sum)
        return money(currency.value, sum.cents, sum.end, index, sum.agrees)
    }

    /// A sum before its currency is read: in figures, as half of a scale, or in words.
    private func bareAmount(at index: Int) -> Amount? {
        if let figures = amount(at: index, currency: "BRL") { return scaled(figures) }
        if let half = half(at: index) { return half }
        guard let (value, end) = words(at: index) else { return nil }
        return withHalf(Amount(cents: value.multipliedReportingOverflow(by: 100).partialValue, end: end))
    }

    /// `real` is also a word for what exists: only one real is one.
    private func isPlural(_ index: Int, _ cents: Int) -> Bool {
        pieces[index].hash != Self.single || cents == 100
    }

    private static let single = WordHash.of("real".utf8)

    private struct Amount {
        var cents: Int
        var end: Int
        /// Whether words in brackets say the same.
        var agrees: Bool?
    }

    private func addCents(_ sum: inout Amount) {
        guard term(.and, sum.end) != nil, let (value, after, _) = count(at: sum.end + 1), value < 100,
            let cent = term(.cent, after)
        else { return }
        sum.cents += value
        sum.end = after + cent.length
    }

    private func money(_ currency: String, _ cents: Int, _ end: Int, _ start: Int, _ agrees: Bool?) -> Found {
        let value = "\(currency) \(cents / 100).\(Self.padded(cents % 100, to: 2))"
        let validity: Entity.Validity = agrees.map { $0 ? .valid : .invalid } ?? .unchecked
        return Found(kind: .money, pieces: start..<end, value: value, validity: validity)
    }

    /// Figures with points and commas; which of them parts the cents is told by the currency and by their places.
    private func amount(at index: Int, currency: String) -> Amount? {
        guard isDigits(index), digits(index).count <= 15 else { return nil }
        var groups = [digits(index)]
        var marks: [UInt64] = []
        var next = index + 1
        while groups.count < 7, isMark(next, oneOf: ".,"), gap(next) == .none, isDigits(next + 1),
            gap(next + 1) == .none
        {
            marks.append(pieces[next].hash)
            groups.append(digits(next + 1))
            next += 2
        }
        if let (more, end) = spacedThousands(groups, marks, at: next) {
            (groups, next) = (groups + more, end)
            marks = [UInt64](repeating: 0x2E, count: more.count - 1) + [0x2C]
        }
        if next < pieces.count, pieces[next].gap == .none, pieces[next].kind != .mark,
            term(.scale, next) == nil
        {
            return nil
        }
        guard let cents = Self.cents(groups, marks, isPointDecimal: currency == "USD" || currency == "GBP")
        else {
            return nil
        }
        return Amount(cents: cents, end: next)
    }

    /// `10 000,00`: thousands parted by blanks, told from two numbers by the comma at the end.
    private func spacedThousands(
        _ groups: [ArraySlice<UInt8>], _ marks: [UInt64], at index: Int
    ) -> (groups: [ArraySlice<UInt8>], end: Int)? {
        guard marks.isEmpty, groups[0].count <= 3 else { return nil }
        var more: [ArraySlice<UInt8>] = []
        var next = index
        while more.count < 4, digits(next).count == 3, gap(next) == .space {
            more.append(digits(next))
            next += 1
        }
        guard !more.isEmpty, isMark(next, ","), gap(next) == .none, digits(next + 1).count == 2,
            gap(next + 1) == .none
        else { return nil }
        return (more + [digits(next + 1)], next + 2)
    }

    private static func cents(_ groups: [ArraySlice<UInt8>], _ marks: [UInt64], isPointDecimal: Bool) -> Int?
    {
        let fraction = fraction(of: groups, marks, isPointDecimal: isPointDecimal)
        let whole = fraction == nil ? groups[...] : groups.dropLast()
        let isGrouped =
            whole.count == 1 || whole.dropFirst().allSatisfy { $0.count == 3 } && groups[0].count <= 3
        guard isGrouped else { return nil }
        let digits = whole.joined()
        guard digits.count <= 15 else { return nil }
        let hundredths = fraction?.prefix(2) ?? []
        let small = number(hundredths) * (hundredths.count == 1 ? 10 : 1)
        return number(digits) * 100 + small
    }

    /// The last group, where the mark before it parts the cents.
    private static func fraction(
        of groups: [ArraySlice<UInt8>], _ marks: [UInt64], isPointDecimal: Bool
    ) -> ArraySlice<UInt8>? {
        guard let last = marks.last, let tail = groups.last, !marks.dropLast().contains(last) else {
            return nil
        }
        let isDecimalMark = last == (isPointDecimal ? 0x2E : 0x2C)
        // Two places behind the only mark of its kind are cents whatever the mark; three are thousands.
        return tail.count <= 2 || isDecimalMark && tail.count != 3 ? tail : nil
    }

    private func scaled(_ amount: Amount) -> Amount {
        guard let scale = term(.scale, amount.end), gap(amount.end) != .paragraph, scale.number > 100 else {
            return amount
        }
        let (cents, isOver) = amount.cents.multipliedReportingOverflow(by: scale.number)
        guard !isOver, cents < 1_000_000_000_000_000_000 else { return amount }
        return withHalf(Amount(cents: cents, end: amount.end + scale.length))
    }

    /// `meio milhão`.
    private func half(at index: Int) -> Amount? {
        guard let half = term(.half, index), let scale = term(.scale, index + half.length),
            scale.number > 1_000
        else { return nil }
        return Amount(cents: scale.number * 50, end: index + half.length + scale.length)
    }

    /// `dois milhões e meio`: half of the scale the sum ends with.
    private func withHalf(_ amount: Amount) -> Amount {
        guard let scale = term(.scale, amount.end - 1), scale.number > 1_000, term(.and, amount.end) != nil,
            let half = term(.half, amount.end + 1)
        else { return amount }
        return Amount(cents: amount.cents + scale.number * 50, end: amount.end + 1 + half.length)
    }

    /// With the sum in words in brackets behind it: `R$ 1.000,00 (mil reais)`.
    private func confirmed(_ sum: Amount, currency: String, from index: Int) -> Found {
        guard isMark(sum.end, "("), let words = named(at: sum.end + 1), isMark(words.pieces.upperBound, ")")
        else {
            return money(currency, sum.cents, sum.end, index, nil)
        }
        let written = money(currency, sum.cents, words.pieces.upperBound + 1, index, nil)
        let isEqual = written.value == words.value
        return money(currency, sum.cents, words.pieces.upperBound + 1, index, isEqual)
    }
}
