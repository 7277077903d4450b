/// Checks by its text that a migration leaves the release before it working: during an upgrade both run on one
/// database. Tables, columns and indexes may come; what the older release reads or writes may not go, change its
/// name or type, or demand what the older one does not give. A net under review, not a proof.
package enum RollingMigrations {
    /// What is wrong with each statement that is not sound.
    package static func breaches(in migration: Migration) -> [String] {
        var created: Set<String> = []
        var found: [String] = []
        for statement in statements(of: migration.script.text) {
            if let table = statement.table(after: ["create", "table"]) {
                created.insert(table)
            } else if let table = statement.table(after: ["alter", "table"]), !created.contains(table) {
                if let breach = breach(inChange: statement) { found.append("\(breach): \(table)") }
            } else if statement.first == "drop", !statement.starts(with: ["drop", "index"]) {
                found.append("drops what the release before uses: \(statement.joined(separator: " "))")
            } else if statement.starts(with: ["create", "unique", "index"]),
                let table = statement.word(after: "on"), !created.contains(table)
            {
                found.append("refuses what the release before may insert: \(table)")
            }
        }
        return found
    }

    private static func breach(inChange statement: [String]) -> String? {
        guard let verb = statement.dropFirst(3).first else { return "changes nothing" }
        guard verb == "add" else { return "\(verb)s what the release before uses" }
        let demands = statement.contains("not") && !statement.contains("default")
        return demands ? "adds what the release before does not give" : nil
    }

    private static func statements(of script: String) -> [[String]] {
        let words = SQLTokens(script).filter { $0.kind != .space }.map { $0.text.lowercased() }
        return words.split(separator: ";").map(Array.init)
    }
}

extension [String] {
    fileprivate func table(after opening: [String]) -> String? {
        guard starts(with: opening) else { return nil }
        return dropFirst(opening.count).first { !["if", "not", "exists"].contains($0) }
    }

    fileprivate func word(after word: String) -> String? {
        firstIndex(of: word).flatMap { $0 + 1 < count ? self[$0 + 1] : nil }
    }
}
