package import Core
package import Persistence

/// Which messages a group has already acted upon. Asked and written in the transaction that does the act, so
/// that both happen or neither.
package enum SeenMessages {
    /// Longer than a broker or its operator holds a message back; a copy that comes later is acted upon again.
    package static let retention = Duration.seconds(7 * 86_400)
    /// How many one call of `forget` removes at most, to keep its transaction short.
    package static let forgottenMax = 5_000

    package static let migrations = [
        Migration(
            "bus.001-seen-messages",
            """
            CREATE TABLE bus_seen_messages (
                tenant_id TEXT NOT NULL,
                group_name TEXT NOT NULL,
                message_id TEXT NOT NULL,
                seen_at BIGINT NOT NULL,
                PRIMARY KEY (tenant_id, group_name, message_id)
            );
            CREATE INDEX bus_seen_messages_by_age ON bus_seen_messages (tenant_id, seen_at);
            """)
    ]

    /// Remembers the message and tells whether this is the first time. If it is not, the caller does nothing and
    /// returns, so that the copy is acknowledged.
    package static func isFirst(
        _ message: Message, in group: String, at moment: Instant, _ session: any Session
    ) throws -> Bool {
        try session.execute(
            """
            INSERT INTO bus_seen_messages (tenant_id, group_name, message_id, seen_at)
            VALUES (\(message.tenant), \(group), \(message.id), \(moment)) ON CONFLICT DO NOTHING
            """) == 1
    }

    /// Removes the oldest of those of one tenant that are past retention. To be called again as long as it
    /// returns `forgottenMax`.
    @discardableResult
    package static func forget(of tenant: TenantID, at moment: Instant, _ session: any Session) throws -> Int
    {
        let end = moment.advanced(by: .zero - retention)
        return try session.execute(
            """
            DELETE FROM bus_seen_messages WHERE tenant_id = \(tenant) AND (group_name, message_id) IN (
                SELECT group_name, message_id FROM bus_seen_messages
                WHERE tenant_id = \(tenant) AND seen_at < \(end) ORDER BY seen_at LIMIT \(forgottenMax)
            )
            """)
    }
}
