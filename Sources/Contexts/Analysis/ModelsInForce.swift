import Core
import Language
import Resilience

/// The promoted models of one task of each tenant, as this process knows them: what another process promotes answers
/// here within `lookEvery`.
///
/// It belongs to an actor, on which its methods run.
final class ModelsInForce<Model: Sendable> {
    struct InForce: Sendable {
        let promotion: ModelRegistry.InForce
        let model: Model
    }

    private struct Held {
        var lookedAt: Ticks
        var askedAt: Ticks
        /// Of the last who looked.
        var trace: TraceContext
        var isStale = false
        var models: [String: InForce] = [:]
    }

    private let task: String
    private let registry: ModelRegistry
    private let clock: Clock
    private let modelsMax: Int
    private let read: ([UInt8]) throws -> Model
    private var held: [TenantID: Held] = [:]

    /// - Parameters:
    ///   - modelsMax: held for all tenants together.
    ///   - read: makes a model of its file.
    init(
        of task: ModelTask, _ registry: ModelRegistry, clock: Clock, modelsMax: Int,
        read: @escaping ([UInt8]) throws -> Model
    ) {
        (self.task, self.registry, self.clock) = (task.name, registry, clock)
        (self.modelsMax, self.read) = (modelsMax, read)
    }

    /// By language, where that was looked at a moment ago.
    func known(in scope: Scope) -> [String: InForce]? {
        let now = clock.ticks()
        held[scope.tenant]?.askedAt = now
        guard let known = held[scope.tenant], !known.isStale,
            now.since(known.lookedAt) < ModelsInForceLimits.lookEvery
        else { return nil }
        return known.models
    }

    /// By language. Others who ask meanwhile go on with what there was; so does everyone when the store is away.
    func look(in scope: Scope) async -> [String: InForce] {
        let now = clock.ticks()
        var before = held[scope.tenant] ?? Held(lookedAt: now, askedAt: now, trace: scope.trace)
        (before.lookedAt, before.trace, before.isStale) = (now, scope.trace, false)
        held[scope.tenant] = before
        guard let found = try? await find(before.models, in: scope) else { return before.models }
        // A promotion meanwhile leaves it stale, and the next one looks again.
        held[scope.tenant, default: before].models = found
        return found
    }

    private func find(_ known: [String: InForce], in scope: Scope) async throws -> [String: InForce] {
        var found: [String: InForce] = [:]
        for promotion in try await registry.promotionsInForce(of: task, in: scope) {
            if let same = known[promotion.language], same.promotion.model == promotion.model {
                found[promotion.language] = InForce(promotion: promotion, model: same.model)
                continue
            }
            let file = try await registry.file(of: promotion.model, in: scope)
            // One that a newer version of Lux promoted cannot be read by an older one, which does without.
            guard let model = try? read(file) else { continue }
            found[promotion.language] = InForce(promotion: promotion, model: model)
        }
        return found
    }

    /// Those tenants go that asked the longest ago.
    /// - Returns: them.
    func makeRoom() -> [TenantID] {
        var gone: [TenantID] = []
        var count = held.values.reduce(0) { $0 + $1.models.count }
        while held.count > ModelsInForceLimits.tenantsMax || count > modelsMax,
            let oldest = held.min(by: { $0.value.askedAt < $1.value.askedAt })
        {
            count -= oldest.value.models.count
            held[oldest.key] = nil
            gone.append(oldest.key)
        }
        return gone
    }

    /// What was promoted in this process answers at once.
    func forget(_ tenant: TenantID) {
        held[tenant]?.isStale = true
    }

    /// Those with models, and the trace of the last who looked.
    var tenants: [(tenant: TenantID, trace: TraceContext)] {
        held.compactMap { $1.models.isEmpty ? nil : ($0, $1.trace) }
    }

    func holds(_ tenant: TenantID) -> Bool { held[tenant] != nil }

    /// The one for a text of its language, or of every language.
    static func choice(among models: [String: InForce], for text: String, _ language: LanguageCode?)
        -> InForce?
    {
        guard !models.isEmpty else { return nil }
        let language = language ?? LanguageIdentifier.identify(text).language
        return models[language.rawValue] ?? models[LanguageCode.undetermined.rawValue]
    }
}

/// Beside the type, as a generic one cannot keep them.
enum ModelsInForceLimits {
    static let lookEvery = Duration.seconds(5)
    /// Tenants that are known of.
    static let tenantsMax = 10_000
}
