import Analysis
import Core
import Module
import Testing

@Suite struct `The plugins that come with Lux` {
    static let text = """
        SENTENÇA. Processo 0001234-03.2024.8.26.0100. Vistos. A autora, Maria de Souza Lima, pede indenização. O \
        atendimento do hospital foi péssimo, mas o médico foi muito atencioso. Julgo procedente o pedido e condeno o \
        réu ao pagamento de R$ 10.000,00, nos termos do art. 487, I, do CPC. Prazo de 15 dias para embargos de \
        declaração. São Paulo, 3 de maio de 2024.
        """

    /// Each with options, and what its result has to say.
    static let questions: [(plugin: String, options: JSON, path: [String], expected: JSON)] = [
        ("keywords", ["limit": 3], ["language"], "pt"),
        ("word_frequency", ["limit": 5, "gram_words": 2, "leave_out_stop_words": true], ["language"], "pt"),
        (
            "sentiment_analyzer", ["aspects": ["atendimento", "médico"]], ["aspects", "0", "score", "label"],
            "negative"
        ),
        (
            "sentiment_analyzer", ["aspects": ["atendimento", "médico"]], ["aspects", "1", "score", "label"],
            "positive"
        ),
        ("entities", ["kinds": ["case_number"]], ["entities", "0", "value"], "0001234-03.2024.8.26.0100"),
        ("entities", ["kinds": ["money"], "rules_only": true], ["entities", "0", "text"], "R$ 10.000,00"),
        ("entities", ["kinds": ["date"]], ["entities", "0", "value"], "2024-05-03"),
        (
            "summary", ["audience": "lawyer", "sentences": 1, "bytes": 2000],
            ["sentences", "0", "cues", "0"], "operative"
        ),
        ("classify", [:], ["kind"], "sentence"),
        ("readability", ["hard_sentences": 1], ["short"], true),
        ("language", [:], ["language"], "pt"),
        ("similarity", ["other": .string(text), "shingle_words": 2], ["jaccard"], 1.0),
        ("explain_terms", ["terms": ["embargos de declaração", "flogisto"]], ["asked", "1", "term"], .null),
        ("explain_terms", [:], ["found", "0", "term", "name"], "sentença"),
    ]

    @Test(arguments: questions)
    func `answer in the shape that they declare`(
        _ plugin: String, _ options: JSON, _ path: [String], _ expected: JSON
    ) async throws {
        try await `The routes of plugins`.withModule { bench in
            let answer = try await bench.ask(
                "analyze", ["text": .string(Self.text), "options": options, "language": "pt"],
                ["plugin": .string(plugin)])
            var found = answer["result"]
            for step in path { found = Int(step).flatMap { found?[$0] } ?? found?[step] }
            #expect(found == expected, "\(answer.written)")
            // A second time from what was kept, to the byte.
            let again = try await bench.ask(
                "analyze", ["text": .string(Self.text), "options": options, "language": "pt"],
                ["plugin": .string(plugin)])
            #expect(again["cached"] == true && again["result"] == answer["result"])
        }
    }

    @Test func `refuse options that they do not declare and languages that they do not read`() async throws {
        try await `The routes of plugins`.withModule { bench in
            let all = AnalysisModule.builtInPlugins
            #expect(all.count == 10)
            for plugin in all {
                let problem = await #expect(throws: Problem.self) {
                    try await bench.ask(
                        "analyze", ["text": "Um texto.", "options": ["nonsense": 1, "other": "Outro."]],
                        ["plugin": .string(plugin)])
                }
                let places = problem?.violations.map(\.pointer) ?? []
                #expect(places.contains("/options/nonsense"), "\(plugin)")
            }
            await #expect(throws: Problem.self) {
                try await bench.ask(
                    "analyze", ["text": "Ein Text.", "language": "de"], ["plugin": "explain_terms"])
            }
        }
    }
}
