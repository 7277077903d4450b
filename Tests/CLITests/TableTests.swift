import CLI
import Testing

@Suite struct `Tables for people and spreadsheets` {
    static func table(_ rows: [[String]]) -> TextTable {
        var table = TextTable(["name", "value"])
        for row in rows { table.add(row) }
        return table
    }

    @Test func `columns are aligned and lines have no trailing space`() {
        #expect(
            Self.table([["a", "1"], ["long name", ""]]).text == "name       value\na          1\nlong name\n")
    }

    @Test func `wide and combining characters are counted as a terminal shows them`() {
        #expect(
            Self.table([["日本", "1"], ["e\u{301}", "2"]]).text == "name  value\n日本  1\ne\u{301}     2\n")
    }

    @Test func `control characters cannot reach the terminal`() {
        #expect(Self.table([["a\u{1b}[2Jb", "\u{9b}x"]]).text.contains("a·[2Jb"))
    }

    static let cells: [(String, String)] = [
        ("plain", "plain"), ("a,b", "\"a,b\""), ("say \"hi\"", "\"say \"\"hi\"\"\""),
        ("two\nlines", "\"two\nlines\""),
        ("=1+1", "'=1+1"), ("+x", "'+x"), ("-x", "'-x"), ("@x", "'@x"), ("=a,b", "\"'=a,b\""), ("", ""),
        ("-", "-"),
    ]

    @Test(arguments: cells)
    func `CSV cells are quoted and never formulas`(_ cell: String, _ written: String) {
        #expect(TextTable.csvLine([cell, "x"]) == "\(written),x\r\n")
    }
}
