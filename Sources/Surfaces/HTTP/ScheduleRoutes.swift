import Core
import Jobs
import Module
import Persistence

/// `/schedules`: jobs that come again and again.
struct ScheduleRoutes: Sendable {
    let needs: JobModule.Needs

    var all: [Route] { [list, show, put, remove, run, pause] }

    private static let read = Permission("schedules:read")
    private static let manage = Permission("schedules:manage")
    private static let name = Route.Parameter(
        "name", in: .path, .text(.init(length: 1...Schedule.nameBytesMax)), "The schedule's name")
    private static let upcomingCount = 10

    private static let entry = Schema.named(
        "schedule",
        .object([
            .init("name", .text, required: true, "Names the schedule"),
            .init("kind", .text, required: true, "What is done"),
            .init("cron", .text, required: true, "When: five fields of cron"),
            .init("zone", .text, required: true, "Of which clock, by its IANA name"),
            .init("when_late", .text, required: true, "run-once or skip"),
            .init("next_at", .nullable(.instant), required: true, "When it is due"),
            .init("last_at", .nullable(.instant), required: true, "When it was last due"),
            .init("paused", .boolean, required: true, "Whether it rests"),
            .init("declared", .boolean, required: true, "Whether a part of Lux brings it, not an operator"),
        ]))

    private var list: Route {
        Route(
            .get, "/schedules", operation: "list_schedules", "All schedules", permission: Self.read,
            answers: [
                .init(
                    200, "By name",
                    .object([
                        .init("items", .list(of: Self.entry, count: 0...Int.max), required: true, "By name")
                    ]))
            ], refusals: [.storageUnavailable]
        ) { _, scope in
            .json(["items": .array(try await needs.schedules.list(in: scope).map(\.document))])
        }
    }

    private var show: Route {
        Route(
            .get, "/schedules/{name}", operation: "get_schedule",
            "One schedule and the times it comes to next",
            permission: Self.read, parameters: [Self.name],
            answers: [
                .init(
                    200, "The schedule",
                    .object([
                        .init("schedule", Self.entry, required: true, "The schedule"),
                        .init(
                            "upcoming", .list(of: .instant, count: 0...Self.upcomingCount), required: true,
                            "The next times"),
                    ]))
            ], refusals: [.scheduleNotFound, .storageUnavailable]
        ) { request, scope in
            let name = Self.name(request)
            let upcoming = try await needs.schedules.occurrences(
                of: name, count: Self.upcomingCount, in: scope)
            return .json([
                "schedule": try await needs.schedules.entry(name, in: scope).document,
                "upcoming": .array(upcoming.map { .string($0.written) }),
            ])
        }
    }

    private var put: Route {
        Route(
            .put, "/schedules/{name}", operation: "put_schedule", "Add or replace a schedule",
            permission: Self.manage, parameters: [Self.name],
            body: .init(
                .object([
                    .init(
                        "cron", .text(.init(length: 1...200)), required: true,
                        "Five fields of cron, or @hourly, @daily, @weekly, @monthly, @yearly"),
                    .init("zone", .text(.init(length: 1...100)), "IANA name of the clock; UTC by default"),
                    .init(
                        "kind", .text(.init(length: 1...JobBounds.nameBytesMax)), required: true,
                        "Kind of job"),
                    .init("payload", .anything, "As the kind of job reads it"),
                    .init(
                        "when_late", .text(.init(choices: Schedule.WhenLate.allCases.map(\.rawValue))),
                        "What to do about missed times: run-once by default"),
                ]), bytesMax: JobBounds.payloadBytesMax,
                example: [
                    "cron": "0 7 * * mon-fri", "zone": "America/Sao_Paulo",
                    "kind": "analysis.extract-keywords",
                    "payload": ["text": "Python é uma linguagem"],
                ]),
            answers: [.init(200, "The schedule", Self.entry)],
            refusals: [.invalidSchedule, .scheduleIsDeclared, JobProblems.unknownKind, .storageUnavailable]
        ) { request, scope in
            let schedule = try Schedule(
                Self.name(request), request.body["cron"]?.text ?? "",
                zone: request.body["zone"]?.text ?? "UTC", kind: request.body["kind"]?.text ?? "",
                payload: request.body["payload"] ?? .object([JSON.Member]()),
                whenLate: request.body["when_late"]?.text.flatMap { .init(rawValue: $0) } ?? .runOnce)
            try await needs.schedules.put(schedule, in: scope)
            return .json(try await needs.schedules.entry(schedule.name, in: scope).document)
        }
    }

    private var remove: Route {
        Route(
            .delete, "/schedules/{name}", operation: "delete_schedule", "Remove a schedule that was added",
            permission: Self.manage, parameters: [Self.name],
            answers: [
                .init(200, "Gone", .object([.init("name", .text, required: true, "The name it had")]))
            ],
            refusals: [
                .scheduleNotFound, .scheduleIsDeclared, .storageUnavailable,
            ]
        ) { request, scope in
            let name = Self.name(request)
            try await needs.schedules.remove(name, in: scope)
            return .json(["name": .string(name)])
        }
    }

    private var run: Route {
        Route(
            .post, "/schedules/{name}/run", operation: "run_schedule",
            "Enqueue the schedule's job now, beside its times", permission: Self.manage,
            parameters: [Self.name],
            answers: [.init(202, "Taken as a job; `Location` says where it is", Job.schema)],
            refusals: [.scheduleNotFound, .storageUnavailable]
        ) { request, scope in
            let enqueued = try await needs.schedules.runNow(Self.name(request), in: scope)
            let job = try await needs.desk().job(enqueued.id, in: scope)
            return .json(try job.document, status: 202, headers: ["location": "/jobs/\(job.id.text)"])
        }
    }

    private var pause: Route {
        Route(
            .put, "/schedules/{name}/paused", operation: "pause_schedule", "Let a schedule rest, or go on",
            permission: Self.manage, parameters: [Self.name],
            body: .init(
                .object([.init("paused", .boolean, required: true, "Whether it rests")]), bytesMax: 4096,
                example: ["paused": true]),
            answers: [.init(200, "The schedule", Self.entry)],
            refusals: [.scheduleNotFound, .storageUnavailable]
        ) { request, scope in
            let name = Self.name(request)
            if request.body["paused"]?.truth == true {
                try await needs.schedules.pause(name, in: scope)
            } else {
                try await needs.schedules.resume(name, in: scope)
            }
            return .json(try await needs.schedules.entry(name, in: scope).document)
        }
    }

    private static func name(_ request: RouteRequest) -> String {
        request.parameters["name"]?.text ?? ""
    }
}
