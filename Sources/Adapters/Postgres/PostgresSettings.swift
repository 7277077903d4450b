package import Core
package import Persistence

extension PostgresDatabase {
    package struct Settings: Sendable {
        /// `postgres://user:password@host:port/database?sslmode=verify-full&sslrootcert=…`, as libpq reads it.
        package var url: Secret
        /// The same database as the role that owns its tables; nil when the role of `url` does.
        package var migrationURL: Secret?
        /// Connections for calls; two more serve bells and migrations.
        package var connectionsMax = 8
        /// Calls that may wait for a connection before more are refused as busy.
        package var waitingMax = 10_000
        package var connectMax: Duration = .seconds(5)
        package var statementMax: Duration = .seconds(30)
        package var lockWaitMax: Duration = .seconds(5)
        /// How long a body may compute between two statements.
        package var pauseMax: Duration = .seconds(60)
        /// For `exclusively`, waiting for its turn included.
        package var exclusiveMax: Duration = .seconds(3600)
        /// How `pg_stat_activity` names the connections.
        package var applicationName = "lux"
        /// Takes a role that row-level security does not hold, such as a superuser.
        package var mayBypassFence = false

        /// Told when the server goes away, and with nil when it is back. On a thread that must not be held up.
        package var noteOutage: @Sendable (StorageFailure?) -> Void = { _ in }

        package init(url: Secret) {
            self.url = url
        }
    }
}

/// Where to connect, and the limits that a connection is given.
struct Address: Sendable {
    let url: Secret
    let settings: PostgresDatabase.Settings

    /// libpq's parameters, in its order of precedence: what the URL says outdoes those before `dbname`.
    var parameters: [(name: String, value: String)] {
        [
            ("fallback_application_name", settings.applicationName),
            ("keepalives_idle", "10"), ("keepalives_interval", "5"), ("keepalives_count", "3"),
            ("tcp_user_timeout", "15000"),
            ("dbname", url.exposed),
            ("client_encoding", "UTF8"),
        ]
    }

    /// Sets what holds for the whole connection.
    var preparation: String {
        let limits = [
            ("statement_timeout", settings.statementMax), ("lock_timeout", settings.lockWaitMax),
            ("idle_in_transaction_session_timeout", settings.pauseMax),
        ].map { "set_config('\($0)', '\($1.wholeMilliseconds)', false)" }
        return "SELECT \(limits.joined(separator: ", ")), set_config('synchronous_commit', 'on', false)"
    }
}

extension Duration {
    /// At least 1, as 0 means no limit to the server.
    var wholeMilliseconds: Int32 {
        Int32(clamping: max(1, components.seconds * 1000 + components.attoseconds / 1_000_000_000_000_000))
    }
}
