import Core
import Language
import Module
import Persistence

/// `/models`: what people trained. `/model-tasks`: which of it answers.
struct ModelRoutes: Sendable {
    let registry: ModelRegistry
    let jobs: JobAcceptance
    /// Told of each tenant of which another model answers from now on.
    let whenChanged: @Sendable (TenantID) async -> Void

    var all: [Route] {
        [list, show, file, add, promote, rollBack, promotions, validate, retrain, train, evaluate]
    }

    static let read = Permission("models:read")
    static let manage = Permission("models:manage")
    /// Kept word for word, so of a size that people read.
    private static let reason = Schema.text(
        .init(length: 1...ModelRegistry.reasonLengthMax, pattern: #"^[^\u0000]+$"#))
    static let id = Route.Parameter("id", in: .path, .text, "The model's id")
    static let task = Route.Parameter(
        "task", in: .path, .text, "What it is for")
    static let language = Route.Parameter(
        "language", in: .path, .text,
        "Of which language; und for models of every language")

    private static func page(_ item: Schema, _ summary: String) -> Schema {
        .object([.init("items", .list(of: item, count: 0...ModelRegistry.listMax), required: true, summary)])
    }

    private var list: Route {
        Route(
            .get, "/models", operation: "list_models", "Models, newest first", permission: Self.read,
            parameters: [.init("task", in: .query, .text, "Only those for this task")],
            answers: [.init(200, "Newest first", Self.page(RegisteredModel.schema, "The models"))],
            refusals: [.storageUnavailable]
        ) { request, scope in
            let task = request.parameters["task"]?.text
            // Of a task that nobody knows there are none; nor need the database hear of it.
            guard task.map({ registry.tasks[$0] != nil }) ?? true else { return .json(["items": []]) }
            let models = try await registry.models(task: task, in: scope)
            return .json(["items": .array(models.map(\.json))])
        }
    }

    private var show: Route {
        Route(
            .get, "/models/{id}", operation: "get_model", "One model", permission: Self.read,
            parameters: [Self.id], answers: [.init(200, "The model", RegisteredModel.schema)],
            refusals: [ModelProblems.notFound, .storageUnavailable]
        ) { request, scope in
            .json(try await registry.model(Self.id(request), in: scope).json)
        }
    }

    private var file: Route {
        Route(
            .get, "/models/{id}/file", operation: "get_model_file",
            "A model's file, to be kept or taken elsewhere", permission: Self.read, parameters: [Self.id],
            answers: [.init(200, "The file", contentType: "application/octet-stream")],
            refusals: [ModelProblems.notFound, .storageUnavailable]
        ) { request, scope in
            RouteResponse(
                contentType: "application/octet-stream",
                body: try await registry.file(of: Self.id(request), in: scope))
        }
    }

    private var add: Route {
        Route(
            .post, "/models", operation: "add_model",
            "Keep a model's file; it does not answer before it is promoted", permission: Self.manage,
            body: .init(
                .either([
                    .object([
                        Self.addedTask, .init("file", .text, required: true, "The text of a ranker's file"),
                    ]),
                    .object([
                        Self.addedTask,
                        .init(
                            "file_base64", .text, required: true, "Any model's file, by RFC 4648, section 4"),
                    ]),
                ]), bytesMax: ModelRegistry.fileBytesMax * 2, example: ["task": "keywords", "file": "…"]),
            answers: [.init(200, "The model", RegisteredModel.schema)],
            refusals: [ModelProblems.notFound, ModelProblems.unreadable, .storageUnavailable]
        ) { request, scope in
            let file = try Self.file(in: request.body)
            return .json(try await registry.add(file, to: request.body["task"]?.text ?? "", in: scope).json)
        }
    }

    private static let addedTask = Schema.Field(
        "task", .text(.init(length: 1...50)), required: true, "What it is for: `keywords` or `classify`")

    private static func file(in body: JSON) throws -> [UInt8] {
        guard let text = body["file_base64"]?.text else { return Array((body["file"]?.text ?? "").utf8) }
        guard let bytes = Base64.bytes(text) else {
            throw Problem(ModelProblems.unreadable, "`file_base64` is not in Base64 with padding.")
        }
        return bytes
    }

    private var promote: Route {
        Route(
            .post, "/models/{id}/promote", operation: "promote_model", "Let a model answer from now on",
            permission: Self.manage, parameters: [Self.id],
            body: .init(
                .object([
                    .init(
                        "force", Self.reason,
                        "Why it shall answer although it is worse on the validation set")
                ]), bytesMax: 4096, example: .object([JSON.Member]())),
            answers: [.init(200, "The promotion", Promotion.schema)],
            refusals: [
                ModelProblems.notFound, ModelProblems.worse, ModelProblems.changedMeanwhile,
                .storageUnavailable,
            ]
        ) { request, scope in
            let force = request.body["force"]?.text
            let promotion = try await registry.promote(Self.id(request), force: force, in: scope)
            await whenChanged(scope.tenant)
            return .json(promotion.json)
        }
    }

    private var rollBack: Route {
        Route(
            .post, "/model-tasks/{task}/{language}/rollback", operation: "roll_back_model",
            "Let the model answer that did before the one in force", permission: Self.manage,
            parameters: [Self.task, Self.language],
            body: .init(
                .object([
                    .init("reason", Self.reason, required: true, "Why; it is recorded")
                ]), bytesMax: 4096, example: ["reason": "finds names of months"]),
            answers: [.init(200, "The promotion", Promotion.schema)],
            refusals: [
                ModelProblems.notFound, ModelProblems.nothingBefore, ModelProblems.changedMeanwhile,
                .storageUnavailable,
            ]
        ) { request, scope in
            let (task, language) = try place(request)
            let reason = request.body["reason"]?.text ?? ""
            let promotion = try await registry.rollBack(
                task: task, language: language, reason: reason, in: scope)
            await whenChanged(scope.tenant)
            return .json(promotion.json)
        }
    }

    private var promotions: Route {
        Route(
            .get, "/model-tasks/{task}/{language}/promotions", operation: "list_promotions",
            "Which model answered when, newest first", permission: Self.read,
            parameters: [Self.task, Self.language],
            answers: [
                .init(
                    200, "Newest first; the first one's model is in force",
                    Self.page(Promotion.schema, "The promotions"))
            ], refusals: [ModelProblems.notFound, .storageUnavailable]
        ) { request, scope in
            let (task, language) = try place(request)
            let promotions = try await registry.promotions(task: task, language: language, in: scope)
            return .json(["items": .array(promotions.map(\.json))])
        }
    }

    private var validate: Route {
        Route(
            .put, "/model-tasks/{task}/{language}/validation", operation: "put_validation_set",
            "Keep labelled examples by which models are compared from now on", permission: Self.manage,
            parameters: [Self.task, Self.language],
            body: .init(
                .object([
                    .init("examples", .text, required: true, "As the training data has them, one a line")
                ]), bytesMax: ModelRegistry.examplesBytesMax,
                example: ["examples": "{\"id\":\"1\",\"text\":\"…\",\"keywords\":[\"…\"]}\n"]),
            answers: [
                .init(
                    200, "Kept",
                    .object([.init("examples", .integer(0...Int.max), required: true, "How many were kept")]))
            ], refusals: [ModelProblems.notFound, .storageUnavailable]
        ) { request, scope in
            let (task, language) = try place(request)
            let examples = Array((request.body["examples"]?.text ?? "").utf8)
            let count = try await registry.storeValidation(
                examples, task: task, language: language, in: scope)
            return .json(["examples": .integer(count)])
        }
    }

    static func id(_ request: RouteRequest) throws -> ID<RegisteredModel> {
        guard let id = request.parameters["id"]?.text.flatMap({ ID<RegisteredModel>($0) }) else {
            throw Problem(ModelProblems.notFound, "No model has this id.")
        }
        return id
    }

    func place(_ request: RouteRequest) throws -> (task: String, language: String) {
        let language = request.parameters["language"]?.text ?? ""
        guard language == LanguageCode.undetermined.rawValue || LanguageCode(supported: language) != nil
        else {
            throw Problem(ModelProblems.notFound, "There are no models of this language.")
        }
        return (try registry.task(request.parameters["task"]?.text ?? "").name, language)
    }
}
