import Cache
package import Core
package import Language
import Module
package import Resilience
package import Telemetry

/// Finds keywords: cache, then breaker, then time limit, then extractor; and a simpler extractor when that fails.
package struct Keywords: Sendable {
    package struct Limits: Sendable {
        package var cacheIsOn = true
        /// An extraction takes milliseconds; one that takes longer than this is stuck.
        package var extraction: Duration = .seconds(1)
        package var legacyNames = false

        package init() {}
    }

    private let primary: any KeywordExtractor
    private let fallback: any KeywordExtractor
    private let cache: KeywordCache
    private let limits: Limits
    private let clock: Clock
    private let alarm: Alarm
    private let metrics: KeywordMetrics
    let breaker: Breaker

    package init(
        primary: any KeywordExtractor, fallback: any KeywordExtractor, cache: KeywordCache,
        breaker: Breaker, limits: Limits, clock: Clock, alarm: Alarm,
        metrics: MetricsRegistry
    ) throws {
        (self.primary, self.fallback, self.cache) = (primary, fallback, cache)
        (self.breaker, self.limits) = (breaker, limits)
        (self.clock, self.alarm) = (clock, alarm)
        self.metrics = try KeywordMetrics(metrics, legacyNames: limits.legacyNames)
    }

    /// The name under which the health report knows the extractor.
    var extractorName: String { primary.identity.name }

    package func extract(_ query: KeywordQuery, in scope: Scope) async throws -> KeywordAnswer {
        guard limits.cacheIsOn else { return try await make(query, in: scope) }
        let found = try await cache.value(for: cacheKey(query), of: scope.tenant) {
            try await make(query, in: scope)
        }
        metrics.cacheRequests(found.wasKept ? "hit" : "miss").increment()
        return found.wasKept ? found.value.fromCache : found.value
    }

    private func make(_ query: KeywordQuery, in scope: Scope) async throws -> KeywordAnswer {
        let start = clock.ticks()
        let result = try await withFallback {
            try await breaker.run {
                try await withTimeout(limits.extraction, by: alarm) { try Self.run(primary, query) }
            }
        } substitute: { _ in
            try Self.run(fallback, query)
        }
        record(result.value, took: clock.ticks().since(start))
        return KeywordAnswer(
            extraction: result.value, createdAt: scope.moment, isCached: false,
            isFallback: result.isSubstitute)
    }

    private static func run(_ extractor: any KeywordExtractor, _ query: KeywordQuery) throws
        -> KeywordExtraction
    {
        do {
            return try extractor.extract(
                from: query.text, options: query.options, isCancelled: { Task.isCancelled })
        } catch .cancelled {
            // Without anybody having cancelled, it is the extractor that failed.
            throw Task.isCancelled ? CancellationError() : ExtractorGaveUp()
        } catch {
            throw AnalysisProblems.problem(for: error)
        }
    }

    private struct ExtractorGaveUp: Error {}

    private func record(_ extraction: KeywordExtraction, took duration: Duration) {
        metrics.seconds(extraction.language.rawValue).record(duration.inSeconds)
        metrics.summary?(extraction.language.rawValue).record(duration.inSeconds)
        metrics.versions("\(extraction.extractor.name)-\(extraction.extractor.version)").increment()
    }

    /// The parts before the text hold no line end, so no two queries have the same key.
    private func cacheKey(_ query: KeywordQuery) -> String {
        let options = query.options
        return """
            \(primary.identity.name):\(primary.identity.version):\
            \(options.limit):\(options.maxWords):\(options.language?.rawValue ?? "auto")
            \(query.text)
            """
    }
}

extension KeywordAnswer {
    fileprivate var fromCache: KeywordAnswer {
        KeywordAnswer(extraction: extraction, createdAt: createdAt, isCached: true, isFallback: isFallback)
    }
}
