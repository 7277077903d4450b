/// Courts and their chambers.
extension RuleReader {
    func court(at index: Int) -> Found? {
        guard let court = courtName(at: index) else { return nil }
        return Found(kind: .court, pieces: index..<court.end, value: court.value)
    }

    /// The short name of a court, and the place after it.
    func courtName(at index: Int) -> (value: String, end: Int)? {
        if let court = term(.court, index) { return (court.value, index + court.length) }
        return jointCourt(at: index) ?? regionalCourt(at: index)
    }

    /// TJSP, TRF4, TRT-2: the name and the place in one.
    private func jointCourt(at index: Int) -> (value: String, end: Int)? {
        guard index < pieces.count, pieces[index].kind == .letters, pieces[index].casing == .upper,
            pieces[index].length >= 4, pieces[index].length <= 6
        else { return nil }
        let written = text(index..<index + 1)
        for (name, separator) in [("TJ", ""), ("TJM", ""), ("TRE", "-")] where written.hasPrefix(name) {
            let state = written.dropFirst(name.count)
            if LegalTermLists.isState(state), name != "TJM" || LegalTermLists.hasMilitaryCourt(state) {
                return (name + (state == "DF" && name == "TJ" ? "DFT" : separator + state), index + 1)
            }
        }
        return written == "TJDFT" ? ("TJDFT", index + 1) : nil
    }

    private func regionalCourt(at index: Int) -> (value: String, end: Int)? {
        guard let court = term(.regionalCourt, index) else { return nil }
        let isShort = court.length == 1
        if isShort, pieces[index].casing != .upper { return nil }
        let next = index + court.length
        if court.value.hasPrefix("TJ") || court.value == "TRE" {
            guard let (state, end) = stateBehind(next, isShort: isShort) else {
                return isShort || court.value == "TRE" ? nil : (court.value, next)
            }
            return (Self.name(of: court.value, in: state), end)
        }
        return regionBehind(next, isShort: isShort).map { (court.value + $0, $1) } ?? nil
    }

    private static func name(of court: String, in state: String) -> String {
        switch court {
        case "TRE": "TRE-" + state
        case "TJ" where state == "DF": "TJDFT"
        default: court + state
        }
    }

    /// `4`, `-4`, ` da 4ª Região`, ` 4ª Região`, ` da Quarta Região`.
    private func regionBehind(_ index: Int, isShort: Bool) -> (String, Int)? {
        var next = skipping("-/", at: index)
        if let of = term(.preposition, next) { next += of.length }
        if let (ordinal, end) = ordinalWords(at: next), let region = term(.region, end) {
            return ("\(ordinal)", end + region.length)
        }
        guard (1...2).contains(digits(next).count), let number = number(next), (1...24).contains(number)
        else {
            return nil
        }
        let end = skippingOrdinal(next + 1)
        if let region = term(.region, end) { return ("\(number)", end + region.length) }
        return isShort && !goesOn(next + 1) && gap(next) == .none ? ("\(number)", next + 1) : nil
    }

    /// `/SP`, `-SP`, ` do Estado de São Paulo`, ` de São Paulo`, ` do Distrito Federal e dos Territórios`.
    private func stateBehind(_ index: Int, isShort: Bool) -> (String, Int)? {
        var next = skipping("-/", at: index)
        if next > index || isShort, let state = term(.state, next) { return (state.value, next + 1) }
        if isShort, next > index { return nil }
        for _ in 0..<2 {
            if let of = term(.preposition, next) { next += of.length }
            if next < pieces.count, pieces[next].hash == Self.stateWord { next += 1 }
        }
        if let of = term(.preposition, next) { next += of.length }
        guard next < pieces.count, pieces[next].casing != .lower else { return nil }
        return term(.stateName, next).map { ($0.value, next + $0.length) }
    }

    private static let stateWord = WordHash.of("estado".utf8)
}
