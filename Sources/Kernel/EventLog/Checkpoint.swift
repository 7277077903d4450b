package import Core
import Crypto
import Persistence

/// A seal over all events between two positions, and over the checkpoint before it. Links bind the events of one
/// stream; checkpoints bind which streams and events there are, and where they stand.
package struct Checkpoint: Sendable, Hashable {
    package let number: Int64
    /// The position before the first.
    package let afterPosition: Int64
    package let toPosition: Int64
    package let eventCount: Int64
    let root: [UInt8]
    let previous: [UInt8]
    package let sealedAt: Instant
    let seal: [UInt8]

    /// The seal in hexadecimal digits. Kept elsewhere, on paper for instance, it proves that nothing sealed before
    /// was rewritten, seals included.
    package var sealText: String { Hexadecimal.text(seal) }

    init(
        after last: Checkpoint?, to toPosition: Int64, eventCount: Int64, root: [UInt8], at moment: Instant
    ) {
        number = (last?.number ?? 0) + 1
        afterPosition = last?.toPosition ?? 0
        previous = last?.seal ?? Link.none.bytes
        (self.toPosition, self.eventCount, self.root, sealedAt) = (toPosition, eventCount, root, moment)
        seal = Self.seal(
            [number, afterPosition, toPosition, eventCount, moment.milliseconds], root, previous)
    }

    private static func seal(_ numbers: [Int64], _ root: [UInt8], _ previous: [UInt8]) -> [UInt8] {
        var bytes = Array("lux.checkpoint.1".utf8)
        for number in numbers { bytes.append(number: number) }
        return Array(SHA256.hash(data: bytes + root + previous))
    }

    /// It is what its own numbers come to, and follows on the one before it.
    func follows(_ last: Checkpoint?) -> Bool {
        self == Checkpoint(after: last, to: toPosition, eventCount: eventCount, root: root, at: sealedAt)
    }

    /// A leaf binds an event to its position.
    static func leaf(position: Int64, link: [UInt8]) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(8 + Link.byteCount)
        bytes.append(number: position)
        bytes.append(contentsOf: link)
        return bytes
    }
}

extension Checkpoint {
    private static let columns: SQL = """
        number, after_position, to_position, event_count, root, previous, sealed_at, seal
        """

    private init(_ row: Row) throws {
        (number, afterPosition) = (try row[0], try row[1])
        (toPosition, eventCount) = (try row[2], try row[3])
        (root, previous, sealedAt, seal) = (try row[4], try row[5], try row[6], try row[7])
    }

    static func last(_ session: any Session) throws -> Checkpoint? {
        try session.firstRow("SELECT \(columns) FROM log_checkpoints ORDER BY number DESC LIMIT 1").map(
            Checkpoint.init)
    }

    static func page(after number: Int64, limit: Int, _ session: any Session) throws -> [Checkpoint] {
        try session.rows(
            "SELECT \(columns) FROM log_checkpoints WHERE number > \(number) ORDER BY number LIMIT \(limit)"
        ).map(Checkpoint.init)
    }

    /// The checkpoint whose range the position lies in.
    static func covering(_ position: Int64, _ session: any Session) throws -> Checkpoint? {
        try session.firstRow(
            """
            SELECT \(columns) FROM log_checkpoints WHERE to_position >= \(position) ORDER BY number LIMIT 1
            """
        ).map(Checkpoint.init)
    }

    /// False when another process has sealed meanwhile.
    func keep(_ session: any Session) throws -> Bool {
        try session.execute(
            """
            INSERT INTO log_checkpoints (
                number, after_position, to_position, event_count, root, previous, seal, sealed_at
            ) VALUES (
                \(number), \(afterPosition), \(toPosition), \(eventCount), \(root), \(previous), \(seal), \(sealedAt)
            ) ON CONFLICT (number) DO NOTHING
            """) == 1
    }
}

/// The links of a range of positions, page by page.
struct LinkPages {
    static let pageMax = 10_000

    let database: any Database

    /// The tree over the events after one position and up to another, and the last position in it. Stops after
    /// about `limit` events.
    func tree(
        after start: Int64, upTo end: Int64, limit: Int
    ) async throws -> (tree: MerkleTree, last: Int64) {
        var (tree, last) = (MerkleTree(), start)
        while tree.leafCount < limit {
            let from = last
            let rows = try await database.read(.everyTenant) { session in
                try session.rows(
                    """
                    SELECT position, link FROM log_events WHERE position > \(from) AND position <= \(end)
                    ORDER BY position LIMIT \(Self.pageMax)
                    """)
            }
            for row in rows {
                let position: Int64 = try row[0]
                tree.add(Checkpoint.leaf(position: position, link: try row[1]))
                last = position
            }
            guard rows.count == Self.pageMax else { break }
        }
        return (tree, last)
    }
}
