package import Cache
package import Core
import Language
package import Module
package import Persistence
package import Resilience
package import Settings
package import Telemetry

/// Reads texts: keywords, and whatever else plugins find.
package enum AnalysisModule {
    package struct Needs: Sendable {
        package var database: any Database
        package var clock: Clock
        package var makeID: @Sendable (Instant) -> ID<KeywordEntry>
        package var metrics: MetricsRegistry
        package var alarm: Alarm
        package var jobs: JobAcceptance
        package var plugins: PluginNeeds
        /// Models that people trained; nil where there is no event log to record what answers.
        package var models: ModelRegistry?
        /// Told when a model in force gets past a limit, and when it no longer is: a line of the log.
        package var modelReport: @Sendable (ModelWarningChange) -> Void
        /// The model that is asked before the extractor; nil where none is configured.
        package var model: ModelNeeds?
        /// Where processes keep answers for each other; nil for one that is alone.
        package var sharedCache: (any SharedCache)?
        package var random: @Sendable () -> UInt64

        package init(
            database: any Database, clock: Clock, makeID: @escaping @Sendable (Instant) -> ID<KeywordEntry>,
            metrics: MetricsRegistry, alarm: Alarm, jobs: JobAcceptance, plugins: PluginNeeds,
            models: ModelRegistry? = nil,
            modelReport: @escaping @Sendable (ModelWarningChange) -> Void = { _ in },
            model: ModelNeeds? = nil,
            sharedCache: (any SharedCache)? = nil,
            random: @escaping @Sendable () -> UInt64 = { .random(in: .min ... .max) }
        ) {
            (self.database, self.clock, self.jobs) = (database, clock, jobs)
            (self.makeID, self.metrics, self.alarm) = (makeID, metrics, alarm)
            (self.plugins, self.models, self.modelReport) = (plugins, models, modelReport)
            self.model = model
            (self.sharedCache, self.random) = (sharedCache, random)
        }
    }

    package static let migrations = AnalysisMigrations.all

    package static func module(_ settings: Settings, _ needs: Needs) throws -> Module {
        let cache = cache(settings, needs)
        let corrections = KeywordCorrections(database: needs.database)
        let models = try ModelPart(corrections, settings, needs)
        let keywords = try keywords(settings, cache, models.rankers, needs)
        let history = KeywordHistory(database: needs.database)
        let writes = RepeatableWrites(database: needs.database)
        let plugins = try PluginPart(
            builtIn(settings[AnalysisSettings.extractor].extractor, models.rankers, models.classifiers),
            settings, needs)
        let breakers = [keywords.breaker] + [keywords.modelBreaker].compactMap(\.self) + plugins.breakers
        try needs.metrics.sample(KeywordMetrics.breakerDescription()) {
            breakers.map { ([$0.name], $0.status.state.level) }
        }
        let work = KeywordWork(keywords: keywords, history: history, makeID: needs.makeID)
        let routes = KeywordRoutes(
            work: work, history: history, jobs: needs.jobs, writes: writes,
            bytesAtOnceMax: settings[AnalysisSettings.bytesAtOnce])
        let feedback = KeywordCorrectionRoutes(
            corrections: corrections, history: history, writes: writes, relearning: models.relearning)
        let modelRoutes = models.routes { await plugins.forgetModels(of: $0) }
        return Module(
            "analysis", "Reads texts: keywords and what plugins find, with a history",
            requires: ["jobs"],
            settings: AnalysisSettings.all + PluginSettings.all, migrations: migrations,
            metrics: try KeywordMetrics.descriptions(legacyNames: settings[TelemetrySettings.legacyNames])
                + PluginMetrics.descriptions() + models.metrics,
            routes: routes.all + feedback.all + plugins.routes + modelRoutes,
            jobs: [work.job, plugins.job] + models.jobs,
            commands: [
                Command(
                    "command.keywords.extract", job: KeywordWork.kind, body: routes.extractBody,
                    check: { try KeywordWork.check($0) })
            ],
            checks: checks(keywords, needs) + plugins.checks + models.checks,
            problems: AnalysisProblems.all + PluginProblems.all,
            background: [
                { await cache.run() }, { await plugins.run() }, { await needs.model?.generator.run() },
            ] + models.background)
    }

    /// The ids of ours, which nobody else's may have.
    package static let builtInPlugins = Set(builtIn(StatisticalExtractor(), nil, nil).map(\.id))

    /// Ours, in the order in which they are listed.
    private static func builtIn(
        _ extractor: any KeywordExtractor, _ rankers: RankersInForce?, _ classifiers: ClassifiersInForce?
    ) -> [Plugin] {
        [
            .keywords(extractor, before: rankers), .wordFrequency, .sentiment, .entities, .summary,
            .classify(before: classifiers), .readability, .language, .similarity, .explainTerms,
        ]
    }

    private static func cache(_ settings: Settings, _ needs: Needs) -> KeywordCache {
        var policy = KeywordAnswer.cachePolicy(
            ttl: settings[AnalysisSettings.cacheTTL], bytesMax: settings[AnalysisSettings.cacheBytes])
        // A model takes its time, and then the extractor may have to stand in.
        if needs.model != nil { policy.claimFor += settings[AnalysisSettings.modelTimeout] }
        return KeywordCache(
            policy, KeywordAnswer.codec, shared: needs.sharedCache, clock: needs.clock, random: needs.random)
    }

    private static func keywords(
        _ settings: Settings, _ cache: KeywordCache, _ rankers: RankersInForce?, _ needs: Needs
    ) throws -> Keywords {
        var limits = Keywords.Limits()
        limits.cacheIsOn = settings[AnalysisSettings.cacheIsOn]
        limits.extraction = settings[AnalysisSettings.timeout]
        limits.legacyNames = settings[TelemetrySettings.legacyNames]
        return try Keywords(
            primary: settings[AnalysisSettings.extractor].extractor, rankers: rankers,
            model: needs.model.map { model(settings, $0) },
            fallback: FrequencyExtractor(), cache: cache,
            breaker: Breaker("keyword-extractor", clock: needs.clock), limits: limits,
            clock: needs.clock,
            alarm: needs.alarm, metrics: needs.metrics)
    }

    private static func model(_ settings: Settings, _ needs: ModelNeeds) -> Keywords.Model {
        let prompt: KeywordPrompt.Kind =
            if let own = settings[AnalysisSettings.modelPrompt] {
                .own(own)
            } else {
                settings[AnalysisSettings.modelInterface] == .openai ? .standard : .none
            }
        let neural = NeuralKeywords(
            needs.generator, model: settings[AnalysisSettings.modelName], prompt: KeywordPrompt(prompt),
            textBytesMax: settings[AnalysisSettings.modelTextBytes])
        return Keywords.Model(
            neural, timeMax: settings[AnalysisSettings.modelTimeout],
            atOnceMax: settings[AnalysisSettings.batchSize], report: needs.report)
    }

    private static func checks(_ keywords: Keywords, _ needs: Needs) -> [Check] {
        let extractor = Check(keywords.extractorName, in: "extractors", impact: .degrades) {
            keywords.breaker.finding(
                remedy:
                    "The simpler extractor answers meanwhile. The reason above says what failed; it is tried again by itself."
            )
        }
        guard let model = needs.model, let breaker = keywords.modelBreaker else { return [extractor] }
        let endpoint = Check(NeuralKeywords.name, in: "extractors", impact: .degrades) {
            breaker.finding(
                remedy:
                    "The extractor of the settings answers meanwhile. The reason above says what the endpoint said; it is asked again by itself. `lux doctor` tries to reach it."
            ).with([.init("endpoint", .string(model.address))])
        }
        return [extractor, endpoint]
    }
}

extension CircuitBreaker.State {
    /// For the metric.
    fileprivate var level: Double {
        switch self {
        case .closed: 0
        case .halfOpen: 1
        case .open: 2
        }
    }
}
