import Core
package import Language
import Module

/// Classifiers of documents: trained on labels that people gave, read from files and measured.
package enum ClassifierModels {
    /// What the registry keeps of them, and how it compares them: by the share of texts told right.
    package static let task = ModelTask(
        "classify", read: { card(of: try read($0, from: "The file")) },
        count: { try TrainingLines.labels($0, from: "The examples").count },
        score: { file, examples in
            let model = try read(file, from: "The file")
            let texts = try TrainingLines.labels(examples, from: "The examples")
            return try accuracy(of: model, on: texts)
        },
        evaluate: { file, examples in
            let model = try read(file, from: "The file")
            let texts = try TrainingLines.labels(examples, from: "The examples")
            return ["model": ["accuracy": .number(try accuracy(of: model, on: texts))]]
        },
        training: { order in
            let texts = try TrainingLines.some(order.examples, from: "The examples", TrainingLines.labels)
            let others = try order.validation.map {
                try TrainingLines.some($0, from: "The validation set", TrainingLines.labels)
            }
            let language = try order.classifierLanguage
            return {
                let model = try train(
                    on: texts, language: language, licence: order.licence, isCancelled: { Task.isCancelled })
                guard let others else { return model.encoded() }
                let figure = TextClassifier.Figure(
                    set: TrainingOrder.validationName, texts: others.count,
                    right: try countRight(model, others))
                return (model.noting(figure) ?? model).encoded()
            }
        })

    private static func accuracy(of model: TextClassifier, on texts: [TrainingText]) throws -> Double {
        texts.isEmpty ? 0 : Double(try countRight(model, texts)) / Double(texts.count)
    }

    package static func card(of model: TextClassifier) -> ModelCard {
        ModelCard(
            language: model.language.rawValue, kind: "logistic", dataFingerprint: model.training.fingerprint,
            dataLicence: model.training.licence,
            metrics: .object(
                model.figures.map {
                    JSON.Member($0.set, ["accuracy": .number(Double($0.right) / Double($0.texts))])
                }))
    }

    package static func read(_ file: [UInt8], from name: String) throws -> TextClassifier {
        do throws(DecodingRefusal) {
            return try TextClassifier(decoding: file)
        } catch {
            throw Problem(ModelProblems.unreadable, "\(name): \(words(error)).")
        }
    }

    package static func train(
        on texts: [TrainingText], language: LanguageCode, licence: String,
        isCancelled: () -> Bool = { false }
    ) throws -> TextClassifier {
        do throws(ClassifierRefusal) {
            return try TextClassifier.train(
                on: texts, language: language, licence: licence, isCancelled: isCancelled)
        } catch {
            if error == .cancelled { throw CancellationError() }
            throw Problem(.validation, "Nothing can be learnt from this: \(words(error)).")
        }
    }

    /// How many texts get the label that people gave them; one about which the model abstains is not right.
    package static func countRight(_ model: TextClassifier, _ texts: [TrainingText]) throws -> Int {
        try texts.enumerated().filter { index, text in
            do throws(ExtractionRefusal) {
                return try model.classify(text.text).label == text.label
            } catch {
                throw Problem(
                    .validation, "Text \(index + 1): \(AnalysisProblems.problem(for: error).detail)")
            }
        }.count
    }

    private static func words(_ refusal: DecodingRefusal) -> String {
        switch refusal {
        case .foreign: "is no classifier"
        case .newerFormat(let format): "has format \(format), which is newer than this version of Lux"
        case .truncated: "is cut off, or goes on too long"
        case .checksum: "is damaged"
        case .tooLarge(let bytes, let limit): "has \(bytes) bytes; a classifier has \(limit) at most"
        case .invalid(let part): "holds what no classifier holds: \(part)"
        }
    }

    private static func words(_ refusal: ClassifierRefusal) -> String {
        switch refusal {
        case .tooManyTexts(let count, let limit): "\(count) texts are more than \(limit)"
        case .tooLarge(let bytes, let limit): "\(bytes) bytes of text are more than \(limit)"
        case .tooManyClasses(let count, let limit): "\(count) labels are more than \(limit)"
        case .licenceTooLong(let bytes, let limit): "the licence has \(bytes) bytes; \(limit) are the most"
        default: wordsOfContent(refusal)
        }
    }

    /// Of those that no limit explains. Texts are counted from 1, as lines are.
    private static func wordsOfContent(_ refusal: ClassifierRefusal) -> String {
        switch refusal {
        case .oneClass(let label): "all texts have the label \"\(label)\""
        case .badLabel(let index): "text \(index + 1) has no label, or one that is too long"
        case .badText(let index, let refusal):
            "text \(index + 1): \(AnalysisProblems.problem(for: refusal).detail)"
        case .contradiction(let one, let other):
            "texts \(one + 1) and \(other + 1) are the same and have different labels"
        case .unknownLanguage(let code): "\(code) is no language that is known"
        default: "there are no texts"
        }
    }
}
