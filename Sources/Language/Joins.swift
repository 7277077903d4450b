/// What a mark inside a word does.
enum Join {
    /// The mark belongs to the word.
    case joins
    /// The word ends at this offset.
    case ends(Int)
    /// The word ends at this offset, and the apostrophe there parts nothing.
    case elides(Int)
    /// The word is the beginning of an address that ends at this offset.
    case address(Int)

    /// Where the word and its mark leave the reader; nil where the word goes on.
    @inline(__always)
    func ending(_ mark: Scalar) -> Reader.Ending? {
        switch self {
        case .joins: nil
        case .ends(let offset): Reader.Ending(end: offset, resume: offset)
        case .elides(let offset): Reader.Ending(end: offset, resume: offset + mark.length)
        case .address(let offset): Reader.Ending(end: offset, resume: offset, isAddress: true)
        }
    }
}

extension Reader {
    mutating func join(_ text: Span<UInt8>, at offset: Int, _ scalar: Scalar) -> Join {
        let after = offset + scalar.length
        let next = after < text.count ? text.scalar(at: after) : Scalar(value: 0, length: 0, glyph: .space)
        switch scalar.glyph {
        case .hyphen: return joinHyphen(next, at: offset)
        case .apostrophe: return joinApostrophe(next, at: offset)
        case .period: return joinPeriod(text, next, at: offset)
        default: return joinSymbol(text, scalar, next, at: offset)
        }
    }

    private mutating func joinHyphen(_ next: Scalar, at offset: Int) -> Join {
        guard next.glyph == .lower || next.glyph == .upper || next.glyph == .digit else {
            return .ends(offset)
        }
        word.append(mark: UInt8(ascii: "-"))
        return .joins
    }

    /// French and Italian elide before a vowel: the article is a word of its own, as is what follows.
    private mutating func joinApostrophe(_ next: Scalar, at offset: Int) -> Join {
        guard next.glyph.isLetter else { return .ends(offset) }
        if Elision.ends(word), Elision.precedes(next.value) { return .elides(offset) }
        word.append(mark: UInt8(ascii: "'"))
        return .joins
    }

    /// A point stays inside numbers, initials written together and names such as node.js.
    private mutating func joinPeriod(_ text: Span<UInt8>, _ next: Scalar, at offset: Int) -> Join {
        if word.last == .digit, next.glyph == .digit {
            word.append(mark: UInt8(ascii: "."))
            return .joins
        }
        if joinsVersion(text, next, at: offset + 1) || joinsCapitals(text, next, at: offset + 1) {
            word.append(mark: UInt8(ascii: "."))
            return .joins
        }
        if word.isWWW { return .address(Address.end(text, from: offset)) }
        if word.endsInSingleLetter {
            if next.glyph.isLetter, isSingleLetter(text, next, at: offset + 1) {
                word.append(mark: UInt8(ascii: "."))
                return .joins
            }
            // The last point of "S.A." belongs to it.
            if word.hasPoint { return .ends(offset + 1) }
        }
        guard next.glyph == .lower, word.last == .lower || word.last == .digit else { return .ends(offset) }
        word.append(mark: UInt8(ascii: "."))
        return .joins
    }

    private func isSingleLetter(_ text: Span<UInt8>, _ letter: Scalar, at offset: Int) -> Bool {
        let after = offset + letter.length
        guard after < text.count else { return true }
        let glyph = text.scalar(at: after).glyph
        return !glyph.isWord && glyph != .mark
    }

    /// A comma, a slash or a colon, between figures or acronyms.
    private mutating func joinBetween(
        _ text: Span<UInt8>, _ scalar: Scalar, _ next: Scalar, at offset: Int
    ) -> Join {
        if word.last == .digit, next.glyph == .digit { return joinNumber(scalar) }
        guard scalar.value == UInt32(UInt8(ascii: "/")), joinsAcronyms(text, next, at: offset + 1) else {
            return .ends(offset)
        }
        word.append(mark: UInt8(ascii: "/"))
        return .joins
    }

    private mutating func joinSymbol(
        _ text: Span<UInt8>, _ scalar: Scalar, _ next: Scalar, at offset: Int
    ) -> Join {
        switch scalar.value {
        case UInt32(UInt8(ascii: ":")) where next.value == UInt32(UInt8(ascii: "/")):
            if offset + 2 < text.count, text[offset + 2] == UInt8(ascii: "/") {
                return .address(Address.end(text, from: offset))
            }
        case UInt32(UInt8(ascii: "@")) where next.glyph.isWord:
            return .address(Address.end(text, from: offset))
        case UInt32(UInt8(ascii: ",")), UInt32(UInt8(ascii: "/")), UInt32(UInt8(ascii: ":")):
            return joinBetween(text, scalar, next, at: offset)
        case UInt32(UInt8(ascii: "&")) where word.last == .upper && next.glyph == .upper,
            UInt32(UInt8(ascii: "_")) where next.glyph.isWord:
            word.append(mark: UInt8(scalar.value))
            return .joins
        case UInt32(UInt8(ascii: "#")):
            return joinSharp(next, at: offset)
        case UInt32(UInt8(ascii: "+")):
            return joinPlus(next, at: offset)
        default:
            break
        }
        return .ends(offset)
    }

    /// The sign belongs to a single letter: C#.
    private mutating func joinSharp(_ next: Scalar, at offset: Int) -> Join {
        guard word.count == 1, !next.glyph.isWord else { return .ends(offset) }
        word.append(mark: UInt8(ascii: "#"))
        return .ends(offset + 1)
    }

    /// Two of them belong to the word: C++.
    private mutating func joinPlus(_ next: Scalar, at offset: Int) -> Join {
        guard next.value == UInt32(UInt8(ascii: "+")), word.last != .digit else { return .ends(offset) }
        word.append(mark: UInt8(ascii: "+"))
        word.append(mark: UInt8(ascii: "+"))
        return .ends(offset + 2)
    }

    private mutating func joinNumber(_ scalar: Scalar) -> Join {
        if scalar.value == UInt32(UInt8(ascii: "/")) { traits.insert(.reference) }
        word.append(mark: UInt8(scalar.value))
        return .joins
    }
}

enum Address {
    /// Addresses run to white space or a bracket; the sentence's own marks at their end do not belong to
    /// them.
    static func end(_ text: Span<UInt8>, from start: Int) -> Int {
        var end = start
        while end < text.count, text[end] > 0x20, !isClosing(text[end]) { end += 1 }
        while end > start + 1, isTrailing(text[end - 1]) { end -= 1 }
        return end
    }

    private static func isClosing(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "\""), UInt8(ascii: "]"), UInt8(ascii: "}"):
            true
        default: false
        }
    }

    private static func isTrailing(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "."), UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: ":"), UInt8(ascii: "!"),
            UInt8(ascii: "?"), UInt8(ascii: ")"), UInt8(ascii: "'"):
            true
        default: false
        }
    }
}

enum Elision {
    /// Elided articles and pronouns of French and Italian, without the apostrophe.
    private static let prefixes = [
        "l", "d", "j", "m", "n", "s", "t", "c", "qu", "jusqu", "lorsqu", "puisqu", "quoiqu", "presqu",
        "quelqu",
        "un", "dell", "nell", "sull", "all", "dall", "coll", "quell", "quest", "bell", "sant", "gl", "v",
        "ch",
    ].map { Array($0.utf8) }

    static func ends(_ word: WordBuffer) -> Bool {
        word.count <= 6 && word.withBytes { bytes in prefixes.contains { $0.elementsEqual(bytes) } }
    }

    static func precedes(_ letter: UInt32) -> Bool {
        let small = Letters.lower(letter)
        let plain = Letters.base(small)
        switch plain == 0 ? small : UInt32(plain) {
        case 0x61, 0x65, 0x69, 0x6F, 0x75, 0x79, 0x68, 0x153, 0xE6: return true
        default: return false
        }
    }
}
