import Core
import Jobs
import Module
import Persistence

/// Jobs that were given up: what was tried, and another chance or none.
struct DeadLetterRoutes: Sendable {
    let needs: JobModule.Needs

    var all: [Route] { [list, record, edit, requeue, requeueAll, discard] }

    private static let inspect = Permission("jobs:inspect")
    private static let manage = Permission("jobs:manage")

    private var list: Route {
        Route(
            .get, "/dead-letters", operation: "list_dead_letters",
            "Jobs that were given up after their last attempt, newest first", permission: Self.inspect,
            parameters: JobLists.parameters, answers: [.init(200, "A page", JobLists.page)],
            refusals: [.storageUnavailable, JobProblems.foreignCursor]
        ) { request, scope in
            try await JobLists.answer(request, state: .dead, needs.desk(), in: scope)
        }
    }

    private var record: Route {
        Route(
            .get, "/jobs/{id}/record", operation: "get_job_record",
            "One job with its payload, every attempt that failed, and what was edited",
            permission: Self.inspect,
            parameters: [JobRoutes.id], answers: [.init(200, "The record", Self.recordSchema)],
            refusals: [JobProblems.notFound, .storageUnavailable]
        ) { request, scope in
            .json(try await needs.desk().record(JobRoutes.id(request), of: scope.tenant).document)
        }
    }

    private var edit: Route {
        Route(
            .put, "/jobs/{id}/payload", operation: "edit_job_payload",
            "Replace the payload of a job that ended badly; what was there stays on record",
            permission: Self.manage, parameters: [JobRoutes.id],
            body: .init(
                .object([.init("payload", .anything, required: true, "As the kind of job reads it")]),
                bytesMax: JobBounds.payloadBytesMax, example: ["payload": ["text": "Python é uma linguagem"]]),
            answers: [.init(200, "The job", Job.schema)],
            refusals: [
                JobProblems.notFound, JobProblems.otherState, JobProblems.payloadTooLarge,
                .storageUnavailable,
            ]
        ) { request, scope in
            let id = try JobRoutes.id(request)
            let payload = (request.body["payload"] ?? .null).bytes
            try await needs.desk().edit(id, of: scope.tenant, payload: payload)
            return .json(try await needs.desk().job(id, in: scope).document)
        }
    }

    private var requeue: Route {
        Route(
            .post, "/jobs/{id}/requeue", operation: "requeue_job",
            "Give a job that ended badly all its attempts again", permission: Self.manage,
            parameters: [JobRoutes.id], answers: [.init(200, "The job, waiting", Job.schema)],
            refusals: [
                JobProblems.notFound, JobProblems.otherState, JobProblems.keyTaken, .storageUnavailable,
            ]
        ) { request, scope in
            let id = try JobRoutes.id(request)
            try await needs.desk().requeue(id, of: scope.tenant)
            return .json(try await needs.desk().job(id, in: scope).document)
        }
    }

    private var requeueAll: Route {
        Route(
            .post, "/dead-letters/requeue", operation: "requeue_dead_letters",
            "Give jobs that were given up another chance, \(JobBounds.changedMax) at most in one call",
            permission: Self.manage,
            body: .init(
                .object([
                    .init(
                        "kind", .text(.init(length: 1...JobBounds.nameBytesMax)), "Only those of this kind"),
                    .init(
                        "queue", .text(.init(length: 1...JobBounds.nameBytesMax)), "Only those of this queue"),
                ]), bytesMax: 4096, example: ["kind": "analysis.extract-keywords"]),
            answers: [
                .init(
                    200, "How many; call again while it is not 0",
                    .object([
                        .init("requeued", .integer(0...JobBounds.changedMax), required: true, "How many")
                    ]))
            ], refusals: [.storageUnavailable]
        ) { request, scope in
            let search = JobSearch(
                state: .dead, kind: request.body["kind"]?.text, queue: request.body["queue"]?.text)
            let count = try await needs.desk().requeue(all: search, .tenant(scope.tenant))
            return .json(["requeued": .integer(count)])
        }
    }

    private var discard: Route {
        Route(
            .delete, "/dead-letters/{id}", operation: "discard_job",
            "Delete a job that has ended, with its record", permission: Self.manage,
            parameters: [JobRoutes.id],
            answers: [
                .init(
                    200, "Gone",
                    .object([.init("id", .text(.init(format: "uuid")), required: true, "The id it had")]))
            ], refusals: [JobProblems.notFound, JobProblems.otherState, .storageUnavailable]
        ) { request, scope in
            let id = try JobRoutes.id(request)
            try await needs.desk().discard(id, of: scope.tenant)
            return .json(["id": .string(id.text)])
        }
    }

    private static let recordSchema = Schema.named(
        "job_record",
        .object([
            .init("job", Job.schema, required: true, "How it is"),
            .init("kind", .text, required: true, "What is done"),
            .init("queue", .text, required: true, "Where it waits its turn"),
            .init("payload", .anything, required: true, "What it works on"),
            .init(
                "attempts",
                .list(
                    of: .object([
                        .init("number", .integer(0...JobBounds.attemptsMax), required: true, "From 1"),
                        .init("started_at", .instant, required: true, "When it began"),
                        .init("ended_at", .instant, required: true, "When it failed"),
                        .init("worker", .text, required: true, "Who tried"),
                        .init("error", .text, required: true, "Why it failed"),
                    ]), count: 0...Int.max), required: true, "Those that failed, oldest first"),
            .init(
                "edits",
                .list(
                    of: .object([
                        .init("at", .instant, required: true, "When it was edited"),
                        .init(
                            "changes", .anything, required: true,
                            "Each place with what was there and what came"),
                    ]), count: 0...Int.max), required: true, "Oldest first"),
        ]))
}
