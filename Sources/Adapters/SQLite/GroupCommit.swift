import Persistence

/// Runs queued writes in shared transactions: each under a savepoint, all acknowledged after the one sync of
/// their commit. While a commit syncs, the next group gathers; a write that comes alone waits for nobody.
struct GroupCommit {
    /// Bounds what one failed commit can take along.
    static let callsMax = 1_000
    /// Bounds how long the first of a group waits for those that come after it.
    static let gatheringMax = Duration.milliseconds(10)

    let queue: CallQueue
    let writer: Int
    let connection: Connection
    let health: WriteHealth
    let bells: Bells

    /// Works until nothing waits.
    func drain() {
        while let first = queue.nextOrRetire(writer) { commitGroup(from: first) }
    }

    private func commitGroup(from first: any QueuedCall) {
        do {
            try connection.run("BEGIN IMMEDIATE")
        } catch {
            // Those behind it would each wait out the lock's time-out in turn, only to hear the same.
            end([first] + waiting(), with: error)
            return
        }
        guard let group = performed(from: first) else { return }
        do {
            try connection.run("COMMIT")
        } catch {
            rollBack()
            end(group, with: error)
            return
        }
        health.noteSuccess()
        for call in group { call.acknowledge() }
        bells.ring(connection.takeRung())
    }

    /// Nil when nothing is left to commit, everyone having been told.
    private func performed(from first: any QueuedCall) -> [any QueuedCall]? {
        // The first needs no savepoint: it is alone in the transaction as yet.
        if let error = first.perform(in: connection) {
            health.note(error)
            rollBack()
            first.acknowledge()
            return nil
        }
        guard connection.isInTransaction else {
            end([first], with: Self.lost)
            return nil
        }
        var group = [first]
        let clock = ContinuousClock()
        let start = clock.now
        while group.count < Self.callsMax, start.duration(to: clock.now) < Self.gatheringMax,
            let call = queue.next()
        {
            group.append(call)
            if let error = failureOfAll(performing: call) {
                rollBack()
                end(group, with: error)
                return nil
            }
        }
        return group
    }

    /// Runs one more body. A body that throws is rolled back alone; the transaction is lost when SQLite rolled
    /// back by itself, as it may when the disk is full.
    private func failureOfAll(performing call: any QueuedCall) -> (any Error)? {
        do {
            try connection.run("SAVEPOINT job")
            let error = call.perform(in: connection)
            guard connection.isInTransaction else { return error as? StorageFailure ?? Self.lost }
            if let error {
                health.note(error)
                try connection.run("ROLLBACK TO job")
            }
            try connection.run("RELEASE job")
            return nil
        } catch {
            return error
        }
    }

    private static let lost = StorageFailure(.unreachable, cause: "SQLite gave up the transaction")

    private func waiting() -> [any QueuedCall] {
        var calls: [any QueuedCall] = []
        while calls.count < Self.callsMax, let call = queue.next() { calls.append(call) }
        return calls
    }

    private func end(_ calls: [any QueuedCall], with error: any Error) {
        health.note(error)
        for call in calls { call.fail(error) }
    }

    private func rollBack() {
        _ = connection.takeRung()
        guard connection.isInTransaction else { return }
        do {
            try connection.run("ROLLBACK")
        } catch {
            // The transaction stays open, so the next `BEGIN` fails and says so.
            health.note(error)
        }
    }
}
