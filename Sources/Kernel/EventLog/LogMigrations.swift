package import Persistence

package enum LogMigrations {
    /// `log_events` has no index by kind: followers read short ranges of positions, in which leaving out what
    /// they do not want costs less than one more index costs every append.
    package static let all = [
        Migration(
            "log.001-events",
            """
            CREATE TABLE log_events (
                position BIGSERIAL PRIMARY KEY,
                tenant_id TEXT NOT NULL,
                stream TEXT NOT NULL,
                version BIGINT NOT NULL,
                id TEXT NOT NULL,
                kind TEXT NOT NULL,
                schema_version BIGINT NOT NULL,
                occurred_at BIGINT NOT NULL,
                recorded_at BIGINT NOT NULL,
                actor TEXT NOT NULL,
                trace TEXT NOT NULL,
                body BYTEA NOT NULL,
                link BYTEA NOT NULL,
                UNIQUE (tenant_id, stream, version)
            );
            CREATE TABLE log_snapshots (
                tenant_id TEXT NOT NULL,
                stream TEXT NOT NULL,
                schema_version BIGINT NOT NULL,
                version BIGINT NOT NULL,
                made_at BIGINT NOT NULL,
                body BYTEA NOT NULL,
                PRIMARY KEY (tenant_id, stream, schema_version, version)
            );
            """),
        Migration(
            "log.002-followers",
            """
            CREATE TABLE log_epochs (
                number BIGINT NOT NULL PRIMARY KEY,
                epoch TEXT NOT NULL,
                after_position BIGINT NOT NULL,
                began_at BIGINT NOT NULL
            );
            CREATE TABLE log_cursors (
                name TEXT NOT NULL,
                generation BIGINT NOT NULL,
                epoch TEXT NOT NULL,
                position BIGINT NOT NULL,
                fence BIGINT NOT NULL DEFAULT 0,
                owner TEXT,
                leased_until BIGINT NOT NULL DEFAULT 0,
                failed_position BIGINT,
                failures BIGINT NOT NULL DEFAULT 0,
                failure TEXT,
                failing_since BIGINT,
                updated_at BIGINT NOT NULL,
                PRIMARY KEY (name, generation)
            );
            CREATE TABLE log_skips (
                number BIGSERIAL PRIMARY KEY,
                name TEXT NOT NULL,
                generation BIGINT NOT NULL,
                position BIGINT NOT NULL,
                failure TEXT,
                actor TEXT NOT NULL,
                reason TEXT NOT NULL,
                skipped_at BIGINT NOT NULL
            );
            CREATE TABLE log_projections (
                name TEXT NOT NULL PRIMARY KEY,
                active BIGINT NOT NULL,
                newest BIGINT NOT NULL,
                building BIGINT,
                retiring BIGINT,
                switched_at BIGINT NOT NULL
            );
            """),
        Migration(
            "log.003-checkpoints",
            """
            CREATE TABLE log_checkpoints (
                number BIGINT NOT NULL PRIMARY KEY,
                after_position BIGINT NOT NULL,
                to_position BIGINT NOT NULL,
                event_count BIGINT NOT NULL,
                root BYTEA NOT NULL,
                previous BYTEA NOT NULL,
                seal BYTEA NOT NULL,
                sealed_at BIGINT NOT NULL
            );
            """),
        LogActivity.migration,
    ]
}
