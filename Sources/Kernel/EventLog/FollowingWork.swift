import Core
import Persistence
import Synchronization

/// The parts of a step that touch the cursor.
extension Following {
    /// The state of before, or the cursor's row if that is not known or the log was restored.
    func opened(_ sight: LogWatch.Sight) async throws -> State {
        if let state = state.withLock({ $0 }), !state.isStale, state.epoch == sight.epoch { return state }
        guard let cursor = try await find() else {
            return State(try await begin(sight), follower, sight.epoch)
        }
        return State(cursor, follower, sight.epoch)
    }

    private func find() async throws -> Cursor? {
        let (name, isProjection) = (follower.name, isProjection)
        return try await watch.database.read(.everyTenant) { session in
            var generation: Int64 = 0
            if isProjection {
                guard let row = try ProjectionRow.find(name, session) else { return nil }
                generation = row.active
            }
            return try Cursor.find(Cursor.Key(name: name, generation: generation), session)
        }
    }

    private func begin(_ sight: LogWatch.Sight) async throws -> Cursor {
        let (name, isProjection, moment) = (follower.name, isProjection, needs.clock.now())
        let start = follower.start == .now ? sight.settled : 0
        let cursor = try await watch.database.write(.everyTenant) { session in
            let generation = isProjection ? try ProjectionRow.open(name, at: moment, session).active : 0
            let key = Cursor.Key(name: name, generation: generation)
            try Cursor.add(key, at: start, epoch: sight.epoch, moment: moment, session)
            return try Cursor.find(key, session)
        }
        guard let cursor else { throw CursorVanished(name: name) }
        return cursor
    }

    /// Effects and cursor in one transaction. False when another process has the cursor or had it meanwhile.
    func apply(
        _ batch: Batch, to end: Int64, _ state: inout State,
        _ work: @escaping @Sendable (Batch, any Session) throws -> Void
    ) async throws -> Bool {
        let (key, start, moment) = (state.key, state.pursuit.committed, needs.clock.now())
        return try await watch.database.write(.everyTenant) { session in
            guard let cursor = try Cursor.tryLock(key, session), cursor.position == start else {
                return false
            }
            do {
                try work(batch, session)
            } catch let failure as StorageFailure {
                throw failure
            } catch {
                throw HandlingFailed(cause: error)
            }
            return try Cursor.move(key, from: start, to: end, epoch: batch.epoch, moment: moment, session)
        }
    }

    /// Effects first, then the cursor. False when the lease was lost.
    func deliver(
        _ batch: Batch, to end: Int64, _ state: inout State,
        _ work: @escaping @Sendable (Batch) async throws -> Void
    ) async throws -> Bool {
        guard let fence = state.fence else { return false }
        let key = state.key
        let isDone = try await withThrowingTaskGroup(of: Bool.self) { group in
            group.addTask {
                do {
                    try await work(batch)
                } catch let error where !Task.isCancelled {
                    throw HandlingFailed(cause: error)
                }
                return true
            }
            group.addTask { try await self.keepLease(key, fence) }
            defer { group.cancelAll() }
            return try await group.next() ?? false
        }
        guard isDone else { return false }
        return try await move(&state, to: end)
    }

    /// Returns false once the lease is lost, throws once the delivery has taken too long.
    private func keepLease(_ key: Cursor.Key, _ fence: Int64) async throws -> Bool {
        let start = needs.clock.ticks()
        while needs.clock.ticks().since(start) < follower.deliveryMax {
            try await needs.sleep(min(Self.lease / 3, follower.deliveryMax))
            let end = needs.clock.now().advanced(by: Self.lease)
            let isOurs = try await watch.database.write(.everyTenant) { session in
                try Cursor.renew(key, fence: fence, until: end, session)
            }
            if !isOurs { return false }
        }
        throw HandlingFailed(cause: DeliveryTooLong(limit: follower.deliveryMax))
    }

    /// Only the cursor. False when it is not where it was, or not ours any more.
    func move(_ state: inout State, to end: Int64) async throws -> Bool {
        let (key, start, fence, epoch) = (state.key, state.pursuit.committed, state.fence, state.epoch)
        let moment = needs.clock.now()
        let isMoved = try await watch.database.write(.everyTenant) { session in
            try Cursor.move(
                key, from: start, to: end, fence: fence, epoch: epoch, moment: moment, session)
        }
        if isMoved { state.pursuit.moved(to: end) }
        return isMoved
    }

    /// One that nobody has extended for two of its lengths: its owner died with a clock that was ahead.
    private func abandonedLease() -> Cursor.Lease? {
        sighting.withLock { sighting in
            guard let sighting, needs.clock.ticks().since(sighting.since) >= Self.lease * 2 else {
                return nil
            }
            return sighting.lease
        }
    }

    /// False while another process has the lease.
    func holdLease(_ state: inout State) async throws -> Bool {
        let (key, owner, now) = (state.key, needs.owner, needs.clock.now())
        let end = now.advanced(by: Self.lease)
        if let fence = state.fence {
            guard now.advanced(by: Self.lease / 2) > state.leasedUntil else { return true }
            let isOurs = try await watch.database.write(.everyTenant) { session in
                try Cursor.renew(key, fence: fence, until: end, session)
            }
            if isOurs { state.leasedUntil = end }
            return isOurs
        }
        let abandoned = abandonedLease()
        let (cursor, standing) = try await watch.database.write(.everyTenant) { session in
            let cursor = try Cursor.lease(
                key, to: owner, at: now, until: end, insteadOf: abandoned, session)
            return (cursor, try cursor == nil ? Cursor.lease(of: key, session) : nil)
        }
        sighting.withLock { sighting in
            guard sighting?.lease != standing else { return }
            sighting = standing.map { Following.Sighting(lease: $0, since: needs.clock.ticks()) }
        }
        guard let cursor else { return false }
        // It may have moved since it was read.
        if cursor.position != state.pursuit.committed { state.pursuit = Pursuit(cursor, follower) }
        (state.fence, state.leasedUntil) = (cursor.fence, end)
        return true
    }
}

extension Following.State {
    init(_ cursor: Cursor, _ follower: Follower, _ epoch: LogEpoch) {
        let pursuit = Pursuit(cursor, follower)
        self.init(key: cursor.key, epoch: epoch, pursuit: pursuit, wasStuck: pursuit.isStuck)
    }
}

extension Pursuit {
    init(_ cursor: Cursor, _ follower: Follower) {
        self.init(
            at: cursor.position, batchMax: follower.batchMax, failedPosition: cursor.trouble?.position,
            attempts: cursor.trouble?.attempts ?? 0)
    }
}

/// The row was removed between two statements of one transaction.
struct CursorVanished: Error {
    let name: String
}

/// A delivery took longer than the follower allows.
package struct DeliveryTooLong: Error, Hashable {
    package let limit: Duration
}
