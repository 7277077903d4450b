import Core
import Jobs
import Module
import Persistence
import Settings
import Telemetry

/// What the module brings for models that people train; without a registry, nothing.
struct ModelPart {
    let rankers: RankersInForce?
    let classifiers: ClassifiersInForce?
    /// Nil where nothing is trained by itself.
    let relearning: KeywordRelearning?
    let jobs: [JobKind]
    let metrics: [MetricDescription]
    let checks: [Check]
    let background: [@Sendable () async -> Void]
    private let registry: ModelRegistry?
    private let queue: JobAcceptance

    init(_ corrections: KeywordCorrections, _ settings: Settings, _ needs: AnalysisModule.Needs) throws {
        (registry, queue) = (needs.models, needs.jobs)
        guard let registry = needs.models else {
            (rankers, classifiers, relearning) = (nil, nil, nil)
            (jobs, metrics, checks, background) = ([], [], [], [])
            return
        }
        let judgement = ModelJudgement(
            driftMax: settings[ModelSettings.driftMax],
            agreementDropMax: settings[ModelSettings.agreementDropMax])
        let rankers = RankersInForce(
            registry, corrections, judgement: judgement, gauges: try ModelGauges(needs.metrics),
            clock: needs.clock, report: needs.modelReport)
        self.rankers = rankers
        classifiers = ClassifiersInForce(registry, clock: needs.clock)
        let after = settings[ModelSettings.retrainAfter]
        relearning =
            after > 0 ? KeywordRelearning(after: after, corrections: corrections, jobs: needs.jobs) : nil
        jobs = [
            KeywordRetraining(corrections: corrections, registry: registry).job,
            ModelTraining(registry: registry).job,
        ]
        metrics = try ModelGauges.descriptions()
        checks = [Check("models", impact: .degrades) { await rankers.finding() }]
        background = [{ await rankers.run() }]
    }

    /// - Parameter whenChanged: told of each tenant of which another model answers from then on
    func routes(whenChanged: @escaping @Sendable (TenantID) async -> Void) -> [Route] {
        guard let registry, let rankers, let classifiers else { return [] }
        return ModelRoutes(
            registry: registry, jobs: queue,
            whenChanged: {
                await rankers.forget($0)
                await classifiers.forget($0)
                await whenChanged($0)
            }
        ).all
    }
}
