import Analysis
import Core
import EventLog
import Jobs
import Logging
import Module
import Plugins
import Settings

/// What reads texts: the module, the plugins of others, and the models that people trained.
struct AnalysisPart {
    let module: Module
    let plugins: PluginFolder?
    /// Nil where no event log records which of them answers.
    let models: ModelRegistry?

    init(_ settings: Settings, _ needs: PartNeeds, recordsModels: Bool, _ queue: Late<Jobs>) throws {
        let programs = try PluginPrograms(settings, needs.logger)
        plugins = programs.folder
        models = recordsModels ? Self.registry(needs) : nil
        module = try AnalysisModule.module(
            settings,
            .init(
                database: needs.database, clock: System.clock, makeID: { System.makeID(at: $0) },
                metrics: needs.metrics, alarm: needs.alarm,
                jobs: JobAcceptance(database: needs.database) { try queue.known() }, plugins: programs.needs,
                models: models, modelReport: Self.report(to: needs.logger),
                model: needs.outgoing?.model(settings)?.needs(needs.logger),
                sharedCache: needs.servers?.cache, random: System.random))
    }

    private static func report(to logger: Logger) -> @Sendable (ModelWarningChange) -> Void {
        { change in
            switch change {
            case .begun(let warning):
                logger.warning(
                    "a model is past its limit",
                    metadata: ["reason": "\(warning.reason)", "remedy": "\(warning.remedy)"])
            case .ended(let warning):
                logger.info("a model is past its limit no longer", metadata: ["reason": "\(warning.reason)"])
            }
        }
    }

    private static func registry(_ needs: PartNeeds) -> ModelRegistry {
        let log = EventLog(.init(clock: System.clock, makeID: { System.makeID(at: $0) }))
        return ModelRegistry(
            database: needs.database, log: log, tasks: [KeywordModels.task, ClassifierModels.task],
            makeID: { System.makeID(at: $0) })
    }
}
