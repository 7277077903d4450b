import Core
import Jobs
import Module
import Persistence

/// `/queues`: how much waits, and what is let run.
struct QueueRoutes: Sendable {
    let needs: JobModule.Needs

    var all: [Route] { [list, set] }

    private static let queue = Schema.named(
        "queue",
        .object([
            .init("name", .text, required: true, "Names the queue"),
            .init("paused", .boolean, required: true, "Whether nothing of it is begun"),
            .init(
                "running_max", .nullable(.integer(1...JobBounds.slotsMax)), required: true,
                "How many of its jobs may run at once, in all processes; null for no limit"),
            .init(
                "counts", .map(of: .integer(0...Int.max)), required: true, "Jobs of the caller by state"),
        ]))

    private var list: Route {
        Route(
            .get, "/queues", operation: "list_queues", "The queues and how many jobs each holds",
            permission: Permission("queues:read"),
            answers: [
                .init(
                    200, "All queues",
                    .object([
                        .init("items", .list(of: Self.queue, count: 0...Int.max), required: true, "By name")
                    ]))
            ], refusals: [.storageUnavailable]
        ) { _, scope in .json(["items": .array(try await queues(in: scope))]) }
    }

    private var set: Route {
        Route(
            .put, "/queues/{name}", operation: "set_queue",
            "Pause a queue or let it go on; limit how much of it runs at once. For all tenants and processes",
            permission: Permission("queues:manage"),
            parameters: [
                .init("name", in: .path, .text(.init(length: 1...JobBounds.nameBytesMax)), "The queue's name")
            ],
            body: .init(
                .object([
                    .init("paused", .boolean, "Whether to begin nothing of it"),
                    .init(
                        "running_max", .nullable(.integer(1...JobBounds.slotsMax)),
                        "How many may run at once; null lifts the limit"),
                ]), bytesMax: 4096, example: ["paused": true]),
            answers: [.init(200, "The queue as it is now", Self.queue)],
            refusals: [.notFound, JobProblems.invalid, .storageUnavailable]
        ) { request, scope in
            let name = request.parameters["name"]?.text ?? ""
            guard try await needs.desk().queues().contains(where: { $0.name == name }) else {
                throw Problem(.notFound, "There is no queue of this name.")
            }
            if let isPaused = request.body["paused"]?.truth {
                try await isPaused ? needs.desk().pause(name) : needs.desk().resume(name)
            }
            if let limit = request.body["running_max"] {
                try await needs.desk().limit(name, runningMax: limit.whole.map { Int($0) })
            }
            guard let queue = try await queues(in: scope).first(where: { $0["name"]?.text == name }) else {
                throw Problem(.notFound, "There is no queue of this name.")
            }
            return .json(queue)
        }
    }

    private func queues(in scope: Scope) async throws -> [JSON] {
        let queues = try await needs.desk().queues()
        let counts = try await needs.desk().counts(.tenant(scope.tenant))
        return queues.map { queue in
            var byState: [JobState: Int] = [:]
            for count in counts where count.queue == queue.name {
                byState[count.stage.state, default: 0] += count.count
            }
            let members = JobState.allCases.compactMap { state in
                byState[state].map { JSON.Member(state.rawValue, .integer($0)) }
            }
            return [
                "name": .string(queue.name), "paused": .bool(queue.isPaused),
                "running_max": queue.runningMax.map { .integer($0) } ?? .null, "counts": .object(members),
            ]
        }
    }
}
