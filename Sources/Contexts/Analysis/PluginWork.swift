import Core
import Jobs
import Module

/// What a request to a plugin asks for, done now or as a job.
struct PluginWork: Sendable {
    static let kind = "analysis.run-plugin"

    let plugins: Plugins
    let history: AnalysisHistory
    let makeID: @Sendable (Instant) -> ID<Analysis>

    /// The answer, and what of it is to be kept.
    struct Outcome: Sendable {
        let answer: JSON
        let analysis: Analysis?
    }

    func perform(_ request: PluginRequest, in scope: Scope) async throws -> Outcome {
        let answer = try await plugins.run(request, in: scope)
        guard request.isPersisted else { return Outcome(answer: answer.json(), analysis: nil) }
        let analysis = Analysis(makeID(scope.moment), request, answer)
        return Outcome(answer: answer.json(id: analysis.id), analysis: analysis)
    }

    /// The payload is `{"plugin": id, "request": body}`. What is to be kept is kept in the commit that ends the
    /// job.
    var job: JobKind {
        JobKind(Self.kind, queue: "analysis") { [self] run in
            let payload = try run.json()
            let request = try PluginRequest(
                payload["request"] ?? .null, to: payload["plugin"]?.text ?? "", of: plugins)
            let outcome = try await perform(request, in: run.scope)
            guard let analysis = outcome.analysis else { return .result(outcome.answer) }
            return .finishing { session in
                try history.keep(analysis, in: run.scope, session)
                return outcome.answer
            }
        }
    }

    static func newJob(_ body: JSON, to plugin: String) -> NewJob {
        NewJob(kind, payload: ["plugin": .string(plugin), "request": body])
    }
}
