import Analysis
import Core
import HTTP
import Jobs
import Logging
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
    /// What Lux itself does again and again.
    let declared: [Schedule]
    let log: LogPart?
    /// Whether there are tables for jobs.
    let hasJobs: Bool

    init(
        _ chosen: [Product.Entry], _ settings: Settings, database: any Database, metrics: MetricsRegistry,
        alarm: Alarm, logger: Logger, isStopping: @escaping @Sendable () -> Bool
    ) throws {
        func isChosen(_ name: String) -> Bool { chosen.contains { $0.name == name } }
        var modules: [Module] = []
        let queue = Late<Jobs>()
        if isChosen("analysis") {
            modules.append(
                try AnalysisModule.module(
                    settings,
                    .init(
                        database: database, clock: System.clock, makeID: { System.makeID(at: $0) },
                        metrics: metrics, alarm: alarm,
                        jobs: JobAcceptance(database: database) { try queue.known() })))
        }
        log = isChosen("log") ? try LogPart(database, metrics: metrics, logger: logger) : nil
        if let log { modules.append(log.module) }
        hasJobs = isChosen("jobs")
        let backup = hasJobs ? try BackupPart(settings) : nil
        declared = try [backup?.schedule].compactMap(\.self)
        jobs = Jobs(
            try JobKinds(modules.flatMap(\.jobs) + [backup?.job].compactMap(\.self)), database: database,
            clock: System.clock,
            random: { .random(in: .min ... .max) })
        schedules = Schedules(jobs)
        queue.set(jobs)
        if hasJobs {
            modules.append(
                JobModule.module(
                    .init(
                        jobs: jobs, schedules: schedules, bells: database.bells, clock: System.clock,
                        alarm: alarm, isStopping: isStopping)))
        }
        self.modules = modules
    }
}
