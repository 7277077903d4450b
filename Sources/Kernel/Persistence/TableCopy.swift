package import Core

/// Copies the rows of one database into another of the same schema, everything or one tenant's, and then compares
/// both. Stopped and started again, it goes on where it was. Nothing else should write to either meanwhile: what
/// does shows as a difference.
package struct TableCopy: Sendable {
    package enum Step: Sendable, Equatable {
        case copying, comparing
    }

    package struct Progress: Sendable {
        package let table: String
        package let step: Step
        package let rows: Int
    }

    package struct Outcome: Sendable, Equatable {
        package let table: String
        package let source: TableDigest
        package let target: TableDigest

        package var isSame: Bool { source == target }
    }

    package enum Refused: Error, Equatable, CustomStringConvertible {
        case otherSchema(tables: [String])

        package var description: String {
            switch self {
            case .otherSchema(let tables):
                "the two databases have different tables: \(tables.joined(separator: ", "))"
            }
        }
    }

    /// Says which migrations ran on its own database, so it is no data.
    private static let own: Set<String> = ["lux_migrations"]
    private static let pageBytesAim = 4 * 1024 * 1024

    private let source: any Database
    private let target: any Database
    private let tenant: TenantID?

    package init(from source: any Database, to target: any Database, of tenant: TenantID? = nil) {
        (self.source, self.target, self.tenant) = (source, target, tenant)
    }

    /// Returns how each table came out; the copy is whole when all are the same.
    package func run(progress: (Progress) -> Void = { _ in }) async throws -> [Outcome] {
        let tables = try await commonTables()
        for table in tables { try await copy(table.from, table.to, progress) }
        try await target.exclusively { session in
            for table in tables { try session.continueNumbers(of: table.to.table) }
        }
        var outcomes: [Outcome] = []
        for table in tables {
            outcomes.append(
                Outcome(
                    table: table.from.table,
                    source: try await digest(table.from, in: source, progress),
                    target: try await digest(table.to, in: target, progress)))
        }
        return outcomes
    }

    private func commonTables() async throws -> [(from: TableRows, to: TableRows)] {
        let (from, to) = (try await shapes(of: source), try await shapes(of: target))
        let names = Set(from.keys).union(to.keys)
        let different = names.filter { name in
            from[name].map { Set($0.columns.map(\.name)) } != to[name].map { Set($0.columns.map(\.name)) }
        }
        guard different.isEmpty else { throw Refused.otherSchema(tables: different.sorted()) }
        return names.sorted().compactMap { name in
            guard let from = from[name], let to = to[name],
                let fromRows = TableRows(from, of: tenant), let toRows = TableRows(to, of: tenant)
            else { return nil }
            return (fromRows, toRows)
        }
    }

    private func shapes(of database: any Database) async throws -> [String: TableShape] {
        let shapes = try await database.read(.everyTenant) { try $0.tables() }
        return Dictionary(
            uniqueKeysWithValues: shapes.filter { !Self.own.contains($0.name) }.map { ($0.name, $0) })
    }

    private func copy(_ from: TableRows, _ to: TableRows, _ progress: (Progress) -> Void) async throws {
        // What is there was copied in the order of the key, so it ends where the copy was stopped.
        var last = try await target.read(.everyTenant) { try $0.firstRow(to.lastKey)?.values }
        try await pages(of: from, in: source, after: &last) { rows in
            _ = try await target.write(.everyTenant) { try $0.execute(to.insertion(of: rows)) }
            progress(Progress(table: from.table, step: .copying, rows: rows.count))
        }
    }

    private func digest(
        _ table: TableRows, in database: any Database, _ progress: (Progress) -> Void
    ) async throws -> TableDigest {
        var digest = TableDigest()
        var last: [SQLValue]?
        try await pages(of: table, in: database, after: &last) { rows in
            for row in rows { digest.add(row) }
            progress(Progress(table: table.table, step: .comparing, rows: rows.count))
        }
        return digest
    }

    /// Pages that grow and shrink so that each is some megabytes, whatever the rows are like.
    private func pages(
        of table: TableRows, in database: any Database, after last: inout [SQLValue]?,
        _ body: ([[SQLValue]]) async throws -> Void
    ) async throws {
        var limit = min(64, table.rowsMax)
        while true {
            let query = table.page(after: last, limit: limit)
            let rows = try await database.read(.everyTenant) { try $0.rows(query).map(\.values) }
            guard let final = rows.last else { return }
            try Task.checkCancellation()
            try await body(rows)
            last = table.key(of: final)
            let bytes = max(1, rows.reduce(0) { $0 + $1.reduce(0) { $0 + $1.byteCount } })
            limit = max(1, min(table.rowsMax, rows.count * Self.pageBytesAim / bytes, limit * 4))
        }
    }
}

extension SQLValue {
    fileprivate var byteCount: Int {
        switch self {
        case .null, .boolean: 1
        case .integer, .real: 8
        case .text(let text): text.utf8.count
        case .bytes(let bytes): bytes.count
        }
    }
}
