import ArgumentParser
import Core
import FoundationEssentials
import Language

/// One analyzer over the texts of a file, again and again; or the language of each text told and compared.
struct AnalyzersCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "analyzers",
        abstract: "Speed and memory of an analyzer; how often the language is right.",
        discussion: "Reads JSON lines with text and language. Without --analyzer the languages are compared.")

    private static let warmingTexts = 50

    @Option(help: ArgumentHelp("JSON lines with text and language.", valueName: "file"))
    var texts: String

    @Option(help: "The analyzer to measure: \(Analyses.names).")
    var analyzer: String?

    @Option(help: "CPU seconds at least.")
    var seconds = 1.0

    func validate() throws {
        if let analyzer, Analyses.named(analyzer) == nil {
            throw ValidationError("--analyzer is one of \(Analyses.names).")
        }
        guard seconds > 0 else { throw ValidationError("--seconds is above 0.") }
    }

    func run() async throws {
        let read = try Self.read(texts)
        guard let analyze = analyzer.flatMap(Analyses.named) else { return compare(read) }
        let prepared = try analyze(read.map(\.text))
        for (text, _) in read.prefix(Self.warmingTexts) { try prepared(text) }
        let bytes = read.reduce(0) { $0 + $1.text.utf8.count }
        let start = Usage.now
        var (rounds, spent) = (0, 0.0)
        repeat {
            for (text, _) in read { try prepared(text) }
            rounds += 1
            spent = Usage.now.since(start).cpuSeconds
        } while spent < seconds
        report([
            ("texts", .integer(read.count)), ("bytes", .integer(bytes)), ("cpu_seconds", .number(spent)),
            ("mb_per_cpu_second", .number(Double(bytes * rounds) / spent / 1e6)),
            ("rss_bytes", .integer(residentBytes())),
        ])
    }

    private func compare(_ read: [(text: String, language: String)]) {
        var counts: [String: (sentences: Int, wrong: Int)] = [:]
        for (text, language) in read {
            counts[language, default: (0, 0)].sentences += 1
            if LanguageIdentifier.identify(text).language.rawValue != language {
                counts[language]?.wrong += 1
            }
        }
        report(
            counts.sorted { $0.key < $1.key }.map { language, count in
                (language, ["sentences": .integer(count.sentences), "wrong": .integer(count.wrong)])
            })
    }

    private static func read(_ path: String) throws -> [(text: String, language: String)] {
        let lines = try Data(contentsOf: URL(filePath: path)).split(separator: UInt8(ascii: "\n"))
        let read = try lines.enumerated().map { number, line in
            let value = try JSONReader.read(Array(line))
            guard let text = value["text"]?.text, let language = value["language"]?.text else {
                throw ValidationError("Line \(number + 1) of \(path) lacks text or language.")
            }
            return (text, language)
        }
        guard !read.isEmpty else { throw ValidationError("\(path) holds no text.") }
        return read
    }
}

/// What each analyzer does with a text, its options at their defaults.
private enum Analyses {
    typealias Analyze = (String) throws -> Void
    /// Made ready on the texts to come, which only a trained classifier needs.
    typealias Prepare = ([String]) throws -> Analyze

    static var names: String { all.map(\.name).joined(separator: ", ") }

    static func named(_ name: String) -> Prepare? { all.first { $0.name == name }?.prepare }

    private static var all: [(name: String, prepare: Prepare)] {
        [
            ("word_frequency", { _ in { _ = try WordFrequency.count($0) } }),
            ("readability", { _ in { _ = try Readability.measure($0) } }),
            ("language", { _ in { _ = LanguageIdentifier.probabilities($0) } }),
            ("sentiment_analyzer", { _ in { _ = try Sentiment.judge($0) } }),
            ("similarity", { _ in { _ = try Similarity.signature(of: $0) } }),
            ("summary", { _ in { _ = try Summary.draw(from: $0) } }),
            ("explain_terms", { _ in { _ = try LegalGlossary.explain($0) } }),
            ("classify", { _ in { _ = try DocumentKinds.classify($0) } }),
            ("classify_trained", trained),
        ]
    }

    /// The labels mean nothing: the cost is the same.
    private static func trained(_ texts: [String]) throws -> Analyze {
        let examples = texts.prefix(500).enumerated().map {
            TrainingText(text: $0.element, label: "class \($0.offset % 8)")
        }
        let classifier = try TextClassifier.train(on: examples, language: .portuguese)
        return { _ = try classifier.classify($0) }
    }
}
