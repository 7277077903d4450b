import Core
import Language
import Resilience

/// The promoted classifiers of each tenant.
actor ClassifiersInForce {
    /// One takes some megabytes at most.
    static let classifiersMax = 100

    typealias Classifiers = ModelsInForce<TextClassifier>
    private let classifiers: Classifiers

    init(_ registry: ModelRegistry, clock: Clock) {
        classifiers = Classifiers(
            of: ClassifierModels.task, registry, clock: clock, modelsMax: Self.classifiersMax
        ) {
            try ClassifierModels.read($0, from: "The file")
        }
    }

    /// Nil where none was promoted.
    nonisolated func classifier(
        for text: String, _ language: LanguageCode?, in scope: Scope
    ) async -> Classifiers.InForce? {
        Classifiers.choice(among: await all(in: scope), for: text, language)
    }

    private func all(in scope: Scope) async -> [String: Classifiers.InForce] {
        if let known = classifiers.known(in: scope) { return known }
        let found = await classifiers.look(in: scope)
        _ = classifiers.makeRoom()
        return found
    }

    func forget(_ tenant: TenantID) {
        classifiers.forget(tenant)
    }
}
