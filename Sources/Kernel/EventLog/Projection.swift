import Core
package import Facts
package import Persistence

/// A read model that events fill, and that can be filled anew from the first one while the old still serves.
///
/// Its tables have a column `generation` in every key. `apply` writes rows of the batch's generation; whoever reads
/// takes the rows of the generation that `active` names.
package struct Projection: Sendable {
    package let name: String
    /// Nil for all.
    package let kinds: [FactKind]?
    package let apply: @Sendable (Batch, any Session) throws -> Void
    /// Deletes rows of a generation, about as many as the limit at most, and returns how many.
    package let clear: @Sendable (_ generation: Int64, _ limit: Int, any Session) throws -> Int

    package init(
        _ name: String, of kinds: [FactKind]? = nil,
        apply: @escaping @Sendable (Batch, any Session) throws -> Void,
        clear: @escaping @Sendable (_ generation: Int64, _ limit: Int, any Session) throws -> Int
    ) {
        (self.name, self.kinds, self.apply, self.clear) = (name, kinds, apply, clear)
    }

    /// The generation that serves; nil before the projection has ever run.
    package func active(_ session: any Session) throws -> Int64? {
        try ProjectionRow.find(name, session)?.active
    }

    var follower: Follower { Follower(name, of: kinds, .apply(apply)) }
}

extension Following {
    /// Keeps a projection's serving generation up to date, whichever that is.
    package convenience init(_ projection: Projection, _ watch: LogWatch, _ needs: Needs) {
        self.init(projection.follower, isProjection: true, watch, needs)
    }
}

/// Which generations of a projection there are.
struct ProjectionRow: Sendable, Hashable {
    let name: String
    /// Serves.
    let active: Int64
    /// The highest number given so far.
    let newest: Int64
    /// Is being filled.
    let building: Int64?
    /// Served before, and still has rows.
    let retiring: Int64?

    private static let columns: SQL = "name, active, newest, building, retiring"

    private init(_ row: Row) throws {
        (name, active, newest) = (try row[0], try row[1], try row[2])
        (building, retiring) = (try row[3], try row[4])
    }

    static func find(_ name: String, _ session: any Session) throws -> ProjectionRow? {
        try session.firstRow("SELECT \(columns) FROM log_projections WHERE name = \(name)").map(
            ProjectionRow.init)
    }

    static func all(_ session: any Session) throws -> [ProjectionRow] {
        try session.rows("SELECT \(columns) FROM log_projections ORDER BY name").map(ProjectionRow.init)
    }

    /// Made if it is not there, and locked until the transaction ends.
    static func open(_ name: String, at moment: Instant, _ session: any Session) throws -> ProjectionRow {
        try session.execute(
            """
            INSERT INTO log_projections (name, active, newest, switched_at) VALUES (\(name), 1, 1, \(moment))
            ON CONFLICT (name) DO NOTHING
            """)
        let row = try session.firstRow(
            "SELECT \(columns) FROM log_projections WHERE name = \(name) FOR UPDATE")
        guard let row else { throw CursorVanished(name: name) }
        return try ProjectionRow(row)
    }

    func switchOver(to generation: Int64, at moment: Instant, _ session: any Session) throws {
        try session.execute(
            """
            UPDATE log_projections
            SET active = \(generation), building = NULL, retiring = \(active), switched_at = \(moment)
            WHERE name = \(name)
            """)
    }

    func key(_ generation: Int64) -> Cursor.Key { Cursor.Key(name: name, generation: generation) }
}
