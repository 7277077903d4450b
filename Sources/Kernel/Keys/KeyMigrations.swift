package import Persistence

package enum KeyMigrations {
    /// Tables whose rows stay out of data backups: a key that travels with what it seals can not be destroyed.
    package static let tablePrefix = "keys_"

    package static let all = [
        Migration(
            "keys.001-keys",
            """
            CREATE TABLE keys_masters (
                fingerprint TEXT NOT NULL PRIMARY KEY,
                first_used_at BIGINT NOT NULL,
                retired_at BIGINT,
                tenants BIGINT NOT NULL DEFAULT 0
            );
            CREATE TABLE keys_tenants (
                tenant_id TEXT NOT NULL PRIMARY KEY,
                master TEXT,
                wrapped BYTEA,
                made_at BIGINT NOT NULL,
                erased_at BIGINT,
                reason TEXT
            );
            CREATE INDEX keys_tenants_master ON keys_tenants (master, tenant_id);
            CREATE TABLE keys_persons (
                tenant_id TEXT NOT NULL,
                person TEXT NOT NULL,
                wrapped BYTEA,
                made_at BIGINT NOT NULL,
                erased_at BIGINT,
                reason TEXT,
                PRIMARY KEY (tenant_id, person)
            );
            CREATE TABLE keys_erasures (
                tenant_id TEXT NOT NULL,
                person TEXT NOT NULL,
                erased_at BIGINT NOT NULL,
                reason TEXT NOT NULL,
                PRIMARY KEY (tenant_id, person)
            );
            """)
    ]
}
