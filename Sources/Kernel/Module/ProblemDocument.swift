package import Core

extension Problem {
    /// The problem as RFC 9457 writes it. `type` is a reference relative to the server, which serves the page.
    /// `error` and `message` repeat class and detail for clients of the keyword finder.
    package func document(trace: TraceContext?) -> JSON {
        .object([
            "type": .string("/problems/\(type.name)"),
            "title": .string(type.title),
            "status": .integer(type.status),
            "detail": .string(detail),
            "error": .string(type.errorClass),
            "message": .string(detail),
            "violations": violations.isEmpty
                ? nil
                : .array(violations.map { ["pointer": .string($0.pointer), "reason": .string($0.reason)] }),
            "trace_id": trace.map { .string($0.traceID) },
        ])
    }

    /// The shape of `document`, for the API's description.
    package static let schema = Schema.named(
        "problem",
        .object([
            .init("type", .text, required: true, "Reference to the page about this type of problem"),
            .init("title", .text, required: true, "The type of problem in a sentence"),
            .init("status", .integer(400...599), required: true, "The HTTP status code"),
            .init("detail", .text, required: true, "What happened this time"),
            .init("error", .text, required: true, "Class name to switch on"),
            .init("message", .text, required: true, "The same as `detail`"),
            .init(
                "violations",
                .list(
                    of: .object([
                        .init(
                            "pointer", .text, required: true,
                            "JSON pointer into the body, or `?name` of a parameter"),
                        .init("reason", .text, required: true, "What is wrong there"),
                    ]), count: 0...Schema.violationsMax),
                "Where the request breaks its declaration"),
            .init("trace_id", .text, "Finds the request in the log"),
        ]))

    /// A request that does not have its declared shape; says the first fault, how many there are, and lists as many as
    /// an answer may hold.
    package static func invalid(_ violations: [Violation]) -> Problem {
        let first =
            violations.first.map { "\($0.pointer.isEmpty ? "The body" : $0.pointer) \($0.reason)" } ?? ""
        let more = violations.count > 1 ? ", and \(violations.count - 1) more" : ""
        return Problem(
            .validation, "\(first)\(more).", violations: Array(violations.prefix(Schema.violationsMax)))
    }
}
