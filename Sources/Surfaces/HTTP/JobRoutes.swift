import Core
import Jobs
import Module
import Persistence
import Resilience

/// `/jobs/…`: what callers may ask about the work that was taken for later, and how they take it back.
struct JobRoutes: Sendable {
    let needs: JobModule.Needs

    var all: [Route] { [list, show, cancel, watch] }

    static let read = Permission("jobs:read")
    static let id = Route.Parameter("id", in: .path, .text, "The job's id")

    static func id(_ request: RouteRequest) throws -> ID<Job> {
        guard let id = request.parameters["id"]?.text.flatMap({ ID<Job>($0) }) else {
            throw JobRefused.notFound
        }
        return id
    }

    private var list: Route {
        Route(
            .get, "/jobs", operation: "list_jobs", "Jobs, newest first", permission: Self.read,
            parameters: [
                .init(
                    "state", in: .query, .text(.init(choices: JobState.allCases.map(\.rawValue))),
                    "Only those in this state")
            ] + JobLists.parameters,
            answers: [.init(200, "A page", JobLists.page)],
            refusals: [.storageUnavailable, JobProblems.foreignCursor]
        ) { request, scope in
            let state = request.parameters["state"]?.text.flatMap { JobState(rawValue: $0) }
            return try await JobLists.answer(request, state: state, needs.desk(), in: scope)
        }
    }

    private var show: Route {
        Route(
            .get, "/jobs/{id}", operation: "get_job", "One job: how it is and what came of it",
            permission: Self.read, parameters: [Self.id], answers: [.init(200, "The job", Job.schema)],
            refusals: [JobProblems.notFound, .storageUnavailable]
        ) { request, scope in
            .json(try await needs.desk().job(Self.id(request), in: scope).document)
        }
    }

    private var cancel: Route {
        Route(
            .delete, "/jobs/{id}", operation: "cancel_job",
            "Take a job back: one that waits ends now, one that runs is told to stop",
            permission: Permission("jobs:cancel"), parameters: [Self.id],
            answers: [.init(200, "The job as it is then", Job.schema)],
            refusals: [JobProblems.notFound, JobProblems.otherState, .storageUnavailable]
        ) { request, scope in
            let id = try Self.id(request)
            do {
                return .json(try await needs.desk().cancel(id, in: scope).document)
            } catch JobRefused.otherState(.cancelled, _) {
                // Asked twice, or asked again because the first answer was lost.
                return .json(try await needs.desk().job(id, in: scope).document)
            }
        }
    }

    private var watch: Route {
        Route(
            .get, "/jobs/{id}/events", operation: "watch_job",
            "The job each time that it changes, as server-sent events, until it has ended",
            permission: Self.read, parameters: [Self.id],
            answers: [
                .init(200, "Events `job`, each with a job as its data", contentType: "text/event-stream")
            ],
            refusals: [JobProblems.notFound, .tooBusy, .storageUnavailable]
        ) { request, scope in
            let id = try Self.id(request)
            // An unknown job is refused before the answer begins.
            _ = try await needs.desk().job(id, in: scope)
            let watch = try JobWatch(id, needs, in: scope)
            return .events { try await watch.next() }
        }
    }
}

/// Lists of jobs, which several routes give.
enum JobLists {
    static let parameters: [Route.Parameter] = [
        .init(
            "kind", in: .query, .text(.init(length: 1...JobBounds.nameBytesMax)), "Only those of this kind"),
        .init(
            "queue", in: .query, .text(.init(length: 1...JobBounds.nameBytesMax)), "Only those of this queue"),
        .init("cursor", in: .query, .text(.init(length: 1...1000)), "`next_cursor` of the page before"),
        .init("limit", in: .query, .integer(1...JobBounds.pageItemsMax), "Jobs a page; 50 by default"),
    ]

    static let page = Schema.named(
        "job_page",
        .object([
            .init(
                "items", .list(of: listed, count: 0...JobBounds.pageItemsMax), required: true,
                "The jobs, newest first"),
            .init("next_cursor", .nullable(.text), required: true, "For the next page; null on the last"),
        ]))

    private static let listed = Schema.named(
        "listed_job",
        .object([
            .init("id", .text(.init(format: "uuid")), required: true, "Names the job"),
            .init("kind", .text, required: true, "What is done"),
            .init("queue", .text, required: true, "Where it waits its turn"),
            .init(
                "state", .text(.init(choices: JobState.allCases.map(\.rawValue))), required: true, "How it is"
            ),
            .init("attempt", .integer(0...JobBounds.attemptsMax), required: true, "Attempts begun so far"),
            .init("problem", .anything, "Why the last attempt did not end well"),
            .init("created_at", .instant, required: true, "When it was taken"),
            .init("updated_at", .instant, required: true, "When it last changed"),
        ]))

    static func answer(
        _ request: RouteRequest, state: JobState?, _ desk: JobDesk, in scope: Scope
    ) async throws -> RouteResponse {
        var search = JobSearch(
            state: state, kind: request.parameters["kind"]?.text, queue: request.parameters["queue"]?.text)
        search.cursor = request.parameters["cursor"]?.text
        if let limit = request.parameters["limit"]?.whole { search.limit = Int(limit) }
        let page = try await desk.page(search, in: scope)
        return .json(["items": .array(page.jobs.map(\.listed)), "next_cursor": .optional(page.next)])
    }
}

extension Job {
    /// Without what may be large.
    fileprivate var listed: JSON {
        .object([
            "id": .string(id.text), "kind": .string(kind), "queue": .string(queue),
            "state": .string(state.rawValue), "attempt": .integer(min(attempt, JobBounds.attemptsMax)),
            "problem": problem, "created_at": .string(createdAt.written),
            "updated_at": .string(updatedAt.written),
        ])
    }
}
