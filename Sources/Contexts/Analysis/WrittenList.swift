import Core
import Language

/// The phrases in what a model wrote, whatever it wrote: a line each, a list with numbers or bullets, quoted,
/// fenced, with marks between, or JSON.
enum WrittenList {
    /// More than this is not read.
    static let bytesMax = 65_536

    /// In their order, each once, at most `KeywordLimits.keywords`.
    static func phrases(in written: GeneratedText) -> [String] {
        var bytes = Array(written.text.utf8.prefix(bytesMax))
        if written.isCut || bytes.count < written.text.utf8.count { bytes = withoutBrokenEnd(bytes) }
        let said = afterThinking(bytes)
        var known: Set<String> = []
        var phrases: [String] = []
        for entry in jsonEntries(said) ?? WrittenEntries.all(in: said) {
            guard phrases.count < KeywordLimits.keywords else { break }
            let phrase = WrittenEntry.plain(entry)
            guard !phrase.isEmpty, phrase.utf8.count <= KeywordLimits.entryBytes,
                known.insert(Folding.folded(phrase)).inserted
            else { continue }
            phrases.append(phrase)
        }
        return phrases
    }

    /// The last entry may be half of one.
    private static func withoutBrokenEnd(_ bytes: [UInt8]) -> [UInt8] {
        guard let mark = bytes.lastIndex(where: { $0 == 0x0A || $0 == 0x3B || $0 == 0x2C || $0 == 0x7C })
        else {
            return []
        }
        return Array(bytes[..<mark])
    }

    /// What some models write before they answer is no answer.
    private static func afterThinking(_ bytes: [UInt8]) -> ArraySlice<UInt8> {
        if let end = bytes.ranges(of: Array("</think>".utf8)).last { return bytes[end.upperBound...] }
        let start = bytes.firstIndex { $0 > 0x20 } ?? bytes.endIndex
        return bytes[start...].starts(with: "<think>".utf8) ? [] : bytes[start...]
    }

    /// Nil where there is no list in JSON.
    private static func jsonEntries(_ bytes: ArraySlice<UInt8>) -> [ArraySlice<UInt8>]? {
        guard let first = bytes.firstIndex(of: UInt8(ascii: "[")),
            let last = bytes.lastIndex(of: UInt8(ascii: "]")), first < last,
            bytes[first...last].contains(UInt8(ascii: "\"")),
            let items = try? JSONReader.read(Array(bytes[first...last])).items
        else { return nil }
        let texts = items.compactMap { item in
            item.text ?? item.members?.lazy.compactMap(\.value.text).first ?? item[0]?.text
        }
        return texts.isEmpty ? nil : texts.map { ArraySlice($0.utf8) }
    }
}

/// The parts between line ends and other marks.
private enum WrittenEntries {
    static func all(in bytes: ArraySlice<UInt8>) -> [ArraySlice<UInt8>] {
        var lines: [ArraySlice<UInt8>] = []
        var isMarked = false
        for line in bytes.split(whereSeparator: { $0 == 0x0A || $0 == 0x0D }) where !isFence(line) {
            let parts = parts(of: line)
            if parts.count > 1 { isMarked = true }
            lines += parts
        }
        if lines.count == 1, !isMarked {
            let parts = lines[0].split(separator: UInt8(ascii: ","))
            if parts.count > 1 { (lines, isMarked) = (parts, true) }
        }
        return lines.enumerated().map { isMarked && $0 == 0 ? afterLabel($1) : beforeExplanation($1) }
    }

    private static func isFence(_ line: ArraySlice<UInt8>) -> Bool {
        line.drop { $0 <= 0x20 }.starts(with: "```".utf8)
    }

    private static func parts(of line: ArraySlice<UInt8>) -> [ArraySlice<UInt8>] {
        var parts: [ArraySlice<UInt8>] = []
        var start = line.startIndex
        var place = start
        while place < line.endIndex {
            guard let length = marks[line[place]]?.first(where: { isAt(place, $0, in: line) })?.count else {
                place += 1
                continue
            }
            parts.append(line[start..<place])
            place += length
            start = place
        }
        parts.append(line[start...])
        return parts.filter { $0.contains { $0 > 0x20 } }
    }

    /// Marks that stand between entries on one line, in small letters, by their first byte.
    private static let marks = Dictionary(
        grouping: [";", "|", "<sep>", "[sep]", "•", "‣", "◦", "▪", "●", "；", "、"].map { Array($0.utf8) },
        by: { $0[0] })

    private static func isAt(_ place: Int, _ mark: [UInt8], in line: ArraySlice<UInt8>) -> Bool {
        guard line.endIndex - place >= mark.count else { return false }
        return mark.indices.allSatisfy { offset in
            let byte = line[place + offset]
            let isCapital = byte &- UInt8(ascii: "A") < 26
            return (isCapital ? byte | 0x20 : byte) == mark[offset]
        }
    }

    /// `Keywords: a; b` begins with a.
    private static func afterLabel(_ entry: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        colon(in: entry).map { entry[($0 + 1)...] } ?? entry
    }

    /// `a: what it is about` is a; a line that ends with a colon announces others.
    private static func beforeExplanation(_ entry: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        guard let colon = colon(in: entry) else { return entry }
        let isAnnouncing = entry[(colon + 1)...].allSatisfy { $0 <= 0x20 || $0 == UInt8(ascii: "*") }
        return isAnnouncing ? [] : entry[..<colon]
    }

    /// One that is followed by white space, or by nothing.
    private static func colon(in entry: ArraySlice<UInt8>) -> Int? {
        entry.indices.first {
            entry[$0] == UInt8(ascii: ":")
                && ($0 + 1 == entry.endIndex || entry[$0 + 1] <= 0x20 || entry[$0 + 1] == UInt8(ascii: "*"))
        }
    }
}

/// One entry without what stands around the phrase.
private enum WrittenEntry {
    static func plain(_ entry: ArraySlice<UInt8>) -> String {
        // A blank for each run of control characters; NUL is among them.
        let words = entry.split { $0 <= 0x20 || $0 == 0x7F }
        let line = Array(words.joined(separator: CollectionOfOne(UInt8(ascii: " "))))
        var rest = afterNumber(line[...].drop(while: isBullet))
        if let start = rest.firstRange(of: strong), let end = rest[start.upperBound...].firstRange(of: strong)
        {
            rest = rest[start.upperBound..<end.lowerBound]
        }
        while let first = rest.first, isAround(first) { rest.removeFirst() }
        while let last = rest.last, isAround(last) || isStop(last) { rest.removeLast() }
        return saysSomething(rest) ? withoutQuotes(String(decoding: rest, as: UTF8.self)) : ""
    }

    /// A number alone is what is left of a line's number.
    private static func saysSomething(_ phrase: ArraySlice<UInt8>) -> Bool {
        phrase.count > 4 || phrase.contains { $0 >= 0x80 || ($0 | 0x20) &- 0x61 < 26 }
    }

    private static let strong = Array("**".utf8)

    /// Before the text of a line, and never of a phrase; a star alone, since two mean something else.
    private static func isBullet(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: "-") || byte == UInt8(ascii: "+") || byte == UInt8(ascii: "#") || byte == 0x20
    }

    /// `1. `, `12) `, `(3) `: up to three digits, which no number of a law has before its blank.
    private static func afterNumber(_ line: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        let open = line.first == UInt8(ascii: "(") ? line.dropFirst() : line
        let after = open.drop { (0x30...0x39).contains($0) }
        let digits = open.count - after.count
        guard (1...3).contains(digits), let mark = after.first,
            mark == UInt8(ascii: ".") || mark == UInt8(ascii: ")"),
            after.dropFirst().first == UInt8(ascii: " ")
        else { return line }
        return after.dropFirst(2)
    }

    private static func isAround(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x20, UInt8(ascii: "\""), UInt8(ascii: "'"), UInt8(ascii: "`"), UInt8(ascii: "*"),
            UInt8(ascii: "_"), UInt8(ascii: "["), UInt8(ascii: "]"):
            true
        default: false
        }
    }

    private static func isStop(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "."), UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: ":"): true
        default: false
        }
    }

    private static func withoutQuotes(_ text: String) -> String {
        let scalars = text.unicodeScalars
        guard let start = scalars.firstIndex(where: { !quotes.contains($0) }),
            let end = scalars.lastIndex(where: { !quotes.contains($0) })
        else { return "" }
        return String(scalars[start...end])
    }

    private static let quotes: Set<Unicode.Scalar> = [
        " ", "“", "”", "„", "«", "»", "‘", "’", "‹", "›", "「", "」", "–", "—", "\u{A0}", "\u{FEFF}",
    ]
}
