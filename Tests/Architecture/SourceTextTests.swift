import Testing

/// What the checks see of Swift source.
struct SourceTextTests {
    @Test func `tells code from literals and comments`() {
        let text = SourceText(
            ##"""
            let a = "b \(c + "d") e" // f
            let g = #"h \(i) \#(j)"# /* k /* l */ */
            func `m n`() {}
            """##)
        let code = text.tokens.filter { $0.kind != .string }.map(\.text)
        #expect(
            code == ["let", "a", "=", "c", "+", "let", "g", "=", "j", "func", "`m n`", "(", ")", "{", "}"])
        #expect(text.comments.map(\.text) == ["// f", "/* k /* l */ */"])
        #expect(text.tokens.last?.line == 3)
        #expect(text.lineCount == 3)
    }

    @Test func `reads literals of many lines to their end`() {
        let text = SourceText("let a = \"\"\"\n  \"b\" \\(c)\n  \"\"\"\nlet d = 1\n")
        #expect(text.tokens.map(\.text).suffix(4) == ["let", "d", "=", "1"])
        #expect(text.tokens.last?.line == 4)
        #expect(text.lineCount == 4)
    }

    @Test(arguments: ["\"", "\"\"\"", "/*", "`", "#\"", "\"\\", "\"\\("])
    func `ends on source that breaks off`(_ source: String) {
        #expect(SourceText(source).lineCount == 1)
    }

    @Test(arguments: [
        ("import Core", "Core"), ("package import Core", "Core"), ("@preconcurrency import Core", "Core"),
        ("import struct Core.Instant", "Core"),
    ])
    func `reads imports`(_ source: String, _ module: String) {
        #expect(SourceText(source).imports.map(\.module) == [module])
    }

    @Test(arguments: [
        ("func f() {}", 1),
        ("func f(for x: Int = { 1 }()) -> [Int] { wait(for: x) }", 1),
        ("func f() { if a { b() } else if c { d() } }", 3),
        ("func f() { guard let a, a > 0 else { return } }", 2),
        ("func f() { let a = b ? c : d; let e = f?.g ?? h }", 2),
        ("func f() { switch a { case .b, .c: d(); case .e: f(); default: g() } }", 3),
        ("func f() { if case .a = b, case .c = d {} }", 2),
        ("func f() { for a in b where c && d || e {} }", 4),
        ("func f() { repeat { a() } while b }", 2),
        ("func f() { do { try a() } catch is B {} catch {} }", 3),
        ("func f() { a.map { $0 ? 1 : 2 } }", 2),
        ("init(a: Int) { self.init(b: a > 0 ? a : 0) }", 2),
        ("var a: Int { b ? 1 : 2 }", 2),
    ])
    func `counts the ways through a function`(_ source: String, _ complexity: Int) {
        #expect(SourceText(source).readFunctions().map(\.complexity) == [complexity])
    }

    @Test func `counts a function inside another apart from it`() {
        let text = SourceText("func outer() {\n  func inner() {\n    if a {}\n  }\n  if b && c {}\n}")
        #expect(
            text.readFunctions() == [
                Function(name: "outer", line: 1, lineCount: 6, complexity: 3),
                Function(name: "inner", line: 2, lineCount: 3, complexity: 2),
            ])
    }

    @Test(arguments: [
        "protocol P {\n  func a() async throws -> Int\n  func b(_ c: Int)\n  var d: Int\n}",
        "struct S {\n  var a = [1].map { $0 }\n  var b: Int\n  let c: Int\n}", "let a = S.init(b: 1)",
    ])
    func `finds no body where there is none`(_ source: String) {
        #expect(SourceText(source).readFunctions().isEmpty)
    }
}
