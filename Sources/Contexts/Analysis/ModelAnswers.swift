package import Core
import Module

// As callers see models, at the command line and over HTTP.
extension RegisteredModel {
    static let schema = Schema.named(
        "model",
        .object([
            .init("id", .text(.init(format: "uuid")), required: true, "Names the model"),
            .init("task", .text, required: true, "What it is for"),
            .init("language", .text, required: true, "Of which language; und for every language"),
            .init("version", .integer(1...Int.max), required: true, "Counts within a task and language"),
            .init("kind", .text, required: true, "What it is"),
            .init("in_force", .boolean, required: true, "Whether it answers now"),
            .init("metrics", .anything, required: true, "What its trainer measured: set, measure, figure"),
            .init("data_fingerprint", .text, required: true, "Of what it was trained on"),
            .init("data_licence", .text, required: true, "What that may be used for"),
            .init("bytes", .integer(0...Int.max), required: true, "Of its file"),
            .init("created_at", .instant, required: true, "When it came here"),
        ]))

    package var json: JSON {
        [
            "id": .string(id.text), "task": .string(task), "language": .string(card.language),
            "version": .integer(version), "kind": .string(card.kind), "in_force": .bool(isInForce),
            "metrics": card.metrics, "data_fingerprint": .string(card.dataFingerprint),
            "data_licence": .string(card.dataLicence), "bytes": .integer(bytes),
            "created_at": .string(createdAt.written),
        ]
    }
}

extension Promotion {
    static let schema = Schema.named(
        "promotion",
        .object([
            .init("number", .integer(1...Int.max), required: true, "Counts within a task and language"),
            .init("model", .text(.init(format: "uuid")), required: true, "Which answered from then on"),
            .init("previous", .nullable(.text(.init(format: "uuid"))), required: true, "Which did before"),
            .init("cause", .text(.init(choices: ["promotion", "rollback"])), required: true, "What it was"),
            .init("reason", .nullable(.text), required: true, "Why, where somebody said so"),
            .init("score", .nullable(.number(-1...1)), required: true, "On the validation set"),
            .init(
                "previous_score", .nullable(.number(-1...1)), required: true,
                "The one before, on the same set"),
            .init("at", .instant, required: true, "When"),
        ]))

    package var json: JSON {
        [
            "number": .integer(number), "model": .string(model.text), "previous": .optional(previous?.text),
            "cause": .string(cause.rawValue), "reason": .optional(reason),
            "score": score.map { .number($0) } ?? .null,
            "previous_score": previousScore.map { .number($0) } ?? .null, "at": .string(at.written),
        ]
    }
}
