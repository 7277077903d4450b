import Core
import Language
import Module
import Resilience

/// The promoted rankers of each tenant, and how they are doing.
package actor RankersInForce {
    /// How often it is asked how they are doing, also those that nobody asks for.
    static let roundEvery = Duration.seconds(30)
    /// Each takes about a megabyte.
    static let rankersMax = 200

    private struct Ranker {
        let extractor: RankedExtractor
        let drift: DriftWatch?
    }

    private typealias Rankers = ModelsInForce<Ranker>
    private let rankers: Rankers
    private let corrections: KeywordCorrections
    private let clock: Clock
    private let gauges: ModelGauges
    private let report: @Sendable (ModelWarningChange) -> Void
    private var watch: ModelWatch
    private var roundAt: Ticks?

    init(
        _ registry: ModelRegistry, _ corrections: KeywordCorrections, judgement: ModelJudgement,
        gauges: ModelGauges, clock: Clock, report: @escaping @Sendable (ModelWarningChange) -> Void
    ) {
        rankers = Rankers(of: KeywordModels.task, registry, clock: clock, modelsMax: Self.rankersMax) {
            let model = try KeywordModels.read($0, from: "The file")
            let drift = DriftWatch(model)
            return Ranker(extractor: RankedExtractor(model: model).watched(by: drift), drift: drift)
        }
        (self.corrections, self.clock) = (corrections, clock)
        (self.gauges, self.report, watch) = (gauges, report, ModelWatch(judgement))
    }

    /// Nil where none was promoted.
    nonisolated func ranker(for query: KeywordQuery, in scope: Scope) async -> RankedExtractor? {
        await ranker(for: query.text, query.options.language, in: scope)
    }

    nonisolated func ranker(
        for text: String, _ language: LanguageCode?, in scope: Scope
    ) async -> RankedExtractor? {
        Rankers.choice(among: await all(in: scope), for: text, language)?.model.extractor
    }

    private func all(in scope: Scope) async -> [String: Rankers.InForce] {
        if let known = rankers.known(in: scope) { return known }
        return await look(in: scope)
    }

    private func look(in scope: Scope) async -> [String: Rankers.InForce] {
        let found = await rankers.look(in: scope)
        watch.set(found.values.map(Self.watched), of: scope.tenant)
        for tenant in rankers.makeRoom() { watch.set([], of: tenant) }
        gauges.show(watch.models.values.joined())
        return found
    }

    private static func watched(_ ranker: Rankers.InForce) -> WatchedModel {
        let promotion = ranker.promotion
        return WatchedModel(
            id: promotion.model, task: KeywordModels.task.name, language: promotion.language,
            version: promotion.version, score: promotion.score, drift: ranker.model.drift)
    }

    func forget(_ tenant: TenantID) {
        rankers.forget(tenant)
    }
}

// How they are doing.
extension RankersInForce {
    /// Makes rounds until its task is cancelled.
    nonisolated func run(sleep: Sleep = { try await Task.sleep(for: $0) }) async {
        while (try? await sleep(Self.roundEvery)) != nil { await makeRound() }
    }

    /// Looks at every tenant with models in force, unless that was done a moment ago: at what is promoted, and at
    /// what people said of its results.
    func makeRound() async {
        let now = clock.ticks()
        if let last = roundAt, now.since(last) < Self.roundEvery { return }
        roundAt = now
        for (tenant, trace) in rankers.tenants where rankers.holds(tenant) {
            let scope = Scope(tenant: tenant, moment: clock.now(), trace: trace)
            for ranker in await look(in: scope).values { await ask(about: ranker, in: scope) }
        }
        gauges.show(watch.models.values.joined())
        gauges.showDrift(of: watch.models.values.joined())
        for change in watch.judge() { report(change) }
    }

    func finding() async -> Check.Finding {
        await makeRound()
        return watch.finding
    }

    /// A store that is away leaves the last figures standing; its own check says so.
    private func ask(about ranker: Rankers.InForce, in scope: Scope) async {
        guard
            let results = try? await corrections.results(
                of: ranker.model.extractor.identity, since: ranker.promotion.registeredAt, in: scope)
        else { return }
        watch.note(results, of: ranker.promotion.model, scope.tenant)
    }
}
