import Core
import Persistence

/// How far a follower has come, as a row. Moves in the transaction of its effects, or after them.
struct Cursor: Sendable, Hashable {
    struct Key: Sendable, Hashable {
        let name: String
        let generation: Int64
    }

    /// What a follower does not get past.
    struct Trouble: Sendable, Hashable {
        let position: Int64
        let attempts: Int
        let reason: String
        let since: Instant
    }

    let key: Key
    let epoch: String
    let position: Int64
    let fence: Int64
    let trouble: Trouble?

    private static let columns: SQL = """
        name, generation, epoch, position, fence, failed_position, failures, failure, failing_since
        """

    init(_ row: Row) throws {
        key = Key(name: try row[0], generation: try row[1])
        epoch = try row[2]
        position = try row[3]
        fence = try row[4]
        guard let failed: Int64 = try row[5], let since: Instant = try row[8] else {
            trouble = nil
            return
        }
        trouble = Trouble(position: failed, attempts: try row[6], reason: try row[7] ?? "", since: since)
    }

    static func find(_ key: Key, _ session: any Session) throws -> Cursor? {
        try session.firstRow(
            """
            SELECT \(columns) FROM log_cursors WHERE name = \(key.name) AND generation = \(key.generation)
            """
        ).map(Cursor.init)
    }

    static func all(_ session: any Session) throws -> [Cursor] {
        try session.rows("SELECT \(columns) FROM log_cursors ORDER BY name, generation").map(Cursor.init)
    }

    /// The row, locked until the transaction ends.
    static func lock(_ key: Key, _ session: any Session) throws -> Cursor? {
        try session.firstRow(
            """
            SELECT \(columns) FROM log_cursors WHERE name = \(key.name) AND generation = \(key.generation)
            FOR UPDATE
            """
        ).map(Cursor.init)
    }

    /// The row, locked; nil when it is not there or another transaction has it.
    static func tryLock(_ key: Key, _ session: any Session) throws -> Cursor? {
        try session.firstRow(
            """
            SELECT \(columns) FROM log_cursors WHERE name = \(key.name) AND generation = \(key.generation)
            FOR UPDATE SKIP LOCKED
            """
        ).map(Cursor.init)
    }

    static func add(
        _ key: Key, at position: Int64, epoch: LogEpoch, moment: Instant, _ session: any Session
    ) throws {
        try session.execute(
            """
            INSERT INTO log_cursors (name, generation, epoch, position, updated_at)
            VALUES (\(key.name), \(key.generation), \(epoch.id), \(position), \(moment))
            ON CONFLICT (name, generation) DO NOTHING
            """)
    }

    /// Moves on from `start`. False when the cursor is elsewhere, or somebody else holds the lease.
    static func move(
        _ key: Key, from start: Int64, to end: Int64, fence: Int64? = nil, epoch: LogEpoch, moment: Instant,
        _ session: any Session
    ) throws -> Bool {
        var condition: SQL = """
            name = \(key.name) AND generation = \(key.generation) AND position = \(start)
            """
        if let fence { condition = "\(condition) AND fence = \(fence)" }
        return try session.execute(
            """
            UPDATE log_cursors SET position = \(end), epoch = \(epoch.id), updated_at = \(moment),
                failed_position = NULL, failures = 0, failure = NULL, failing_since = NULL
            WHERE \(condition)
            """) == 1
    }

    /// Notes that the event at `position` could not be handled.
    static func fail(
        _ key: Key, at position: Int64, from start: Int64, because reason: String, moment: Instant,
        _ session: any Session
    ) throws {
        try session.execute(
            """
            UPDATE log_cursors SET failures = CASE WHEN failed_position = \(position) THEN failures + 1 ELSE 1 END,
                failing_since = CASE WHEN failed_position = \(position) THEN failing_since ELSE \(moment) END,
                failed_position = \(position), failure = \(reason), updated_at = \(moment)
            WHERE name = \(key.name) AND generation = \(key.generation) AND position = \(start)
            """)
    }

    static func remove(_ key: Key, _ session: any Session) throws {
        try session.execute(
            "DELETE FROM log_cursors WHERE name = \(key.name) AND generation = \(key.generation)")
    }
}

/// Outside effects cannot be part of a transaction: one process at a time works on such a cursor.
extension Cursor {
    struct Lease: Sendable, Hashable {
        let fence: Int64
        let until: Instant
    }

    /// As it stands; nil where there is no such row.
    static func lease(of key: Key, _ session: any Session) throws -> Lease? {
        try session.firstRow(
            """
            SELECT fence, leased_until FROM log_cursors
            WHERE name = \(key.name) AND generation = \(key.generation)
            """
        ).map { Lease(fence: try $0[0], until: try $0[1]) }
    }

    /// The row and a fence that is now ours; nil while another owner's lease runs.
    /// - Parameter abandoned: one that counts as run out, whatever the clock says.
    static func lease(
        _ key: Key, to owner: String, at moment: Instant, until end: Instant, insteadOf abandoned: Lease?,
        _ session: any Session
    ) throws -> Cursor? {
        let (fence, until) = (abandoned?.fence ?? -1, abandoned?.until ?? moment)
        return try session.firstRow(
            """
            UPDATE log_cursors SET owner = \(owner), fence = fence + 1, leased_until = \(end)
            WHERE name = \(key.name) AND generation = \(key.generation)
                AND (owner = \(owner) OR leased_until <= \(moment) OR (fence = \(fence) AND leased_until = \(until)))
            RETURNING \(columns)
            """
        ).map(Cursor.init)
    }

    /// False when the lease has gone to another owner.
    static func renew(
        _ key: Key, fence: Int64, until end: Instant, _ session: any Session
    ) throws -> Bool {
        try session.execute(
            """
            UPDATE log_cursors SET leased_until = \(end)
            WHERE name = \(key.name) AND generation = \(key.generation) AND fence = \(fence)
            """) == 1
    }
}
