/// Whether a text's lines were broken to fit a width, as in mails, gazettes and old files, or to mean something.
///
/// A line that was broken to fit is one that the next word would have made too wide. That holds for columns of
/// any width; the lines of a list or a verse end wherever they are done. Lists of long entries fit it by chance,
/// so that narrow lines count as a column only where many go on with a small letter.
struct LineShape {
    /// Scalars of a full line, where lines were broken to fit; 0 where their ends mean something.
    private(set) var width = 0
    /// Most lines begin with small letters though they were not broken to fit: a list, or verse.
    private(set) var beginsSmall = false

    var isWrapped: Bool { width > 0 }

    static let widthMax = 100
    /// Narrower columns cannot be told from lists.
    private static let widthMin = 28
    /// Lines as wide as this need no small letters to be a column.
    private static let widthOfPage = 50
    private static let linesMin = 3
    /// A share of the lines may be wider than any column: an address, the row of a table.
    private static let linesPerLong = 20
    /// When half of so many lines are wider, the rest is not looked at.
    private static let longLinesMax = 8
    /// The share of lines, in hundredths, that are no wider than the column.
    private static let shareWithin = 90

    init() {}

    init(of text: Span<UInt8>) {
        guard let lines = LineShape.lines(of: text) else { return }
        let written = lines.filter { !$0.isBlank }
        let count = written.count
        guard let first = written.first, let last = written.last else { return }
        // A sentence broken into lines begins with a capital and ends with a mark.
        beginsSmall =
            written.count { $0.beginsSmall } * 2 > count && (first.beginsSmall || !last.isClosed)
        guard count >= LineShape.linesMin else { return }
        let column = LineShape.column(of: lines, written: count)
        guard LineShape.widthMin...LineShape.widthMax ~= column else { return }
        width = column
        if !fits(lines) { width = 0 }
        if isWrapped { beginsSmall = false }
    }

    /// Every line; nil where there is only one, or most are paragraphs.
    private static func lines(of text: Span<UInt8>) -> [Line]? {
        guard mayHaveLines(text) else { return nil }
        var lines: [Line] = []
        var long = 0
        var start = 0
        var offset = 0
        while offset < text.count {
            let length = LineEnd.length(text, at: offset)
            if length == 0 {
                offset += 1
                continue
            }
            let line = Line(text, start..<offset)
            if line.width > widthMax { long += 1 }
            lines.append(line)
            if length == 3, text[offset + 2] == 0xA9 { lines.append(Line(text, offset..<offset)) }
            if long >= longLinesMax, long * 2 > lines.count { return nil }
            offset += length
            start = offset
        }
        if lines.isEmpty { return nil }
        lines.append(Line(text, start..<text.count))
        return lines
    }

    /// Many texts have one line only: eight bytes are looked at together. A tab makes it look again, no more.
    private static func mayHaveLines(_ text: Span<UInt8>) -> Bool {
        let (controls, leads) = text.withUnsafeBytes { bytes in
            let each: UInt64 = 0x0101_0101_0101_0101
            // The high bit of a byte tells, where a byte is less than 0x0E, or 0xC2 or 0xE2, with which the
            // separators of Unicode begin.
            var (controls, leads): (UInt64, UInt64) = (0, 0)
            var offset = 0
            while offset + 8 <= bytes.count {
                let eight = bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self)
                controls |= (eight &- each &* 0x0E) & ~eight
                let other = (eight & (each &* 0xDF)) ^ (each &* 0xC2)
                leads |= (other &- each) & ~other
                offset += 8
            }
            while offset < bytes.count {
                if bytes[offset] < 0x0E { controls = .max }
                if bytes[offset] & 0xDF == 0xC2 { leads = .max }
                offset += 1
            }
            let high = each &* 0x80
            return (controls & high, leads & high)
        }
        return controls != 0 || (leads != 0 && hasSeparator(text))
    }

    private static func hasSeparator(_ text: Span<UInt8>) -> Bool {
        for offset in text.indices where text[offset] & 0xDF == 0xC2 {
            if LineEnd.length(text, at: offset) > 0 { return true }
        }
        return false
    }

    /// The width that nearly all lines keep; 0 where too many are wider than any column.
    private static func column(of lines: [Line], written: Int) -> Int {
        var counts = [Int](repeating: 0, count: widthMax + 1)
        var long = 0
        for line in lines where !line.isBlank {
            if line.width > widthMax { long += 1 } else { counts[line.width] += 1 }
        }
        if long * linesPerLong > written { return 0 }
        var within = 0
        for width in 0...widthMax {
            within += counts[width]
            if within * 100 >= (written - long) * shareWithin { return width }
        }
        return 0
    }

    /// Whether most line ends are where the width asks for one.
    private func fits(_ lines: [Line]) -> Bool {
        var (breaks, full, small, wide) = (0, 0, 0, 0)
        for index in lines.indices.dropLast() where !lines[index].isBlank && !lines[index + 1].isBlank {
            let isFull = isFull(lines[index], before: lines[index + 1].firstWord)
            // The last line of a paragraph is as short as it happens to be.
            if lines[index].isClosed, !isFull { continue }
            breaks += 1
            if isFull { full += 1 }
            if lines[index + 1].beginsSmall { small += 1 }
            if lines[index].width >= LineShape.widthOfPage { wide += 1 }
        }
        guard breaks >= LineShape.linesMin - 1, full * 3 > breaks * 2 else { return false }
        return small * 3 >= breaks || wide * 3 > breaks * 2
    }

    /// Whether the next word would have made the line too wide, letters of any font taken.
    func isFull(_ line: Line, before word: Int) -> Bool {
        line.isHyphenated || line.width + 1 + word > width - width / 12
    }

    /// Whether the end of a line ends the sentence.
    ///
    /// - Parameters:
    ///   - line: the line that ends.
    ///   - next: where the one after it begins.
    ///   - glyph: what the next word begins with.
    @inline(never)
    func ends(_ text: Span<UInt8>, line: Range<Int>, next: Int, before glyph: Glyph) -> Bool {
        if Line.isHyphenated(text, line), glyph.isLetter { return false }
        if !isWrapped {
            if glyph != .lower || beginsSmall { return true }
            return Line.isClosed(text, line) || Line.isEntry(text, from: next)
        }
        let ended = Line(text, line)
        let isEntry = Line.isEntry(text, from: next)
        let word = Line.firstWord(text, Line.content(text, next..<text.count)..<text.count)
        if isFull(ended, before: word) { return isEntry && ended.isClosed }
        return glyph != .lower || ended.isClosed || isEntry
    }
}

/// What ends a line: a line feed, a carriage return, both as one, the separators of Unicode.
enum LineEnd {
    /// The bytes of the line end at an offset; 0 where there is none.
    @inline(__always)
    static func length(_ text: Span<UInt8>, at offset: Int) -> Int {
        let byte = text[offset]
        if byte &- 0x0A < 4 {
            return byte == 0x0D && offset + 1 < text.count && text[offset + 1] == 0x0A ? 2 : 1
        }
        if byte == 0xC2 { return text[offset + 1] == 0x85 ? 2 : 0 }
        guard byte == 0xE2 else { return 0 }
        return text[offset + 1] == 0x80 && text[offset + 2] & 0xFE == 0xA8 ? 3 : 0
    }

    /// A separator of paragraphs is worth an empty line.
    static func lines(_ scalar: Scalar) -> UInt32 { scalar.value == 0x2029 ? 2 : 1 }
}
