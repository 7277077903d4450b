import Core
import Jobs
import LuxTesting
import Persistence
import Testing

/// Schedules served by processes that die, with clocks that stand hours or years apart, jump, and are right in
/// the end.
@Suite(.timeLimit(.minutes(30))) struct ScheduleSimulation {
    private static let schema = JobMigrations.all + ScheduleMigrations.all
    private static let times = [
        "*/15 * * * *", "*/30 8-18 * * mon-fri", "0 * * * *", "0 2 * * *", "30 2 * * *", "0,30 1 * * *",
        "15 0 * * *",
        "0 0 1 * *", "0 3 * * sun", "45 23 L * *",
    ]
    private static let zones = [
        "UTC", "America/Sao_Paulo", "America/New_York", "Europe/Lisbon", "Australia/Lord_Howe",
    ]

    @Test(arguments: Seeds.parts)
    func `serves true times only, each once, and all of them when clocks are right`(part: UInt64)
        async throws
    {
        try await withDatabase(Self.schema) { database in
            for seed in Seeds.of(part, few: 300) { try await World(database, seed: seed).run() }
        }
    }

    private struct Process: Sendable {
        let clock: FakeClock
        let database: CrashingDatabase
        let ticker: ScheduleTicker
        let schedules: Schedules
    }

    private struct World: Sendable {
        let seed: UInt64
        let store: any Database
        let numbers: SeededNumbers
        let schedule: Schedule
        let rules: TimeZoneRules
        let truth: FakeClock
        let tenant: TenantID
        let processes: [Process]
        /// Processes die only until the world comes to rest.
        let isRough = Shared(true)

        init(_ store: any Database, seed: UInt64) throws {
            let numbers = SeededNumbers(seed: seed)
            // Near the changes of a year's clocks, northern and southern.
            let starts: [Int64] = [1_772_841_600, 1_793_404_800, 1_775_174_400, 1_539_993_600, 1_767_225_600]
            let start = starts[numbers.below(starts.count)] + Int64(numbers.below(86_400))
            truth = FakeClock(at: Instant(milliseconds: start * 1000))
            let zone = zones[numbers.below(zones.count)]
            rules = try TimeZones.system.rules(of: zone)
            // A kind of its own keeps the tickers of other seeds away.
            schedule = try Schedule(
                "simulated", times[numbers.below(times.count)], zone: zone, kind: "seed\(seed)")
            tenant = TenantID("seed\(seed)")
            (self.seed, self.store, self.numbers) = (seed, store, numbers)
            processes = try (0..<1 + numbers.below(4)).map { [truth, schedule, isRough] _ in
                let clock = FakeClock(at: truth.now.advanced(by: .seconds(World.skew(numbers))))
                let database = CrashingDatabase(store) { _ in
                    guard isRough.value, numbers.once(in: 6) else { return nil }
                    return numbers.once(in: 2) ? .beforeCommit : .afterCommit
                }
                let jobs = Jobs(
                    try JobKinds([JobKind(schedule.kind) { _ in .done }]), database: database,
                    clock: clock.clock, random: numbers.next)
                let schedules = Schedules(jobs)
                return Process(
                    clock: clock, database: database, ticker: ScheduleTicker(schedules, report: { _ in }),
                    schedules: schedules)
            }
        }

        private static func skew(_ numbers: SeededNumbers) -> Int {
            switch numbers.below(12) {
            case 0: 365 * 86_400
            case 1: -30 * 86_400
            case 2...5: numbers.below(7_201) - 3_600
            default: 0
            }
        }

        func run() async throws {
            isRough.change { $0 = false }
            try await processes[0].schedules.put(schedule, in: scope(of: processes[0]))
            isRough.change { $0 = true }
            for _ in 0..<30 { try await live() }
            try checkTruth(try await served())
            try await rest()
            // Every ticker looks at every schedule there is.
            try await store.write(.tenant(tenant)) { [tenant] session in
                for table: SQL in ["job_schedules", "jobs"] {
                    try session.execute("DELETE FROM \(table) WHERE tenant_id = \(tenant)")
                }
            }
        }

        private func scope(of process: Process) -> Scope {
            Scope(
                tenant: tenant, moment: process.clock.now,
                trace: TraceContext(traceHigh: 1, traceLow: 1, span: 1, sampled: false)!)
        }

        private func live() async throws {
            let passed = Duration.seconds(numbers.below(5_400))
            truth.advance(by: passed)
            for process in processes { process.clock.advance(by: passed) }
            let process = processes[numbers.below(processes.count)]
            if numbers.once(in: 8) {
                process.clock.jump(to: truth.now.advanced(by: .seconds(Self.skew(numbers))))
            }
            let looking = numbers.once(in: 5) ? processes : [process]
            await withTaskGroup(of: Void.self) { group in
                for process in looking {
                    group.addTask {
                        if numbers.once(in: 3) { _ = try? await process.ticker.rectify() }
                        _ = try? await process.ticker.serve()
                        process.database.revive()
                    }
                }
            }
        }

        /// Every clock is right and nobody dies: from here on nothing may be left out.
        private func rest() async throws {
            isRough.change { $0 = false }
            for process in processes { process.clock.jump(to: truth.now) }
            let process = processes[0]
            _ = try await process.ticker.serve()
            let rectified = try await process.ticker.rectify()
            if !rectified.troubles.isEmpty {
                // What an operator does when told of a clock that was years ahead.
                try await process.schedules.pause(schedule.name, in: scope(of: process))
                try await process.schedules.resume(schedule.name, in: scope(of: process))
            }
            let lastAt = try await process.schedules.entry(schedule.name, in: scope(of: process)).lastAt
            // A clock an hour ahead may have made up for times up to there with one job.
            let start = max(truth.now, lastAt ?? truth.now)
            var moment = start
            for _ in 0..<12 {
                guard let next = schedule.cron.next(after: moment, in: rules) else { break }
                moment = next
                for process in processes {
                    process.clock.jump(to: next.advanced(by: .seconds(numbers.below(300))))
                }
                for process in processes { _ = try await process.ticker.serve() }
            }
            let found = try await served()
            try checkTruth(found)
            var wanted = start
            while let next = schedule.cron.next(after: wanted, in: rules), next <= moment {
                #expect(
                    found.count { $0 == next } == 1, "seed \(seed): \(schedule.cron.text) at \(next.written)")
                wanted = next
            }
        }

        private func served() async throws -> [Instant] {
            try await store.read(.everyTenant) { [tenant] session in
                try session.rows(
                    "SELECT unique_key FROM jobs WHERE tenant_id = \(tenant) ORDER BY unique_key"
                ).map { row in
                    let key: String = try row[0]
                    return try #require(Instant(key.dropFirst("schedule:simulated:".count)))
                }
            }
        }

        private func checkTruth(_ served: [Instant]) throws {
            #expect(Set(served).count == served.count, "seed \(seed)")
            for moment in served {
                let before = moment.advanced(by: .milliseconds(-1))
                #expect(schedule.cron.next(after: before, in: rules) == moment, "seed \(seed)")
            }
        }
    }
}
