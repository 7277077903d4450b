import Core
import Jobs
import LuxTesting
import Persistence
import Testing

/// Sagas of random shape among processes that die, jobs that come late, again and at once, and clocks that
/// jump. The seed decides all but the order of attempts made at the same time.
@Suite(.timeLimit(.minutes(30))) struct SagaSimulation {
    private static let schema =
        JobMigrations.all + SagaMigrations.all + [
            Migration(
                "simulation.001-marks",
                """
                CREATE TABLE marks (
                    tenant_id TEXT NOT NULL,
                    saga_id TEXT NOT NULL,
                    place BIGINT NOT NULL,
                    what TEXT NOT NULL,
                    PRIMARY KEY (tenant_id, saga_id, place)
                );
                """)
        ]

    @Test(arguments: Seeds.parts)
    func `ends every saga whole or undone in reverse, for every seed`(part: UInt64) async throws {
        try await withDatabase(Self.schema) { database in
            for seed in Seeds.of(part, few: 500) {
                let world = try World(database, seed: seed)
                try await world.run()
            }
        }
    }

    /// What a step does, whoever runs it.
    private enum Fate: Sendable {
        case works
        /// At the first attempts, in the transaction or before it.
        case stumbles(count: Int, inEffect: Bool)
        case refused(inEffect: Bool)

        static func drawn(_ numbers: SeededNumbers) -> Fate {
            switch numbers.below(8) {
            case 0: .refused(inEffect: numbers.once(in: 2))
            case 1, 2: .stumbles(count: 1 + numbers.below(3), inEffect: numbers.once(in: 2))
            default: .works
            }
        }

        var isRefused: Bool { if case .refused = self { true } else { false } }
    }

    private struct Step: Sendable {
        let name: String
        let work: Fate
        /// Nil where there is nothing to undo.
        let undo: Fate?
        let undoesFailed: Bool

        func declared() -> SagaStep {
            SagaStep(
                name, attemptsMax: 100, undoAttemptsMax: 100, undoesFailed: undoesFailed,
                undo: undo.map(Self.performing), work: Self.performing(work))
        }

        private static func performing(_ fate: Fate) -> SagaStep.Work {
            { turn in try perform(turn, fate) }
        }

        private static func perform(_ turn: SagaTurn, _ fate: Fate) throws -> JobDone {
            var failure: (error: any Error, inEffect: Bool)?
            switch fate {
            case .refused(let inEffect): failure = (Problem(.invalidSchedule, "No."), inEffect)
            case .stumbles(let count, let inEffect) where turn.attempt <= count:
                failure = (Broken(), inEffect)
            case .works, .stumbles: break
            }
            if let failure, !failure.inEffect { throw failure.error }
            let (tenant, saga, what) = (
                turn.scope.tenant, turn.saga, "\(turn.direction.rawValue) \(turn.step)"
            )
            return .finishing { [failure] session in
                let count: Int =
                    try session.firstRow(
                        "SELECT COUNT(*) AS count FROM marks WHERE tenant_id = \(tenant) AND saga_id = \(saga)"
                    )?["count"] ?? 0
                try session.execute(
                    """
                    INSERT INTO marks (tenant_id, saga_id, place, what)
                    VALUES (\(tenant), \(saga), \(count + 1), \(what))
                    """)
                if let failure { throw failure.error }
                return .string(what)
            }
        }
    }

    private struct World: Sendable {
        let seed: UInt64
        let store: any Database
        let database: CrashingDatabase
        let numbers: SeededNumbers
        let steps: [Step]
        let clock = FakeClock()
        let sagas: Sagas
        let scope: Scope

        init(_ store: any Database, seed: UInt64) throws {
            let numbers = SeededNumbers(seed: seed)
            (self.seed, self.store, self.numbers) = (seed, store, numbers)
            steps = (0..<1 + numbers.below(5)).map { number in
                Step(
                    name: "s\(number)", work: .drawn(numbers),
                    undo: numbers.once(in: 4) ? nil : .drawn(numbers), undoesFailed: numbers.once(in: 4))
            }
            let deathRate = 3 + numbers.below(20)
            database = CrashingDatabase(store) { _ in
                numbers.once(in: deathRate) ? numbers.once(in: 2) ? .beforeCommit : .afterCommit : nil
            }
            let kinds = try SagaKinds([Saga("simulated", steps: steps.map { $0.declared() })])
            sagas = Sagas(
                kinds,
                jobs: Jobs(
                    try JobKinds(kinds.jobKinds), database: database, clock: clock.clock,
                    random: numbers.next))
            scope = Scope(
                tenant: TenantID("seed\(seed)"), moment: clock.now,
                trace: TraceContext(traceHigh: 1, traceLow: 1, span: 1, sampled: false)!)
        }

        func run() async throws {
            for _ in 0..<1 + numbers.below(3) { await begin() }
            var delivered = 0
            while try await !goOn() {
                delivered += 1
                try #require(delivered < 3_000, "seed \(seed) does not end")
            }
            for saga in try await all() { try await check(saga) }
            try await store.write(in: scope) { session in
                for table: SQL in ["marks", "saga_turns", "sagas", "jobs", "job_attempts"] {
                    try session.execute("DELETE FROM \(table) WHERE tenant_id = \(scope.tenant)")
                }
            }
        }

        private func begin() async {
            // A caller whose process died does not know whether it began; here it does not ask.
            _ = try? await sagas.begin("simulated", input: .null, in: scope)
            database.revive()
        }

        /// Delivers a job, or has an operator help; true when nothing is left to do.
        private func goOn() async throws -> Bool {
            if numbers.once(in: 10) {
                clock.jump(to: clock.now.advanced(by: .seconds(numbers.below(7200) - 3600)))
            }
            let jobs = try await jobs()
            let living = jobs.filter(\.lives)
            guard !living.isEmpty else {
                guard let stuck = try await all().first(where: { $0.status == .stuck }) else { return true }
                try? await sagas.resume(stuck.id, by: .undoneByHand, in: scope)
                database.revive()
                return false
            }
            // Sometimes one that has been done long ago, sometimes one twice at once.
            let job =
                numbers.once(in: 5) ? jobs[numbers.below(jobs.count)] : living[numbers.below(living.count)]
            let copies = numbers.once(in: 6) ? 2 : 1
            await withTaskGroup(of: Void.self) { group in
                for _ in 0..<copies { group.addTask { await deliver(job) } }
            }
            database.revive()
            return false
        }

        private func deliver(_ job: Delivery) async {
            do {
                try await sagas.attempt(job.payload, number: job.attempt + 1, in: scope)
            } catch {
                return
            }
            // Its acknowledgement can be lost too.
            guard !database.isDead, !numbers.once(in: 8) else { return }
            _ = try? await store.write(in: scope) { session in
                try session.execute(
                    """
                    UPDATE jobs SET stage = 'succeeded', holds_key = FALSE
                    WHERE tenant_id = \(scope.tenant) AND id = \(job.id)
                    """)
            }
        }

        private struct Delivery: Sendable {
            let id: ID<Job>
            let payload: JSON
            let attempt: Int
            let lives: Bool
        }

        private func jobs() async throws -> [Delivery] {
            try await store.write(in: scope) { session in
                try session.execute(
                    "UPDATE jobs SET attempt = attempt + 1 WHERE tenant_id = \(scope.tenant) AND stage = 'ready'"
                )
                return try session.rows(
                    "SELECT id, payload, attempt, stage FROM jobs WHERE tenant_id = \(scope.tenant) ORDER BY id"
                ).map { row in
                    let stage: String = try row[3]
                    let attempt: Int = try row[2]
                    return Delivery(
                        id: try row[0], payload: try JSONReader.read(row[1] as [UInt8]),
                        attempt: min(attempt, 20) - 1, lives: stage == "ready")
                }
            }
        }

        private func all() async throws -> [SagaRun] {
            var all: [SagaRun] = []
            for status in SagaStatus.allCases { all += try await sagas.page(status, in: scope) }
            return all
        }

        private func check(_ saga: SagaRun) async throws {
            let expected = expected()
            let marks = try await store.read(in: scope) { session in
                try session.rows(
                    """
                    SELECT what FROM marks WHERE tenant_id = \(scope.tenant) AND saga_id = \(saga.id) ORDER BY place
                    """
                ).map { row -> String in try row[0] }
            }
            #expect(marks == expected.marks, "seed \(seed)")
            #expect(saga.status == (expected.isWhole ? .succeeded : .undone), "seed \(seed)")
            let history = try await sagas.history(of: saga.id, in: scope)
            #expect(history.map(\.turn) == Array(1..<saga.state.turn), "seed \(seed)")
        }

        private func expected() -> (marks: [String], isWhole: Bool) {
            guard let failing = steps.firstIndex(where: { $0.work.isRefused }) else {
                return (steps.map { "work \($0.name)" }, true)
            }
            let undone = steps[...failing].enumerated().filter { place, step in
                step.undo?.isRefused == false && (place < failing || step.undoesFailed)
            }
            return (
                steps[..<failing].map { "work \($0.name)" }
                    + undone.reversed().map { "undo \($0.element.name)" },
                false
            )
        }
    }
}
