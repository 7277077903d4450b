import Core
package import Persistence

/// Wrapped keys as lines of JSON, for a copy that is kept apart from the data and for a shorter time. What was
/// erased is not among them.
package enum KeyRows {
    /// Rows read in one transaction.
    private static let pageMax = 1_000

    /// Gives the lines a page at a time. Persons come before their tenants, and these before their masters, so
    /// that what is made meanwhile never lacks what wraps it.
    package static func read(
        from database: any Database, _ take: ([UInt8]) async throws -> Void
    ) async throws {
        var last = ("", "")
        while true {
            let after = last
            let page = try await database.read(.everyTenant) { session in
                try session.rows(
                    """
                    SELECT tenant_id, person, wrapped, made_at FROM keys_persons
                    WHERE (tenant_id, person) > (\(after.0), \(after.1)) AND erased_at IS NULL
                    ORDER BY tenant_id, person LIMIT \(pageMax)
                    """)
            }
            guard let end = page.last else { break }
            last = try (end["tenant_id"], end["person"])
            try await take(try page.flatMap { try line($0, of: "person") })
        }
        try await take(try await tenantsAndMasters(in: database))
    }

    private static func tenantsAndMasters(in database: any Database) async throws -> [UInt8] {
        try await database.read(.everyTenant) { session in
            let tenants = try session.rows(
                """
                SELECT tenant_id, master, wrapped, made_at FROM keys_tenants
                WHERE tenant_id >= '' AND erased_at IS NULL ORDER BY tenant_id
                """)
            let masters = try session.rows(
                "SELECT fingerprint, first_used_at, retired_at FROM keys_masters ORDER BY first_used_at")
            return try tenants.flatMap { try line($0, of: "tenant") }
                + masters.flatMap { try line($0, of: "master") }
        }
    }

    /// Each column as it is, bytes as hexadecimal digits.
    private static func line(_ row: Row, of kind: String) throws -> [UInt8] {
        let members = zip(row.columns.names, row.values).map { name, value in
            switch value {
            case .text(let text): JSON.Member(name, .string(text))
            case .integer(let number): JSON.Member(name, .integer(number))
            case .bytes(let bytes): JSON.Member(name, .string(Hexadecimal.text(bytes)))
            case .null, .real, .boolean: JSON.Member(name, .null)
            }
        }
        return JSON.object([JSON.Member("kind", .string(kind))] + members).bytes + [UInt8(ascii: "\n")]
    }

    /// Whether there are no keys yet, so that those of a copy can be brought in.
    package static func isEmpty(in session: any Session) throws -> Bool {
        try session.firstRow("SELECT 1 FROM keys_tenants WHERE erased_at IS NULL LIMIT 1") == nil
    }

    /// Brings in one line. Where there is a tombstone, it stays.
    package static func insert(_ line: some Sequence<UInt8>, into session: any Session) throws {
        guard let json = try? JSONReader.read(Array(line)), let statement = insertion(of: json) else {
            throw NotKeyRow()
        }
        try session.execute(statement)
    }

    private static func insertion(of json: JSON) -> SQL? {
        switch json["kind"]?.text {
        case "person":
            guard let tenant = json["tenant_id"]?.text, let person = json["person"]?.text,
                let wrapped = bytes(json["wrapped"]), let made = json["made_at"]?.whole
            else { return nil }
            return """
                INSERT INTO keys_persons (tenant_id, person, wrapped, made_at)
                VALUES (\(tenant), \(person), \(wrapped), \(made)) ON CONFLICT (tenant_id, person) DO NOTHING
                """
        case "tenant":
            guard let tenant = json["tenant_id"]?.text, let master = json["master"]?.text,
                let wrapped = bytes(json["wrapped"]), let made = json["made_at"]?.whole
            else { return nil }
            return """
                INSERT INTO keys_tenants (tenant_id, master, wrapped, made_at)
                VALUES (\(tenant), \(master), \(wrapped), \(made)) ON CONFLICT (tenant_id) DO NOTHING
                """
        case "master":
            guard let fingerprint = json["fingerprint"]?.text, let used = json["first_used_at"]?.whole else {
                return nil
            }
            return """
                INSERT INTO keys_masters (fingerprint, first_used_at, retired_at)
                VALUES (\(fingerprint), \(used), \(orNull: json["retired_at"]?.whole))
                ON CONFLICT (fingerprint) DO NOTHING
                """
        default: return nil
        }
    }

    private static func bytes(_ json: JSON?) -> [UInt8]? {
        json?.text.flatMap { Hexadecimal.bytes(Array($0.utf8)) }
    }

    package struct NotKeyRow: Error {}
}
