import Persistence

/// What is asked of a server before it is used.
struct ServerTraits {
    /// Older ones are out of support.
    static let versionMin = 13

    let role: String
    /// Where its tables are.
    let schema: String
    private let bypassesFence: Bool
    private let encoding: String
    private let connectionsMax: Int

    init(_ connection: Connection) throws(ConnectionLost) {
        try connection.ask(
            """
            SELECT CAST(current_user AS TEXT) AS role, COALESCE(CAST(current_schema() AS TEXT), 'public') AS schema,
                rolsuper OR rolbypassrls AS bypasses,
                current_setting('server_encoding') AS encoding,
                CAST(current_setting('max_connections') AS BIGINT)
                    - CAST(current_setting('superuser_reserved_connections') AS BIGINT) AS connections
            FROM pg_catalog.pg_roles WHERE rolname = current_user
            """, want: .firstRow)
        guard case .rows(let rows)? = try connection.settle().list.first, let row = rows.first,
            let role = try? row["role"] as String, let schema = try? row["schema"] as String,
            let bypassesFence = try? row["bypasses"] as Bool,
            let encoding = try? row["encoding"] as String, let connectionsMax = try? row["connections"] as Int
        else { throw ConnectionLost("tells nothing of our role") }
        (self.role, self.schema, self.bypassesFence) = (role, schema, bypassesFence)
        (self.encoding, self.connectionsMax) = (encoding, connectionsMax)
    }

    func check(_ connection: Connection, for settings: PostgresDatabase.Settings) throws(CannotConnect) {
        guard connection.serverVersion >= Int32(Self.versionMin * 10_000) else {
            throw CannotConnect(.oldServer("\(connection.serverVersion / 10_000)"))
        }
        guard encoding == "UTF8" else { throw CannotConnect(.notUTF8(encoding)) }
        guard settings.mayBypassFence || !bypassesFence else {
            throw CannotConnect(.bypassesFence(role: role))
        }
        // Those of the watch and of a migration.
        let wanted = settings.connectionsMax + 2
        guard wanted <= connectionsMax else {
            throw CannotConnect(.tooFewConnections(max: connectionsMax, wanted: wanted))
        }
    }
}
