import Persistence

extension AnalysisMigrations {
    static let models = Migration(
        "analysis.002-models",
        """
        CREATE TABLE analysis_models (
            tenant_id TEXT NOT NULL,
            id TEXT NOT NULL,
            task TEXT NOT NULL,
            language TEXT NOT NULL,
            version BIGINT NOT NULL,
            kind TEXT NOT NULL,
            data_fingerprint TEXT NOT NULL,
            data_licence TEXT NOT NULL,
            metrics TEXT NOT NULL,
            created_at BIGINT NOT NULL,
            file_bytes BIGINT NOT NULL,
            file BYTEA NOT NULL,
            PRIMARY KEY (tenant_id, id)
        );
        CREATE UNIQUE INDEX analysis_models_by_version ON analysis_models (tenant_id, task, language, version);
        CREATE TABLE analysis_promotions (
            tenant_id TEXT NOT NULL,
            task TEXT NOT NULL,
            language TEXT NOT NULL,
            number BIGINT NOT NULL,
            model_id TEXT NOT NULL,
            previous_id TEXT,
            cause TEXT NOT NULL,
            reason TEXT,
            score DOUBLE PRECISION,
            previous_score DOUBLE PRECISION,
            promoted_at BIGINT NOT NULL,
            PRIMARY KEY (tenant_id, task, language, number)
        );
        CREATE TABLE analysis_validation_sets (
            tenant_id TEXT NOT NULL,
            task TEXT NOT NULL,
            language TEXT NOT NULL,
            revision BIGINT NOT NULL,
            stored_at BIGINT NOT NULL,
            examples BYTEA NOT NULL,
            PRIMARY KEY (tenant_id, task, language)
        );
        """)
}
