import Core
import Jobs
import Language
import Module
import Persistence

/// Trains a ranker on kept results that people corrected, as a job. The model waits in the registry to be promoted.
struct KeywordRetraining: Sendable {
    static let kind = "analysis.retrain-keywords"
    /// Texts to learn from; fewer teach nothing that lasts.
    static let textsMin = 20
    /// By which a model that learnt from corrections is known.
    static let licence = "own corrections"

    let corrections: KeywordCorrections
    let registry: ModelRegistry

    var job: JobKind {
        JobKind(Self.kind, queue: "analysis") { run in
            let order = try run.json()
            let language = LanguageCode(rawValue: order["language"]?.text ?? "")
            let (training, heldOut) = Self.parted(try await corrections.labelled(language, in: run.scope))
            guard training.count >= Self.textsMin, !heldOut.isEmpty else {
                throw Problem(
                    .validation,
                    """
                    \(training.count) corrected texts can be learnt from and \(heldOut.count) are held out to measure; it \
                    takes \(Self.textsMin) and 1.
                    """)
            }
            run.progress(0.1, "\(training.count) texts to learn from, \(heldOut.count) to measure by")
            let trainer = RankerTrainer(
                kind: RankerModel.Kind(rawValue: order["kind"]?.text ?? "") ?? .trees,
                licence: Self.licence)
            let trained = try await ReadingThread().run { try Self.train(trainer, training, heldOut) }
            let id = registry.makeID(run.scope.moment)
            return .finishing { session in
                let model = try registry.register(
                    Array(trained.encoded.utf8), KeywordModels.card(of: trained), as: id,
                    to: KeywordModels.task.name, in: run.scope, session)
                return model.json
            }
        }
    }

    private static func train(
        _ trainer: RankerTrainer, _ training: [LabelledText], _ heldOut: [LabelledText]
    ) throws -> RankerModel {
        let model = try KeywordModels.train(trainer, on: training, isCancelled: { Task.isCancelled })
        return try KeywordModels.noting(model, on: heldOut, named: "held_out")
    }

    /// A quarter is never learnt from: which one, the end of an entry's id says, and so for ever.
    private static func parted(
        _ texts: [LabelledText]
    ) -> (training: [LabelledText], heldOut: [LabelledText]) {
        (texts.filter { !isHeldOut($0.id) }, texts.filter { isHeldOut($0.id) })
    }

    static func isHeldOut(_ entry: String) -> Bool { (entry.last?.hexDigitValue ?? 0) % 4 == 0 }
}

extension ModelRoutes {
    /// Only keywords are corrected so far.
    var retrain: Route {
        Route(
            .post, "/model-tasks/{task}/{language}/retrain", operation: "retrain_model",
            "Train a model on results that people corrected, as a job; it waits to be promoted",
            permission: Self.manage, parameters: [Self.task, Self.language],
            body: .init(
                .object([
                    .init(
                        "kind", .text(.init(choices: RankerModel.Kind.allCases.map(\.rawValue))),
                        "trees by default; logistic is quicker")
                ]), bytesMax: 4096, example: .object([JSON.Member]())),
            answers: [.init(202, "Taken as a job; `Location` says where it is", Job.schema)],
            refusals: [
                ModelProblems.notFound, .storageUnavailable, .reusedIdempotencyKey, .invalidIdempotencyKey,
                .answerNotKept,
            ]
        ) { request, scope in
            let (task, language) = try place(request)
            guard task == KeywordModels.task.name, let code = LanguageCode(supported: language) else {
                throw Problem(
                    ModelProblems.notFound, "There is nothing to learn from for \(task).\(language).")
            }
            let kind = request.body["kind"]?.text.flatMap { RankerModel.Kind(rawValue: $0) } ?? .trees
            return try await jobs.accept(
                KeywordModels.retraining(of: code, kind: kind), for: request, to: "retrain_model", in: scope)
        }
    }
}
