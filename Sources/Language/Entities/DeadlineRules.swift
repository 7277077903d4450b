/// Time limits: `prazo de 15 (quinze) dias úteis`, `em 48 horas`, `within ten business days`.
extension RuleReader {
    func deadline(at index: Int) -> Found? {
        if term(.term, index) != nil { return termed(at: index) }
        if let within = term(.within, index) {
            let start = index + within.length
            // Years, and months, after `em` tell when something was, not until when it must be.
            guard let span = span(at: start), span.unit == "dia" || span.unit == "hora" || span.isWorking
            else {
                return nil
            }
            return found([span], from: start)
        }
        guard isDigits(index) || roles(index) & 1 << UInt64(LegalTerm.Role.number.rawValue) != 0,
            !isContinuation(index), let span = span(at: index), span.isWorking || isOrdered(span, from: index)
        else { return nil }
        return found([span], from: index)
    }

    private struct Span {
        var count: Int
        var unit: String
        var isWorking = false
        var end: Int
        var agrees: Bool?

        var text: String {
            let plural = unit == "mês" ? "meses" : unit + "s"
            let working = isWorking ? (count == 1 ? " útil" : " úteis") : ""
            return "\(count) \(count == 1 ? unit : plural)\(working)"
        }
    }

    /// Whether days or hours, written in figures and in words as orders do, stand by themselves: not `por 15
    /// (quinze) dias`, not `15 (quinze) dias de férias`, which tell how long something was.
    private func isOrdered(_ span: Span, from index: Int) -> Bool {
        guard span.agrees != nil, span.unit == "dia" || span.unit == "hora" && span.count >= 24,
            term(.preposition, span.end) == nil
        else { return false }
        guard index > 0, gap(index) != .paragraph else { return true }
        return term(.preposition, index - 1) == nil && !Self.lasting.contains(pieces[index - 1].hash)
    }

    private static let lasting = Set(
        "por ha durante com mais apos menos cerca a as e faz fazem houve teve".split(separator: " ").map {
            WordHash.of($0.utf8)
        })

    private func termed(at index: Int) -> Found? {
        var next = index + 1
        for _ in 0..<8 {
            guard gap(next) != .paragraph else { return nil }
            if let span = span(at: next) { return found(spans(from: span), from: index) }
            if let word = term(.termQualifier, next) ?? term(.preposition, next) {
                next += word.length
            } else if isMark(next, ",") || isMark(next, ":") {
                next += 1
            } else {
                return nil
            }
        }
        return nil
    }

    /// `2 (dois) anos e 6 (seis) meses`: each unit smaller than the one before.
    private func spans(from first: Span) -> [Span] {
        var spans = [first]
        while let last = spans.last, !last.isWorking {
            var next = skipping(",", at: last.end)
            if term(.and, next) != nil { next += 1 }
            guard next > last.end, let more = span(at: next), Self.rank(more.unit) < Self.rank(last.unit)
            else {
                break
            }
            spans.append(more)
        }
        return spans
    }

    private static func rank(_ unit: String) -> Int {
        ["hora", "dia", "semana", "mês", "ano"].firstIndex(of: unit) ?? 0
    }

    private func span(at index: Int) -> Span? {
        guard index < pieces.count, gap(index) != .paragraph else { return nil }
        if let hours = joinedHours(at: index) { return hours }
        guard let (value, after, agrees) = count(at: index), value > 0, value < 10_000 else { return nil }
        var next = after
        let isBefore = term(.workday, next) ?? term(.calendarDay, next)
        if let isBefore { next += isBefore.length }
        guard let unit = term(.unit, next), gap(next) != .paragraph else { return nil }
        next += unit.length
        guard !isMeasure(behind: next) else { return nil }
        var span = Span(
            count: value, unit: unit.value, isWorking: isBefore?.role == .workday, end: next, agrees: agrees)
        if unit.value == "dia", isBefore == nil {
            if let workday = term(.workday, next) {
                span.isWorking = true
                span.end = next + workday.length
            } else if let calendar = term(.calendarDay, next) {
                span.end = next + calendar.length
            }
        }
        return span
    }

    /// A fine is counted in dias-multa, work in hours a day or a week.
    private func isMeasure(behind index: Int) -> Bool {
        let next = skipping("-", at: index)
        guard next < pieces.count, gap(next) != .paragraph else { return false }
        if next > index, gap(index) == .none, gap(next) == .none, pieces[next].kind == .letters {
            return true
        }
        return Self.measures.contains(pieces[next].hash)
    }

    private static let measures = Set(
        "multa multas diarias diaria semanais semanal mensais mensal extras extraordinarias".split(
            separator: " "
        )
        .map { WordHash.of($0.utf8) })

    /// 72h, 24hs; not the time 14h30.
    private func joinedHours(at index: Int) -> Span? {
        guard let count = number(index), (1...3).contains(digits(index).count), count > 0,
            index + 1 < pieces.count, pieces[index + 1].gap == .none,
            Self.hourSigns.contains(pieces[index + 1].hash), !goesOn(index + 2)
        else { return nil }
        return Span(count: count, unit: "hora", end: index + 2)
    }

    private static let hourSigns = Set(["h", "hs", "hr", "hrs"].map { WordHash.of($0.utf8) })

    private func found(_ spans: [Span], from index: Int) -> Found {
        let texts = spans.map(\.text)
        let value =
            texts.dropLast().joined(separator: ", ") + (texts.count > 1 ? " e " : "") + (texts.last ?? "")
        let agreements = spans.compactMap(\.agrees)
        let validity: Entity.Validity =
            agreements.isEmpty ? .unchecked : agreements.contains(false) ? .invalid : .valid
        return Found(
            kind: .deadline, pieces: index..<(spans.last?.end ?? index), value: value, validity: validity)
    }
}
