import Core
package import Language
import Module

/// Rankers of keywords: trained, read from files and measured.
package enum KeywordModels {
    /// F1 against the keywords that people gave, at some depths: exact match of stems, mean over texts.
    package static let depths = [5, 10, 15]

    /// What the registry keeps of them, and how it compares them: by F1 of ten keywords.
    package static let task = ModelTask(
        "keywords", read: { try card(of: read($0, from: "The file")) },
        count: { try TrainingLines.read($0, from: "The examples").count },
        score: { file, examples in
            let model = try read(file, from: "The file")
            let texts = try TrainingLines.read(examples, from: "The examples")
            return try agreement(of: RankedExtractor(model: model), with: texts)[1]
        },
        evaluate: { file, examples in
            let model = try read(file, from: "The file")
            let texts = try TrainingLines.read(examples, from: "The examples")
            return .object(
                try compared(model, on: texts, named: "model").map { set, metrics in
                    JSON.Member(set, .object(metrics.map { JSON.Member($0.name, .number($0.value)) }))
                })
        },
        training: { order in
            let texts = try TrainingLines.some(order.examples, from: "The examples", TrainingLines.read)
            let others = try order.validation.map {
                try TrainingLines.some($0, from: "The validation set", TrainingLines.read)
            }
            let trainer = RankerTrainer(kind: try order.rankerKind, seed: order.seed, licence: order.licence)
            return {
                var model = try train(trainer, on: texts, isCancelled: { Task.isCancelled })
                if let others { model = try noting(model, on: others, named: TrainingOrder.validationName) }
                return Array(model.encoded.utf8)
            }
        })

    /// One that learnt from several languages is for every language.
    package static func card(of model: RankerModel) -> ModelCard {
        let languages = model.training.languages
        let sets = model.metrics.reduce(into: [String]()) { if !$0.contains($1.set) { $0.append($1.set) } }
        return ModelCard(
            language: languages.count == 1 ? languages[0].rawValue : LanguageCode.undetermined.rawValue,
            kind: model.kind.rawValue, dataFingerprint: model.training.fingerprint,
            dataLicence: model.training.licence,
            metrics: .object(
                sets.map { set in
                    JSON.Member(
                        set,
                        .object(
                            model.metrics.filter { $0.set == set }.map {
                                JSON.Member($0.name, .number($0.value))
                            }))
                }))
    }

    package static func read(_ file: [UInt8], from name: String) throws -> RankerModel {
        guard !TextClassifier.begins(file) else {
            throw Problem(
                ModelProblems.unreadable, "\(name): is a classifier of documents, and no ranker of keywords.")
        }
        guard let text = String(validating: file, as: UTF8.self) else {
            throw Problem(ModelProblems.unreadable, "\(name): is not UTF-8.")
        }
        do throws(ModelRefusal) {
            return try RankerModel(decoding: text)
        } catch {
            throw Problem(ModelProblems.unreadable, "\(name): \(words(error)).")
        }
    }

    package static func train(
        _ trainer: RankerTrainer, on texts: [LabelledText], isCancelled: () -> Bool = { false }
    ) throws -> RankerModel {
        do throws(TrainingRefusal) {
            return try trainer.train(on: texts, isCancelled: isCancelled)
        } catch {
            if error == .cancelled { throw CancellationError() }
            throw Problem(.validation, "Nothing can be learnt from this: \(words(error)).")
        }
    }

    /// Of the model and of the extractor that needs no training, on texts that it did not learn from.
    private static func compared(
        _ model: RankerModel, on texts: [LabelledText], named set: String
    ) throws -> [(set: String, metrics: [RankerModel.Metric])] {
        let extractors: [(String, any KeywordExtractor)] = [
            (set, RankedExtractor(model: model)), ("\(set)_statistical", StatisticalExtractor()),
        ]
        return try extractors.map { set, extractor in
            let figures = try agreement(of: extractor, with: texts)
            return (
                set,
                zip(depths, figures).map { RankerModel.Metric(set: set, name: "f1@\($0)", value: $1) }
            )
        }
    }

    /// The model with these figures in its file.
    static func noting(
        _ model: RankerModel, on texts: [LabelledText], named set: String
    ) throws -> RankerModel {
        try model.noting(compared(model, on: texts, named: set).flatMap(\.metrics))
    }

    /// The figures of `depths` for an extractor, in their order.
    package static func agreement(
        of extractor: any KeywordExtractor, with texts: [LabelledText]
    ) throws -> [Double] {
        var options = KeywordOptions()
        options.limit = depths.max() ?? options.limit
        var agreement = KeywordAgreement()
        var sums = depths.map { _ in 0.0 }
        var count = 0
        for text in texts {
            options.language = text.language
            let extraction = try extraction(of: text, by: extractor, options)
            let found = extraction.keywords.map(\.text)
            let figures = depths.map {
                agreement.f1(of: found, against: text.keywords, language: extraction.language, depth: $0)
            }
            guard figures[0] != nil else { continue }
            count += 1
            for (place, figure) in figures.enumerated() { sums[place] += figure ?? 0 }
        }
        return sums.map { count == 0 ? 0 : $0 / Double(count) }
    }

    private static func extraction(
        of text: LabelledText, by extractor: any KeywordExtractor, _ options: KeywordOptions
    ) throws -> KeywordExtraction {
        do throws(ExtractionRefusal) {
            return try extractor.extract(from: text.text, options: options, isCancelled: { false })
        } catch {
            throw Problem(.validation, "Text \(text.id): \(AnalysisProblems.problem(for: error).detail)")
        }
    }

    private static func words(_ refusal: ModelRefusal) -> String {
        switch refusal {
        case .notAModel: "is no model of keywords"
        case .tooLarge(let bytes, let limit): "has \(bytes) bytes; a model has \(limit) at most"
        case .newer(let format, let known):
            "has format \(format), and this version of Lux reads up to \(known)"
        case .truncated: "is cut off"
        case .damaged: "is damaged"
        case .unknownFeature(let name): "looks at \"\(name)\", which this version of Lux does not see"
        case .notFinite(let line): "line \(line) has a number that is none, or is infinite"
        case .malformed(let line, let expected): "line \(line) has no \(expected)"
        }
    }

    private static func words(_ refusal: TrainingRefusal) -> String {
        switch refusal {
        case .tooManyTexts(let count, let limit): "\(count) texts are more than \(limit)"
        case .tooLarge(let bytes, let limit): "\(bytes) bytes of text are more than \(limit)"
        case .tooManyKeywords(let id, let count, let limit):
            "text \"\(id)\" has \(count) keywords; \(limit) are the most"
        case .licenceTooLong(let bytes, let limit): "the licence has \(bytes) bytes; \(limit) are the most"
        default: wordsOfContent(refusal)
        }
    }

    /// Of those that no limit explains.
    private static func wordsOfContent(_ refusal: TrainingRefusal) -> String {
        switch refusal {
        case .duplicateID(let id): "two texts are called \"\(id)\""
        case .noKeywords(let id): "text \"\(id)\" has no keyword"
        case .oneClass: "none, or all, of the phrases in the texts are keywords"
        case .unreadable(let id, let refusal):
            "text \"\(id)\": \(AnalysisProblems.problem(for: refusal).detail)"
        default: "there are no texts"
        }
    }
}
