/// Numbers with check digits: cases, people and companies.
extension RuleReader {
    func identifier(at index: Int) -> Found? {
        guard !isContinuation(index) else { return nil }
        if pieces[index].kind == .digits {
            if let found = caseNumber(at: index) ?? looseCaseNumber(at: index) { return found }
            if let found = company(at: index) ?? person(at: index) { return found }
            return labelled(at: index)
        }
        guard pieces[index].kind == .letters, pieces[index].length <= 14 else { return nil }
        return company(at: index) ?? labelledCompany(at: index)
    }

    // NNNNNNN-DD.AAAA.J.TR.OOOO (Resolution CNJ 65/2008).
    private func caseNumber(at index: Int) -> Found? {
        let sequence = digits(index)
        guard (1...7).contains(sequence.count) else { return nil }
        var next = index + 1
        var groups = [sequence]
        for (width, mark) in [(2, "-"), (4, "."), (1, "."), (2, "."), (4, ".")] as [(Int, Unicode.Scalar)] {
            guard isMark(next, mark), gap(next) != .paragraph, gap(next + 1) != .paragraph,
                digits(next + 1).count == width
            else { return nil }
            groups.append(digits(next + 1))
            next += 2
        }
        guard !(next < pieces.count && pieces[next].gap == .none && pieces[next].kind == .digits) else {
            return nil
        }
        return caseNumber(groups, index..<next)
    }

    /// Twenty digits with other marks, line ends or nothing between their groups are a case number only where the
    /// check digits say so.
    private func looseCaseNumber(at index: Int) -> Found? {
        guard digits(index).count >= 7 else { return nil }
        var all: [UInt8] = []
        var next = index
        while isDigits(next), all.count < Self.caseDigits, next == index || endsGroup(all.count) {
            all += digits(next)
            next += 1
            if all.count < Self.caseDigits, isMark(next, oneOf: ".-/_,"), isDigits(next + 1),
                gap(next) != .paragraph
            {
                next += 1
            }
            if gap(next) == .paragraph { break }
        }
        guard all.count == Self.caseDigits, !goesOn(next) else { return nil }
        let groups = zip(Self.caseGroupEnds, Self.caseGroupEnds.dropFirst()).map { all[$0..<$1] }
        let found = caseNumber(groups, index..<next)
        return found.validity == .valid ? found : nil
    }

    private static let caseDigits = 20
    private static let caseGroupEnds = [0, 7, 9, 13, 14, 16, 20]

    private func endsGroup(_ count: Int) -> Bool { Self.caseGroupEnds.contains(count) }

    private func caseNumber(_ groups: [ArraySlice<UInt8>], _ pieces: Range<Int>) -> Found {
        let sequence = Self.padded(Self.number(groups[0]), to: 7)
        let rest = groups.dropFirst(2).map { Self.text($0) }
        let value = "\(sequence)-\(Self.text(groups[1])).\(rest.joined(separator: "."))"
        let checked = Array(sequence.utf8) + groups.dropFirst(2).joined() + groups[1]
        let remainder = checked.reduce(0) { ($0 * 10 + Int($1 &- 0x30)) % 97 }
        let isValid = remainder == 1 && groups[3].first != 0x30 && Self.year(groups[2]) != nil
        return Found(kind: .caseNumber, pieces: pieces, value: value, validity: isValid ? .valid : .invalid)
    }

    /// Characters of adjacent pieces of letters and digits, exactly so many.
    private func group(_ next: inout Int, width: Int) -> [UInt8]? {
        var characters: [UInt8] = []
        var isFirst = true
        while next < pieces.count, characters.count < width {
            let piece = pieces[next]
            guard piece.kind != .mark, isFirst || piece.gap == .none, piece.length <= width else {
                return nil
            }
            if piece.kind == .letters, piece.casing != .upper, !(piece.casing == .title && piece.length == 1)
            {
                return nil
            }
            characters += bytes[piece.range]
            isFirst = false
            next += 1
        }
        let isPlain = characters.allSatisfy { $0 &- 0x30 < 10 || $0 &- 0x41 < 26 }
        return characters.count == width && isPlain ? characters : nil
    }

    /// Groups of characters with marks between them, which may stand at the end of a line.
    private func groups(
        at index: Int, _ widths: [Int], _ marks: [[Unicode.Scalar]]
    ) -> (characters: [UInt8], end: Int)? {
        var next = index
        guard var all = group(&next, width: widths[0]) else { return nil }
        for (width, allowed) in zip(widths.dropFirst(), marks) {
            guard allowed.contains(where: { isMark(next, $0) }), gap(next) != .paragraph,
                gap(next + 1) != .paragraph
            else { return nil }
            next += 1
            guard let more = group(&next, width: width) else { return nil }
            all += more
        }
        return goesOn(next) ? nil : (all, next)
    }

    private func company(at index: Int) -> Found? {
        guard let (all, end) = groups(at: index, [2, 3, 3, 4, 2], [["."], ["."], ["/"], ["-"]]) else {
            return nil
        }
        return company(all, index..<end)
    }

    private func person(at index: Int) -> Found? {
        guard let (all, end) = groups(at: index, [3, 3, 3, 2], [["."], ["."], ["-", "/"]]) else { return nil }
        return person(all, index..<end)
    }

    private func company(_ all: [UInt8], _ pieces: Range<Int>) -> Found? {
        // The two check digits are digits in the form with letters too.
        guard all.suffix(2).allSatisfy({ $0 &- 0x30 < 10 }) else { return nil }
        let text = all.map { String(Unicode.Scalar($0)) }
        let value =
            text[0..<2].joined() + "." + text[2..<5].joined() + "." + text[5..<8].joined() + "/"
            + text[8..<12].joined() + "-" + text[12..<14].joined()
        return Found(
            kind: .cnpj, pieces: pieces, value: value,
            validity: CheckDigits.agree(cnpj: all) ? .valid : .invalid)
    }

    private func person(_ all: [UInt8], _ pieces: Range<Int>) -> Found? {
        guard all.allSatisfy({ $0 &- 0x30 < 10 }) else { return nil }
        let text = all.map { String(Unicode.Scalar($0)) }
        let value =
            text[0..<3].joined() + "." + text[3..<6].joined() + "." + text[6..<9].joined() + "-"
            + text[9..<11].joined()
        return Found(
            kind: .cpf, pieces: pieces, value: value,
            validity: CheckDigits.agree(cpf: all) ? .valid : .invalid)
    }

    /// Written otherwise, a number is one of these only where its name stands before it.
    private func labelled(at index: Int) -> Found? {
        let (isPerson, isCompany) = labels(before: index)
        guard isPerson || isCompany else { return nil }
        let (all, end) = looseDigits(at: index, isPerson: isPerson)
        guard !goesOn(end) else { return labelledCompany(at: index) }
        if isPerson, all.count == 11 { return person(all, index..<end) }
        if isCompany, all.count == 14 { return company(all, index..<end) }
        return labelledCompany(at: index)
    }

    /// Digits with blanks and single marks among them, up to the fourteen of a company; a person's number ends
    /// after eleven where nothing goes it on.
    private func looseDigits(at index: Int, isPerson: Bool) -> (digits: [UInt8], end: Int) {
        var all: [UInt8] = []
        var next = index
        while all.count < 14, isDigits(next), next == index || gap(next) != .paragraph {
            all += digits(next)
            next += 1
            if isPerson, all.count == 11, !goesOn(next), !(isDigits(next) && gap(next) == .space) { break }
            if all.count < 14, isMark(next, oneOf: ".-/"), isDigits(next + 1) { next += 1 }
        }
        return (all, next)
    }

    private func labelledCompany(at index: Int) -> Found? {
        guard labels(before: index).isCompany else { return nil }
        var next = index
        guard let all = group(&next, width: 14), !goesOn(next), all.contains(where: { $0 &- 0x30 < 10 })
        else {
            return nil
        }
        return company(all, index..<next)
    }

    /// Whether CPF or CNPJ stands before a place, with nothing between but words such as `sob o nº`.
    private func labels(before index: Int) -> (isPerson: Bool, isCompany: Bool) {
        var place = index - 1
        var (isPerson, isCompany) = (false, false)
        for _ in 0..<10 where place >= 0 {
            let namesPerson = term(.cpf, place) != nil
            let namesCompany = term(.cnpj, place) != nil
            if namesPerson { isPerson = true }
            if namesCompany { isCompany = true }
            guard namesPerson || namesCompany || isLabelFiller(place), gap(place + 1) != .paragraph else {
                break
            }
            place -= 1
        }
        return (isPerson, isCompany)
    }

    private func isLabelFiller(_ place: Int) -> Bool {
        let piece = pieces[place]
        return isMark(place, oneOf: ".:/(-") || piece.isOrdinal || piece.hash == Self.ministry
            || term(.numberSign, place) != nil || term(.article, place) != nil
            || Self.lower(text(place..<place + 1)) == "é"
    }

    /// As in CPF/MF.
    private static let ministry = WordHash.of("mf".utf8)
}

/// Check digits of people's and companies' numbers.
enum CheckDigits {
    static func agree(cpf digits: [UInt8]) -> Bool {
        guard digits.count == 11, digits.contains(where: { $0 != digits[0] }) else { return false }
        return [9, 10].allSatisfy { count in
            var sum = 0
            for place in 0..<count { sum += Int(digits[place] &- 0x30) * (count + 1 - place) }
            return sum * 10 % 11 % 10 == Int(digits[count] &- 0x30)
        }
    }

    /// Letters count by their ASCII number less 48, as from July 2026 on.
    static func agree(cnpj characters: [UInt8]) -> Bool {
        guard characters.count == 14, characters.contains(where: { $0 != characters[0] }) else {
            return false
        }
        return [12, 13].allSatisfy { count in
            var sum = 0
            for place in 0..<count { sum += Int(characters[place] &- 0x30) * ((count - 1 - place) % 8 + 2) }
            let rest = sum % 11
            return (rest < 2 ? 0 : 11 - rest) == Int(characters[count] &- 0x30)
        }
    }
}
