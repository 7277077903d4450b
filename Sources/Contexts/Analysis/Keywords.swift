import Cache
package import Core
package import Language
import Module
package import Resilience
package import Telemetry

/// Finds keywords: cache, then breaker, then time limit, then extractor; and a simpler extractor when that fails.
/// Where a model is configured it is asked before the extractor, behind a breaker and a limit of its own.
package struct Keywords: Sendable {
    package struct Limits: Sendable {
        package var cacheIsOn = true
        /// An extraction takes milliseconds; one that takes longer than this is stuck.
        package var extraction: Duration = .seconds(1)
        package var legacyNames = false

        package init() {}
    }

    /// A model, with what keeps it from harming others.
    package struct Model: Sendable {
        let neural: NeuralKeywords
        /// Of one text.
        let timeMax: Duration
        /// Texts that it is given at once.
        let atOnceMax: Int
        let report: @Sendable (GenerationFailure, Scope) -> Void

        package init(
            _ neural: NeuralKeywords, timeMax: Duration, atOnceMax: Int,
            report: @escaping @Sendable (GenerationFailure, Scope) -> Void
        ) {
            (self.neural, self.timeMax) = (neural, timeMax)
            (self.atOnceMax, self.report) = (atOnceMax, report)
        }
    }

    private let primary: any KeywordExtractor
    /// What people promoted goes before it; nil where there is no registry.
    private let rankers: RankersInForce?
    private let model: Model?
    private let fallback: any KeywordExtractor
    private let cache: KeywordCache
    private let limits: Limits
    private let clock: Clock
    private let alarm: Alarm
    private let metrics: KeywordMetrics
    let breaker: Breaker
    /// Nil where no model is configured.
    let modelBreaker: Breaker?

    package init(
        primary: any KeywordExtractor, rankers: RankersInForce? = nil, model: Model? = nil,
        fallback: any KeywordExtractor, cache: KeywordCache, breaker: Breaker, limits: Limits, clock: Clock,
        alarm: Alarm, metrics: MetricsRegistry
    ) throws {
        (self.primary, self.rankers, self.model) = (primary, rankers, model)
        (self.fallback, self.cache) = (fallback, cache)
        (self.breaker, self.limits) = (breaker, limits)
        (self.clock, self.alarm) = (clock, alarm)
        modelBreaker = model.map { _ in Breaker("keyword-model", clock: clock) }
        self.metrics = try KeywordMetrics(metrics, legacyNames: limits.legacyNames)
    }

    /// The name under which the health report knows the extractor.
    var extractorName: String { primary.identity.name }

    /// How many texts are worth asking about side by side: one, where nothing is waited for.
    var atOnceMax: Int { model?.atOnceMax ?? 1 }

    package func extract(_ query: KeywordQuery, in scope: Scope) async throws -> KeywordAnswer {
        let source = await source(for: query, in: scope)
        guard limits.cacheIsOn, query.isKept else {
            return try await make(query, by: source, in: scope)
        }
        let found = try await cache.value(for: Self.key(query, source.identity), of: scope.tenant) {
            try await make(query, by: source, in: scope)
        }
        metrics.cacheRequests(found.wasKept ? "hit" : "miss").increment()
        return found.wasKept ? found.value.fromCache : found.value
    }

    private func make(
        _ query: KeywordQuery, by source: Source, in scope: Scope
    ) async throws -> KeywordAnswer {
        let start = clock.ticks()
        let result =
            switch source {
            case .extractor(let extractor): try await run(extractor, query)
            case .model(let model): try await ask(model, query, in: scope)
            }
        record(result.value, took: clock.ticks().since(start))
        return KeywordAnswer(
            extraction: result.value, createdAt: scope.moment, isCached: false,
            isFallback: result.isSubstitute)
    }

    private func run(
        _ extractor: any KeywordExtractor, _ query: KeywordQuery
    ) async throws -> Substituted<KeywordExtraction> {
        try await withFallback {
            try await breaker.run {
                try await withTimeout(limits.extraction, by: alarm) { try Self.run(extractor, query) }
            }
        } substitute: { _ in
            try Self.run(fallback, query)
        }
    }

    private static func run(_ extractor: any KeywordExtractor, _ query: KeywordQuery) throws
        -> KeywordExtraction
    {
        try AnalysisProblems.translating { () throws(ExtractionRefusal) in
            try extractor.extract(
                from: query.text, options: query.options, isCancelled: { Task.isCancelled })
        }
    }

    private func record(_ extraction: KeywordExtraction, took duration: Duration) {
        metrics.seconds(extraction.language.rawValue).record(duration.inSeconds)
        metrics.summary?(extraction.language.rawValue).record(duration.inSeconds)
        metrics.versions("\(extraction.extractor.name)-\(extraction.extractor.version)").increment()
    }

    /// The parts before the text hold no line end, so no two queries have the same key.
    private static func key(_ query: KeywordQuery, _ identity: ExtractorIdentity) -> String {
        let options = query.options
        return """
            \(identity.name):\(identity.version):\
            \(options.limit):\(options.wordsAsked.map { "\($0)" } ?? "-"):\(options.diversity):\
            \(options.language?.rawValue ?? "auto")
            \(query.text)
            """
    }
}

// MARK: The model

extension Keywords {
    /// What is asked first.
    private enum Source: Sendable {
        case extractor(any KeywordExtractor)
        case model(Model)

        var identity: ExtractorIdentity {
            switch self {
            case .extractor(let extractor): extractor.identity
            case .model(let model): model.neural.identity
            }
        }
    }

    private func source(for query: KeywordQuery, in scope: Scope) async -> Source {
        if let ranker = await rankers?.ranker(for: query, in: scope) { return .extractor(ranker) }
        return model.map(Source.model) ?? .extractor(primary)
    }

    private func ask(
        _ model: Model, _ query: KeywordQuery, in scope: Scope
    ) async throws -> Substituted<KeywordExtraction> {
        try await withFallback {
            let start = clock.ticks()
            let extraction = try await guarded(model) { try await model.neural.extraction(of: query) }
            metrics.modelSeconds().record(clock.ticks().since(start).inSeconds)
            return extraction
        } substitute: { error in
            note(error, of: model, in: scope)
            return try await run(primary, query).value
        }
    }

    private func guarded(
        _ model: Model, _ body: @escaping @Sendable () async throws -> KeywordExtraction
    ) async throws -> KeywordExtraction {
        guard let modelBreaker else { return try await body() }
        return try await modelBreaker.run {
            try await withTimeout(model.timeMax, by: alarm, body)
        } isFailure: { error in
            (error as? GenerationFailure)?.isAboutText != true
        }
    }

    private func note(_ error: any Error, of model: Model, in scope: Scope) {
        let failure = GenerationFailure(error)
        metrics.modelFailures(failure.kind).increment()
        // An open breaker was told of when it opened; it would be told again for every text.
        if failure.kind != GenerationFailure.breakerOpen { model.report(failure, scope) }
    }
}

extension GenerationFailure {
    /// Why there is no extraction by a model.
    fileprivate init(_ error: any Error) {
        switch error {
        case let failure as GenerationFailure: self = failure
        case let late as TimedOut:
            self.init(Self.timeout, "the model did not answer within \(late.limit.inSeconds) s")
        case let open as BreakerOpen: self.init(Self.breakerOpen, open.problem.detail)
        case let busy as TooBusy: self.init(Self.tooBusy, busy.problem.detail)
        // The words of an error may quote the text; its type never does.
        default: self.init(Self.fault, "it threw \(type(of: error))")
        }
    }
}

extension KeywordAnswer {
    fileprivate var fromCache: KeywordAnswer {
        KeywordAnswer(extraction: extraction, createdAt: createdAt, isCached: true, isFallback: isFallback)
    }
}
