import Persistence

/// Turns schema statements of the common dialect into PostgreSQL's.
enum PostgresDialect {
    /// The statements of a script. Texts are compared by their bytes, as in SQLite, whatever the database's
    /// locale; so an upgrade of the system's locales cannot put an index out of order either.
    static func statements(of script: String) throws -> [String] {
        try SQLTokens.statements(of: script).map { tokens in
            var opening = tokens.makeIterator()
            try StatementCheck.refuseControl(&opening, script)
            return rewritten(tokens)
        }
    }

    private static func rewritten(_ tokens: [SQLTokens.Token]) -> String {
        let words = tokens.filter { $0.kind != .space }
        guard words.count > 1, words[0].is("CREATE") || words[0].is("ALTER"), words[1].is("TABLE") else {
            return tokens.map { String($0.text) }.joined()
        }
        var (text, before) = ("", nil as SQLTokens.Token?)
        for token in tokens {
            text += token.text
            if token.is("TEXT"), let before, isType(after: before) { text += " COLLATE \"C\"" }
            if token.kind != .space { before = token }
        }
        return text
    }

    /// Else it is a column's name, or within a `CAST`.
    private static func isType(after token: SQLTokens.Token) -> Bool {
        token.kind != .mark && !token.is("AS") && !token.is("COLUMN")
    }
}
