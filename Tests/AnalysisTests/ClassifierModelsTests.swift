import Analysis
import Core
import Language
import Module
import Testing

@Suite struct `Classifiers that people train` {
    static let lines = """
        {"text": "o time venceu o jogo no estádio", "label": "esporte"}
        {"text": "o goleiro defendeu e o time ganhou o jogo", "label": "esporte"}
        {"text": "a torcida lotou o estádio do time", "label": "esporte"}

        {"text": "o juro subiu e a bolsa caiu", "label": "economia"}
        {"text": "a bolsa fechou em queda com o juro", "label": "economia"}
        {"text": "o banco subiu o juro de novo", "label": "economia"}
        """

    private static func train() throws -> TextClassifier {
        try ClassifierModels.train(
            on: try TrainingLines.labels(Array(lines.utf8), from: "kinds.jsonl"), language: .portuguese,
            licence: "CC0")
    }

    @Test func `a file is read, described and measured by the registry's task`() throws {
        let model = try #require(try Self.train().noting(.init(set: "others", texts: 4, right: 3)))
        let file = model.encoded()
        let card = try ClassifierModels.task.read(file)
        #expect(card.language == "pt" && card.kind == "logistic" && card.dataLicence == "CC0")
        #expect(card.dataFingerprint == model.training.fingerprint)
        #expect(card.metrics["others"]?["accuracy"]?.real == 0.75)
        #expect(TextClassifier.begins(file) && !TextClassifier.begins(Array("lux".utf8)))
        let examples = Array(Self.lines.utf8) + Array("\n{\"text\": \"xyz\", \"label\": \"economia\"}".utf8)
        #expect(try ClassifierModels.task.count(examples) == 7)
        // It abstains about the last one.
        #expect(abs(try ClassifierModels.task.score(file, examples) - 6.0 / 7) < 1e-9)
        #expect(try ClassifierModels.task.score(file, []) == 0)
    }

    @Test func `a file that is none is refused in words`() throws {
        let file = try Self.train().encoded()
        var newer = file
        newer[4] = 9
        let wrong: [([UInt8], String)] = [
            ([], "is no classifier"), (Array(file.prefix(12)), "cut off"), (file.dropLast(), "damaged"),
            (newer, "newer"), ([UInt8](repeating: 0, count: 3_000_000), "at most"),
        ]
        for (bytes, words) in wrong {
            let problem = #expect(throws: Problem.self) { try ClassifierModels.task.read(bytes) }
            #expect(problem?.detail.contains(words) == true, "\(problem?.detail ?? "")")
        }
    }

    static let unreadable: [(String, String)] = [
        (#"{"text": "a"}"#, "line 1: /label must be a string"),
        (#"{"label": "a", "text": 1}"#, "line 1: /text must be a string"),
        ("{\"text\": \"a\", \"label\": \"b\"}\nnot json", "line 2: Byte "),
        (#"{"text": "a", "label": ""}"#, "line 1: /label must have 1 to 64 bytes"),
        (#"{"text": "a\u0000", "label": "b"}"#, "line 1: /text must not hold NUL"),
    ]

    @Test(arguments: unreadable)
    func `a line that cannot be read is named`(_ lines: String, _ words: String) {
        let problem = #expect(throws: Problem.self) {
            try TrainingLines.labels(Array(lines.utf8), from: "kinds.jsonl")
        }
        #expect(problem?.detail.contains("kinds.jsonl, " + words) == true, "\(problem?.detail ?? "")")
    }

    static let unlearnable: [(String, String)] = [
        ("", "there are no texts"),
        (#"{"text": "um texto", "label": "a"}"#, "all texts have the label \"a\""),
        (
            "{\"text\": \"um texto\", \"label\": \"a\"}\n{\"text\": \"um texto\", \"label\": \"b\"}",
            "texts 1 and 2 are the same"
        ),
        ("{\"text\": \" \", \"label\": \"a\"}\n{\"text\": \"um texto\", \"label\": \"b\"}", "text 1: "),
    ]

    @Test(arguments: unlearnable)
    func `what nothing can be learnt from is refused in words`(_ lines: String, _ words: String) throws {
        let texts = try TrainingLines.labels(Array(lines.utf8), from: "kinds.jsonl")
        let problem = #expect(throws: Problem.self) {
            try ClassifierModels.train(on: texts, language: .portuguese, licence: "CC0")
        }
        #expect(problem?.detail.contains(words) == true, "\(problem?.detail ?? "")")
        #expect(throws: CancellationError.self) {
            try ClassifierModels.train(
                on: TrainingLines.labels(Array(Self.lines.utf8), from: "x"), language: .portuguese,
                licence: "CC0", isCancelled: { true })
        }
    }
}
