import Analysis
import Bus
import Core
import HTTP
import Jobs
import Logging
import Module
import Persistence
import Resilience
import Settings
import Telemetry

/// What parts are made of.
struct PartNeeds {
    let database: any Database
    let servers: Servers?
    let metrics: MetricsRegistry
    let alarm: Alarm
    let logger: Logger
    let isStopping: @Sendable () -> Bool
}

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
    /// What other systems may ask for; none without a bus.
    let commands: Commands?
    let bus: (any Bus)?

    init(_ chosen: [Product.Entry], _ settings: Settings, _ needs: PartNeeds) throws {
        func isChosen(_ name: String) -> Bool { chosen.contains { $0.name == name } }
        let (database, metrics, servers) = (needs.database, needs.metrics, needs.servers)
        bus = servers?.bus
        var modules: [Module] = []
        let queue = Late<Jobs>()
        if let servers { modules.append(try servers.module(metrics)) }
        if isChosen("analysis") {
            modules.append(try Self.analysis(settings, needs, queue))
        }
        log = isChosen("log") ? try LogPart(database, servers: servers, settings, metrics, needs.logger) : nil
        if let log { modules.append(log.module) }
        hasJobs = isChosen("jobs")
        let backup = hasJobs ? try BackupPart(settings, hasKeys: log != nil) : nil
        let upkeep = hasJobs ? UpkeepPart(database: database) : nil
        declared = try [backup?.schedule, upkeep?.schedule].compactMap(\.self)
        jobs = Jobs(
            try JobKinds(
                modules.flatMap(\.jobs) + [backup?.job(on: database), upkeep?.job].compactMap(\.self)),
            database: database, clock: System.clock, random: System.random)
        schedules = Schedules(jobs)
        queue.set(jobs)
        commands =
            hasJobs && servers?.bus != nil
            ? Commands(
                modules.flatMap(\.commands), jobs: jobs, database: database, clock: System.clock,
                random: System.random) : nil
        if hasJobs {
            modules.append(
                JobModule.module(
                    .init(
                        jobs: jobs, schedules: schedules, bells: database.bells, clock: System.clock,
                        alarm: needs.alarm, isStopping: needs.isStopping)))
        }
        self.modules = modules
    }

    private static func analysis(
        _ settings: Settings, _ needs: PartNeeds, _ queue: Late<Jobs>
    ) throws -> Module {
        try AnalysisModule.module(
            settings,
            .init(
                database: needs.database, clock: System.clock, makeID: { System.makeID(at: $0) },
                metrics: needs.metrics, alarm: needs.alarm,
                jobs: JobAcceptance(database: needs.database) { try queue.known() },
                sharedCache: needs.servers?.cache, random: System.random))
    }
}
