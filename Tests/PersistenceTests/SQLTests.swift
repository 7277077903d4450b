import Core
import LuxTesting
import Persistence
import Testing

@Suite struct `A statement` {
    @Test func `binds what is interpolated and pastes nothing`() {
        let name = "x'; DROP TABLE t; --"
        let sql: SQL = "SELECT a FROM t WHERE name = \(name) AND size > \(3) AND note = \(nil as String?)"
        #expect(sql.text == "SELECT a FROM t WHERE name = ? AND size > ? AND note = ?")
        #expect(sql.values == [.text(name), .integer(3), .null])
    }

    @Test func `takes other statements as fragments, with their values in place`() {
        let own: SQL = "tenant_id = \(TenantID("lark"))"
        let sql: SQL = "SELECT a FROM t WHERE \(own) AND x = \(true) AND \(own)"
        #expect(sql.text == "SELECT a FROM t WHERE tenant_id = ? AND x = ? AND tenant_id = ?")
        #expect(sql.values == [.text("lark"), .boolean(true), .text("lark")])
    }

    @Test func `takes a literal in an interpolation for a value`() {
        #expect(("SELECT \("a")" as SQL).values == [.text("a")])
    }

    @Test(arguments: [(1, 1), (2, 2), (3, 4), (5, 8), (16_384, 16_384), (16_385, 16_385)])
    func `repeats a list's last value up to few lengths`(_ count: Int, _ padded: Int) {
        let sql: SQL = "x IN \(list: Array(1...count))"
        #expect(sql.values.count == padded)
        #expect(sql.text.count(where: { $0 == "?" }) == padded)
        #expect(sql.values.last == .integer(Int64(count)))
    }

    @Test func `has a list of nothing that knows its type`() {
        let lists: [(SQL, String)] = [
            ("\(list: [Double]())", "DOUBLE PRECISION"), ("\(list: [Bool?]())", "BOOLEAN"),
            ("\(list: [[UInt8]]())", "BYTEA"), ("\(list: [Instant]())", "BIGINT"),
            ("\(list: [Int64]())", "BIGINT"), ("\(list: [CivilDate]())", "TEXT"),
            ("\(list: [TenantID]())", "TEXT"), ("\(list: [ID<Migration>]())", "TEXT"),
        ]
        for (list, word) in lists {
            #expect(list.text == "(SELECT CAST(NULL AS \(word)) WHERE 1 = 0)")
        }
    }

    @Test func `numbers its values where the engine wants it, and leaves quoted marks alone`() {
        let sql: SQL = """
            SELECT 'what?', "odd?name", /* why? */ a -- who?
            FROM t WHERE x = \(1) AND y = 'it''s?' AND z IN \(list: ["a", "b"])
            """
        #expect(
            sql.rendered(.numbered) == """
                SELECT 'what?', "odd?name", /* why? */ a -- who?
                FROM t WHERE x = $1 AND y = 'it''s?' AND z IN ($2, $3)
                """)
        #expect(sql.rendered(.questionMarks) == sql.text)
    }

    @Test(arguments: ["'open", "\"open", "/* open", "-- open", "", "é", "a/b-c"])
    func `reads to its end whatever is left open`(_ text: String) {
        #expect(SQLTokens(text).map(\.text).joined() == text)
    }
}

@Suite struct `A value` {
    @Test func `is refused by a type that it does not fit`() {
        #expect(String(sqlValue: .integer(1)) == nil)
        #expect(Int(sqlValue: .text("1")) == nil)
        #expect(Int64(sqlValue: .real(1)) == nil)
        #expect(Double(sqlValue: .text("1")) == nil)
        #expect(Bool(sqlValue: .integer(2)) == nil)
        #expect([UInt8](sqlValue: .text("")) == nil)
        #expect(Instant(sqlValue: .null) == nil)
        #expect(TenantID(sqlValue: .null) == nil)
        #expect(ID<Migration>(sqlValue: .integer(1)) == nil)
        #expect(ID<Migration>(sqlValue: .text("not a UUID")) == nil)
        #expect(Int?(sqlValue: .text("1")) == nil)
        #expect(CivilDate(sqlValue: .integer(1)) == nil)
    }

    @Test func `is read in the kinds that engines keep it in`() {
        #expect(Bool(sqlValue: .boolean(true)) == true)
        #expect(Bool(sqlValue: .integer(0)) == false)
        #expect(Double(sqlValue: .integer(2)) == 2)
        #expect(Int?(sqlValue: .null) == .some(nil))
    }

    @Test(arguments: [
        (2026, 1, 9, "2026-01-09"), (1, 12, 31, "0001-12-31"), (-44, 3, 15, "-0044-03-15"),
        (12_345, 6, 7, "12345-06-07"),
    ])
    func `of a day is written so that days sort`(_ year: Int, _ month: Int, _ day: Int, _ text: String) throws
    {
        let date = try #require(CivilDate(year: year, month: month, day: day))
        #expect(date.sqlValue == .text(text))
        #expect(CivilDate(sqlValue: .text(text)) == date)
    }

    @Test(arguments: ["", "2026-1-9", "2026-02-30", "2026/01/09", "x026-01-09", "2026-01-0x", "2026-0101"])
    func `of a day that is none is not read`(_ text: String) {
        #expect(CivilDate(sqlValue: .text(text)) == nil)
    }

    @Test(arguments: [0, 1, 7, 8, 9, 15, 16, 100])
    func `with a zero byte is found out wherever it stands`(_ place: Int) {
        let text =
            String(repeating: "é", count: place) + "\0" + String(repeating: "x", count: 20 - place % 20)
        #expect(throws: UnstorableValue.zeroInText) { try SQLValue.text(text).checkStorable() }
        #expect(throws: Never.self) {
            try SQLValue.text(text.replacing("\0", with: "\u{80}")).checkStorable()
        }
    }

    @Test func `tells a column that holds another kind`() throws {
        let values: [SQLValue] = [.null, .text("a"), .integer(1), .real(1), .boolean(true), .bytes([1])]
        let names = ["NULL", "TEXT", "BIGINT", "DOUBLE PRECISION", "BOOLEAN", "BYTEA"]
        let rows = Rows(columns: ColumnNames(names), cells: values)
        let row = try #require(rows.first)
        for name in names {
            let error = #expect(throws: ColumnMismatch.self) { try row[name] as CivilDate }
            #expect(error?.description.contains("holds \(name)") == true)
        }
        #expect(throws: ColumnMismatch.noSuchColumn("6", has: names)) { try row[6] as Int? }
        #expect(ColumnMismatch.noSuchColumn("x", has: names).description.contains("only NULL, TEXT"))
        #expect(row.values == values)
    }
}

@Suite struct `A result` {
    @Test func `is a collection of its rows`() throws {
        let rows = Rows(columns: ColumnNames(["a", "b"]), cells: (0..<6).map { .integer($0) })
        #expect(rows.count == 3)
        #expect(try rows.map { try $0["b"] as Int } == [1, 3, 5])
        let last: Int? = try rows.last?[0]
        #expect(last == 4)
        #expect(Rows(columns: ColumnNames([]), cells: []).isEmpty)
    }
}
