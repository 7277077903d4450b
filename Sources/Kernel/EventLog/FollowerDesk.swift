package import Core
package import Persistence

/// What an operator sees of the followers and can do about one that is stuck.
package struct FollowerDesk: Sendable {
    package struct Entry: Sendable, Hashable {
        package let name: String
        /// 0, or which life of a read model.
        package let generation: Int64
        package let position: Int64
        package let failedPosition: Int64?
        package let attempts: Int
        package let reason: String?
        package let failingSince: Instant?

        package var isStuck: Bool { attempts >= Pursuit.stuckAttempts }
    }

    package struct ProjectionEntry: Sendable, Hashable {
        package let name: String
        package let active: Int64
        package let building: Int64?
    }

    /// The follower does not stand before that event.
    package enum SkipRefused: Error, Hashable {
        case unknown(String)
        case notFailing(String)
        case failsElsewhere(position: Int64)
    }

    package static func entries(_ session: any Session) throws -> [Entry] {
        try Cursor.all(session).map { cursor in
            Entry(
                name: cursor.key.name, generation: cursor.key.generation, position: cursor.position,
                failedPosition: cursor.trouble?.position, attempts: cursor.trouble?.attempts ?? 0,
                reason: cursor.trouble?.reason, failingSince: cursor.trouble?.since)
        }
    }

    package static func projections(_ session: any Session) throws -> [ProjectionEntry] {
        try ProjectionRow.all(session).map {
            ProjectionEntry(name: $0.name, active: $0.active, building: $0.building)
        }
    }

    /// Lets a follower pass the event that it cannot handle. Who did so and why is kept for ever.
    /// - Parameter position: the one it fails at, so that nobody skips what he has not seen
    package static func skip(
        _ name: String, generation: Int64 = 0, failingAt position: Int64, by actor: String,
        because reason: String, at moment: Instant, _ session: any Session
    ) throws {
        let key = Cursor.Key(name: name, generation: generation)
        guard let cursor = try Cursor.lock(key, session) else { throw SkipRefused.unknown(name) }
        guard let trouble = cursor.trouble else { throw SkipRefused.notFailing(name) }
        guard trouble.position == position else {
            throw SkipRefused.failsElsewhere(position: trouble.position)
        }
        try session.execute(
            """
            INSERT INTO log_skips (name, generation, position, failure, actor, reason, skipped_at)
            VALUES (\(name), \(generation), \(position), \(trouble.reason), \(actor), \(reason), \(moment))
            """)
        _ = try Cursor.move(
            key, from: cursor.position, to: position, epoch: try LogEpoch.current(session), moment: moment,
            session)
    }
}
