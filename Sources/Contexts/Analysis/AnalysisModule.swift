package import Cache
package import Core
import Language
package import Module
package import Persistence
package import Resilience
package import Settings
package import Telemetry

/// Reads texts: keywords today.
package enum AnalysisModule {
    package struct Needs: Sendable {
        package var database: any Database
        package var clock: Clock
        package var makeID: @Sendable (Instant) -> ID<KeywordEntry>
        package var metrics: MetricsRegistry
        package var alarm: Alarm
        package var jobs: JobAcceptance
        /// Where processes keep answers for each other; nil for one that is alone.
        package var sharedCache: (any SharedCache)?
        package var random: @Sendable () -> UInt64

        package init(
            database: any Database, clock: Clock, makeID: @escaping @Sendable (Instant) -> ID<KeywordEntry>,
            metrics: MetricsRegistry, alarm: Alarm, jobs: JobAcceptance,
            sharedCache: (any SharedCache)? = nil,
            random: @escaping @Sendable () -> UInt64 = { .random(in: .min ... .max) }
        ) {
            (self.database, self.clock, self.jobs) = (database, clock, jobs)
            (self.makeID, self.metrics, self.alarm) = (makeID, metrics, alarm)
            (self.sharedCache, self.random) = (sharedCache, random)
        }
    }

    package static let migrations = AnalysisMigrations.all

    package static func module(_ settings: Settings, _ needs: Needs) throws -> Module {
        let cache = cache(settings, needs)
        let keywords = try keywords(settings, cache, needs)
        let history = KeywordHistory(database: needs.database)
        try needs.metrics.sample(KeywordMetrics.breakerDescription()) { [breaker = keywords.breaker] in
            [([breaker.name], breaker.status.state.level)]
        }
        let work = KeywordWork(keywords: keywords, history: history, makeID: needs.makeID)
        let routes = KeywordRoutes(
            work: work, history: history, jobs: needs.jobs,
            writes: RepeatableWrites(database: needs.database),
            bytesAtOnceMax: settings[AnalysisSettings.bytesAtOnce])
        return Module(
            "analysis", "Reads texts: keywords, with a history of what was found",
            requires: ["jobs"],
            settings: AnalysisSettings.all, migrations: migrations,
            metrics: try KeywordMetrics.descriptions(legacyNames: settings[TelemetrySettings.legacyNames]),
            routes: routes.all, jobs: [work.job],
            commands: [
                Command(
                    "command.keywords.extract", job: KeywordWork.kind, body: routes.extractBody,
                    check: { try KeywordWork.check($0) })
            ],
            checks: [check(keywords)], problems: AnalysisProblems.all,
            background: [{ await cache.run() }])
    }

    private static func cache(_ settings: Settings, _ needs: Needs) -> KeywordCache {
        KeywordCache(
            KeywordAnswer.cachePolicy(
                ttl: settings[AnalysisSettings.cacheTTL], bytesMax: settings[AnalysisSettings.cacheBytes]),
            KeywordAnswer.codec, shared: needs.sharedCache, clock: needs.clock, random: needs.random)
    }

    private static func keywords(
        _ settings: Settings, _ cache: KeywordCache, _ needs: Needs
    ) throws -> Keywords {
        var limits = Keywords.Limits()
        limits.cacheIsOn = settings[AnalysisSettings.cacheIsOn]
        limits.extraction = settings[AnalysisSettings.timeout]
        limits.legacyNames = settings[TelemetrySettings.legacyNames]
        return try Keywords(
            primary: settings[AnalysisSettings.extractor].extractor, fallback: FrequencyExtractor(),
            cache: cache, breaker: Breaker("keyword-extractor", clock: needs.clock), limits: limits,
            clock: needs.clock,
            alarm: needs.alarm, metrics: needs.metrics)
    }

    private static func check(_ keywords: Keywords) -> Check {
        Check(keywords.extractorName, in: "extractors", impact: .degrades) {
            switch keywords.breaker.status.state {
            case .closed: .ok
            case .halfOpen:
                Check.Finding(
                    word: "circuit_half_open", isHealthy: true, reason: keywords.breaker.status.lastFailure)
            case .open:
                Check.Finding(
                    word: "circuit_open", isHealthy: false, reason: keywords.breaker.status.lastFailure,
                    remedy:
                        "The simpler extractor answers meanwhile. The reason above says what failed; it is tried again by itself."
                )
            }
        }
    }
}

package enum AnalysisSettings {
    /// The extractors that can be chosen by name.
    package enum ExtractorChoice: String, CaseIterable, Sendable {
        case statistical, frequency

        var extractor: any KeywordExtractor {
            switch self {
            case .statistical: StatisticalExtractor()
            case .frequency: FrequencyExtractor()
            }
        }
    }

    package static let extractor = SettingKey(
        "analysis.extractor", .choice(of: ExtractorChoice.self), default: .statistical,
        "Which extractor finds keywords.")
    package static let cacheIsOn = SettingKey(
        "analysis.cache", .boolean, default: true,
        "Whether answers are kept for equal requests, in memory and, with cache.redis, in Redis.")
    package static let cacheTTL = SettingKey(
        "analysis.cache_ttl", .duration(in: .seconds(1)...(.seconds(86_400))), default: .seconds(3600),
        "How long an answer is kept.")
    package static let cacheBytes = SettingKey(
        "analysis.cache_bytes", .bytes(in: 65_536...1 << 34), default: 16 << 20,
        "Memory that kept answers may take.")
    package static let timeout = SettingKey(
        "analysis.timeout", .duration(in: .milliseconds(10)...(.seconds(600))), default: .seconds(1),
        "Time that one extraction may take before the simpler extractor answers instead.")

    package static let bytesAtOnce = SettingKey(
        "analysis.bytes_at_once", .bytes(in: 1024...8 << 20), default: 2 << 20,
        "A request with more text than this is answered with a job.")

    package static let all = [
        extractor.setting, bytesAtOnce.setting, cacheIsOn.setting, cacheTTL.setting, cacheBytes.setting,
        timeout.setting,
    ]
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
