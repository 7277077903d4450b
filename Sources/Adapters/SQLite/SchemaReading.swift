import Persistence

extension Connection {
    func tables() throws -> [TableShape] {
        let tables = try rows(
            """
            SELECT name, strict FROM pragma_table_list
            WHERE schema = 'main' AND type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'
            """)
        return try tables.map { table in
            let name: String = try table["name"]
            let isStrict: Bool = try table["strict"]
            let details = try indexes(of: name) + references(of: name) + (isStrict ? ["option strict"] : [])
            return TableShape(name: name, columns: try columns(of: name), details: details)
        }
    }

    private func columns(of table: String) throws -> [TableShape.Column] {
        try rows("SELECT name, type, \"notnull\", dflt_value, pk FROM pragma_table_xinfo(\(table))").map {
            try TableShape.Column(
                name: $0["name"], type: $0["type"], isRequired: $0["notnull"], defaultText: $0["dflt_value"],
                keyPlace: $0["pk"])
        }
    }

    private func indexes(of table: String) throws -> [String] {
        // Those of origin `pk` and `u` have made-up names; the key columns already tell the first.
        try rows("SELECT name, \"unique\", origin FROM pragma_index_list(\(table)) WHERE origin <> 'pk'").map
        {
            let (name, isUnique, origin): (String, Bool, String) = try (
                $0["name"], $0["unique"], $0["origin"]
            )
            let columns = try rows(
                "SELECT name, \"desc\" FROM pragma_index_xinfo(\(name)) WHERE key = 1 ORDER BY seqno"
            ).map { column in
                let (name, descends): (String?, Bool) = try (column["name"], column["desc"])
                return (name ?? "expression") + (descends ? " desc" : "")
            }
            let condition = try condition(ofIndex: name)
            return (isUnique ? "unique" : "index") + (origin == "c" ? " \(name)" : "")
                + " (\(columns.joined(separator: ", ")))" + condition
        }
    }

    private func condition(ofIndex name: String) throws -> String {
        let row = try firstRow("SELECT sql FROM sqlite_schema WHERE type = 'index' AND name = \(name)")
        guard let row, let text = try row[0] as String? else { return "" }
        let tokens = Array(SQLTokens(text))
        guard let start = tokens.firstIndex(where: { $0.is("WHERE") }) else { return "" }
        return " " + tokens[start...].map { $0.kind == .space ? " " : String($0.text) }.joined()
    }

    private func references(of table: String) throws -> [String] {
        try rows("SELECT \"from\", \"table\", \"to\", on_delete FROM pragma_foreign_key_list(\(table))").map {
            let (column, other): (String, String) = try ($0["from"], $0["table"])
            let (key, onDelete): (String?, String) = try ($0["to"], $0["on_delete"])
            return "reference \(column) to \(other)(\(key ?? "key")) on delete \(onDelete.lowercased())"
        }
    }
}
