/// The parts of courts, with what they judge and where they sit.
extension RuleReader {
    /// `2ª Vara Cível da Comarca de Campinas`, `Terceira Turma`.
    func chamber(at index: Int) -> Found? {
        guard let (number, start) = ordinalOfChamber(index), let chamber = term(.chamber, start),
            pieces[start].casing != .lower || isDigits(index), pieces[start].length > 1
        else { return nil }
        // A juizado is masculine in Portuguese, the others feminine.
        let ordinal = number.isEmpty ? "" : number + (chamber.value.hasPrefix("Juizado") ? "º " : "ª ")
        var (value, next) = (ordinal + chamber.value, start + chamber.length)
        appendKinds(4, to: &value, &next)
        guard !ordinal.isEmpty || next > start + chamber.length, !isOfOthers(start, chamber, next) else {
            return nil
        }
        appendSeats(of: chamber, to: &value, &next)
        return Found(kind: .court, pieces: index..<next, value: value)
    }

    /// `a 3ª turma de formandos`: in small letters, and of somebody who is no court.
    private func isOfOthers(_ start: Int, _ chamber: LegalTerm, _ end: Int) -> Bool {
        guard pieces[start].casing == .lower, end == start + chamber.length,
            let of = term(.preposition, end), end + of.length < pieces.count
        else { return false }
        let owner = pieces[end + of.length]
        return owner.kind == .letters && owner.casing == .lower && !isInstitution(end + of.length)
            && !Self.attributes.contains(owner.hash)
    }

    /// What stands before an institution: da mesma corte, do egrégio tribunal.
    private static let attributes = Set(
        """
        mesma mesmo propria proprio referida referido respectiva respectivo egregia egregio colenda colendo
        """.split(separator: " ").map { WordHash.of($0.utf8) })

    private func appendKinds(_ countMax: Int, to value: inout String, _ next: inout Int) {
        for _ in 0..<countMax {
            guard let kind = term(.chamberKind, next), gap(next) != .paragraph else { return }
            value += " " + kind.value
            next += kind.length
        }
    }

    /// ` do Foro Central da Comarca de São Paulo`: up to three, the smaller first.
    private func appendSeats(of chamber: LegalTerm, to value: inout String, _ next: inout Int) {
        var takesPlain = ["Vara", "Juizado Especial", "Turma Recursal"].contains(chamber.value)
        for _ in 0..<3 {
            // A dash or a comma only before what is a seat by its own words.
            let place = skipping("-,", at: next)
            guard gap(place) != .paragraph else { return }
            if let landmark = term(.landmark, place), isCapital(place + landmark.length - 1) {
                value += " " + landmark.value
                next = place + landmark.length
                if landmark.value.hasPrefix("do Foro") { appendForum(to: &value, &next) }
            } else if let (seat, end) = seatBehind(place, takesPlain: takesPlain && place == next) {
                value += seat
                next = end
                takesPlain = false
            } else {
                return
            }
        }
    }

    /// Of a forum its kind and number: `Foro Central Cível`, `Foro Regional II - Santo Amaro`.
    private func appendForum(to value: inout String, _ next: inout Int) {
        appendKinds(1, to: &value, &next)
        guard let (number, end) = romanRange(at: next) else { return }
        value += " " + number
        next = end
        if isMark(end, "-"), gap(end + 1) == .space, let last = placeEnd(end + 1) {
            value += " de " + placeName(end + 1..<last)
            next = last
        }
    }

    private func isCapital(_ index: Int) -> Bool { index < pieces.count && pieces[index].casing != .lower }

    /// ` da Comarca de Campinas`; a mere ` de Campinas` only behind what sits in towns.
    private func seatBehind(_ index: Int, takesPlain: Bool) -> (String, Int)? {
        guard let seat = term(.seat, index), takesPlain || seat.length > 1 else { return nil }
        let place = index + seat.length
        guard seat.length > 1 || !isInstitution(place), let end = placeEnd(place) else { return nil }
        // Of the words before the place the last is as written: da Seção Judiciária do Paraná.
        let words =
            seat.value.split(separator: " ").dropLast() + [Substring(Self.lower(text(place - 1..<place)))]
        return (" \(words.joined(separator: " ")) " + placeName(place..<end), end)
    }

    /// What stands behind `do` or `da` without being a place.
    private func isInstitution(_ index: Int) -> Bool {
        guard index < pieces.count else { return true }
        return courtName(at: index) != nil || term(.chamber, index) != nil
            || term(.stateName, index) == nil
                && Self.institutions.contains(pieces[index].hash)
    }

    private static let institutions = Set(
        """
        justica tribunal estado uniao republica secao subsecao foro forum comarca poder circunscricao corte colegio \
        regiao municipio ministerio defensoria capital autora autor reu re juiz juiza direito acao
        """.split(separator: " ").map { WordHash.of($0.utf8) })

    private func ordinalOfChamber(_ index: Int) -> (String, Int)? {
        if isDigits(index) {
            guard let number = number(index), number > 0, digits(index).count <= 3 else { return nil }
            let end = skippingOrdinal(index + 1)
            guard end > index + 1 else { return nil }
            // 6a. Vara
            let hasStop = isMark(end, ".") && gap(end) == .none && term(.chamber, end + 1) != nil
            return ("\(number)", hasStop ? end + 1 : end)
        }
        if let (ordinal, end) = ordinalWords(at: index), term(.chamber, end) != nil {
            return ("\(ordinal)", end)
        }
        return ("", index)
    }

    /// The place after words that begin with a capital, and what joins them.
    private func placeEnd(_ index: Int) -> Int? {
        var (end, next) = (index, index)
        while next < pieces.count, next - index < 8,
            next == index || gap(next) == .space || gap(next) == .line
        {
            let piece = pieces[next]
            if piece.kind == .letters, piece.casing == .title || piece.casing == .upper {
                if next > index, courtName(at: next) != nil { break }
                end = next + 1
            } else if term(.preposition, next) == nil {
                break
            }
            next += 1
        }
        return end > index ? end : nil
    }

    private func placeName(_ range: Range<Int>) -> String {
        range.map { text($0..<$0 + 1) }.joined(separator: " ")
    }
}
