import Core
import Language
import Module

/// The models in force of all tenants that this process knows of, how they are doing, and what is warned of.
struct ModelWatch {
    /// Warnings that the check spells out.
    static let spelledOutMax = 5

    private let judgement: ModelJudgement
    private(set) var models: [TenantID: [WatchedModel]] = [:]
    private var warnings: [ModelWarning.Key: ModelWarning] = [:]

    init(_ judgement: ModelJudgement) {
        self.judgement = judgement
    }

    /// In place of what was known of the tenant. What people said of a model that stays in force is kept.
    mutating func set(_ now: [WatchedModel], of tenant: TenantID) {
        let known = models[tenant] ?? []
        let now = now.map { model in
            var model = model
            model.corrected = model.corrected ?? known.first { $0.id == model.id }?.corrected
            return model
        }
        models[tenant] = now.isEmpty ? nil : now
    }

    mutating func note(_ corrected: CorrectedResults?, of model: ID<RegisteredModel>, _ tenant: TenantID) {
        guard let index = models[tenant]?.firstIndex(where: { $0.id == model }) else { return }
        models[tenant]?[index].corrected = corrected
    }

    /// Compares everything with its limits.
    /// - Returns: what begins, and what ends.
    mutating func judge() -> [ModelWarningChange] {
        let before = warnings
        let found = models.flatMap { tenant, models in
            models.flatMap { judgement.warnings(of: $0, tenant) { before[$0] != nil } }
        }
        warnings = Dictionary(found.map { ($0.key, $0) }, uniquingKeysWith: { $1 })
        return found.filter { before[$0.key] == nil }.map(ModelWarningChange.begun)
            + before.values.filter { warnings[$0.key] == nil }.map(ModelWarningChange.ended)
    }

    /// As last judged.
    var finding: Check.Finding {
        let all = models.values.joined()
        let facts: [JSON.Member] = [
            .init("in_force", .integer(all.count)),
            .init("watched", .integer(all.count { $0.drift?.drift != nil })),
        ]
        guard !warnings.isEmpty else { return .ok.with(facts) }
        let named = warnings.values.sorted { $0.reason < $1.reason }.prefix(Self.spelledOutMax)
        let others = warnings.count - named.count
        let reason = named.map(\.reason).joined(separator: "; ") + (others > 0 ? "; and \(others) more" : "")
        var remedies: [String] = []
        for warning in named where !remedies.contains(warning.remedy) { remedies.append(warning.remedy) }
        return Check.Finding(
            word: "past_limit", isHealthy: false, reason: reason, remedy: remedies.joined(separator: " ")
        ).with(facts + [.init("past_limit", .array(named.map(\.json)))])
    }
}
