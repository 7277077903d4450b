/// Rows as aligned columns for people, or as CSV (RFC 4180) for spreadsheets.
package struct TextTable {
    private let columns: [String]
    private var rows: [[String]] = []

    package init(_ columns: [String]) {
        self.columns = columns
    }

    package mutating func add(_ cells: [String]) {
        rows.append(cells)
    }

    package var text: String {
        let lines = [columns] + rows
        let widths = columns.indices.map { column in lines.map { Self.width(of: $0[column]) }.max() ?? 0 }
        return lines.map { line in
            let padded = zip(line, widths).map { cell, width in
                Self.shown(cell) + String(repeating: " ", count: width - Self.width(of: cell))
            }
            return String(padded.joined(separator: "  ").reversed().drop { $0 == " " }.reversed())
        }.joined(separator: "\n") + "\n"
    }

    package var csv: String {
        ([columns] + rows).map(Self.csvLine).joined()
    }

    package static func csvLine(_ cells: [String]) -> String {
        cells.map(csvCell).joined(separator: ",") + "\r\n"
    }

    /// A cell that a spreadsheet would take for a formula is marked as text, as spreadsheets do it themselves: with
    /// an apostrophe before it.
    private static func csvCell(_ cell: String) -> String {
        let opens = cell.unicodeScalars.first.map { "=+-@\t\r".unicodeScalars.contains($0) } ?? false
        let marked = opens && cell.utf8.count > 1 ? "'\(cell)" : cell
        guard marked.utf8.contains(where: { $0 == 0x22 || $0 == 0x2c || $0 == 0x0a || $0 == 0x0d }) else {
            return marked
        }
        return
            "\"\(marked.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\""))\""
    }

    /// Control characters could move the terminal's cursor or worse; they are shown as a dot.
    private static func shown(_ cell: String) -> String {
        guard cell.unicodeScalars.contains(where: \.isControl) else { return cell }
        return String(String.UnicodeScalarView(cell.unicodeScalars.map { $0.isControl ? "·" : $0 }))
    }

    /// Columns on a terminal: wide characters of East Asia take two, combining ones none.
    private static func width(of cell: String) -> Int {
        cell.reduce(0) { $0 + ($1.unicodeScalars.first.map { $0.isWide ? 2 : 1 } ?? 0) }
    }
}

extension Unicode.Scalar {
    fileprivate var isControl: Bool { value < 0x20 || (0x7f...0x9f).contains(value) }

    /// Unicode's East Asian Width W and F, by blocks.
    fileprivate var isWide: Bool {
        switch value {
        case 0x1100...0x115f, 0x2e80...0xa4cf, 0xac00...0xd7a3, 0xf900...0xfaff, 0xfe30...0xfe6f,
            0xff00...0xff60,
            0xffe0...0xffe6, 0x1f300...0x1f64f, 0x1f900...0x1f9ff, 0x20000...0x3fffd:
            true
        default: false
        }
    }
}
