import Core
import Jobs
import Module
import Persistence

/// Trains a model on labelled texts that somebody sent, as a job. The model waits in the registry to be promoted.
struct ModelTraining: Sendable {
    static let kind = "analysis.train-model"

    let registry: ModelRegistry

    /// The payload is `{"task", "order"}`.
    var job: JobKind {
        JobKind(Self.kind, queue: "analysis") { run in
            let payload = try run.json()
            let task = try registry.task(payload["task"]?.text ?? "")
            let order = TrainingOrder(payload["order"] ?? .null)
            let file = try await ReadingThread().run { try task.training(order)() }
            let card = try task.read(file)
            let id = registry.makeID(run.scope.moment)
            return .finishing { session in
                try registry.register(file, card, as: id, to: task.name, in: run.scope, session).json
            }
        }
    }

    static func newJob(_ order: JSON, for task: String) -> NewJob {
        NewJob(kind, payload: ["task": .string(task), "order": order])
    }
}

extension ModelRoutes {
    /// What can be told wrong by looking is refused at once, the rest by the job.
    var train: Route {
        Route(
            .post, "/model-tasks/{task}/train", operation: "train_model",
            "Train a model on labelled texts, as a job; it waits to be promoted", permission: Self.manage,
            parameters: [Self.task],
            body: .init(
                TrainingOrder.schema, bytesMax: JobBounds.payloadBytesMax,
                example: ["examples": "{\"id\":\"1\",\"text\":\"…\",\"keywords\":[\"…\"]}\n"]),
            answers: [.init(202, "Taken as a job; `Location` says where it is", Job.schema)],
            refusals: [
                ModelProblems.notFound, .storageUnavailable, .reusedIdempotencyKey, .invalidIdempotencyKey,
                .answerNotKept,
            ]
        ) { request, scope in
            let task = try registry.task(request.parameters["task"]?.text ?? "")
            _ = try await ReadingThread().run { try task.training(TrainingOrder(request.body)) }
            return try await jobs.accept(
                ModelTraining.newJob(request.body, for: task.name), for: request, to: "train_model", in: scope
            )
        }
    }

    var evaluate: Route {
        Route(
            .post, "/models/{id}/evaluate", operation: "evaluate_model",
            "Measure a model on labelled texts; a ranker beside the extractor that needs no training",
            permission: Self.read, parameters: [Self.id],
            body: .init(
                .object([
                    .init(
                        "examples", .text, required: true,
                        "Texts that it did not learn from, as the training data has them, one a line")
                ]), bytesMax: ModelRegistry.examplesBytesMax,
                example: ["examples": "{\"id\":\"1\",\"text\":\"…\",\"keywords\":[\"…\"]}\n"]),
            answers: [
                .init(
                    200, "Measured",
                    .object([
                        .init("examples", .integer(1...Int.max), required: true, "How many there were"),
                        .init(
                            "figures", .anything, required: true,
                            """
                            Of `model`, and of `model_statistical` beside a ranker: measure, figure from 0 to 1
                            """),
                    ]))
            ], refusals: [ModelProblems.notFound, .storageUnavailable]
        ) { request, scope in
            let model = try await registry.model(Self.id(request), in: scope)
            let file = try await registry.file(of: model.id, in: scope)
            let task = try registry.task(model.task)
            let examples = Array((request.body["examples"]?.text ?? "").utf8)
            let (count, figures) = try await ReadingThread().run {
                (try task.countSome(examples), try task.evaluate(file, examples))
            }
            return .json(["examples": .integer(count), "figures": figures])
        }
    }
}

extension ModelTask {
    /// - Throws: a `Problem` where there are none, too
    func countSome(_ examples: [UInt8]) throws -> Int {
        let count = try count(examples)
        guard count > 0 else { throw Problem(.validation, "There are no examples.") }
        return count
    }
}
