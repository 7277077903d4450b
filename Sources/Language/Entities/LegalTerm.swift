/// What a word or a phrase of the law is to the rules.
struct LegalTerm: Sendable {
    enum Role: UInt8, Sendable {
        case preposition, and, article, upTo
        case numberSign
        case oab, cpf, cnpj
        case law, regulation, lawQualifier, code
        case articleWord, paragraphWord, itemWord, letterWord, soleParagraph, caput, withWord
        case sumula, theme, themeKind, panel, appeal, link
        case court, regionalCourt, chamber, chamberKind, seat, region, landmark
        case month, shortMonth, day, dayOrdinal, monthPhrase
        case state, stateName
        case number, scale, half
        case ordinal
        case currency, currencySign, cent
        case term, termQualifier, unit, workday, calendarDay, within
    }

    var role: Role
    /// One form for all ways to write it, or a number as text.
    var value: String
    var number = 0
    /// How many pieces it takes.
    var length: Int
}

/// The phrases the rules know, by their first word.
struct LegalTerms: Sendable {
    static let shared = LegalTerms(LegalTermLists.rows)

    private struct Phrase: Sendable {
        var rest: [UInt64]
        /// Only where written in capitals: CC, SE, PA are words too.
        var isCapitals: Bool
        var term: LegalTerm
    }

    private var lists: [[Phrase]] = []
    private var listOf: [UInt64: Int32] = [:]
    /// For each list the roles in it, a bit each.
    private var rolesOf: [UInt64] = []

    /// Rows are `value|phrase, phrase`; a phrase in capitals counts only where written so.
    private init(_ rows: [(role: LegalTerm.Role, text: String)]) {
        for row in rows {
            for line in row.text.split(separator: "\n") {
                let parts = line.split(separator: "|")
                guard parts.count == 2 else { continue }
                let value = Self.trimmed(parts[0])
                for phrase in parts[1].split(separator: ",") { add(phrase, row.role, value) }
            }
        }
        for list in lists.indices { lists[list].sort { $0.rest.count > $1.rest.count } }
    }

    private mutating func add(_ phrase: Substring, _ role: LegalTerm.Role, _ value: String) {
        let words = phrase.split(separator: " ")
        let isCapitals = words.allSatisfy { $0.utf8.allSatisfy { $0 &- 0x41 < 26 } }
        let hashes = words.map(Self.hash)
        guard let first = hashes.first else { return }
        let term = LegalTerm(role: role, value: value, number: Int(value) ?? 0, length: words.count)
        let list = listOf[first] ?? Int32(lists.count)
        if Int(list) == lists.count {
            listOf[first] = list
            lists.append([])
            rolesOf.append(0)
        }
        rolesOf[Int(list)] |= 1 << UInt64(role.rawValue)
        lists[Int(list)].append(
            Phrase(
                rest: Array(hashes.dropFirst()), isCapitals: isCapitals && words[0].utf8.count > 1, term: term
            ))
    }

    /// Marks are known by their scalar, words by the hash of their small letters.
    private static func hash(_ word: Substring) -> UInt64 {
        if word.unicodeScalars.count == 1, let scalar = word.unicodeScalars.first,
            !(scalar.value < 0x80 ? Glyph.ascii(UInt8(scalar.value)) : Glyph.of(scalar.value)).isLetter
                || MarkKin.isSign(scalar.value)
        {
            return UInt64(MarkKin.kin(of: scalar.value))
        }
        return WordHash.of(word.utf8.map { $0 &- 0x41 < 26 ? $0 | 0x20 : $0 })
    }

    private static func trimmed(_ text: Substring) -> String {
        var text = text
        while text.utf8.first == 0x20 { text.removeFirst() }
        while text.utf8.last == 0x20 { text.removeLast() }
        return String(text)
    }

    /// For each piece the list of phrases that its word begins, -1 where there is none.
    func lists(of pieces: [Piece]) -> [Int32] {
        pieces.map { $0.kind == .digits ? -1 : listOf[$0.hash] ?? -1 }
    }

    @inline(__always)
    func roles(of list: Int32) -> UInt64 { list < 0 ? 0 : rolesOf[Int(list)] }

    /// The longest phrase of a role that begins at a piece.
    func term(_ role: LegalTerm.Role, at index: Int, in pieces: [Piece], list: Int32) -> LegalTerm? {
        guard roles(of: list) & 1 << UInt64(role.rawValue) != 0 else { return nil }
        let first = pieces[index]
        for phrase in lists[Int(list)] where phrase.term.role == role {
            guard index + phrase.rest.count < pieces.count else { continue }
            if phrase.isCapitals, first.casing != .upper { continue }
            if Self.follows(phrase.rest, after: index, in: pieces) { return phrase.term }
        }
        return nil
    }

    private static func follows(_ rest: [UInt64], after index: Int, in pieces: [Piece]) -> Bool {
        for (offset, hash) in rest.enumerated() {
            let piece = pieces[index + 1 + offset]
            if piece.hash != hash || piece.gap == .paragraph || piece.kind == .digits { return false }
        }
        return true
    }
}
