import Cache
import LuxTesting
import Testing

@Suite struct `A key pattern` {
    @Test(arguments: [
        ("", ""), ("*", ""), ("*", "anything"), ("a*", "a"), ("a*c", "abc"), ("a*c", "acbc"), ("*b*", "abc"),
        ("?", "a"),
        ("?", "ç"), ("?", "👍"), ("a?c", "aéc"), ("**a", "bba"), (#"\*"#, "*"), (#"a\?c"#, "a?c"),
        (#"\\"#, #"\"#),
        (#"a\"#, #"a\"#), ("*ção", "informação"), ("*?", "é"), ("keywords:pt:*", "keywords:pt:1f"),
        ("a*?b", "axxb"),
    ])
    func `matches`(_ pattern: String, _ text: String) {
        #expect(Glob(pattern).matches(text))
    }

    @Test(arguments: [
        ("", "a"), ("a", ""), ("?", ""), ("?", "ab"), ("a*c", "acb"), (#"\*"#, "a"), (#"a\?c"#, "abc"),
        ("a", "A"),
        ("??", "é"), ("*?*?*", "ç"), ("b*", "abc"), ("a?", "a"), ("[a]", "a"),
    ])
    func `does not match`(_ pattern: String, _ text: String) {
        #expect(!Glob(pattern).matches(text))
    }

    @Test func `takes bounded time on a hostile pattern`() {
        let pattern = Glob(String(repeating: "*a", count: 200) + "*b")
        #expect(!pattern.matches(String(repeating: "a", count: 20_000)))
    }
}
