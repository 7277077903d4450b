/// Enrolments at the bar: OAB/SP 123.456 and its many spellings.
extension RuleReader {
    func oab(at index: Int) -> Found? {
        guard var next = barName(at: index) else { return nil }
        var state: String?
        for _ in 0..<6 {
            if let found = term(.state, next), gap(next) != .paragraph {
                state = state ?? found.value
                next += 1
            } else if next < pieces.count, isBarFiller(next) {
                next += 1
            } else {
                break
            }
        }
        if let joined = joinedState(next) {
            (state, next) = (state ?? joined, next + 1)
        }
        let start = skippingNumberSign(next)
        guard let (number, end) = grouped(start, firstMax: 7), number.count <= 7 else { return nil }
        return enrolment(number, state: state, index..<end)
    }

    /// The place after `OAB` or `O.A.B.`.
    private func barName(at index: Int) -> Int? {
        if term(.oab, index) != nil { return index + 1 }
        let letters = ["o", "a", "b"].map { WordHash.of($0.utf8) }
        for (offset, letter) in letters.enumerated() {
            let place = index + 2 * offset
            guard place < pieces.count, pieces[place].kind == .letters, pieces[place].hash == letter else {
                return nil
            }
            if offset < 2, !isMark(place + 1, ".") { return nil }
        }
        return isMark(index + 5, ".") ? index + 6 : index + 5
    }

    private func isBarFiller(_ index: Int) -> Bool {
        guard gap(index) != .paragraph else { return false }
        let piece = pieces[index]
        if piece.kind == .mark { return [0x2F, 0x2D, 0x28, 0x29, 0x3A, 0x2E, 0x2C].contains(piece.hash) }
        return term(.preposition, index) != nil || Self.section.contains(piece.hash)
    }

    private static let section = Set(["secao", "seccional", "seccao", "sec"].map { WordHash.of($0.utf8) })

    /// A state written into its number, as in SP123456.
    private func joinedState(_ index: Int) -> String? {
        guard let state = term(.state, index), isDigits(index + 1), gap(index + 1) == .none else {
            return nil
        }
        return state.value
    }

    private func enrolment(_ number: ArraySlice<UInt8>, state: String?, _ read: Range<Int>) -> Found? {
        let (suffix, numberEnd) = supplement(behind: read.upperBound)
        let (closing, end) = state == nil ? stateClosing(numberEnd) : (nil, numberEnd)
        guard !goesOn(end) || end < pieces.count && pieces[end].kind == .mark else { return nil }
        let plain = Self.text(number.drop { $0 == 0x30 })
        guard !plain.isEmpty else { return nil }
        let bar = (state ?? closing).map { "OAB/\($0) " } ?? "OAB "
        return Found(kind: .oab, pieces: read.lowerBound..<end, value: bar + plain + suffix)
    }

    /// A letter behind the number: supplementary enrolment, trainee.
    private func supplement(behind number: Int) -> (suffix: String, end: Int) {
        let letter = skipping("-/", at: number)
        guard letter < pieces.count, pieces[letter].length == 1, pieces[letter].kind == .letters,
            pieces[letter].casing == .title, pieces[letter].gap == .none, !goesOn(letter + 1)
        else { return ("", number) }
        return ("-" + text(letter..<letter + 1), letter + 1)
    }

    /// `/SP`, `-SP`, `(SP)`, ` SP` behind the number; on the next line only where a mark joins it.
    private func stateClosing(_ number: Int) -> (state: String?, end: Int) {
        let place = skipping("/-(", at: number)
        guard let state = term(.state, place), gap(place) != .paragraph,
            gap(place) != .line || place > number
        else { return (nil, number) }
        let isBracketed = isMark(place - 1, "(") && isMark(place + 1, ")")
        return (state.value, isBracketed ? place + 2 : place + 1)
    }
}
