/// A mark between words and how far it goes: what HTML left in a text is one mark, so that no name of a tag is
/// taken for a word.
struct Sign {
    /// What it counts as.
    var glyph: Glyph
    /// The offset after it.
    var end: Int

    @inline(__always)
    init(_ text: Span<UInt8>, at offset: Int, _ scalar: Scalar, after words: borrowing [Token]) {
        glyph = scalar.glyph
        end = offset + scalar.length
        if glyph == .soft, scalar.value == 0x26 || scalar.value == 0x3C {
            read(text, at: offset, after: words.last)
        }
    }

    @inline(never)
    private mutating func read(_ text: Span<UInt8>, at offset: Int, after previous: Token?) {
        switch text[offset] {
        case UInt8(ascii: "<"):
            if let tag = Markup.tag(text, at: offset) {
                (glyph, end) = (tag.isInline ? .soft : .stop, tag.end)
            }
        case UInt8(ascii: "&"):
            let entity = Markup.entity(text, at: offset)
            if let entity { (glyph, end) = (entity.isBlank ? .space : .soft, entity.end) }
            let joins = entity?.isAmpersand ?? true
            if joins, Self.joinsNames(text, offset..<end, previous) { glyph = .space }
        default: break
        }
    }

    /// Between two names with blanks around it, it belongs to the name of both: Lima & Associados.
    private static func joinsNames(_ text: Span<UInt8>, _ sign: Range<Int>, _ previous: Token?) -> Bool {
        guard let previous, previous.traits.contains(.capital), Int(previous.end) + 1 == sign.lowerBound,
            sign.upperBound + 1 < text.count, text[sign.lowerBound - 1] == UInt8(ascii: " "),
            text[sign.upperBound] == UInt8(ascii: " ")
        else { return false }
        return text.scalar(at: sign.upperBound + 1).glyph == .upper
    }

    /// Whether a point at a word's beginning is the word's own: .NET
    static func leads(_ text: Span<UInt8>, wordAt start: Int) -> Bool {
        guard start > 0, text[start - 1] == UInt8(ascii: "."),
            start == 1 || text[start - 2] <= 0x20 || text[start - 2] == UInt8(ascii: "(")
        else { return false }
        var end = start
        while end < text.count, text[end] &- 0x41 < 26, end - start <= longestName { end += 1 }
        guard 2...longestName ~= end - start else { return false }
        return end == text.count || text.scalar(at: end).glyph.isWord == false
    }

    private static let longestName = 5
}

/// Tags and named characters of HTML.
enum Markup {
    /// Longer ones are taken for text.
    private static let tagBytesMost = 1_000
    private static let nameBytesMost = 10

    /// The tag that begins here: of a known name, and closed or with attributes, so that "a < b" is none.
    static func tag(_ text: Span<UInt8>, at start: Int) -> (end: Int, isInline: Bool)? {
        var offset = start + 1
        let isClosing = offset < text.count && text[offset] == UInt8(ascii: "/")
        if isClosing { offset += 1 }
        let name = self.name(text, at: offset)
        offset += name.utf8.count
        let isInline = inline.contains(name)
        guard isInline || block.contains(name), offset < text.count else { return nil }
        guard let end = close(text, from: offset) else { return nil }
        let isBare = text[offset] == UInt8(ascii: ">") || text[offset] == UInt8(ascii: "/")
        return isBare || isClosing || hasAttribute(text, offset..<end) ? (end, isInline) : nil
    }

    /// The offset after the ">" that ends a tag.
    private static func close(_ text: Span<UInt8>, from start: Int) -> Int? {
        for offset in start..<min(text.count, start + tagBytesMost) {
            if text[offset] == UInt8(ascii: ">") { return offset + 1 }
            if text[offset] == UInt8(ascii: "<") { return nil }
        }
        return nil
    }

    private static func hasAttribute(_ text: Span<UInt8>, _ range: Range<Int>) -> Bool {
        guard text[range.lowerBound] <= 0x20 else { return false }
        for offset in range where text[offset] == UInt8(ascii: "=") { return true }
        return false
    }

    /// In lower case; empty where none stands here or it is longer than any.
    private static func name(_ text: Span<UInt8>, at start: Int) -> String {
        var bytes: [UInt8] = []
        for offset in start..<text.count {
            let byte = text[offset] | 0x20
            guard byte &- 0x61 < 26 || text[offset] &- 0x30 < 10 else { break }
            if bytes.count == nameBytesMost { return "" }
            bytes.append(text[offset] &- 0x30 < 10 ? text[offset] : byte)
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    struct Entity {
        var end: Int
        var isBlank: Bool
        var isAmpersand: Bool
    }

    /// The character written by name or number that begins here.
    static func entity(_ text: Span<UInt8>, at start: Int) -> Entity? {
        let isNumber = start + 1 < text.count && text[start + 1] == UInt8(ascii: "#")
        let name = self.name(text, at: start + (isNumber ? 2 : 1))
        let end = start + (isNumber ? 2 : 1) + name.utf8.count
        guard name.utf8.count > 1, end < text.count, text[end] == UInt8(ascii: ";") else { return nil }
        let isBlank = isNumber ? name == "160" || name == "xa0" : blanks.contains(name)
        return Entity(end: end + 1, isBlank: isBlank, isAmpersand: name == "amp")
    }

    private static let blanks: Set<String> = ["nbsp", "ensp", "emsp", "thinsp"]
    private static let inline = names(
        "a abbr b big cite code del em font i ins kbd label mark q s samp small span strike strong sub sup tt u var"
    )
    private static let block = names(
        """
        address article aside base blockquote body br button caption center col colgroup dd details dialog div dl dt \
        embed fieldset figcaption figure footer form frame frameset h1 h2 h3 h4 h5 h6 head header hr html iframe img \
        input legend li link main map menu meta nav noscript object ol optgroup option p param picture pre script \
        section select source style summary svg table tbody td template textarea tfoot th thead title tr ul video
        """)

    private static func names(_ list: String) -> Set<String> {
        Set(list.split(separator: " ").map(String.init))
    }
}
