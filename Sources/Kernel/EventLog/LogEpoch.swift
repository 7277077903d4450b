package import Core
package import Persistence

/// Which life of the log its positions belong to. A restore begins another: what came after the backup is gone,
/// and its positions are given out again.
package struct LogEpoch: Hashable, Sendable {
    package let id: String
    package let number: Int64
    /// Positions up to here are as they were in the epoch before.
    package let afterPosition: Int64

    /// The marker that stands for "no epoch yet", in a database that nothing followed.
    static let none = LogEpoch(id: "", number: 0, afterPosition: 0)

    package static func current(_ session: any Session) throws -> LogEpoch {
        try session.firstRow(
            "SELECT epoch, number, after_position FROM log_epochs ORDER BY number DESC LIMIT 1"
        ).map { LogEpoch(id: try $0[0], number: try $0[1], afterPosition: try $0[2]) } ?? .none
    }

    /// Begins another epoch. A restore calls it before anything else uses the restored database.
    /// - Parameter id: different each time
    @discardableResult
    package static func bump(to id: String, at moment: Instant, _ session: any Session) throws -> LogEpoch {
        let before = try current(session)
        let highest: Int64 = try session.highestPosition()
        try session.execute(
            """
            INSERT INTO log_epochs (number, epoch, after_position, began_at)
            VALUES (\(before.number + 1), \(id), \(highest), \(moment))
            """)
        return LogEpoch(id: id, number: before.number + 1, afterPosition: highest)
    }

    /// The current epoch, begun if there is none. Safe to call from any number of starting processes.
    @discardableResult
    package static func begin(
        _ id: String, at moment: Instant, on database: any Database
    ) async throws -> LogEpoch {
        let known = try await database.read(.everyTenant) { try current($0) }
        guard known == .none else { return known }
        return try await database.exclusively { session in
            let known = try current(session)
            return known == .none ? try bump(to: id, at: moment, session) : known
        }
    }
}

extension Session {
    /// Zero in an empty log.
    func highestPosition() throws -> Int64 {
        try firstRow("SELECT position FROM log_events ORDER BY position DESC LIMIT 1").map { try $0[0] } ?? 0
    }
}
