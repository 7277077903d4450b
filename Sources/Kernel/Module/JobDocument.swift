package import Core
package import Jobs

extension Job {
    /// The shape of `document`.
    package static let schema = Schema.named(
        "job",
        .object([
            .init("id", .text(.init(format: "uuid")), required: true, "Names the job"),
            .init(
                "state", .text(.init(choices: JobState.allCases.map(\.rawValue))), required: true,
                "dead: given up after its last attempt, until an operator decides"),
            .init(
                "progress",
                .nullable(
                    .object([
                        .init("fraction", .number(0...1), required: true, "Share that is done"),
                        .init("text", .text, "What it is at"),
                    ])), required: true, "Null until it tells"),
            .init("result", .anything, "What came of it, when it succeeded with something"),
            .init("problem", .anything, "Why it did not end well: a problem document"),
            .init("created_at", .instant, required: true, "When it was taken"),
            .init("updated_at", .instant, required: true, "When it last changed"),
        ]))
}

extension JobRecord {
    /// For operators.
    package var document: JSON {
        get throws {
            [
                "job": try job.document, "kind": .string(job.kind), "queue": .string(job.queue),
                "payload": (try? JSONReader.read(payload))
                    ?? .string(String(decoding: payload, as: UTF8.self)),
                "attempts": .array(
                    attempts.map { attempt in
                        [
                            "number": .integer(attempt.number),
                            "started_at": .string(attempt.startedAt.written),
                            "ended_at": .string(attempt.endedAt.written), "worker": .string(attempt.worker),
                            "error": .string(attempt.error),
                        ]
                    }),
                "edits": .array(
                    edits.map { edit in
                        ["at": .string(edit.at.written), "changes": .array(edit.changes.map(\.document))]
                    }),
            ]
        }
    }
}

extension JSONChange {
    fileprivate var document: JSON {
        .object(["pointer": .string(pointer), "before": before, "after": after])
    }
}
