import Core
import Language

/// When something about a model in force is past its limit.
struct ModelJudgement: Hashable, Sendable {
    /// 0 for never.
    var driftMax = 0.2
    var agreementDropMax = 0.1

    /// A warning ends at this share of its limit, so that a figure at the limit does not begin and end it all day.
    static let endsAt = 0.9
    /// Inputs that a warning names.
    static let inputsMax = 5

    /// - Parameter isWarned: whether there is a warning of this kind already
    func warnings(
        of model: WatchedModel, _ tenant: TenantID, isWarned: (ModelWarning.Key) -> Bool
    ) -> [ModelWarning] {
        [drift(of: model, tenant), agreement(of: model, tenant)].compactMap(\.self).filter { found in
            found.isPast(by: isWarned(found.warning.key) ? Self.endsAt : 1)
        }.map(\.warning)
    }

    /// What would be warned of, and how far it is on the way there.
    private struct Found {
        let warning: ModelWarning
        /// 1 at the limit.
        let share: Double

        func isPast(by part: Double) -> Bool { share > part }
    }

    /// Where a model learnt from few texts, chance moves the index further than a limit.
    private func drift(of model: WatchedModel, _ tenant: TenantID) -> Found? {
        guard driftMax > 0, let all = model.drift?.drift else { return nil }
        func share(_ input: InputDrift) -> Double { input.index / max(driftMax, input.chance) }
        let sorted = all.sorted { share($0) > share($1) }
        guard let worst = sorted.first, share(worst) > Self.endsAt else { return nil }
        let inputs = sorted.prefix(Self.inputsMax).filter { share($0) > Self.endsAt }.map(\.input)
        return Found(
            warning: ModelWarning(
                model, of: tenant, .drift(inputs: inputs), value: worst.index,
                limit: max(driftMax, worst.chance)),
            share: share(worst))
    }

    private func agreement(of model: WatchedModel, _ tenant: TenantID) -> Found? {
        guard agreementDropMax < 1, let score = model.score, let agreement = model.agreement else {
            return nil
        }
        let drop = score - agreement
        guard drop > 0 else { return nil }
        return Found(
            warning: ModelWarning(
                model, of: tenant, .agreement(score: score), value: agreement,
                limit: score - agreementDropMax),
            share: agreementDropMax > 0 ? drop / agreementDropMax : .infinity)
    }
}
