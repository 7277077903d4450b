package import Persistence

package enum JobMigrations {
    /// Rows change stage often and few are unfinished, so each stage that is looked for has an index of its
    /// own rows only: the indexes that every claim walks stay small whatever the history holds.
    package static let all = [
        Migration(
            "jobs.001-jobs",
            """
            CREATE TABLE jobs (
                tenant_id TEXT NOT NULL,
                id TEXT NOT NULL,
                queue TEXT NOT NULL,
                kind TEXT NOT NULL,
                version BIGINT NOT NULL,
                stage TEXT NOT NULL,
                priority BIGINT NOT NULL,
                attempt BIGINT NOT NULL DEFAULT 0,
                attempts_max BIGINT NOT NULL,
                fence BIGINT NOT NULL DEFAULT 0,
                holds_key BOOLEAN NOT NULL DEFAULT FALSE,
                cancel_asked BOOLEAN NOT NULL DEFAULT FALSE,
                created_at BIGINT NOT NULL,
                updated_at BIGINT NOT NULL,
                due_at BIGINT NOT NULL,
                started_at BIGINT,
                lease_until BIGINT,
                finished_at BIGINT,
                expires_at BIGINT,
                worker TEXT,
                unique_key TEXT,
                unique_for BIGINT,
                key_free_at BIGINT,
                limit_key TEXT,
                limit_rule TEXT,
                batch_id TEXT,
                trace TEXT,
                progress DOUBLE PRECISION,
                progress_text TEXT,
                problem TEXT,
                chain TEXT,
                payload BYTEA NOT NULL,
                previous_result BYTEA,
                result BYTEA,
                PRIMARY KEY (tenant_id, id)
            );
            CREATE INDEX jobs_ready ON jobs (queue, tenant_id, priority DESC, id) WHERE stage = 'ready';
            CREATE INDEX jobs_delayed ON jobs (queue, due_at) WHERE stage = 'delayed';
            CREATE INDEX jobs_held ON jobs (queue, tenant_id, limit_key, priority DESC, id) WHERE stage = 'held';
            CREATE INDEX jobs_running ON jobs (queue, tenant_id, id) WHERE stage = 'running';
            CREATE INDEX jobs_unknown ON jobs (queue, kind, version) WHERE stage = 'unknown';
            CREATE INDEX jobs_ended_badly ON jobs (tenant_id, stage, id)
            WHERE stage IN ('failed', 'cancelled', 'dead');
            CREATE INDEX jobs_expiring ON jobs (expires_at) WHERE expires_at IS NOT NULL;
            CREATE UNIQUE INDEX jobs_unique ON jobs (tenant_id, kind, unique_key) WHERE holds_key;
            CREATE INDEX jobs_limited ON jobs (tenant_id, limit_key, stage) WHERE limit_key IS NOT NULL;
            CREATE INDEX jobs_of_batch ON jobs (tenant_id, batch_id, stage) WHERE batch_id IS NOT NULL;
            CREATE TABLE job_attempts (
                tenant_id TEXT NOT NULL,
                job_id TEXT NOT NULL,
                fence BIGINT NOT NULL,
                attempt BIGINT NOT NULL,
                started_at BIGINT NOT NULL,
                ended_at BIGINT NOT NULL,
                worker TEXT NOT NULL,
                error TEXT NOT NULL,
                PRIMARY KEY (tenant_id, job_id, fence)
            );
            CREATE TABLE job_edits (
                tenant_id TEXT NOT NULL,
                job_id TEXT NOT NULL,
                number BIGINT NOT NULL,
                edited_at BIGINT NOT NULL,
                payload_before BYTEA NOT NULL,
                PRIMARY KEY (tenant_id, job_id, number)
            );
            CREATE TABLE job_batches (
                tenant_id TEXT NOT NULL,
                id TEXT NOT NULL,
                created_at BIGINT NOT NULL,
                done_at BIGINT,
                completion TEXT,
                trace TEXT,
                PRIMARY KEY (tenant_id, id)
            );
            CREATE INDEX job_batches_open ON job_batches (tenant_id, id) WHERE done_at IS NULL;
            CREATE INDEX job_batches_done ON job_batches (done_at) WHERE done_at IS NOT NULL;
            CREATE TABLE job_limits (
                tenant_id TEXT NOT NULL,
                limit_key TEXT NOT NULL,
                full_at BIGINT NOT NULL,
                PRIMARY KEY (tenant_id, limit_key)
            );
            CREATE TABLE job_weights (
                tenant_id TEXT NOT NULL PRIMARY KEY,
                weight BIGINT NOT NULL
            );
            CREATE TABLE job_queues (
                queue TEXT NOT NULL PRIMARY KEY,
                is_paused BOOLEAN NOT NULL,
                running_max BIGINT,
                updated_at BIGINT NOT NULL
            );
            """)
    ]
}
