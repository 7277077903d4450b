import Analysis
import Core
import HTTP
import Jobs
import Module
import Persistence
import Resilience
import Settings
import Telemetry

/// The chosen modules on one database, and the queue that they share.
struct Parts {
    let modules: [Module]
    let jobs: Jobs
    let schedules: Schedules

    init(
        _ chosen: [Product.Entry], _ settings: Settings, database: any Database, metrics: MetricsRegistry,
        alarm: Alarm, isStopping: @escaping @Sendable () -> Bool
    ) throws {
        var modules: [Module] = []
        let queue = Late<Jobs>()
        if chosen.contains(where: { $0.name == "analysis" }) {
            modules.append(
                try AnalysisModule.module(
                    settings,
                    .init(
                        database: database, clock: System.clock, makeID: { System.makeID(at: $0) },
                        metrics: metrics, alarm: alarm,
                        jobs: JobAcceptance(database: database) { try queue.known() })))
        }
        jobs = Jobs(
            try JobKinds(modules.flatMap(\.jobs)), database: database, clock: System.clock,
            random: { .random(in: .min ... .max) })
        schedules = Schedules(jobs)
        queue.set(jobs)
        if chosen.contains(where: { $0.name == "jobs" }) {
            modules.append(
                JobModule.module(
                    .init(
                        jobs: jobs, schedules: schedules, bells: database.bells, clock: System.clock,
                        alarm: alarm, isStopping: isStopping)))
        }
        self.modules = modules
    }
}
