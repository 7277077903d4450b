import Core
import Persistence
package import Resilience

/// Enqueues the jobs of schedules when their times come. Any number of processes may run one: a time is served
/// by whoever moves the schedule on from it, in the transaction that enqueues the job, whatever their clocks.
package struct ScheduleTicker: Sendable {
    private let schedules: Schedules
    private let sleep: Sleep
    /// Told of what cannot be served, and when that changes.
    private let report: @Sendable ([ScheduleTrouble]) -> Void

    package init(
        _ schedules: Schedules, sleep: @escaping Sleep = { try await Task.sleep(for: $0) },
        report: @escaping @Sendable ([ScheduleTrouble]) -> Void
    ) {
        (self.schedules, self.sleep, self.report) = (schedules, sleep, report)
    }

    private var jobs: Jobs { schedules.jobs }
    private var database: any Database { jobs.database }

    /// Serves until its task is cancelled.
    package func run() async {
        var known: [ScheduleTrouble] = []
        var ahead: [ScheduleTrouble] = []
        var ticksUntilRectify = 0
        while !Task.isCancelled {
            // From before the look on, so that no ring between look and wait is lost.
            let rings = database.bells.rings(of: .schedules)
            var pause = Self.pauseMax
            var troubles: [ScheduleTrouble] = []
            do {
                if ticksUntilRectify == 0 { ahead = try await rectify().troubles }
                ticksUntilRectify = (ticksUntilRectify + 1) % Self.ticksPerRectify
                let now = jobs.clock.now()
                troubles = try await ahead + serve(at: now).troubles
                pause = try await untilNext(after: now)
            } catch {
                troubles = [ScheduleTrouble(name: nil, reason: "\(error)")]
            }
            if troubles != known, !Task.isCancelled { report(troubles) }
            known = troubles
            await wait(pause, orFor: rings)
        }
    }

    /// Serves every time that has come.
    package func serve() async throws -> ScheduleTick {
        try await serve(at: jobs.clock.now())
    }

    private func serve(at now: Instant) async throws -> ScheduleTick {
        var tick = ScheduleTick()
        var last: Place?
        repeat {
            let page = try await due(at: now, after: last)
            for place in page {
                do {
                    switch try await serve(place, at: now) {
                    case .enqueued: tick.enqueuedCount += 1
                    case .skipped: tick.skippedCount += 1
                    case nil: break
                    }
                } catch let failure as StorageFailure {
                    throw failure
                } catch {
                    // One schedule that cannot be read does not hold up the others.
                    tick.troubles.append(ScheduleTrouble(name: place.name, reason: "\(error)"))
                }
            }
            last = page.count == Self.pageMax ? page.last : nil
        } while last != nil
        return tick
    }

    /// Sets right what clocks or time zones other than today's have left behind: a time that is not the next
    /// one. Nobody can tell a clock that is behind from one that was ahead, so times up to the last one served
    /// are not gone back to; where that lies days ahead, an operator is told.
    package func rectify() async throws -> ScheduleRectified {
        let now = jobs.clock.now()
        var rectified = ScheduleRectified()
        var last = Place?.none
        repeat {
            let page = try await coming(after: last ?? Place(at: now, tenant: TenantID(""), name: ""))
            for (place, entry) in page {
                last = place
                guard let entry else { continue }
                if try await rectify(entry, at: now) { rectified.changedCount += 1 }
                if let lastAt = entry.lastAt, lastAt.since(now) > Schedule.clockErrorMax {
                    rectified.troubles.append(
                        ScheduleTrouble(name: place.name, reason: "served for \(lastAt.written) already"))
                }
            }
            if page.count < Self.pageMax { last = nil }
        } while last != nil
        return rectified
    }

    /// A row on the way through them in order of time.
    private struct Place: Sendable {
        let at: Instant
        let tenant: TenantID
        let name: String
    }

    private enum Served: Sendable { case enqueued, skipped }

    private func due(at now: Instant, after last: Place?) async throws -> [Place] {
        let last = last ?? Place(at: Instant(milliseconds: .min), tenant: TenantID(""), name: "")
        // Kinds that only other processes know are theirs to serve.
        let kinds = jobs.kinds.all.map(\.name)
        return try await database.read(.everyTenant) { session in
            try session.rows(
                """
                SELECT next_at, tenant_id, name FROM job_schedules
                WHERE next_at <= \(now) AND NOT is_paused AND kind IN \(list: kinds)
                    AND (next_at, tenant_id, name) > (\(last.at), \(last.tenant), \(last.name))
                ORDER BY next_at, tenant_id, name LIMIT \(Self.pageMax)
                """
            ).map { row in Place(at: try row[0], tenant: try row[1], name: try row[2]) }
        }
    }

    /// Nil when it has been served, or was paused or changed.
    private func serve(_ place: Place, at now: Instant) async throws -> Served? {
        let scope = Scope(tenant: place.tenant, moment: now, trace: jobs.freshTrace())
        return try await database.write(in: scope) { session in
            let row = try session.firstRow(
                """
                SELECT \(ScheduleEntry.columns) FROM job_schedules
                WHERE tenant_id = \(place.tenant) AND name = \(place.name) AND next_at = \(place.at)
                    AND NOT is_paused
                FOR UPDATE SKIP LOCKED
                """)
            guard let schedule = try row.map({ try ScheduleEntry($0) })?.schedule else { return nil }
            // What was missed up to now is made up for by this one.
            let next = schedule.cron.next(
                after: max(place.at, now), in: try schedules.zones.rules(of: schedule.zone))
            try session.execute(
                """
                UPDATE job_schedules
                SET next_at = \(orNull: next), last_at = \(place.at), updated_at = \(now)
                WHERE tenant_id = \(place.tenant) AND name = \(place.name) AND next_at = \(place.at)
                """)
            if schedule.whenLate == .skip, now.since(place.at) > Schedule.lateMax { return .skipped }
            let enqueued = try jobs.enqueue(schedule.job(for: place.at), in: scope, session: session)
            return enqueued.isNew ? .enqueued : nil
        }
    }

    /// Nil in place of an entry that cannot be read.
    private func coming(after last: Place) async throws -> [(Place, ScheduleEntry?)] {
        try await database.read(.everyTenant) { session in
            try session.rows(
                """
                SELECT \(ScheduleEntry.columns) FROM job_schedules
                WHERE NOT is_paused AND (next_at, tenant_id, name) > (\(last.at), \(last.tenant), \(last.name))
                ORDER BY next_at, tenant_id, name LIMIT \(Self.pageMax)
                """
            ).map { row in
                let place = Place(at: try row["next_at"], tenant: try row["tenant_id"], name: try row["name"])
                return (place, try? ScheduleEntry(row))
            }
        }
    }

    private func rectify(_ entry: ScheduleEntry, at now: Instant) async throws -> Bool {
        // A time that has come is there to be served, not to be moved on from.
        guard let kept = entry.nextAt, kept > now,
            let rules = try? schedules.zones.rules(of: entry.schedule.zone),
            let next = entry.schedule.cron.next(after: max(now, entry.lastAt ?? now), in: rules),
            next != kept
        else { return false }
        return try await database.write(.tenant(entry.tenant)) { session in
            try session.execute(
                """
                UPDATE job_schedules SET next_at = \(next), updated_at = \(now)
                WHERE tenant_id = \(entry.tenant) AND name = \(entry.schedule.name) AND next_at = \(kept)
                    AND cron = \(entry.schedule.cron.text) AND zone = \(entry.schedule.zone)
                """) == 1
        }
    }

    /// How long nothing is due but what was at `moment`; short enough that a clock set forward is noticed.
    private func untilNext(after moment: Instant) async throws -> Duration {
        let kinds = jobs.kinds.all.map(\.name)
        let next: Instant? = try await database.read(.everyTenant) { session in
            try session.firstRow(
                """
                SELECT next_at FROM job_schedules WHERE NOT is_paused AND kind IN \(list: kinds)
                    AND next_at > \(moment)
                ORDER BY next_at LIMIT 1
                """)?[0]
        }
        guard let next else { return Self.pauseMax }
        return min(max(next.since(jobs.clock.now()), .milliseconds(1)), Self.pauseMax)
    }

    private func wait(_ pause: Duration, orFor rings: AsyncStream<Void>) async {
        await withTaskGroup(of: Void.self) { group in
            group.addTask { try? await sleep(pause) }
            group.addTask { for await _ in rings { return } }
            await group.next()
            group.cancelAll()
        }
    }

    static let pageMax = 200
    private static let pauseMax = Duration.seconds(30)
    /// Every ten minutes or more often.
    private static let ticksPerRectify = 20
}

/// What one look at the schedules came to.
package struct ScheduleTick: Hashable, Sendable {
    package var enqueuedCount = 0
    /// Too late for those that are not made up for.
    package var skippedCount = 0
    package var troubles: [ScheduleTrouble] = []

    package init() {}
}

package struct ScheduleRectified: Hashable, Sendable {
    package var changedCount = 0
    package var troubles: [ScheduleTrouble] = []

    package init() {}
}

package struct ScheduleTrouble: Hashable, Sendable {
    /// Nil when none could be served.
    package let name: String?
    /// For the log.
    package let reason: String
}

extension Jobs {
    func freshTrace() -> TraceContext {
        var numbers = Draws(random: random)
        return .start(sampled: false, random: &numbers)
    }
}
