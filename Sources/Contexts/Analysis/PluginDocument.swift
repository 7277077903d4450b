import Core
import Module
import Resilience

extension Plugins.Guarded {
    /// For callers: what it takes and gives, and how it is.
    var document: JSON {
        [
            "id": .string(plugin.id), "version": .string(plugin.version), "summary": .string(plugin.summary),
            "origin": .string(plugin.origin.rawValue), "heavy": .bool(plugin.isHeavy),
            "languages": .array(plugin.languages.map(JSON.string)),
            "limits": [
                "seconds": .number(plugin.limits.time.inSeconds),
                "running_max": .integer(plugin.limits.runningMax),
                "waiting_max": .integer(plugin.limits.waitingMax),
                "text_bytes_max": .integer(Plugin.Limits.textBytes),
                "bytes_at_once_max": .integer(plugin.limits.bytesAtOnceMax),
            ],
            "options": plugin.options.document, "result": plugin.result.document,
            "state": .string(breaker.finding(remedy: nil).word),
            "breaker": [
                "state": .string(breaker.status.state.word),
                "failures_max": .integer(Self.policy.failuresMax),
                "window_seconds": .number(Self.policy.window.inSeconds),
                "open_seconds": .number(Self.policy.openFor.inSeconds),
            ],
        ]
    }

    private static let policy = CircuitBreaker.Policy()

    static let schema = Schema.named(
        "plugin",
        .object([
            .init("id", .text, required: true, "The name in `/analyze/{plugin}`"),
            .init("version", .text, required: true, "Changes when results change"),
            .init("summary", .text, required: true, "What it does"),
            .init(
                "origin", .text(.init(choices: Plugin.Origin.allCases.map(\.rawValue))), required: true,
                "Whether it is part of Lux"),
            .init("heavy", .boolean, required: true, "Whether it always answers with a job"),
            .init(
                "languages", .list(of: .text, count: 0...Int.max), required: true,
                "ISO 639-1; empty for one that takes any"),
            .init("limits", limitsSchema, required: true, "What one request may ask"),
            .init("options", .anything, required: true, "JSON Schema of `options`"),
            .init("result", .anything, required: true, "JSON Schema of `result`"),
            .init(
                "state", .text(.init(choices: ["ok", "circuit_half_open", "circuit_open"])), required: true,
                "As `/health/detailed` shows it"),
            .init("breaker", breakerSchema, required: true, "What keeps callers from one that fails"),
        ]))

    private static let limitsSchema = Schema.object([
        .init("seconds", .number(0...86_400), required: true, "Time of one run"),
        .init("running_max", .integer(1...Int.max), required: true, "Runs at once"),
        .init("waiting_max", .integer(0...Int.max), required: true, "Calls that may wait for their turn"),
        .init("text_bytes_max", .integer(1...Int.max), required: true, "Bytes of one text"),
        .init(
            "bytes_at_once_max", .integer(0...Int.max), required: true,
            "A text with more bytes is answered with a job"),
    ])

    private static let breakerSchema = Schema.object([
        .init(
            "state", .text(.init(choices: ["closed", "half_open", "open"])), required: true,
            "open: requests are turned away"),
        .init("failures_max", .integer(1...Int.max), required: true, "So many failures open it"),
        .init("window_seconds", .number(0...86_400), required: true, "Within this time"),
        .init("open_seconds", .number(0...86_400), required: true, "It stays open for this time"),
    ])
}

extension CircuitBreaker.State {
    fileprivate var word: String {
        switch self {
        case .closed: "closed"
        case .halfOpen: "half_open"
        case .open: "open"
        }
    }
}

extension Breaker {
    /// What the health report says of the thing that the breaker guards.
    func finding(remedy: String?) -> Check.Finding {
        switch status.state {
        case .closed: .ok
        case .halfOpen:
            Check.Finding(word: "circuit_half_open", isHealthy: true, reason: status.lastFailure)
        case .open:
            Check.Finding(
                word: "circuit_open", isHealthy: false, reason: status.lastFailure, remedy: remedy)
        }
    }
}

extension Plugins {
    static let countMax = 1_000

    var checks: [Check] {
        all.map { guarded in
            Check(guarded.plugin.id, in: "plugins", impact: .degrades) {
                guarded.breaker.finding(
                    remedy: "The reason above says what failed; it is tried again by itself.")
            }
        }
            + (refused.isEmpty ? [] : [refusedCheck])
    }

    private var refusedCheck: Check {
        let reasons = refused.map { "\($0.name): \($0.reason)" }.joined(separator: "; ")
        return Check("refused_plugins", impact: .degrades) {
            Check.Finding(
                word: "refused", isHealthy: false, reason: reasons,
                remedy: "Correct these plugins, or take their folders away, and start Lux again.")
        }
    }
}
