package import Core
import Persistence

/// Fills a projection anew beside the generation that serves, switches in one transaction, and clears the old one
/// away. After a crash, the next run goes on where this one was.
package struct Rebuild: Sendable {
    package struct Progress: Sendable, Hashable {
        package let position: Int64
        /// Where the log ended at the start of this run; it may have grown since.
        package let target: Int64
        /// Handled by this run.
        package let events: Int64
    }

    package struct Outcome: Sendable, Hashable {
        package let generation: Int64
        package let events: Int64
    }

    /// Another process moved the cursor of the generation that is being built.
    package struct BuiltElsewhere: Error, Hashable {
        package let projection: String
    }

    package static let batchMax = 2_000
    static let clearedAtOnceMax = 5_000

    private let projection: Projection
    private let watch: LogWatch
    private let clock: Clock

    package init(of projection: Projection, _ watch: LogWatch, clock: Clock) {
        (self.projection, self.watch, self.clock) = (projection, watch, clock)
    }

    package func run(progress: @Sendable (Progress) -> Void = { _ in }) async throws -> Outcome {
        try await clearRetired()
        let sight = try await watch.look()
        let (projection, clock) = (projection, clock)
        let building = try await watch.database.write(.everyTenant) { session in
            try Self.begin(projection.name, epoch: sight.epoch, at: clock.now(), session)
        }
        var (position, events): (Int64, Int64) = (building.position, 0)
        while true {
            let filled = try await fill(building.key, from: position, target: sight.settled) {
                through, count in
                events += Int64(count)
                progress(Progress(position: through, target: max(sight.settled, through), events: events))
            }
            position = filled
            if try await switchOver(to: building.key, at: position) { break }
            position = try await self.position(of: building.key)
        }
        try await clearRetired()
        return Outcome(generation: building.key.generation, events: events)
    }

    /// Gives up the generation that is being built, if there is one.
    package func abandon() async throws {
        let (projection, clock) = (projection, clock)
        try await watch.database.write(.everyTenant) { session in
            let row = try ProjectionRow.open(projection.name, at: clock.now(), session)
            guard let building = row.building, row.retiring == nil else { return }
            try Cursor.remove(row.key(building), session)
            try session.execute(
                """
                UPDATE log_projections SET building = NULL, retiring = \(building) WHERE name = \(projection.name)
                """)
        }
        try await clearRetired()
    }

    private static func begin(
        _ name: String, epoch: LogEpoch, at moment: Instant, _ session: any Session
    ) throws -> Cursor {
        let row = try ProjectionRow.open(name, at: moment, session)
        let building = row.building ?? row.newest + 1
        if row.building == nil {
            try session.execute(
                """
                UPDATE log_projections SET building = \(building), newest = \(building) WHERE name = \(name)
                """)
        }
        try Cursor.add(row.key(building), at: 0, epoch: epoch, moment: moment, session)
        guard let cursor = try Cursor.find(row.key(building), session) else {
            throw CursorVanished(name: name)
        }
        return cursor
    }

    /// Up to what is settled now. The next page is read while one is applied.
    private func fill(
        _ key: Cursor.Key, from start: Int64, target: Int64, note: (Int64, Int) -> Void
    ) async throws -> Int64 {
        let sight = try await watch.look()
        guard start < sight.settled else { return start }
        var (position, committed) = (start, start)
        var next = try await self.page(after: position, upTo: sight.settled)
        while true {
            let page = next
            async let following = self.page(after: page.through, upTo: sight.settled)
            let isLast = page.through >= sight.settled
            if !page.events.isEmpty || isLast {
                try await apply(page, key, from: committed, epoch: sight.epoch)
                committed = page.through
            }
            position = page.through
            note(position, page.events.count)
            next = try await following
            if isLast { return position }
        }
    }

    private func page(after start: Int64, upTo end: Int64) async throws -> EventPage {
        let kinds = projection.kinds
        return try await watch.database.read(.everyTenant) { session in
            try EventPage(after: start, upTo: end, of: kinds, limit: Self.batchMax, session)
        }
    }

    private func apply(
        _ page: EventPage, _ key: Cursor.Key, from start: Int64, epoch: LogEpoch
    ) async throws {
        let (apply, moment) = (projection.apply, clock.now())
        let isOurs = try await watch.database.write(.everyTenant) { session in
            guard let cursor = try Cursor.lock(key, session), cursor.position == start else { return false }
            if !page.events.isEmpty {
                try apply(Batch(events: page.events, epoch: epoch, generation: key.generation), session)
            }
            return try Cursor.move(
                key, from: start, to: page.through, epoch: epoch, moment: moment, session)
        }
        guard isOurs else { throw BuiltElsewhere(projection: projection.name) }
    }

    /// Switches when the new generation has seen all that the old one has: readers never go back in time. The old
    /// one's cursor is locked meanwhile, so what is still missing can be made up for. False when that is too much.
    private func switchOver(to key: Cursor.Key, at position: Int64) async throws -> Bool {
        let (projection, clock) = (projection, clock)
        return try await watch.database.write(.everyTenant) { session in
            let (moment, epoch) = (clock.now(), try LogEpoch.current(session))
            let row = try ProjectionRow.open(projection.name, at: moment, session)
            let serving = try Cursor.lock(row.key(row.active), session)
            guard row.building == key.generation, let cursor = try Cursor.lock(key, session),
                cursor.position == position
            else { throw BuiltElsewhere(projection: projection.name) }
            let target = serving?.position ?? 0
            let reached = try projection.catchUp(key, from: position, to: target, epoch: epoch, session)
            if reached > position {
                _ = try Cursor.move(
                    key, from: position, to: reached, epoch: epoch, moment: moment, session)
            }
            guard reached >= target else { return false }
            if serving != nil { try Cursor.remove(row.key(row.active), session) }
            try row.switchOver(to: key.generation, at: moment, session)
            return true
        }
    }

    private func position(of key: Cursor.Key) async throws -> Int64 {
        let cursor = try await watch.database.read(.everyTenant) { try Cursor.find(key, $0) }
        guard let cursor else { throw BuiltElsewhere(projection: projection.name) }
        return cursor.position
    }

    /// Rows of a generation that no longer serves, in small transactions.
    private func clearRetired() async throws {
        let projection = projection
        while true {
            let isDone = try await watch.database.write(.everyTenant) { session in
                guard let retiring = try ProjectionRow.find(projection.name, session)?.retiring else {
                    return true
                }
                guard try projection.clear(retiring, Self.clearedAtOnceMax, session) == 0 else {
                    return false
                }
                try session.execute(
                    """
                    UPDATE log_projections SET retiring = NULL
                    WHERE name = \(projection.name) AND retiring = \(retiring)
                    """)
                return true
            }
            if isDone { return }
        }
    }
}

extension Projection {
    /// At most one page: it is done under locks.
    fileprivate func catchUp(
        _ key: Cursor.Key, from start: Int64, to end: Int64, epoch: LogEpoch, _ session: any Session
    ) throws -> Int64 {
        guard start < end else { return start }
        let page = try EventPage(after: start, upTo: end, of: kinds, limit: Rebuild.batchMax, session)
        if !page.events.isEmpty {
            try apply(Batch(events: page.events, epoch: epoch, generation: key.generation), session)
        }
        return page.through
    }
}
