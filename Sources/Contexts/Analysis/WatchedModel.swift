package import Core
import Language

/// A model in force, and what has been seen of it since.
struct WatchedModel: Sendable {
    let id: ID<RegisteredModel>
    let task: String
    let language: String
    let version: Int
    /// On the validation set, when it was promoted; nil where there was none.
    let score: Double?
    /// nil for a model that does not say what it saw in training.
    let drift: DriftWatch?
    /// What people said of its results.
    var corrected: CorrectedResults?

    /// As metrics name it: `pt-2`.
    var label: String { "\(language)-\(version)" }

    /// The agreement, once it is more than an anecdote.
    var agreement: Double? {
        corrected.flatMap { $0.count >= CorrectedResults.countMin ? $0.agreement : nil }
    }
}

/// The newest corrected results of one extractor.
struct CorrectedResults: Hashable, Sendable {
    /// Looked at, at most.
    static let countMax = 100
    /// With fewer nothing is said.
    static let countMin = 20

    let count: Int
    /// Mean F1 of the first ten keywords that were found with those that people left standing.
    let agreement: Double
}

/// Something about a model in force that is past its limit.
package struct ModelWarning: Hashable, Sendable {
    package enum Cause: Hashable, Sendable {
        /// What it is asked about lies elsewhere than what it learnt from: inputs, those first that moved furthest.
        case drift(inputs: [String])
        /// It agrees less with people than when it was promoted, with this score.
        case agreement(score: Double)
    }

    package let tenant: TenantID
    package let task: String
    package let language: String
    package let version: Int
    package let cause: Cause
    package let value: Double
    package let limit: Double

    init(_ model: WatchedModel, of tenant: TenantID, _ cause: Cause, value: Double, limit: Double) {
        (self.tenant, task, language, version) = (tenant, model.task, model.language, model.version)
        (self.cause, self.value, self.limit) = (cause, value, limit)
    }

    /// For operators, without what was read.
    package var reason: String {
        let model = "\(task) \(language)-\(version) of tenant \(tenant)"
        switch cause {
        case .drift(let inputs):
            return """
                \(model) is asked about other texts than it learnt from: stability index \(Self.words(value)) at most \
                \(Self.words(limit)) is stable (\(inputs.joined(separator: ", ")))
                """
        case .agreement(let score):
            return """
                \(model) agrees to \(Self.words(value)) with people's corrections; it was promoted with \
                \(Self.words(score)), and \(Self.words(limit)) is the least
                """
        }
    }

    /// For operators.
    package var remedy: String {
        let place = "/model-tasks/\(task)/\(language)"
        let back = "go back with POST \(place)/rollback"
        guard language != LanguageCode.undetermined.rawValue else {
            return "Train a model on newer texts (lux models train) and promote it, or \(back)."
        }
        return "Correct results, retrain with POST \(place)/retrain and promote the model, or \(back)."
    }

    private static func words(_ figure: Double) -> String { "\((figure * 1_000).rounded() / 1_000)" }

    /// Tells it from others, however its figures change.
    var key: Key {
        let kind =
            switch cause {
            case .drift: "drift"
            case .agreement: "agreement"
            }
        return Key(tenant: tenant, task: task, language: language, version: version, kind: kind)
    }

    struct Key: Hashable, Sendable {
        let tenant: TenantID
        let task: String
        let language: String
        let version: Int
        let kind: String
    }

    var json: JSON {
        var members: [JSON.Member] = [
            .init("tenant", .string(tenant.text)), .init("task", .string(task)),
            .init("version", .string("\(language)-\(version)")), .init("kind", .string(key.kind)),
            .init("value", .number(value)), .init("limit", .number(limit)),
        ]
        if case .drift(let inputs) = cause {
            members.append(.init("inputs", .array(inputs.map { .string($0) })))
        }
        return .object(members)
    }
}

/// A warning begins or ends: a line of the log.
package enum ModelWarningChange: Hashable, Sendable {
    case begun(ModelWarning)
    /// As it was when it was last seen.
    case ended(ModelWarning)
}
