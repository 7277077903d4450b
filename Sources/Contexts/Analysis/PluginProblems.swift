package import Core
import Module

package enum PluginProblems {
    package static let notFound = ProblemType(
        "plugin-not-found", status: 404, title: "There is no such plugin", errorClass: "NotFoundError",
        explanation: """
            No plugin has this id, or it was refused when Lux started; `/health/detailed` then shows why. `GET /plugins` \
            lists those that can be used.
            """)
    package static let refusedInput = ProblemType(
        "plugin-refused-input", status: 422, title: "The plugin does not take this text",
        errorClass: "AnalysisError",
        explanation: """
            The request has the declared shape, but the plugin cannot read this text with these options. `detail` says \
            why, in the plugin's own words. Change the text or the options; sending the same again does not help.
            """)
    package static let failed = ProblemType(
        "plugin-failed", status: 502, title: "The plugin failed", errorClass: "AnalysisError",
        explanation: """
            The plugin ended, answered with something that breaks its own declaration, or reported a fault. Nothing was \
            kept, and nothing else is disturbed. After five failures within a minute it is given a rest of a minute. \
            Operators find the cause in the log and in `/health/detailed`.
            """)
    package static let timedOut = ProblemType(
        "plugin-timed-out", status: 504, title: "The plugin took too long", errorClass: "AnalysisError",
        explanation: """
            The plugin did not answer within its limit of time, which `GET /plugins/{id}` shows, and was stopped. Send a \
            shorter text, or ask again later.
            """)
    package static let analysisNotFound = ProblemType(
        "analysis-not-found", status: 404, title: "This analysis was not kept", errorClass: "NotFoundError",
        explanation: """
            No kept analysis has this id. Results are kept only when the request says `"persist": true`; the answer then \
            names the id. `GET /analyses` lists them.
            """)

    package static let all = [notFound, refusedInput, failed, timedOut, analysisNotFound]

    /// For a plugin that declines what was asked.
    package static func refusal(_ reason: String) -> Problem {
        Problem(refusedInput, String(reason.prefix(reasonLengthMax)))
    }

    /// In characters.
    static let reasonLengthMax = 500

    static func problem(for failure: PluginFailure, of plugin: Plugin) -> Problem {
        switch failure.kind {
        case PluginFailure.timeout:
            Problem(
                timedOut,
                "\(plugin.id) did not answer within \(plugin.limits.time.inSeconds) s and was stopped.")
        case PluginFailure.brokenResult:
            Problem(failed, "\(plugin.id) answered with something that breaks its own declaration.")
        default: Problem(failed, "\(plugin.id) failed and gave no result.")
        }
    }
}
