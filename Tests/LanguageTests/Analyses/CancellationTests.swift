import Language
import Testing

@Suite struct CancellationTests {
    typealias Analyze = @Sendable (String, () -> Bool) throws -> Void

    static let analyzers: [(name: String, analyze: Analyze)] = [
        ("word_frequency", { _ = try WordFrequency.count($0, isCancelled: $1) }),
        ("readability", { _ = try Readability.measure($0, isCancelled: $1) }),
        ("sentiment_analyzer", { _ = try Sentiment.judge($0, isCancelled: $1) }),
        ("signature", { _ = try Similarity.signature(of: $0, isCancelled: $1) }),
        ("similarity", { _ = try Similarity.compare($0, with: $0, isCancelled: $1) }),
        ("summary", { _ = try Summary.draw(from: $0, isCancelled: $1) }),
        ("explain_terms", { _ = try LegalGlossary.explain($0, isCancelled: $1) }),
        ("classify", { _ = try DocumentKinds.classify($0, isCancelled: $1) }),
    ]

    /// Longer than what is read between two looks.
    private static let text = String(repeating: "O juiz julgou o pedido bom. ", count: 4_000)

    @Test(arguments: analyzers.map(\.name))
    func `stops when its caller gives up`(name: String) throws {
        let analyze = try #require(Self.analyzers.first { $0.name == name }).analyze
        #expect(throws: ExtractionRefusal.cancelled) { try analyze(Self.text, { true }) }
        var looks = 0
        #expect(throws: ExtractionRefusal.cancelled) {
            try analyze(Self.text) {
                looks += 1
                return looks > 2
            }
        }
        #expect(looks == 3)
    }

    @Test(arguments: analyzers.map(\.name))
    func `refuses a text beyond the limit`(name: String) throws {
        let analyze = try #require(Self.analyzers.first { $0.name == name }).analyze
        let text = String(repeating: "a ", count: KeywordLimits.textBytes / 2) + "a"
        #expect(
            throws: ExtractionRefusal.textTooLarge(bytes: text.utf8.count, limit: KeywordLimits.textBytes)
        ) {
            try analyze(text, { false })
        }
    }
}
