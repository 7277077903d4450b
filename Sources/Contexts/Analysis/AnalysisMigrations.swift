import Persistence

enum AnalysisMigrations {
    static let all = [
        Migration(
            "analysis.001-keyword-history",
            """
            CREATE TABLE analysis_keyword_history (
                tenant_id TEXT NOT NULL,
                id TEXT NOT NULL,
                created_at BIGINT NOT NULL,
                text TEXT NOT NULL,
                text_folded TEXT NOT NULL,
                language TEXT NOT NULL,
                extractor_name TEXT NOT NULL,
                extractor_version TEXT NOT NULL,
                is_fallback BOOLEAN NOT NULL,
                keywords TEXT NOT NULL,
                PRIMARY KEY (tenant_id, id)
            );
            CREATE INDEX analysis_keyword_history_by_time
            ON analysis_keyword_history (tenant_id, created_at, id);
            """),
        models,
        AnalysisHistory.migration,
        KeywordCorrections.migration,
        KeywordCorrections.byTime,
    ]
}
