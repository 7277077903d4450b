import Analysis
import Core
import Language
import LuxTesting
import Testing

/// What is read in what a model wrote, as it is given where the text has none of it.
private func phrases(in written: GeneratedText) async throws -> [String] {
    let neural = NeuralKeywords(
        ScriptedGenerator { _ in written }, model: "m", prompt: KeywordPrompt(.none), textBytesMax: 100)
    var options = KeywordOptions()
    (options.limit, options.language) = (100, .english)
    return try await neural.extraction(of: KeywordQuery(text: "zz", options: options)).keywords.map(\.text)
}

@Suite struct `What a model wrote` {
    static let lists: [(String, [String])] = [
        ("alpha\nbeta ray\ngamma", ["alpha", "beta ray", "gamma"]),
        (
            "- alpha\n* beta ray\n+ gamma\n• delta\n– epsilon",
            ["alpha", "beta ray", "gamma", "delta", "epsilon"]
        ),
        ("1. alpha\n2) beta ray\n(3) gamma\n10. delta", ["alpha", "beta ray", "gamma", "delta"]),
        (
            "\"alpha\"\n'beta ray'\n“gamma”\n`delta`\n«epsilon»",
            ["alpha", "beta ray", "gamma", "delta", "epsilon"]
        ),
        ("```\nalpha\nbeta ray\n```", ["alpha", "beta ray"]),
        ("```json\n[\"alpha\", \"beta ray\"]\n```", ["alpha", "beta ray"]),
        ("[\"alpha\", \"beta \\u00e7\"]", ["alpha", "beta ç"]),
        ("{\"keywords\": [\"alpha\", \"beta ray\"]}", ["alpha", "beta ray"]),
        ("[{\"keyword\": \"alpha\", \"score\": 0.9}, {\"keyword\": \"beta\"}]", ["alpha", "beta"]),
        ("[[\"alpha\", 0.9], [\"beta\", 0.8]]", ["alpha", "beta"]),
        ("alpha; beta ray;gamma", ["alpha", "beta ray", "gamma"]),
        ("alpha | beta ray | gamma", ["alpha", "beta ray", "gamma"]),
        ("alpha<sep>beta ray <SEP> gamma", ["alpha", "beta ray", "gamma"]),
        ("alpha [SEP] beta ray [SEP] gamma", ["alpha", "beta ray", "gamma"]),
        ("alpha, beta ray, gamma", ["alpha", "beta ray", "gamma"]),
        ("alpha, omega\nbeta ray", ["alpha, omega", "beta ray"]),
        ("alpha, omega; beta ray", ["alpha, omega", "beta ray"]),
        ("Keywords: alpha, beta ray", ["alpha", "beta ray"]),
        ("Keywords: alpha; beta ray", ["alpha", "beta ray"]),
        ("Here are the keywords:\n\nalpha\nbeta ray", ["alpha", "beta ray"]),
        ("**Keywords:**\n- **alpha**: what it is\n- **beta ray** - another", ["alpha", "beta ray"]),
        ("alpha: what it is\nbeta ray: another", ["alpha", "beta ray"]),
        ("<think>hmm, alpha?</think>\nbeta ray", ["beta ray"]),
        ("alpha\nALPHA\nálpha\nbeta", ["alpha", "beta"]),
        ("alpha\u{0}beta\n\u{7}gamma\t", ["alpha beta", "gamma"]),
        ("alpha.\nbeta ray,\n", ["alpha", "beta ray"]),
        ("COVID-19\n9.099/95\nC++\nS.A.", ["COVID-19", "9.099/95", "C++", "S.A"]),
        ("alpha", ["alpha"]),
        ("[\"alpha\", \"beta ray\", \"gam", ["alpha", "beta ray", "gam"]),
    ]

    @Test(arguments: lists)
    func `is read as a list`(_ written: String, _ expected: [String]) async throws {
        #expect(try await phrases(in: GeneratedText(written)) == expected)
    }

    @Test func `loses its last phrase where it was cut off`() async throws {
        #expect(
            try await phrases(in: GeneratedText("alpha\nbeta ray\ngam", isCut: true)) == [
                "alpha", "beta ray",
            ])
        #expect(try await phrases(in: GeneratedText("[\"alpha\", \"bet", isCut: true)) == ["alpha"])
    }

    @Test(arguments: [
        "", " \n\t", "```\n```", "[]", "<think>alpha", "\u{0}\u{1}", ";;;|", "- \n* \n1. \n", ":",
    ])
    func `that holds no phrase is a failure`(_ written: String) async throws {
        let failure = await #expect(throws: GenerationFailure.self) {
            try await phrases(in: GeneratedText(written))
        }
        #expect(failure?.kind == "empty" && failure?.isAboutText == true)
    }

    @Test func `is read to its limits, however much it is`() async throws {
        let many = (0..<5_000).map { "term\($0)" }.joined(separator: "\n")
        #expect(try await phrases(in: GeneratedText(many)).count == KeywordLimits.keywords)
        let long = String(repeating: "x", count: 1 << 20)
        await #expect(throws: GenerationFailure.self) { try await phrases(in: GeneratedText(long)) }
        let deep = String(repeating: "[", count: 60_000) + "\"a\"" + String(repeating: "]", count: 60_000)
        _ = try? await phrases(in: GeneratedText(deep))
    }

    @Test func `may be anything`() async throws {
        var random = SplitMix64(seed: 11)
        let pieces = [
            "alpha", "[", "]", "\"", "{", "}", ":", ";", ",", "\n", "\r", "- ", "**", "1. ", "<sep>", "[SEP]",
            "```", "<think>", "</think>", "\u{0}", "\u{FEFF}", "•", "é", "字", "🙂", " ", "\\", "\u{202E}",
        ]
        for _ in 0..<2_000 {
            let length = Int.random(in: 0...40, using: &random)
            let written = (0..<length).map { _ in pieces.randomElement(using: &random) ?? "" }.joined()
            let isCut = Bool.random(using: &random)
            let found = (try? await phrases(in: GeneratedText(written, isCut: isCut))) ?? []
            #expect(found.allSatisfy { !$0.isEmpty && $0.unicodeScalars.allSatisfy { $0.value >= 0x20 } })
        }
    }
}
