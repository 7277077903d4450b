import Persistence

/// Turns schema statements of the common dialect into SQLite's.
enum SQLiteDialect {
    /// The statements of a script, column words rewritten and every table made `STRICT`.
    static func statements(of script: String) -> [String] {
        var statements: [String] = []
        var tokens: [SQLTokens.Token] = []
        for token in SQLTokens(script) {
            if token.kind == .mark, token.text == ";" {
                statements.append(rewritten(tokens))
                tokens = []
            } else {
                tokens.append(token)
            }
        }
        statements.append(rewritten(tokens))
        return statements.filter { !$0.isEmpty }
    }

    private static func rewritten(_ tokens: [SQLTokens.Token]) -> String {
        let words = tokens.filter { $0.kind != .space }
        guard let first = words.first else { return "" }
        let createsTable = first.is("CREATE") && words.count > 1 && words[1].is("TABLE")
        var (text, isAfterDouble) = ("", false)
        for token in tokens {
            if token.is("DOUBLE") {
                text += "REAL"
                isAfterDouble = true
            } else if isAfterDouble, token.kind == .space || token.is("PRECISION") {
                isAfterDouble = token.kind == .space
            } else {
                if isAfterDouble { text += " " }
                isAfterDouble = false
                text += columnWord(token)
            }
        }
        return createsTable ? text + " STRICT" : text
    }

    private static func columnWord(_ token: SQLTokens.Token) -> String {
        guard token.kind == .word else { return String(token.text) }
        return switch token.text.uppercased() {
        case "BIGINT", "BOOLEAN": "INTEGER"
        case "BYTEA": "BLOB"
        default: String(token.text)
        }
    }
}
