package import Core
import Persistence
package import Resilience
import Synchronization

/// Does a follower's work as the log grows. Any number of processes may run the same follower; one at a time gets
/// on with it.
package final class Following: Sendable {
    package struct Needs: Sendable {
        package var clock: Clock
        package var sleep: Sleep
        package var random: @Sendable () -> UInt64
        package var report: @Sendable (LogIncident) -> Void
        /// Tells this process from others.
        package var owner: String

        package init(
            clock: Clock, sleep: @escaping Sleep = { try await Task.sleep(for: $0) }, owner: String,
            random: @escaping @Sendable () -> UInt64,
            report: @escaping @Sendable (LogIncident) -> Void = { _ in }
        ) {
            (self.clock, self.sleep, self.owner) = (clock, sleep, owner)
            (self.random, self.report) = (random, report)
        }
    }

    /// What one step came to.
    package enum Step: Sendable {
        /// There may be more to do.
        case worked(events: Int)
        case idle
        /// Another process works on it.
        case standby
        case failed(any Error, wait: Duration)
    }

    static let idleMax = Duration.seconds(1)
    static let standbyWait = Duration.seconds(1)
    package static let lease = Duration.seconds(30)
    static let reasonBytesMax = 500

    struct State {
        var key: Cursor.Key
        var epoch: LogEpoch
        var pursuit: Pursuit
        var fence: Int64?
        var leasedUntil = Instant(milliseconds: 0)
        /// The cursor turned out to be elsewhere.
        var isStale = false
        var wasStuck: Bool
    }

    struct Sighting {
        let lease: Cursor.Lease
        let since: Ticks
    }

    let follower: Follower
    let watch: LogWatch
    let needs: Needs
    let isProjection: Bool
    let state = Mutex<State?>(nil)
    private let hindrances = Mutex(0)
    /// Another's lease, and since when it stands like that.
    let sighting = Mutex<Sighting?>(nil)

    /// - Parameter watch: somebody must run it
    package convenience init(_ follower: Follower, _ watch: LogWatch, _ needs: Needs) {
        self.init(follower, isProjection: false, watch, needs)
    }

    init(_ follower: Follower, isProjection: Bool, _ watch: LogWatch, _ needs: Needs) {
        (self.follower, self.isProjection, self.watch, self.needs) = (follower, isProjection, watch, needs)
        watch.followers.change(follower.name) { _ in }
    }

    /// Works until its task is cancelled.
    package func run() async {
        while !Task.isCancelled {
            let rings = watch.database.bells.rings(of: LogWatch.bell)
            switch await step() {
            case .worked: break
            case .idle: await pause(until: rings, atMost: Self.idleMax, by: needs.sleep)
            case .standby: try? await needs.sleep(Self.standbyWait)
            case .failed(_, let wait): if wait > .zero { try? await needs.sleep(wait) }
            }
        }
    }

    /// Handles the next page of what the watch has seen to be settled.
    package func step() async -> Step {
        let sight = watch.sight
        do {
            var state = try await opened(sight)
            let step = try await step(&state, sight)
            self.state.withLock { $0 = state }
            note(state)
            hindrances.withLock { $0 = 0 }
            return step
        } catch {
            // Whatever it was, the row knows where to go on.
            state.withLock { $0 = nil }
            guard !Task.isCancelled else { return .failed(error, wait: .zero) }
            needs.report(.hindered(follower: follower.name, error))
            let count = hindrances.withLock { count in
                count += 1
                return count
            }
            return .failed(error, wait: Pursuit.wait(afterAttempt: count, random: needs.random()))
        }
    }

    private func step(_ state: inout State, _ sight: LogWatch.Sight) async throws -> Step {
        guard state.pursuit.scanned < sight.settled else { return .idle }
        if case .deliver = follower.work, try await !holdLease(&state) { return standby(&state) }
        let (start, limit) = (state.pursuit.scanned, state.pursuit.limit)
        let kinds = follower.kinds
        let page = try await watch.database.read(.everyTenant) { session in
            try EventPage(after: start, upTo: sight.settled, of: kinds, limit: limit, session)
        }
        guard let first = page.events.first else { return try await skim(page, &state) }
        watch.followers.change(follower.name) { $0.waitingSince = first.recordedAt }
        do {
            return try await handle(page, &state)
        } catch let failure as HandlingFailed {
            return try await fail(failure.cause, page, &state)
        }
    }

    /// Takes a transaction only now and then: most followers want few of the events.
    private func skim(_ page: EventPage, _ state: inout State) async throws -> Step {
        guard state.pursuit.skimmed(through: page.through) else { return .worked(events: 0) }
        return try await move(&state, to: page.through) ? .worked(events: 0) : standby(&state)
    }

    func standby(_ state: inout State) -> Step {
        state.isStale = true
        watch.followers.change(follower.name) { $0.isStandby = true }
        return .standby
    }

    private func handle(_ page: EventPage, _ state: inout State) async throws -> Step {
        let batch = Batch(events: page.events, epoch: state.epoch, generation: state.key.generation)
        let isOurs: Bool
        switch follower.work {
        case .apply(let apply): isOurs = try await self.apply(batch, to: page.through, &state, apply)
        case .deliver(let deliver): isOurs = try await self.deliver(batch, to: page.through, &state, deliver)
        }
        guard isOurs else { return standby(&state) }
        state.pursuit.moved(to: page.through)
        let count = page.events.count
        watch.followers.change(follower.name) { figures in
            figures.handledEvents += Int64(count)
            figures.isStandby = false
        }
        return .worked(events: count)
    }

    private func fail(
        _ cause: any Error, _ page: EventPage, _ state: inout State
    ) async throws -> Step {
        let (first, last) = (page.events[0].position, page.events[page.events.count - 1].position)
        let wait = state.pursuit.failed(first: first, last: last, random: needs.random())
        guard first == last else { return .failed(cause, wait: wait) }
        let reason = String(decoding: "\(cause)".utf8.prefix(Self.reasonBytesMax), as: UTF8.self)
        let (key, from, moment) = (state.key, state.pursuit.committed, needs.clock.now())
        try await watch.database.write(.everyTenant) { session in
            try Cursor.fail(key, at: first, from: from, because: reason, moment: moment, session)
        }
        if state.pursuit.attempts == Pursuit.stuckAttempts {
            needs.report(
                .stuck(
                    follower: follower.name, position: first, attempts: state.pursuit.attempts,
                    reason: reason))
        }
        return .failed(cause, wait: wait)
    }

    /// What became of it, for those who look from outside.
    private func note(_ state: State) {
        let pursuit = state.pursuit
        let (wasStuck, isCaughtUp) = (state.wasStuck, pursuit.scanned >= watch.sight.settled)
        watch.followers.change(follower.name) { figures in
            figures.position = pursuit.scanned
            (figures.failedPosition, figures.attempts) = (pursuit.failedPosition, pursuit.attempts)
            figures.isStuck = pursuit.isStuck
            if isCaughtUp || figures.isStandby { figures.waitingSince = nil }
        }
        if wasStuck != pursuit.isStuck {
            self.state.withLock { $0?.wasStuck = pursuit.isStuck }
            if wasStuck { needs.report(.recovered(follower: follower.name, position: pursuit.committed)) }
        }
    }
}

/// The handler threw, and not the store.
struct HandlingFailed: Error {
    let cause: any Error
}
