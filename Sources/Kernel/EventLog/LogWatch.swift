package import Core
package import Persistence
package import Resilience
import Synchronization

/// What an operator should hear of. The log itself writes no lines; `lux` says where these go.
package enum LogIncident: Sendable {
    /// A transaction has had the log open for so long that followers wait for it.
    case longWriter(name: String, seconds: Double, waitingPositions: Int64)
    /// A follower does not get past an event. It tries on, and nothing behind the event reaches it.
    case stuck(follower: String, position: Int64, attempts: Int, reason: String)
    case recovered(follower: String, position: Int64)
    /// A follower could not do its work for a reason that is not one event.
    case hindered(follower: String, any Error)
    case watchFailed(any Error)
}

/// Finds out for the whole process how far the log is settled, and wakes the followers.
package final class LogWatch: Sendable {
    package struct Needs: Sendable {
        package var clock: Clock
        package var sleep: Sleep
        package var report: @Sendable (LogIncident) -> Void

        package init(
            clock: Clock, sleep: @escaping Sleep = { try await Task.sleep(for: $0) },
            report: @escaping @Sendable (LogIncident) -> Void = { _ in }
        ) {
            (self.clock, self.sleep, self.report) = (clock, sleep, report)
        }
    }

    /// Between looks while something waits to be settled, doubling; and while nothing does.
    static let waitMin = Duration.milliseconds(10)
    static let waitMax = Duration.seconds(1)
    /// Bells ring for every commit; followers work better in gulps.
    static let gathering = Duration.milliseconds(2)
    /// The same while they come one after the other: looking more often would cost more than the appends.
    static let gatheringBusy = Duration.milliseconds(50)
    package static let longWriterSeconds = 10.0

    private struct State {
        var horizon = Horizon()
        var epoch = LogEpoch.none
        var isLooking = false
        var waiting: [CheckedContinuation<Void, Never>] = []
        var reported: String?
    }

    let database: any Database
    package let needs: Needs
    package let followers = FollowerBoard()
    /// Rung here when more is settled.
    static let bell = Bell("log.settled")
    private let state = Mutex(State())

    package init(_ database: any Database, _ needs: Needs) {
        (self.database, self.needs) = (database, needs)
    }

    package struct Sight: Sendable, Hashable {
        package let settled: Int64
        package let highest: Int64
        package let epoch: LogEpoch
        /// How long the longest writer has been seen that something waits for.
        package let oldestWriterSeconds: Double
    }

    /// As of the last look.
    package var sight: Sight {
        let now = needs.clock.ticks()
        return state.withLock { state in
            Sight(
                settled: state.horizon.settled, highest: state.horizon.highest, epoch: state.epoch,
                oldestWriterSeconds: state.horizon.oldestWriter.map { now.since($0.since).inSeconds } ?? 0)
        }
    }

    /// Looks at the log, twice if the first time leaves something unsettled: what one observation sees, the next
    /// can settle. Observations must not overlap, so one who comes while another looks gets what that one finds.
    @discardableResult
    package func look() async throws -> Sight {
        guard await begin() else { return sight }
        defer { end() }
        if try await observe() { _ = try await observe() }
        return sight
    }

    /// True when something is not settled.
    private func observe() async throws -> Bool {
        let (writers, epoch, highest) = try await database.read(.everyTenant) { session in
            let writers = try session.openWriters(of: "log_events")
            return (writers, try LogEpoch.current(session), try session.highestPosition())
        }
        let now = needs.clock.ticks()
        return state.withLock { state in
            if state.epoch != epoch {
                state.horizon = Horizon()
                state.epoch = epoch
            }
            state.horizon.observe(writers: writers, highest: highest, at: now)
            return state.horizon.isWaiting
        }
    }

    /// False when another look was under way, and is over now.
    private func begin() async -> Bool {
        let isFree = state.withLock { state in
            defer { state.isLooking = true }
            return !state.isLooking
        }
        if isFree { return true }
        await withCheckedContinuation { (continuation: CheckedContinuation<Void, Never>) in
            let isOver = state.withLock { state in
                if state.isLooking { state.waiting.append(continuation) }
                return !state.isLooking
            }
            if isOver { continuation.resume() }
        }
        return false
    }

    private func end() {
        let waiting = state.withLock { state in
            state.isLooking = false
            defer { state.waiting = [] }
            return state.waiting
        }
        for continuation in waiting { continuation.resume() }
    }
}

extension LogWatch {
    /// Looks whenever something was appended, and now and then, until its task is cancelled.
    package func run() async {
        var wait = Self.waitMin
        while !Task.isCancelled {
            let rings = database.bells.rings(of: EventLog.bell)
            let before = sight
            do {
                try await look()
                warn()
            } catch {
                if !Task.isCancelled { needs.report(.watchFailed(error)) }
            }
            let after = sight
            let hasMoved = after.settled != before.settled
            if hasMoved || after.epoch != before.epoch {
                wait = Self.waitMin
                database.bells.ringHere([Self.bell])
            }
            let isWaiting = after.highest > after.settled
            await pause(until: rings, atMost: isWaiting ? wait : Self.waitMax, by: needs.sleep)
            wait = min(wait * 2, Self.waitMax)
            try? await needs.sleep(hasMoved ? Self.gatheringBusy : Self.gathering)
        }
    }

    /// Once for each long writer.
    private func warn() {
        let now = needs.clock.ticks()
        let long = state.withLock { state -> LogIncident? in
            guard let writer = state.horizon.oldestWriter else {
                state.reported = nil
                return nil
            }
            let seconds = now.since(writer.since).inSeconds
            guard seconds >= Self.longWriterSeconds, state.reported != writer.name else { return nil }
            state.reported = writer.name
            return .longWriter(
                name: writer.name, seconds: seconds,
                waitingPositions: state.horizon.highest - state.horizon.settled)
        }
        if let long { needs.report(long) }
    }
}

/// Until a bell rings, the time is over, or the task is cancelled.
func pause(until rings: AsyncStream<Void>, atMost limit: Duration, by sleep: @escaping Sleep) async {
    await withTaskGroup(of: Void.self) { group in
        group.addTask { for await _ in rings { return } }
        group.addTask { try? await sleep(limit) }
        await group.next()
        group.cancelAll()
    }
}
