package import Core
package import Persistence

/// What a stream's events came to at some version, so that a reader need not start from the first. Holds no truth
/// of its own: it may be thrown away at any time. Personal fields stay sealed in it, as they are in the events.
package struct Snapshot: Hashable, Sendable {
    package let version: Int64
    package let body: [UInt8]

    package init(version: Int64, body: [UInt8]) {
        (self.version, self.body) = (version, body)
    }

    package struct TooLarge: Error, Hashable {
        package let bytes: Int
    }
}

extension EventLog {
    /// - Parameter schema: of the body; a reader uses only snapshots of the schema that it writes.
    package func keep(
        _ snapshot: Snapshot, schema: Int, of stream: StreamName, in scope: Scope, _ session: any Session
    ) throws {
        guard snapshot.body.count <= LogLimits.snapshotBytesMax else {
            throw Snapshot.TooLarge(bytes: snapshot.body.count)
        }
        try session.execute(
            """
            INSERT INTO log_snapshots (tenant_id, stream, schema_version, version, made_at, body)
            VALUES (\(scope.tenant), \(stream), \(schema), \(snapshot.version), \(scope.moment), \(snapshot.body))
            ON CONFLICT (tenant_id, stream, schema_version, version) DO NOTHING
            """)
        try session.execute(
            """
            DELETE FROM log_snapshots
            WHERE tenant_id = \(scope.tenant) AND stream = \(stream) AND schema_version = \(schema) AND version <= (
                SELECT version FROM log_snapshots
                WHERE tenant_id = \(scope.tenant) AND stream = \(stream) AND schema_version = \(schema)
                ORDER BY version DESC LIMIT 1 OFFSET \(LogLimits.snapshotsKeptMax))
            """)
    }

    /// The newest snapshot that a reading up to `end` can start from; nil for a moment, which no snapshot knows.
    package func snapshot(
        schema: Int, of stream: StreamName, asOf end: AsOf = .now, in scope: Scope, _ session: any Session
    ) throws -> Snapshot? {
        let last: Int64
        switch end {
        case .now: last = .max
        case .version(let version): last = version
        case .moment: return nil
        }
        return try session.firstRow(
            """
            SELECT version, body FROM log_snapshots
            WHERE tenant_id = \(scope.tenant) AND stream = \(stream) AND schema_version = \(schema)
                AND version <= \(last)
            ORDER BY version DESC LIMIT 1
            """
        ).map { Snapshot(version: try $0[0], body: try $0[1]) }
    }
}
