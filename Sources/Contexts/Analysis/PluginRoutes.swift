import Core
import Jobs
import Language
import Module
import Persistence
import Resilience

/// `/analyze/…` and `/plugins`: one way to all plugins.
struct PluginRoutes: Sendable {
    let work: PluginWork
    let jobs: JobAcceptance
    let writes: RepeatableWrites
    /// A text longer than this becomes a job, whatever the plugin would take.
    let bytesAtOnceMax: Int

    var all: [Route] { [analyze, list, show] }

    static let bodyBytesMax = 8 * 1024 * 1024
    private static let reading = Permission("read:plugins")

    private static let idParameter = Route.Parameter(
        "plugin", in: .path, .text, "The plugin's id")

    private var analyze: Route {
        Route(
            .post, "/analyze/{plugin}", operation: "analyze", "Read a text with a plugin",
            permission: Permission("execute:analyzers"), parameters: [Self.idParameter],
            body: .init(
                Self.body, bytesMax: Self.bodyBytesMax, example: ["text": "Python é uma linguagem"]),
            answers: [
                .init(200, "What the plugin found", PluginAnswer.schema),
                .init(202, "Taken as a job; `Location` says where it is", Job.schema),
            ],
            refusals: [
                PluginProblems.notFound, PluginProblems.refusedInput, PluginProblems.failed,
                PluginProblems.timedOut, AnalysisProblems.textTooLarge, .temporarilyUnavailable, .tooBusy,
                .storageUnavailable, .reusedIdempotencyKey, .invalidIdempotencyKey, .answerNotKept,
            ]
        ) { request, scope in try await analyze(request, in: scope) }
    }

    private static let body = Schema.named(
        "analysis_request",
        .object([
            .init(
                "text", .text(.init(pattern: #"^[^\u0000]*[^\s\u0000][^\u0000]*$"#)), required: true,
                "The text; at most \(Plugin.Limits.textBytes) bytes of UTF-8",
                example: "Python é uma linguagem"),
            .init("options", .map(of: .anything), "As `GET /plugins/{id}` declares them; none by default"),
            .init(
                "language", .text(.init(length: Plugin.Limits.languageLength)),
                "The text's language (ISO 639-1), for plugins that want to know", example: "pt"),
            .init(
                "persist", .boolean,
                "Whether to keep the result with the text's SHA-256, but not the text; no by default"),
            .init("persist_text", .boolean, "Beside `persist`: whether to keep the text too; no by default"),
            .init(
                "async", .boolean,
                """
                Whether to answer at once with a job that does it; heavy plugins and long texts become one in any \
                case
                """),
        ]))

    private func analyze(_ request: RouteRequest, in scope: Scope) async throws -> RouteResponse {
        // What would be refused at once is refused before a job is made of it.
        let wanted = try PluginRequest(
            request.body, to: request.parameters["plugin"]?.text ?? "", of: work.plugins)
        guard !becomesJob(wanted, request.body) else {
            let job = PluginWork.newJob(request.body, to: wanted.guarded.plugin.id)
            return try await jobs.accept(job, for: request, to: "analyze", in: scope)
        }
        let outcome = try await work.perform(wanted, in: scope)
        guard let analysis = outcome.analysis else { return .json(outcome.answer) }
        return try await writes.run(request, of: "analyze", in: scope) { session in
            try work.history.keep(analysis, in: scope, session)
            return StoredResponse(status: 200, body: outcome.answer.bytes)
        }
    }

    private func becomesJob(_ wanted: PluginRequest, _ body: JSON) -> Bool {
        let plugin = wanted.guarded.plugin
        return plugin.isHeavy || body["async"]?.truth == true
            || wanted.text.utf8.count > min(bytesAtOnceMax, plugin.limits.bytesAtOnceMax)
    }

    // MARK: What there is

    private var list: Route {
        Route(
            .get, "/plugins", operation: "list_plugins", "The plugins, ours first",
            permission: Self.reading,
            answers: [
                .init(
                    200, "The plugins",
                    .object([
                        .init(
                            "items", .list(of: Plugins.Guarded.schema, count: 0...Plugins.countMax),
                            required: true, "Each as `GET /plugins/{id}` shows it")
                    ]))
            ]
        ) { _, _ in .json(["items": .array(work.plugins.all.map(\.document))]) }
    }

    private var show: Route {
        Route(
            .get, "/plugins/{plugin}", operation: "get_plugin", "One plugin, with what it takes and gives",
            permission: Self.reading, parameters: [Self.idParameter],
            answers: [.init(200, "The plugin", Plugins.Guarded.schema)], refusals: [PluginProblems.notFound]
        ) { request, _ in .json(try work.plugins.named(request.parameters["plugin"]?.text ?? "").document) }
    }
}
