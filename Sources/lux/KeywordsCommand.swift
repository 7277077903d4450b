import Analysis
import ArgumentParser
import CLI
import Core
import Language

struct KeywordsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "keywords",
        abstract: "Find the keywords of texts.",
        discussion: """
            Each FILE is one text; without any, the text comes from standard input. With --format jsonl every line is a \
            document {"id", "text", "language"?}, and every result a line, in the same order. Scores are above 0 and at \
            most 1, best first; spans are ranges of bytes of the UTF-8 text.

            Examples:
              lux keywords article.txt
              lux keywords --format json --limit 5 *.txt
              lux keywords --format jsonl <documents.jsonl >keywords.jsonl
            """)

    enum Format: String, CaseIterable, ExpressibleByArgument {
        case table, json, jsonl, csv
    }

    @Argument(
        help: ArgumentHelp("Texts in UTF-8; \"-\" is standard input.", valueName: "file"), completion: .file()
    )
    var files: [String] = []

    @Option(help: "How results are written; jsonl is also how documents are read.")
    var format: Format?

    @Option(
        help: ArgumentHelp("How many keywords at most, 1 to \(KeywordLimits.keywords).", valueName: "count"))
    var limit = 10

    @Option(
        help: ArgumentHelp(
            "How many words a keyword may have, 1 to \(KeywordLimits.words); 3 by default, or what a model was trained with.",
            valueName: "count"))
    var maxWords: Int?

    @Option(help: ArgumentHelp("auto, or one of \(KeywordsCommand.languages).", valueName: "language"))
    var language = "auto"

    @Option(help: ArgumentHelp("One of \(KeywordsCommand.extractors).", valueName: "name"))
    var extractor = Extractors.all[0].identity.name

    @Option(
        help: ArgumentHelp("A model of `lux models train`, in place of an extractor.", valueName: "file"),
        completion: .file())
    var model: String?

    @Option(help: ArgumentHelp("Leave out keywords that score less, 0 to 1.", valueName: "score"))
    var minScore = 0.0

    @Option(
        help: ArgumentHelp(
            "How different keywords have to be, 0 to 1: one is left out where a better one holds more than 1 - share of its words.",
            valueName: "share"))
    var diversity = 0.0

    @Flag(help: "Say what each feature added to each score.")
    var explain = false

    @Option(
        help: ArgumentHelp("More words that may not begin or end a keyword, one a line.", valueName: "file"))
    var stopWords: String?

    @Option(help: ArgumentHelp("Such words in place of the language's own.", valueName: "file"))
    var replaceStopWords: String?

    @Option(help: ArgumentHelp("Words that raise the keywords they stand in, one a line.", valueName: "file"))
    var seedWords: String?

    @Option(help: ArgumentHelp("The only phrases to look for, one a line.", valueName: "file"))
    var candidates: String?

    @Option(
        help: ArgumentHelp("How common words are in your documents, of `lux frequencies`.", valueName: "file")
    )
    var frequencies: String?

    @Option(
        help: ArgumentHelp(
            "Cores to use; all by default. With 1, each line is answered as it comes.", valueName: "count"))
    var jobs: Int?

    private static let languages = LanguageCode.supported.map(\.rawValue).joined(separator: ", ")
    private static let extractors = Extractors.all.map(\.identity.name).joined(separator: ", ")

    func validate() throws {
        try Self.check("--limit", limit, 1...KeywordLimits.keywords)
        try Self.check("--max-words", maxWords, 1...KeywordLimits.words)
        try Self.check("--jobs", jobs, 1...256)
        try Self.check("--diversity", diversity, 0...1)
        try Self.check("--min-score", minScore, 0...1)
        guard language == "auto" || LanguageCode(supported: language) != nil else {
            throw ValidationError("--language must be auto or one of \(Self.languages).")
        }
        guard Extractors.named(extractor) != nil else {
            throw ValidationError("--extractor must be one of \(Self.extractors).")
        }
        guard stopWords == nil || replaceStopWords == nil else {
            throw ValidationError("--stop-words and --replace-stop-words exclude each other.")
        }
    }

    private static func check<Number: Comparable>(
        _ option: String, _ value: Number?, _ allowed: ClosedRange<Number>
    ) throws {
        if let value, !allowed.contains(value) {
            throw ValidationError("\(option) must be from \(allowed.lowerBound) to \(allowed.upperBound).")
        }
    }

    func run() async throws {
        let ranker = try model.map { RankedExtractor(model: try ModelsCommand.model($0)) }
        guard let chosen = ranker ?? Extractors.named(extractor) else { return }
        let lines = KeywordLines(extractor: chosen, options: try options())
        let run = KeywordsRun(lines: lines, jobs: jobs ?? System.processorCount)
        let format = format ?? .table
        let allDone =
            format == .jsonl ? try await run.stream(files) : try await run.texts(files, as: format)
        if !allDone { throw ExitCode(ExitStatus.someFailed.rawValue) }
    }

    private func options() throws -> KeywordOptions {
        var options = KeywordOptions()
        options.limit = limit
        if let maxWords { options.maxWords = maxWords }
        options.diversity = diversity
        options.explains = explain
        options.minScore = minScore
        options.language = language == "auto" ? nil : LanguageCode(supported: language)
        if let stopWords { options.stopWords = .adding(try Self.list(stopWords)) }
        if let replaceStopWords { options.stopWords = .replacing(try Self.list(replaceStopWords)) }
        if let seedWords { options.seedWords = try Self.list(seedWords) }
        if let candidates { options.candidates = try Self.list(candidates) }
        if let frequencies { options.frequencies = try Self.table(frequencies) }
        return options
    }

    private static func table(_ path: String) throws -> DocumentFrequencies {
        let bytes = try InputFile(path: path).readAll(limit: 64 * 1024 * 1024)
        do {
            return try FrequencyTable.read(try JSONReader.read(bytes))
        } catch let malformed as JSONReader.Malformed {
            throw CommandFailure(.noInput, "\(path): \(malformed.explanation)")
        }
    }

    /// One entry a line; blank lines do not count.
    private static func list(_ path: String) throws -> [String] {
        let bytes = try InputFile(path: path).readAll(limit: 8 * 1024 * 1024)
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw CommandFailure(.noInput, "\(path): is not UTF-8")
        }
        return text.split(whereSeparator: \.isNewline).map(String.init).filter {
            !$0.allSatisfy(\.isWhitespace)
        }
    }
}
