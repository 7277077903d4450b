package import Core

/// One thing that must work for the product to work, and how to find out. Shown by `/health/detailed` and
/// `lux doctor`.
package struct Check: Sendable {
    package let name: String
    /// Checks of one group stand together under the group's name.
    package let group: String?
    /// What a failure does to the whole.
    package let impact: Impact
    package let run: @Sendable () async -> Finding

    package enum Impact: Sendable { case degrades, stops }

    package struct Finding: Sendable {
        /// One word, promised to clients: `ok`, `down`, `circuit_open` ….
        package let word: String
        package let isHealthy: Bool
        package let reason: String?
        /// What to do about it, for the operator.
        package let remedy: String?
        /// Figures about it, by names in snake_case.
        package var facts: [JSON.Member] = []

        package init(word: String, isHealthy: Bool, reason: String? = nil, remedy: String? = nil) {
            (self.word, self.isHealthy, self.reason, self.remedy) = (word, isHealthy, reason, remedy)
        }

        package func with(_ facts: [JSON.Member]) -> Finding {
            var finding = self
            finding.facts = facts
            return finding
        }

        package static let ok = Finding(word: "ok", isHealthy: true)

        package static func down(_ reason: String, remedy: String? = nil) -> Finding {
            Finding(word: "down", isHealthy: false, reason: reason, remedy: remedy)
        }
    }

    package init(
        _ name: String, in group: String? = nil, impact: Impact, run: @escaping @Sendable () async -> Finding
    ) {
        (self.name, self.group, self.impact, self.run) = (name, group, impact, run)
    }
}
