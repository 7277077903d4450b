import Analysis
import Core
import Language
import Testing

@Suite struct `Labelled texts as lines` {
    @Test func `are read, blank lines left out, and named by their line where they have no name`() throws {
        let lines = """
            {"id": "a", "text": "O recurso", "keywords": ["recurso"], "language": "pt-BR"}

            {"id": 7, "text": "An appeal", "keywords": []}
            {"text": "x", "keywords": ["x"], "language": "auto"}\r
            """
        let texts = try TrainingLines.read(Array(lines.utf8), from: "set.jsonl")
        #expect(texts.map(\.id) == ["a", "7", "4"])
        #expect(texts.map(\.language?.rawValue) == ["pt", nil, nil])
        #expect(texts.map(\.keywords) == [["recurso"], [], ["x"]])
    }

    static let bad = [
        "{", "[]", #"{"text":1,"keywords":[]}"#, #"{"text":"a\u0000b","keywords":[]}"#, #"{"text":"a"}"#,
        #"{"text":"a","keywords":"b"}"#, #"{"text":"a","keywords":[1]}"#,
        #"{"text":"a","keywords":["a"],"language":"xx"}"#, #"{"text":"a","keywords":["a"],"language":7}"#,
    ]

    @Test(arguments: bad)
    func `are refused with the file and the line`(_ line: String) {
        let lines = #"{"text":"a","keywords":["a"]}"# + "\n" + line
        let problem = #expect(throws: Problem.self) {
            try TrainingLines.read(Array(lines.utf8), from: "set.jsonl")
        }
        #expect(problem?.detail.hasPrefix("set.jsonl, line 2: ") == true)
    }
}

@Suite struct `Models of keywords` {
    @Test func `one that cannot be read is refused by name`() {
        for bytes in [[], Array("hello".utf8), [0xff, 0xfe]] {
            let problem = #expect(throws: Problem.self) {
                try KeywordModels.read(bytes, from: "mine.luxmodel")
            }
            #expect(problem?.detail.hasPrefix("mine.luxmodel: ") == true)
        }
    }

    static let unlearnable: [(String, [LabelledText])] = [
        ("no texts", []),
        ("two texts are called", [text("a", ["recurso"]), text("a", ["recurso"])]),
        ("has no keyword", [text("a", ["recurso"]), text("b", [" "])]),
        ("are the most", [text("a", (0...TrainingLimits.keywordsOfText).map { "k\($0)" })]),
    ]

    private static func text(_ id: String, _ keywords: [String]) -> LabelledText {
        LabelledText(
            id: id, text: "O tribunal julgou o recurso.", language: LanguageCode(rawValue: "pt"),
            keywords: keywords)
    }

    @Test(arguments: unlearnable)
    func `what cannot be learnt from is refused with the reason`(_ reason: String, _ texts: [LabelledText]) {
        let problem = #expect(throws: Problem.self) {
            try KeywordModels.train(RankerTrainer(kind: .logistic, licence: "none"), on: texts)
        }
        #expect(problem?.detail.contains(reason) == true, "\(problem?.detail ?? "nothing")")
    }
}
