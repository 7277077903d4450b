import Testing

@Suite struct `The search for statements` {
    private static func texts(_ sources: String...) -> [String] {
        StatementSearch(sources.enumerated().map { ("room/\($0).swift", $1) }).statements.map(\.text)
    }

    @Test(arguments: [
        (
            #"f("SELECT a FROM t WHERE b = \(c.d(1)) AND e IN \(list: f)")"#,
            "SELECT a FROM t WHERE b = ? AND e IN (?, ?)"
        ),
        (
            ##"/* "SELECT 1" */ f("\(x) SELECT 2", "DELETE FROM t -- \"") // "SELECT 3""##,
            #"DELETE FROM t -- ""#
        ),
        ("f(\"\"\"\n    UPDATE t \\\n    SET a = \\(orNull: b)\n    \"\"\")", "UPDATE t     SET a = ?"),
    ])
    func `puts a mark for each value`(_ source: String, _ text: String) {
        #expect(Self.texts(source) == [text])
    }

    @Test func `follows a constant of the same type or of another`() {
        let birds = """
            enum Bird {
                static let columns: SQL = "name, \\(colours)"
                private static let colours: SQL = "beak, wing"
                func all() { rows("SELECT \\(Self.columns) FROM birds") }
            }
            """
        let nests = """
            enum Nest {
                static let columns: SQL = "tree"
                func all() { rows("SELECT \\(columns), \\(Bird.columns) FROM nests") }
            }
            """
        #expect(
            Self.texts(birds, nests) == [
                "SELECT name, beak, wing FROM birds", "SELECT tree, name, beak, wing FROM nests",
            ])
    }

    @Test func `adds what is added, and takes each choice once`() {
        let source = """
            struct Search {
                func page(_ reach: Reach) {
                    var condition: SQL =
                        switch reach {
                        case .one: "a = \\(x)"
                        case .all: "TRUE"
                        }
                    if let b { condition = "\\(condition) AND b = \\(b)" }
                    rows("SELECT 1 FROM t WHERE \\(condition)")
                }
            }
            """
        #expect(
            Self.texts(source) == [
                "SELECT 1 FROM t WHERE a = ?", "SELECT 1 FROM t WHERE TRUE",
                "SELECT 1 FROM t WHERE a = ? AND b = ?",
            ])
    }

    @Test func `takes for a parameter what callers give`() {
        let source = """
            struct Queue {
                func set(_ column: SQL, by order: SQL) {
                    run("UPDATE q SET \\(column) = \\(value)")
                    rows("SELECT 1 FROM q ORDER BY \\(order)")
                }
                func pause() { set("is_paused", by: "name") }
                func limit() { set("running_max", by: isOld ? "a" : "b") }
                var isHeld: SQL { "fence = \\(fence)" }
                func held() { run("\\(query(1)) FOR UPDATE") }
                func query(_ a: Int) -> SQL { "SELECT 1 FROM q WHERE \\(isHeld)" }
            }
            """
        let texts = Self.texts(source)
        #expect(texts.prefix(2) == ["UPDATE q SET is_paused = ?", "UPDATE q SET running_max = ?"])
        #expect(texts.contains("SELECT 1 FROM q WHERE fence = ? FOR UPDATE"))
    }

    @Test func `says what it cannot follow`() {
        let source = """
            struct Queue {
                static let columns: SQL = joined(all)
                func a() { rows("SELECT \\(Self.columns) FROM q") }
                func b(_ condition: SQL) { rows("SELECT 1 FROM q WHERE \\(condition)") }
                func c() { rows("SELECT \\(name: d) FROM \\(joined: e)") }
            }
            """
        let search = StatementSearch([("room/q.swift", source)])
        #expect(search.statements.isEmpty)
        #expect(search.unknown.count == 2)
    }
}
