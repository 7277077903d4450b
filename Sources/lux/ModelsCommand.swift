import Analysis
import ArgumentParser
import CLI
import Core
import Disk
import Language

struct ModelsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "models",
        abstract: "Train rankers of keywords and classifiers on your own texts, and measure them.",
        discussion: """
            Texts are lines of JSON: {"id", "text", "keywords": [...], "language"?} for a ranker, which learns what people \
            said each text is about; {"text", "label"} for a classifier of documents. A model is one file; the same \
            texts, kind and seed give the same file to the byte.

            Examples:
              lux models train --data labelled.jsonl --validation others.jsonl --output mine.luxmodel
              lux models train --task classify --language pt --data kinds.jsonl --output kinds.luxmodel
              lux models evaluate --model mine.luxmodel --data others.jsonl
              lux keywords --model mine.luxmodel article.txt
              lux models import mine.luxmodel
              lux models promote 01890a5d-ac96-774b-bcce-b302099a8057

            train, evaluate and show work on files; the others on the registry in the database of the settings, whether \
            or not a server runs. A promoted model answers within seconds in every process.
            """,
        subcommands: [
            Train.self, Evaluate.self, Show.self, List.self, Import.self, Export.self, Validate.self,
            Promote.self, Rollback.self, History.self, Retrain.self,
        ])

    struct Train: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Train a model on labelled texts.")

        @Option(help: "What the model is for: keywords or classify.")
        var task: ModelTaskChoice = .keywords

        @Option(help: ArgumentHelp("Of the texts; a classifier has one.", valueName: "code"))
        var language: String?

        @Option(help: ArgumentHelp("Texts to learn from.", valueName: "file"), completion: .file())
        var data: String

        @Option(
            help: ArgumentHelp(
                "Other texts to measure it by; the figures stand in the model.", valueName: "file"),
            completion: .file())
        var validation: String?

        @Option(help: "Of a ranker: logistic is quicker; trees find more.")
        var kind: Kind = .trees

        @Option(help: ArgumentHelp("Of a ranker: where chance begins.", valueName: "number"))
        var seed: UInt64 = 1

        @Option(help: ArgumentHelp("What the texts' owners allow; stands in the model.", valueName: "text"))
        var licence = "not stated"

        @Option(help: ArgumentHelp("The model's file.", valueName: "file"), completion: .file())
        var output: String

        @Option(help: "How the figures are written: text or json.")
        var format: ReportFormat = .text

        func validate() throws {
            guard (task == .classify) == (language != nil) else {
                throw ValidationError("--language goes with --task classify, which cannot do without.")
            }
        }

        func run() async throws {
            guard let language else { return try trainRanker() }
            guard let code = LanguageCode(supported: language) else {
                throw CommandFailure(.usage, "\(language) is no language that is known")
            }
            try trainClassifier(code)
        }

        private var validationName: String? {
            validation.map { $0.split(separator: "/").last.map(String.init) ?? $0 }
        }

        private func trainClassifier(_ language: LanguageCode) throws {
            let texts = try ModelsCommand.labels(data)
            let others = try validation.map(ModelsCommand.labels)
            var model = try ClassifierModels.train(on: texts, language: language, licence: licence)
            var summary = "\(output): \(texts.count) texts, \(model.labels.count) labels"
            guard let others, let name = validationName else {
                try ModelsCommand.save(model.encoded(), to: output)
                return try Terminal.write(format == .json ? "{}\n" : "\(summary)\n")
            }
            let figure = try ModelsCommand.measure(model, on: others, named: name)
            guard let noted = model.noting(figure) else {
                throw CommandFailure(.usage, "the name of \(name) is too long to stand in a model")
            }
            model = noted
            try ModelsCommand.save(model.encoded(), to: output)
            summary += ", \(model.encoded().count) bytes"
            try figure.write(as: format, beside: summary)
        }

        private func trainRanker() throws {
            let texts = try ModelsCommand.texts(data)
            // Read before the training, which may take a while.
            let others = try validation.map(ModelsCommand.texts)
            let trainer = RankerTrainer(kind: kind.kind, seed: seed, licence: licence)
            var model = try KeywordModels.train(trainer, on: texts)
            var report: [ModelFigures] = []
            if let others, let name = validationName {
                report = try ModelsCommand.compare(model, with: others)
                model = try model.noting(report[0].metrics(on: name))
            }
            try ModelsCommand.save(Array(model.encoded.utf8), to: output)
            try report.write(
                as: format, beside: "\(output): \(texts.count) texts, \(model.encoded.utf8.count) bytes")
        }
    }

    struct Evaluate: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract:
                "Measure a model on labelled texts; a ranker beside the extractor that needs no training.")

        @Option(help: ArgumentHelp("The model's file.", valueName: "file"), completion: .file())
        var model: String

        @Option(
            help: ArgumentHelp("Texts that it was not trained on.", valueName: "file"), completion: .file())
        var data: String

        @Option(help: "How the figures are written: text or json.")
        var format: ReportFormat = .text

        func run() async throws {
            switch try ModelFile(model) {
            case .ranker(let model):
                let texts = try ModelsCommand.texts(data)
                try ModelsCommand.compare(model, with: texts).write(
                    as: format, beside: "\(texts.count) texts")
            case .classifier(let model):
                let texts = try ModelsCommand.labels(data)
                try ModelsCommand.measure(model, on: texts, named: data).write(
                    as: format, beside: "\(texts.count) texts")
            }
        }
    }

    struct Show: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Say what a model is and what it learnt from.")

        @Argument(help: ArgumentHelp("The model's file.", valueName: "file"), completion: .file())
        var model: String

        @Option(help: "How it is written: text or json.")
        var format: ReportFormat = .text

        func run() async throws {
            let model = try ModelFile(model)
            switch format {
            case .text: try Terminal.write(model.card)
            case .json: try Terminal.write(model.json.written + "\n")
            }
        }
    }

    enum Kind: String, CaseIterable, ExpressibleByArgument {
        case logistic, trees

        var kind: RankerModel.Kind {
            switch self {
            case .logistic: .logistic
            case .trees: .trees
            }
        }
    }

    static func texts(_ path: String) throws -> [LabelledText] {
        let bytes = try InputFile(path: path).readAll(limit: 2 * TrainingLimits.bytes)
        return try TrainingLines.read(bytes, from: path)
    }

    static func labels(_ path: String) throws -> [TrainingText] {
        let bytes = try InputFile(path: path).readAll(limit: 2 * AnalysisLimits.trainingBytes)
        return try TrainingLines.labels(bytes, from: path)
    }

    private static func measure(
        _ model: TextClassifier, on texts: [TrainingText], named name: String
    ) throws -> TextClassifier.Figure {
        guard !texts.isEmpty else { throw CommandFailure(.usage, "\(name): no text to measure by") }
        return .init(set: name, texts: texts.count, right: try ClassifierModels.countRight(model, texts))
    }

    static func model(_ path: String) throws -> RankerModel {
        try KeywordModels.read(try InputFile(path: path).readAll(limit: 16 * ModelLimits.bytes), from: path)
    }

    /// Cut off, it leaves the file that was there.
    static func save(_ bytes: [UInt8], to path: String) throws {
        let unfinished = path + ".unfinished"
        try Folder.remove(unfinished)
        guard let file = try DiskFile.make(unfinished) else {
            throw CommandFailure(.unavailable, "\(unfinished): somebody else writes it")
        }
        try file.write(bytes)
        try file.synchronize()
        try Folder.rename(unfinished, to: path)
    }

    private static func compare(_ model: RankerModel, with texts: [LabelledText]) throws -> [ModelFigures] {
        let extractors: [(String, any KeywordExtractor)] = [
            ("this model", RankedExtractor(model: model)), ("statistical", StatisticalExtractor()),
        ]
        return try extractors.map { name, extractor in
            ModelFigures(name: name, figures: try KeywordModels.agreement(of: extractor, with: texts))
        }
    }
}
