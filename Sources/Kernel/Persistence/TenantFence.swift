/// Checks by their text that statements keep to one tenant: each mention of a table that has a `tenant_id`
/// must be matched by a `tenant_id` in a `WHERE`, `ON` or `USING`, or in the columns of its `INSERT`.
/// A net under review, not a proof.
package struct TenantFence: Sendable {
    package static let column = "tenant_id"

    package let tenantTables: Set<String>
    /// Tables that were created without the column. A test names those that may be.
    package let openTables: Set<String>

    package init(_ migrations: [Migration]) {
        var (fenced, open): (Set<String>, Set<String>) = ([], [])
        for migration in migrations {
            for statement in migration.script.text.words.split(separator: ";") {
                guard let name = statement.nameOfCreatedTable else { continue }
                if statement.contains(Self.column) { fenced.insert(name) } else { open.insert(name) }
            }
        }
        (tenantTables, openTables) = (fenced, open)
    }

    /// Nil when the statement is sound; else what is wrong with it.
    package func breach(in statement: String) -> String? {
        let words = statement.words
        let mentioned = mentions(in: words)
        guard !mentioned.isEmpty else { return nil }
        let fences = fenceCount(in: words)
        guard fences < mentioned.count else { return nil }
        return
            "\(mentioned.joined(separator: ", ")) need \(mentioned.count) × \(Self.column), found \(fences): "
            + statement
    }

    private func mentions(in words: [String]) -> [String] {
        var found: [String] = []
        var isAfterFrom = false
        for (place, word) in words.enumerated() {
            let before = place > 0 ? words[place - 1] : ""
            switch word {
            case "from": isAfterFrom = true
            case "where", "on", "set", "select", "group", "order", "values": isAfterFrom = false
            default: break
            }
            let namesTable =
                ["from", "join", "into", "update"].contains(before) || (isAfterFrom && before == ",")
            if namesTable, tenantTables.contains(word) { found.append(word) }
        }
        return found
    }

    private func fenceCount(in words: [String]) -> Int {
        var (count, counts) = (0, false)
        for (place, word) in words.enumerated() {
            switch word {
            case "where", "on", "using": counts = true
            // The columns of an INSERT are the list right after its table.
            case "(" where place >= 2 && words[place - 2] == "into": counts = true
            case "select", "from", "set", "values", "group", "order", "returning": counts = false
            case Self.column where counts: count += 1
            default: break
            }
        }
        return count
    }
}

extension String {
    /// Words, quoted names and marks in lower case, without spaces, comments and quoted text.
    fileprivate var words: [String] {
        SQLTokens(self).compactMap { token in
            switch token.kind {
            case .space: nil
            case .word, .mark: token.text.lowercased()
            case .quoted: token.text.first == "\"" ? String(token.text.dropFirst().dropLast()) : nil
            }
        }
    }
}

extension ArraySlice<String> {
    fileprivate var nameOfCreatedTable: String? {
        guard first == "create", dropFirst().first == "table" else { return nil }
        return dropFirst(2).first { !["if", "not", "exists"].contains($0) }
    }
}
