import Analysis
import Bus
import Core
import HTTP
import Jobs
import Logging
import Module
import Persistence
import Plugins
import Resilience
import Settings
import Telemetry

/// What parts are made of.
struct PartNeeds {
    let database: any Database
    let servers: Servers?
    /// For requests to others; nil where none are sent.
    let outgoing: Outgoing?
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
    let backup: BackupPart?
    /// Whether there are tables for jobs.
    let hasJobs: Bool
    /// What other systems may ask for; none without a bus.
    let commands: Commands?
    let bus: (any Bus)?
    let plugins: PluginFolder?
    /// Models that people trained; nil where nothing records which of them answers.
    let models: ModelRegistry?

    init(_ chosen: [Product.Entry], _ settings: Settings, _ needs: PartNeeds) throws {
        func isChosen(_ name: String) -> Bool { chosen.contains { $0.name == name } }
        let (database, metrics, servers) = (needs.database, needs.metrics, needs.servers)
        bus = servers?.bus
        var modules: [Module] = []
        let queue = Late<Jobs>()
        if let servers { modules.append(try servers.module(metrics)) }
        let analysis =
            isChosen("analysis")
            ? try AnalysisPart(settings, needs, recordsModels: isChosen("log"), queue) : nil
        if let analysis { modules.append(analysis.module) }
        (plugins, models) = (analysis?.plugins, analysis?.models)
        log = isChosen("log") ? try LogPart(database, servers: servers, settings, metrics, needs.logger) : nil
        if let log { modules.append(log.module) }
        hasJobs = isChosen("jobs")
        backup = hasJobs ? BackupPart(settings, hasKeys: log != nil) : nil
        let upkeep = hasJobs ? UpkeepPart(database: database) : nil
        declared = try [backup?.schedule, upkeep?.schedule].compactMap(\.self)
        jobs = Jobs(
            try JobKinds(
                modules.flatMap(\.jobs) + [backup?.job(on: database), upkeep?.job].compactMap(\.self)),
            database: database, clock: System.clock, random: System.random)
        schedules = Schedules(jobs)
        queue.set(jobs)
        commands = hasJobs ? Self.commands(of: modules, jobs, database, bus) : nil
        if hasJobs {
            modules.append(
                JobModule.module(
                    .init(
                        jobs: jobs, schedules: schedules, bells: database.bells, clock: System.clock,
                        alarm: needs.alarm, isStopping: needs.isStopping)))
        }
        self.modules = modules
    }

    private static func commands(
        of modules: [Module], _ jobs: Jobs, _ database: any Database, _ bus: (any Bus)?
    ) -> Commands? {
        bus.map { _ in
            Commands(
                modules.flatMap(\.commands), jobs: jobs, database: database, clock: System.clock,
                random: System.random)
        }
    }
}
