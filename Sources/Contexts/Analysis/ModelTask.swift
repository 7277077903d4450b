package import Core

/// What a kind of model is for and how its files are read: the registry keeps bytes, and asks here what they are.
package struct ModelTask: Sendable {
    /// As in `keywords`.
    package let name: String
    /// What a file says of itself.
    /// - Throws: a `Problem` that says why it is no model of this task.
    package let read: @Sendable (_ file: [UInt8]) throws -> ModelCard
    /// How many labelled examples there are.
    /// - Throws: a `Problem` that says why they are none.
    package let count: @Sendable (_ examples: [UInt8]) throws -> Int
    /// How good the model is on labelled examples: 0 to 1, higher is better.
    /// - Throws: a `Problem` about whichever of the two cannot be used.
    package let score: @Sendable (_ file: [UInt8], _ examples: [UInt8]) throws -> Double
    /// All figures of the model on labelled examples: extractor or model, then measure, then figure.
    package let evaluate: @Sendable (_ file: [UInt8], _ examples: [UInt8]) throws -> JSON
    /// Reads what shall be learnt from. The result does the work, which may take minutes, and gives a model's file.
    /// - Throws: a `Problem` that says why nothing can be learnt; `CancellationError` once the task is cancelled
    package let training: @Sendable (TrainingOrder) throws -> Training

    package typealias Training = @Sendable () throws -> [UInt8]

    package init(
        _ name: String, read: @escaping @Sendable ([UInt8]) throws -> ModelCard,
        count: @escaping @Sendable ([UInt8]) throws -> Int,
        score: @escaping @Sendable ([UInt8], [UInt8]) throws -> Double,
        evaluate: @escaping @Sendable ([UInt8], [UInt8]) throws -> JSON,
        training: @escaping @Sendable (TrainingOrder) throws -> Training
    ) {
        (self.name, self.read, self.count) = (name, read, count)
        (self.score, self.evaluate, self.training) = (score, evaluate, training)
    }
}

/// What a model says of itself.
package struct ModelCard: Hashable, Sendable {
    /// `und` for a model of every language.
    package var language: String
    /// Such as `logistic` or `trees`.
    package var kind: String
    /// Of what it was trained on, in hexadecimal digits.
    package var dataFingerprint: String
    package var dataLicence: String
    /// Measured by whoever trained it: set, then measure, then figure.
    package var metrics: JSON

    package init(
        language: String, kind: String, dataFingerprint: String, dataLicence: String, metrics: JSON
    ) {
        (self.language, self.kind) = (language, kind)
        (self.dataFingerprint, self.dataLicence) = (dataFingerprint, dataLicence)
        self.metrics = metrics
    }
}

/// A model in the registry.
package struct RegisteredModel: Hashable, Sendable {
    package let id: ID<RegisteredModel>
    package let task: String
    /// Counts from 1 within a task and language.
    package let version: Int
    package let card: ModelCard
    package let bytes: Int
    package let createdAt: Instant
    /// Whether it answers now; one of each task and language does.
    package let isInForce: Bool
}

/// A change of which model answers.
package struct Promotion: Hashable, Sendable {
    package enum Cause: String, Hashable, Sendable {
        case promotion, rollback
    }

    package let number: Int
    package let model: ID<RegisteredModel>
    package let previous: ID<RegisteredModel>?
    package let cause: Cause
    /// Why it was made although the model is worse, or what its maker wanted said.
    package let reason: String?
    /// On the validation set, when there was one.
    package let score: Double?
    package let previousScore: Double?
    package let at: Instant
}
