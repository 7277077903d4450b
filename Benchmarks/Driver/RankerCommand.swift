import ArgumentParser
import Core
import FoundationEssentials
import Glibc
import Language

/// A ranker trained on all but a fold of a set and asked about that fold, for every fold; and what training and
/// extraction cost.
struct RankerCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "ranker", abstract: "Keywords by a trained ranker, cross-validated, and its cost.")

    @Option(help: "Lines of {\"id\", \"language\", \"text\", \"keywords\"}.")
    var set: String

    @Option(help: "Where the lists go: lines of {\"id\", \"keywords\"}.")
    var lists: String

    @Option(help: ArgumentHelp("Where the ranker that was trained on the whole set goes.", valueName: "file"))
    var model: String?

    @Option(help: "statistical, which is not trained, logistic or trees.")
    var kind: String

    @Option(help: "Every so many texts are a fold.")
    var folds = 5

    @Option(help: "The most keywords of a list.")
    var limit = 10

    @Option(help: "Bytes read in one spell of the speed measure; the median of five counts.")
    var bytes = 3_000_000

    func run() async throws {
        guard folds > 1 else { throw ValidationError("--folds is at least 2.") }
        let texts = try LabelledLines.read(set)
        guard kind != "statistical" else { return try measureStatistical(texts) }
        guard let kind = RankerModel.Kind(rawValue: kind) else {
            throw ValidationError("--kind is statistical, logistic or trees.")
        }
        let trainer = RankerTrainer(kind: kind, licence: "not to be passed on: trained to be measured")
        try LabelledLines.write(try validate(trainer, texts), to: lists)
        let start = Usage.now
        let written = try trainer.train(on: texts).encoded
        let trained = Usage.now.since(start)
        let isSame = try trainer.train(on: texts).encoded == written
        if let model { try Data(written.utf8).write(to: URL(filePath: model)) }
        let ranked = RankedExtractor(model: try RankerModel(decoding: written))
        report([
            ("texts", .integer(texts.count)), ("train_cpu_seconds", .number(trained.cpuSeconds)),
            ("model_bytes", .integer(written.utf8.count)), ("is_same", .bool(isSame)),
            ("megabytes_per_cpu_second", .number(try speed(of: ranked, texts))),
        ])
    }

    /// The method that needs no training, on the same texts.
    private func measureStatistical(_ texts: [LabelledText]) throws {
        let extractor = StatisticalExtractor()
        try LabelledLines.write(
            texts.map { ($0.id, try keywords(of: $0, by: extractor)) }, to: lists)
        report([
            ("texts", .integer(texts.count)),
            ("megabytes_per_cpu_second", .number(try speed(of: extractor, texts))),
        ])
    }

    private func keywords(of text: LabelledText, by extractor: some KeywordExtractor) throws -> [String] {
        var options = KeywordOptions()
        options.limit = limit
        options.language = text.language
        return try extractor.extract(from: text.text, options: options).keywords.map(\.text)
    }

    /// Every text's keywords by a model that has not seen it.
    private func validate(
        _ trainer: RankerTrainer, _ texts: [LabelledText]
    ) throws -> [(id: String, keywords: [String])] {
        var found: [(id: String, keywords: [String])] = texts.map { ($0.id, []) }
        for fold in 0..<folds {
            let others = texts.indices.filter { $0 % folds != fold }.map { texts[$0] }
            let extractor = RankedExtractor(model: try trainer.train(on: others))
            for index in texts.indices where index % folds == fold {
                found[index].keywords = try keywords(of: texts[index], by: extractor)
            }
        }
        return found
    }

    /// Megabytes of text for one second of CPU; the language is for the engine to find.
    private func speed(of extractor: some KeywordExtractor, _ texts: [LabelledText]) throws -> Double {
        var speeds: [Double] = []
        for _ in 0..<5 {
            let start = Usage.now
            var (done, next) = (0, 0)
            while done < bytes {
                _ = try extractor.extract(from: texts[next % texts.count].text)
                done += texts[next % texts.count].text.utf8.count
                next += 1
            }
            speeds.append(Double(done) / 1e6 / Usage.now.since(start).cpuSeconds)
        }
        return speeds.sorted()[2]
    }
}

/// A set in a file.
enum LabelledLines {
    struct Unreadable: Error {
        let path: String
        let line: Int
    }

    static func read(_ path: String) throws -> [LabelledText] {
        guard let file = fopen(path, "r") else { throw Unreadable(path: path, line: 0) }
        defer { fclose(file) }
        var texts: [LabelledText] = []
        var (line, capacity): (UnsafeMutablePointer<CChar>?, Int) = (nil, 0)
        defer { free(line) }
        while true {
            let count = getline(&line, &capacity, file)
            guard count > 0, let line else { return texts }
            let bytes = UnsafeRawBufferPointer(start: line, count: count)
            guard let text = text(try JSONReader.read(Array(bytes))) else {
                throw Unreadable(path: path, line: texts.count + 1)
            }
            texts.append(text)
        }
    }

    private static func text(_ value: JSON) -> LabelledText? {
        guard let id = value["id"]?.text, let text = value["text"]?.text,
            let keywords = value["keywords"]?.items
        else { return nil }
        return LabelledText(
            id: id, text: text, language: value["language"]?.text.flatMap { LanguageCode(supported: $0) },
            keywords: keywords.compactMap(\.text))
    }

    static func write(_ lists: [(id: String, keywords: [String])], to path: String) throws {
        guard let file = fopen(path, "w") else { throw Unreadable(path: path, line: 0) }
        defer { fclose(file) }
        for list in lists {
            let line = JSON.object([
                "id": .string(list.id), "keywords": .array(list.keywords.map { .string($0) }),
            ])
            fputs(line.written + "\n", file)
        }
    }
}
