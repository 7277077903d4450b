package import Core

/// The rows of any table, whole or one tenant's, in the order of its key: for what treats all tables alike, as a
/// copy or a comparison does.
package struct TableRows: Sendable {
    package let table: String
    /// In alphabetical order, so that both engines have the same.
    package let columns: [String]
    private let types: [String]
    private let keyPlaces: [Int]
    private let tenant: TenantID?

    /// Nil for a table without a key, or without the tenant's column where a tenant is asked for.
    package init?(_ shape: TableShape, of tenant: TenantID? = nil) {
        let sorted = shape.columns.sorted { $0.name < $1.name }
        let key = sorted.indices.filter { sorted[$0].keyPlace > 0 }.sorted {
            sorted[$0].keyPlace < sorted[$1].keyPlace
        }
        guard !key.isEmpty, tenant == nil || sorted.contains(where: { $0.name == TenantFence.column }) else {
            return nil
        }
        table = shape.name
        columns = sorted.map(\.name)
        types = sorted.map { $0.type.lowercased() }
        keyPlaces = key
        self.tenant = tenant
    }

    /// What fits in one statement.
    package var rowsMax: Int { SQL.valuesMax / columns.count }

    package func key(of row: [SQLValue]) -> [SQLValue] {
        keyPlaces.map { row[$0] }
    }

    /// Rows after the one with this key; all values in the order of `columns`.
    package func page(after key: [SQLValue]?, limit: Int) -> SQL {
        """
        SELECT \(joined: columns.map { "\(name: $0)" }) FROM \(name: table)
        WHERE \(condition(after: key)) ORDER BY \(joined: keyNames) LIMIT \(limit)
        """
    }

    /// The key of the last row.
    package var lastKey: SQL {
        """
        SELECT \(joined: keyNames) FROM \(name: table) WHERE \(condition(after: nil))
        ORDER BY \(joined: keyNames.map { "\($0) DESC" }) LIMIT 1
        """
    }

    /// Leaves rows alone that are there already.
    package func insertion(of rows: some Collection<[SQLValue]>) -> SQL {
        """
        INSERT INTO \(name: table) (\(joined: columns.map { "\(name: $0)" }))
        VALUES \(joined: rows.map { "(\(joined: storable($0).map { "\(value: $0)" }))" }) ON CONFLICT DO NOTHING
        """
    }

    private var keyNames: [SQL] { keyPlaces.map { "\(name: columns[$0])" } }

    private func condition(after key: [SQLValue]?) -> SQL {
        let ofTenant: SQL = tenant.map { "tenant_id = \($0)" } ?? "1 = 1"
        guard let key else { return ofTenant }
        return "\(ofTenant) AND (\(joined: keyNames)) > (\(joined: key.map { "\(value: $0)" }))"
    }

    /// Truth is a type of its own on one engine and a number on the other.
    private func storable(_ row: [SQLValue]) -> [SQLValue] {
        row.indices.map { place in
            guard types[place] == "boolean", case .integer(let number) = row[place] else { return row[place] }
            return .boolean(number != 0)
        }
    }
}
