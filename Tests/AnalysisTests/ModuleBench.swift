import Analysis
import Core
import EventLog
import Jobs
import LuxTesting
import Module
import Persistence
import Resilience
import Settings
import Synchronization
import Telemetry
import Testing

/// The module as a surface would use it: its routes asked with what they declare, on a fenced database.
struct ModuleBench {
    let module: Module
    let database: any Database
    let registry = MetricsRegistry()
    let clock: FakeClock

    static let migrations = AnalysisModule.migrations + JobMigrations.all + Idempotency.migrations

    init(
        _ database: any Database, _ flags: [SettingFlag] = [], plugins: PluginNeeds = .forTests(),
        clock: FakeClock = FakeClock(), hasModels: Bool = false,
        modelReport: @escaping @Sendable (ModelWarningChange) -> Void = { _ in }, model: ModelNeeds? = nil
    ) throws {
        self.database = database
        self.clock = clock
        let database = FencedDatabase(database, Self.migrations + (hasModels ? LogMigrations.all : []))
        let settings = try Settings.load(
            SettingsTable(
                AnalysisSettings.all + PluginSettings.all + [TelemetrySettings.legacyNames.setting]),
            from: SettingsSources(flags: flags))
        let kinds = Mutex<JobKinds?>(nil)
        let jobs = JobAcceptance(database: database) {
            Jobs(
                try #require(kinds.withLock { $0 }), database: database, clock: clock.clock,
                random: { .random(in: .min ... .max) })
        }
        let models = ModelRegistry(
            database: database,
            log: EventLog(.init(clock: clock.clock, makeID: { Self.makeID(at: $0) })),
            tasks: [KeywordModels.task, ClassifierModels.task], makeID: { Self.makeID(at: $0) })
        module = try AnalysisModule.module(
            settings,
            .init(
                database: database, clock: clock.clock, makeID: { Self.makeID(at: $0) }, metrics: registry,
                alarm: Alarm(clock: clock.clock), jobs: jobs, plugins: plugins,
                models: hasModels ? models : nil, modelReport: modelReport, model: model))
        let all = try JobKinds(module.jobs)
        kinds.withLock { $0 = all }
    }

    private static func makeID<Entity>(at moment: Instant) -> ID<Entity> {
        var random = SystemRandomNumberGenerator()
        return .make(at: moment, random: &random)
    }

    var metrics: String { String(decoding: registry.exported(as: .prometheus), as: UTF8.self) }

    func ask(
        _ operation: String, _ body: JSON = .null, _ parameters: [String: JSON] = [:], tenant: String = "a",
        key: String? = nil
    ) async throws -> JSON {
        try JSONReader.read(
            try await response(operation, body, parameters, tenant: tenant, key: key).body)
    }

    /// Checked against the declaration of its route.
    func response(
        _ operation: String, _ body: JSON = .null, _ parameters: [String: JSON] = [:], tenant: String = "a",
        key: String? = nil
    ) async throws -> RouteResponse {
        let route = try #require(module.routes.first { $0.operation == operation })
        if let declared = route.body {
            let faults = declared.schema.violations(in: body)
            guard faults.isEmpty else { throw Problem.invalid(faults) }
        }
        var random = SplitMix64(seed: 3)
        let scope = Scope(
            tenant: TenantID(tenant), moment: clock.now, trace: .start(sampled: false, random: &random))
        let response = try await route.respond(
            RouteRequest(
                parameters: parameters, body: body, header: { $0 == "idempotency-key" ? key : nil }), scope)
        for declared in route.answers where declared.status == response.status {
            if let schema = declared.schema {
                #expect(schema.violations(in: try JSONReader.read(response.body)) == [])
            }
        }
        return response
    }
}

extension ModuleBench {
    func jobs(on database: any Database) throws -> Jobs {
        Jobs(
            try JobKinds(module.jobs), database: database, clock: clock.clock,
            random: { .random(in: .min ... .max) })
    }

    /// Runs what waits, as a worker does.
    static func run(_ jobs: Jobs) async throws -> [JobOutcome] {
        let outcomes = Mutex<[JobOutcome]>([])
        let report = JobReport(attemptEnded: { _, _, outcome, _ in outcomes.withLock { $0.append(outcome) } })
        let worker = JobBench(
            jobs: jobs, settings: .init(name: "w", queue: "analysis"), report: report, sleep: { _ in })
        for job in try await worker.commit([], places: 8) {
            // Nil for one that has written its end together with what it did.
            if let ending = await worker.attempt(job) { _ = try await worker.commit([ending], places: 0) }
        }
        return outcomes.withLock { $0 }
    }
}
