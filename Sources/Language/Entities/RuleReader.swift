/// Reads the pieces of a text by written rules: one form for everything that has a form.
struct RuleReader {
    let bytes: [UInt8]
    let pieces: [Piece]
    private let lists: [Int32]

    /// What a rule found, in pieces.
    struct Found {
        var kind: EntityKind
        var pieces: Range<Int>
        var value: String
        var validity = Entity.Validity.unchecked
        /// Of articles whose law is not told.
        var lacksLaw = false
        /// The law of these articles and of those before: `art. 5º e art. 7º, ambos da CF`.
        var sharedLaw: String?
    }

    init(bytes: [UInt8], pieces: [Piece]) {
        self.bytes = bytes
        self.pieces = pieces
        lists = LegalTerms.shared.lists(of: pieces)
    }

    /// All that the rules find, in order and apart. A rule reads ahead by a bounded number of pieces, and what it
    /// found is not read again, so the cost is linear.
    func found() -> [Found] {
        var found: [Found] = []
        var index = 0
        while index < pieces.count {
            if let next = first(at: index) {
                if let law = next.sharedLaw { share(law, with: &found, before: next.pieces.lowerBound) }
                found.append(next)
                index = max(index + 1, next.pieces.upperBound)
            } else {
                index += 1
            }
        }
        return found
    }

    private func first(at index: Int) -> Found? {
        let piece = pieces[index]
        if piece.kind == .digits {
            return identifier(at: index) ?? date(at: index) ?? deadline(at: index) ?? money(at: index)
                ?? chamber(at: index) ?? legislation(at: index)
        }
        guard roles(index) != 0 else {
            // A single capital may begin a company's number: B4.CD1.2E3/0001-16.
            if piece.casing == .title, piece.length == 1 { return identifier(at: index) }
            return piece.casing == .upper ? identifier(at: index) ?? court(at: index) : nil
        }
        return worded(at: index)
    }

    private func worded(at index: Int) -> Found? {
        identifier(at: index) ?? oab(at: index) ?? precedent(at: index) ?? legislation(at: index)
            ?? court(at: index) ?? chamber(at: index) ?? deadline(at: index) ?? date(at: index)
            ?? money(at: index)
    }

    // What a rule may ask of a place; beyond the text there is nothing.

    @inline(__always)
    func roles(_ index: Int) -> UInt64 {
        index >= 0 && index < pieces.count ? LegalTerms.shared.roles(of: lists[index]) : 0
    }

    /// The phrase of a role at a place.
    func term(_ role: LegalTerm.Role, _ index: Int) -> LegalTerm? {
        guard index >= 0, index < pieces.count, lists[index] >= 0 else { return nil }
        return LegalTerms.shared.term(role, at: index, in: pieces, list: lists[index])
    }

    func isMark(_ index: Int, _ mark: Unicode.Scalar) -> Bool {
        index >= 0 && index < pieces.count && pieces[index].isMark(mark)
    }

    /// Whether one of these ASCII marks stands at a place.
    @inline(__always)
    func isMark(_ index: Int, oneOf marks: StaticString) -> Bool {
        guard index >= 0, index < pieces.count, pieces[index].kind == .mark else { return false }
        for place in 0..<marks.utf8CodeUnitCount where UInt64(marks.utf8Start[place]) == pieces[index].hash {
            return true
        }
        return false
    }

    /// The place behind one of these ASCII marks; a place itself where none stands there.
    func skipping(_ marks: StaticString, at index: Int) -> Int {
        isMark(index, oneOf: marks) ? index + 1 : index
    }

    func isDigits(_ index: Int) -> Bool {
        index >= 0 && index < pieces.count && pieces[index].kind == .digits
    }

    func gap(_ index: Int) -> Piece.Gap { index < pieces.count ? pieces[index].gap : .paragraph }

    /// The digits at a place as written; empty where there are none.
    func digits(_ index: Int) -> ArraySlice<UInt8> { isDigits(index) ? bytes[pieces[index].range] : [] }

    func text(_ pieces: Range<Int>) -> String {
        guard let first = pieces.first, let last = pieces.last else { return "" }
        return String(
            decoding: bytes[Int(self.pieces[first].start)..<Int(self.pieces[last].end)], as: UTF8.self)
    }

    /// A whole number of at most nine digits.
    func number(_ index: Int) -> Int? {
        let digits = digits(index)
        return digits.isEmpty || digits.count > 9 ? nil : Self.number(digits)
    }

    static func number(_ digits: some Sequence<UInt8>) -> Int {
        digits.reduce(0) { ($0 &* 10) &+ Int($1 &- 0x30) }
    }

    /// Whether something that goes on a number stands before a place: `1.` before `234`.
    func isContinuation(_ index: Int) -> Bool {
        guard index > 0, index < pieces.count, pieces[index].gap == .none else { return false }
        let before = pieces[index - 1]
        if before.kind != .mark { return true }
        guard [0x2E, 0x2D, 0x2F, 0x2C, 0x5F].contains(before.hash), index > 1 else { return false }
        return pieces[index - 2].kind != .mark && before.gap == .none && pieces[index - 2].kind == .digits
    }

    /// Whether a number goes on at a place: letters or digits, or a point, dash or bar before digits.
    func goesOn(_ index: Int) -> Bool {
        guard index < pieces.count, pieces[index].gap == .none else { return false }
        if pieces[index].kind != .mark { return true }
        guard [0x2E, 0x2D, 0x2F, 0x2C, 0x5F].contains(pieces[index].hash) else { return false }
        return isDigits(index + 1) && pieces[index + 1].gap == .none
    }

    /// After `nº`, `n.`, `no`, `n o`, `sob o número`, `:`; a place itself where none stands there.
    func skippingNumberSign(_ index: Int) -> Int {
        var next = index
        for _ in 0..<8 {
            guard next < pieces.count, gap(next) != .paragraph || next == index else { break }
            guard isNumberSign(next) || next > index && goesOnNumberSign(next) else { break }
            next += 1
        }
        return isDigits(next) ? next : index
    }

    private func isNumberSign(_ index: Int) -> Bool {
        term(.numberSign, index) != nil || pieces[index].isOrdinal || isMark(index, oneOf: "#:")
    }

    /// The stop of `n.`, the article of `sob o nº`, the s of `nºs`: signs only behind another.
    private func goesOnNumberSign(_ index: Int) -> Bool {
        if isMark(index, ".") || term(.article, index) != nil { return true }
        return pieces[index].hash == Self.plural && pieces[index].gap == .none
    }

    private static let plural = WordHash.of("s".utf8)
}

/// A number with points between thousands, as laws are numbered.
extension RuleReader {
    /// The digits without points, and the place after them. The first group has one to `firstMax` digits.
    func grouped(_ index: Int, firstMax: Int = 7) -> (digits: ArraySlice<UInt8>, end: Int)? {
        let first = digits(index)
        guard !first.isEmpty, first.count <= firstMax else { return nil }
        var all = first
        var next = index + 1
        while all.count < 12, first.count <= 3, isMark(next, "."), gap(next) == .none,
            digits(next + 1).count == 3,
            gap(next + 1) == .none
        {
            all += digits(next + 1)
            next += 2
        }
        return (all, next)
    }

    /// With points between thousands: 9099 is 9.099.
    static func dotted(_ digits: some Collection<UInt8>) -> String {
        let plain = digits.drop { $0 == 0x30 }
        var text = ""
        for (offset, digit) in plain.enumerated() {
            if offset > 0, (plain.count - offset) % 3 == 0 { text += "." }
            text.unicodeScalars.append(Unicode.Scalar(digit))
        }
        return text.isEmpty ? "0" : text
    }

    static func text(_ digits: some Sequence<UInt8>) -> String {
        String(decoding: Array(digits), as: UTF8.self)
    }

    static func padded(_ number: Int, to width: Int) -> String {
        let text = String(number)
        return String(repeating: "0", count: max(0, width - text.utf8.count)) + text
    }

    /// A year of two or four digits; of two it is one from 1940, the oldest of codes in force, to 2039.
    static func year(_ digits: ArraySlice<UInt8>) -> Int? {
        let value = number(digits)
        if digits.count == 4 { return (1800...2100).contains(value) ? value : nil }
        guard digits.count == 2 else { return nil }
        return value >= 40 ? 1900 + value : 2000 + value
    }
}
