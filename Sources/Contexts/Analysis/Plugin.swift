package import Core
import Language
package import Module

/// A way of reading texts that callers choose by its name: ours and those of others alike.
package struct Plugin: Sendable {
    /// - Parameter text: not blank, and at most `Limits.textBytes` long.
    /// - Parameter options: an object that fits the plugin's `options`.
    /// - Parameter language: one of the plugin's `languages`; nil when the caller named none.
    /// - Returns: what fits the plugin's `result`.
    /// - Throws: a refusal of what was asked; everything else counts as a failure of the plugin.
    package typealias Run =
        @Sendable (_ text: String, _ options: JSON, _ language: String?) async throws -> JSON
    /// The same for what only reckons and waits for nothing. One that may take long looks now and then at
    /// `Task.isCancelled`.
    package typealias Read = @Sendable (_ text: String, _ options: JSON, _ language: String?) throws -> JSON

    /// - Returns: a plugin that takes and gives the same under the same id; its version tells the answers of the two
    ///   apart. Nil where there is none.
    typealias StandIn = @Sendable (_ text: String, _ language: String?, Scope) async -> Plugin?

    /// Unique; a letter, then letters, digits and `_`, all small.
    package let id: String
    /// Results may change only when it does.
    package let version: String
    package let summary: String
    /// Always an object.
    package let options: Schema
    package let result: Schema
    /// ISO 639-1; empty for a plugin that takes any.
    package var languages: [String] = []
    package var limits = Limits()
    /// Always answered with a job.
    package var isHeavy = false
    package var origin = Origin.builtIn
    package let run: Run
    /// Who reads in its place for some tenants; nil where it always reads itself.
    var standIn: StandIn?

    package enum Origin: String, CaseIterable, Sendable {
        case builtIn = "built_in"
        case thirdParty = "third_party"
    }

    package struct Limits: Hashable, Sendable {
        /// Of one run.
        package var time = Duration.seconds(10)
        /// Beside it, for a program whose own limit comes first and says what went wrong.
        package var grace = Duration.zero
        /// Runs at once.
        package var runningMax = 4
        /// Calls that wait for one of those to end.
        package var waitingMax = 32
        /// Texts with more than this are answered with a job.
        package var bytesAtOnceMax = 256 * 1024

        package init() {}

        package static let textBytes = KeywordLimits.textBytes
        package static let idLength = 1...64
        package static let languageLength = 2...8
    }

    /// One of ours. This is all there is to it: `read` is called on a thread of its own.
    package static func builtIn(
        _ id: String, version: String, _ summary: String, options: [Schema.Field] = [], result: Schema,
        languages: [String] = [], read: @escaping Read
    ) -> Plugin {
        var plugin = Plugin(id, version: version, summary, options: .object(options), result: result) {
            text, options, language in
            try await ReadingThread().run { try read(text, options, language) }
        }
        plugin.languages = languages
        return plugin
    }

    /// One that asks somebody else, and waits.
    package init(
        _ id: String, version: String, _ summary: String, options: Schema, result: Schema,
        run: @escaping Run
    ) {
        (self.id, self.version, self.summary, self.run) = (id, version, summary, run)
        (self.options, self.result) = (options, result)
    }
}

/// A plugin did not do what it is there for. Counts against it, and says nothing about what was asked.
package struct PluginFailure: Error, Hashable, CustomStringConvertible {
    /// The label `error_type` of the metric: one of few words.
    package let kind: String
    /// For operators; never the text itself.
    package let reason: String

    package init(_ kind: String, _ reason: String) {
        (self.kind, self.reason) = (kind, reason)
    }

    package var description: String { "\(kind): \(reason)" }

    package static let timeout = "timeout"
    /// What it answered breaks its own declaration.
    package static let brokenResult = "result"
    /// It threw something.
    package static let fault = "fault"
}

/// What was brought as a plugin and is not run, with the reason.
package struct RefusedPlugin: Hashable, Sendable {
    /// Of the plugin, or of its folder when its id cannot be read.
    package let name: String
    package let reason: String

    package init(_ name: String, _ reason: String) {
        (self.name, self.reason) = (name, reason)
    }
}
