import Persistence

/// Turns schema statements of the common dialect into SQLite's.
package enum SQLiteDialect {
    /// The statements of a script, column words rewritten and every table made `STRICT`.
    package static func statements(of script: String) -> [String] {
        SQLTokens.statements(of: script).map(rewritten)
    }

    private static func rewritten(_ tokens: [SQLTokens.Token]) -> String {
        let words = tokens.filter { $0.kind != .space }
        let createsTable = words.count > 1 && words[0].is("CREATE") && words[1].is("TABLE")
        var types = TypeWords()
        let text = tokens.map { types.text(for: $0) }.joined()
        return createsTable ? text + " STRICT" : text
    }

    /// The statement without `FOR UPDATE` and `SKIP LOCKED`: where one writer has the whole file, nobody else
    /// can change a row that it has read.
    package static func withoutRowLock(_ statement: String) -> String {
        guard statement.contains("FOR UPDATE") else { return statement }
        var kept: [SQLTokens.Token] = []
        for token in SQLTokens(statement) {
            kept.append(token)
            let words = kept.indices.filter { kept[$0].kind != .space }
            if let start = ends(words, of: kept, in: ["FOR", "UPDATE"])
                ?? ends(words, of: kept, in: ["SKIP", "LOCKED"])
            {
                kept.removeSubrange(start...)
            }
        }
        return kept.map { String($0.text) }.joined()
    }

    /// Where the last words begin, when they are these.
    private static func ends(
        _ places: [Int], of tokens: [SQLTokens.Token], in keywords: [String]
    ) -> Int? {
        let last = places.suffix(keywords.count)
        guard last.count == keywords.count, zip(last, keywords).allSatisfy({ tokens[$0].is($1) }) else {
            return nil
        }
        return last.first
    }
}

/// SQLite's words for the types of columns.
private struct TypeWords {
    private var isAfterDouble = false
    private var isSerial = false

    mutating func text(for token: SQLTokens.Token) -> String {
        if isAfterDouble {
            // Both words have become `REAL` at the first.
            if token.kind == .space { return "" }
            isAfterDouble = false
            return token.is("PRECISION") ? "" : " " + text(for: token)
        }
        if isSerial, token.is("KEY") {
            isSerial = false
            // A number is never given twice, not even after its row is gone.
            return "KEY AUTOINCREMENT"
        }
        return word(for: token)
    }

    private mutating func word(for token: SQLTokens.Token) -> String {
        guard token.kind == .word else { return String(token.text) }
        switch token.text.uppercased() {
        case "BIGINT", "BOOLEAN": return "INTEGER"
        case "BYTEA": return "BLOB"
        case "BIGSERIAL":
            isSerial = true
            return "INTEGER"
        case "DOUBLE":
            isAfterDouble = true
            return "REAL"
        default: return String(token.text)
        }
    }
}
