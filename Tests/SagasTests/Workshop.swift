import Core
import Jobs
import LuxTesting
import Persistence

/// Where a process dies.
struct CrashPoint: Sendable {
    /// Of the transactions that write, 1 for the first.
    let write: Int
    let moment: CrashMoment
}

/// Runs the jobs of sagas one after the other, in an order that a test decides, with processes that die.
struct Workshop: Sendable {
    let registry: Registry
    /// What survives.
    let store: any Database
    /// What the process sees.
    let database: CrashingDatabase
    let jobs: Jobs
    let sagas: Sagas
    let clock = FakeClock()
    let tenant: TenantID

    init(
        _ registry: Registry = Registry(), on store: any Database, for tenant: TenantID = .builtIn,
        crash: CrashPoint? = nil, sagas declared: [Saga]? = nil, seed: UInt64 = 1
    ) throws {
        let kinds = try SagaKinds(declared ?? [registry.saga()])
        database = CrashingDatabase(store) { $0 == crash?.write ? crash?.moment : nil }
        jobs = Jobs(
            try JobKinds(kinds.jobKinds), database: database, clock: clock.clock,
            random: SeededNumbers(seed: seed).next)
        sagas = Sagas(kinds, jobs: jobs)
        (self.registry, self.store, self.tenant) = (registry, store, tenant)
    }

    var scope: Scope {
        Scope(
            tenant: tenant, moment: clock.now,
            trace: TraceContext(traceHigh: 1, traceLow: 1, span: 1, sampled: false)!)
    }

    struct Order: Sendable {
        let id: ID<Job>
        let payload: JSON
        let attempt: Int
    }

    /// Those that live, in order.
    func orders() async throws -> [Order] {
        try await store.read(.tenant(tenant)) { session in
            try session.rows(
                """
                SELECT id, payload, attempt FROM jobs WHERE tenant_id = \(tenant) AND stage = 'ready' ORDER BY id
                """
            ).map { row in
                Order(id: try row[0], payload: try JSONReader.read(row[1] as [UInt8]), attempt: try row[2])
            }
        }
    }

    /// One attempt at the first job; false when there is none.
    func step(losingAcknowledgement: Bool = false) async throws -> Bool {
        guard let order = try await orders().first else { return false }
        try await attempt(order, losingAcknowledgement: losingAcknowledgement)
        return true
    }

    func attempt(_ order: Order, losingAcknowledgement: Bool = false) async throws {
        clock.advance(by: .seconds(1))
        let tenant = tenant
        try await store.write(.tenant(tenant)) { session in
            try session.execute(
                "UPDATE jobs SET attempt = attempt + 1 WHERE tenant_id = \(tenant) AND id = \(order.id)")
        }
        do {
            try await sagas.attempt(order.payload, number: order.attempt + 1, in: scope)
        } catch {
            // It stays; another process comes.
            database.revive()
            return
        }
        if database.isDead || losingAcknowledgement { return database.revive() }
        try await store.write(.tenant(tenant)) { session in
            try session.execute(
                """
                UPDATE jobs SET stage = 'succeeded', holds_key = FALSE
                WHERE tenant_id = \(tenant) AND id = \(order.id)
                """)
        }
    }

    /// Until no job is left.
    func finish() async throws {
        var steps = 0
        while try await step() {
            steps += 1
            guard steps < 200 else { throw Endless() }
        }
    }

    struct Endless: Error {}

    func effects() async throws -> [Place] {
        let tenant = tenant
        return try await store.read(.tenant(tenant)) { session in
            try session.rows(
                "SELECT step, direction FROM effects WHERE tenant_id = \(tenant) ORDER BY place"
            ).map { row in
                let direction: String = try row[1]
                return Place(try row[0], SagaDirection(rawValue: direction) ?? .work)
            }
        }
    }

    func begin() async throws -> ID<SagaRun> {
        try await sagas.begin("cases.follow", input: ["number": "0001"], in: scope)
    }
}
