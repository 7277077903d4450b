package import Core
package import Persistence

/// One kept answer of a plugin, with the text that it is about or only that text's hash.
package struct Analysis: Sendable {
    package let id: ID<Analysis>
    package let answer: PluginAnswer
    package let options: JSON
    /// SHA-256 of the text's UTF-8.
    package let inputHash: String
    /// Nil unless its asker wanted it kept.
    package let text: String?

    package init(_ id: ID<Analysis>, _ request: PluginRequest, _ answer: PluginAnswer) {
        (self.id, self.answer, self.options) = (id, answer, request.options)
        inputHash = request.inputHash
        text = request.keepsText ? request.text : nil
    }

    init(_ row: Row) throws {
        let (options, result): (String, String) = (try row["options"], try row["result"])
        id = try row["id"]
        answer = PluginAnswer(
            plugin: try row["plugin"], version: try row["plugin_version"],
            result: try JSONReader.read(Array(result.utf8)), createdAt: try row["created_at"],
            isCached: false)
        self.options = try JSONReader.read(Array(options.utf8))
        (inputHash, text) = (try row["input_hash"], try row["text"])
    }
}

/// Answers of plugins that their askers wanted kept.
package struct AnalysisHistory: Sendable {
    package let database: any Database

    package init(database: any Database) {
        self.database = database
    }

    /// Within the caller's transaction.
    package func keep(_ analysis: Analysis, in scope: Scope, _ session: any Session) throws {
        try session.execute(
            """
            INSERT INTO analysis_results (
                tenant_id, id, created_at, plugin, plugin_version, options, input_hash, text, result
            ) VALUES (
                \(scope.tenant), \(analysis.id), \(analysis.answer.createdAt), \(analysis.answer.plugin),
                \(analysis.answer.version), \(analysis.options.written), \(analysis.inputHash),
                \(orNull: analysis.text), \(analysis.answer.result.written)
            )
            """)
    }

    package func analysis(_ id: ID<Analysis>, in scope: Scope) async throws -> Analysis? {
        try await database.read(in: scope) { session in
            try session.firstRow(
                "SELECT \(Self.columns) FROM analysis_results WHERE tenant_id = \(scope.tenant) AND id = \(id)"
            ).map(Analysis.init)
        }
    }

    /// What to look for; parts left out do not narrow.
    package struct Search: Sendable {
        package var plugin: String?
        package var inputHash: String?
        /// Only analyses made before this one: the last of the page before.
        package var after: ID<Analysis>?
        package var limit = 20

        package init() {}
    }

    /// Newest first.
    package func page(_ search: Search, in scope: Scope) async throws -> [Analysis] {
        var condition: SQL = "tenant_id = \(scope.tenant)"
        if let plugin = search.plugin { condition = "\(condition) AND plugin = \(plugin)" }
        if let hash = search.inputHash { condition = "\(condition) AND input_hash = \(hash)" }
        if let after = search.after { condition = "\(condition) AND id < \(after)" }
        let query: SQL = """
            SELECT \(Self.columns) FROM analysis_results WHERE \(condition) ORDER BY id DESC LIMIT \(search.limit)
            """
        return try await database.read(in: scope) { session in try session.rows(query).map(Analysis.init) }
    }

    private static let columns: SQL =
        "id, created_at, plugin, plugin_version, options, input_hash, text, result"

    static let migration = Migration(
        "analysis.003-results",
        """
        CREATE TABLE analysis_results (
            tenant_id TEXT NOT NULL,
            id TEXT NOT NULL,
            created_at BIGINT NOT NULL,
            plugin TEXT NOT NULL,
            plugin_version TEXT NOT NULL,
            options TEXT NOT NULL,
            input_hash TEXT NOT NULL,
            text TEXT,
            result TEXT NOT NULL,
            PRIMARY KEY (tenant_id, id)
        );
        CREATE INDEX analysis_results_by_plugin ON analysis_results (tenant_id, plugin, id);
        CREATE INDEX analysis_results_by_input ON analysis_results (tenant_id, input_hash, id);
        """)
}
