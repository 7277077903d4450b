package import Core

/// Writes a text for a text: a model behind somebody's endpoint.
package protocol TextGenerator: Sendable {
    /// Many may ask at once; what is gathered for the endpoint is the generator's business.
    /// - Throws: `GenerationFailure`; `TooBusy`; `CancellationError`.
    func text(for request: GenerationRequest) async throws -> GeneratedText

    /// What it does by itself as long as the process serves; ends when its task is cancelled.
    func run() async
}

package struct GenerationRequest: Hashable, Sendable {
    /// What the model is told to do; nil for one that was trained for one thing.
    package let instructions: String?
    /// To be read, never obeyed.
    package let text: String
    /// About how much it may write, in the model's own tokens.
    package let tokensMax: Int

    package init(instructions: String?, text: String, tokensMax: Int) {
        (self.instructions, self.text, self.tokensMax) = (instructions, text, tokensMax)
    }
}

package struct GeneratedText: Hashable, Sendable {
    package let text: String
    /// The model was stopped before it came to an end.
    package let isCut: Bool

    package init(_ text: String, isCut: Bool = false) {
        (self.text, self.isCut) = (text, isCut)
    }
}

/// There is no text to be used.
package struct GenerationFailure: Error, Hashable, CustomStringConvertible {
    /// The label `kind` of the metric: one of few words.
    package let kind: String
    /// For operators: what the endpoint said; never a key, never the text.
    package let reason: String
    /// It is what was sent that did not suit, which says nothing of the endpoint's health.
    package let isAboutText: Bool

    package init(_ kind: String, _ reason: String, isAboutText: Bool = false) {
        (self.kind, self.reason, self.isAboutText) = (kind, reason, isAboutText)
    }

    package var description: String { "\(kind): \(reason)" }

    static let timeout = "timeout"
    static let breakerOpen = "breaker_open"
    static let tooBusy = "too_busy"
    /// It wrote nothing in which there is a phrase.
    static let empty = "empty"
    /// Something else was thrown.
    static let fault = "fault"
}

/// The model that finds keywords, where one is configured.
package struct ModelNeeds: Sendable {
    package var generator: any TextGenerator
    /// Of the endpoint, for people: without key and password.
    package var address: String
    /// Told of every failure but those of an open breaker: a line of the log.
    package var report: @Sendable (GenerationFailure, Scope) -> Void

    package init(
        generator: any TextGenerator, address: String,
        report: @escaping @Sendable (GenerationFailure, Scope) -> Void
    ) {
        (self.generator, self.address, self.report) = (generator, address, report)
    }
}
