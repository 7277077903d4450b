import Analysis
import ArgumentParser
import CLI
import Core
import Language

/// What a model is for, as the command line names it.
enum ModelTaskChoice: String, CaseIterable, ExpressibleByArgument {
    case keywords, classify

    var name: String {
        switch self {
        case .keywords: KeywordModels.task.name
        case .classify: ClassifierModels.task.name
        }
    }
}

/// A model that somebody trained, of whichever task its file says.
enum ModelFile {
    case ranker(RankerModel)
    case classifier(TextClassifier)

    init(_ path: String) throws {
        self = try Self(try InputFile(path: path).readAll(limit: ModelRegistry.fileBytesMax), from: path)
    }

    init(_ bytes: [UInt8], from path: String) throws {
        self =
            TextClassifier.begins(bytes)
            ? .classifier(try ClassifierModels.read(bytes, from: path))
            : .ranker(try KeywordModels.read(bytes, from: path))
    }

    var task: ModelTaskChoice {
        switch self {
        case .ranker: .keywords
        case .classifier: .classify
        }
    }

    var json: JSON {
        switch self {
        case .ranker(let model): model.json
        case .classifier(let model): model.json
        }
    }

    /// For people.
    var card: String {
        switch self {
        case .ranker(let model): model.card
        case .classifier(let model): model.card
        }
    }
}

extension TextClassifier {
    fileprivate var json: JSON {
        [
            "kind": "classifier", "language": .string(language.rawValue),
            "labels": .array(labels.map { .string($0) }), "texts": .integer(training.texts),
            "data_fingerprint": .string(training.fingerprint), "data_licence": .string(training.licence),
            "metrics": ClassifierModels.card(of: self).metrics,
        ]
    }

    fileprivate var card: String {
        var lines = [
            "Classifier of documents: \(labels.count) labels, language \(language.rawValue)",
            "Labels: \(labels.joined(separator: ", "))",
            "Learnt from \(training.texts) texts, fingerprint \(training.fingerprint)",
            "Licence of the texts: \(training.licence)",
        ]
        lines += figures.map { "\($0.set): \($0.words)" }
        return lines.map { "\($0)\n" }.joined()
    }
}

extension TextClassifier.Figure {
    private var share: Double { Double(right) / Double(texts) }

    var words: String { "\(right) of \(texts) right, \((share * 1000).rounded() / 10) %" }

    func write(as format: ReportFormat, beside summary: String) throws {
        switch format {
        case .text: try Terminal.write("\(summary)\n\(words)\n")
        case .json:
            let figures: JSON = [
                "texts": .integer(texts), "right": .integer(right), "accuracy": .number(share),
            ]
            try Terminal.write(figures.written + "\n")
        }
    }
}
