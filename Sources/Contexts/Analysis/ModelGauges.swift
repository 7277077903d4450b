import Language
import Telemetry

/// What metrics say of models in force. They have no label for the tenant: of several models with the same version,
/// the worst is shown, and the check says whose it is.
struct ModelGauges {
    /// Series of `model_drift`: those with the greatest values.
    static let seriesMax = 1_000

    private let accuracy: GaugeBoard
    private let agreement: GaugeBoard
    private let drift: GaugeBoard

    init(_ registry: MetricsRegistry) throws {
        accuracy = try registry.board(Self.accuracyDescription())
        agreement = try registry.board(Self.agreementDescription())
        drift = try registry.board(Self.driftDescription())
    }

    static func descriptions() throws -> [MetricDescription] {
        try [accuracyDescription(), agreementDescription(), driftDescription()]
    }

    private static func accuracyDescription() throws -> MetricDescription {
        try .gauge(
            "model_accuracy", "F1 of a promoted model on the stored validation set, from 0 to 1.",
            labels: ["task", "version"])
    }

    private static func agreementDescription() throws -> MetricDescription {
        try .gauge(
            "model_agreement",
            "Mean F1 of ten keywords of a promoted model with people's corrections of them, from 0 to 1.",
            labels: ["task", "version"])
    }

    private static func driftDescription() throws -> MetricDescription {
        try .gauge(
            "model_drift",
            "Population stability index of the score and the features of a promoted model since its training.",
            labels: ["task", "version", "input"])
    }

    func show(_ models: some Sequence<WatchedModel>) {
        var (scores, agreements) = (Worst(by: <), Worst(by: <))
        for model in models {
            scores.add(model.score, [model.task, model.label])
            agreements.add(model.agreement, [model.task, model.label])
        }
        accuracy.show(scores.series())
        agreement.show(agreements.series())
    }

    /// Reckons for some milliseconds where there are hundreds of models.
    func showDrift(of models: some Sequence<WatchedModel>) {
        var drifts = Worst(by: >)
        for model in models {
            for input in model.drift?.drift ?? [] {
                drifts.add(input.index, [model.task, model.label, input.input])
            }
        }
        drift.show(drifts.series(atMost: Self.seriesMax))
    }
}

/// The worst value of each series.
private struct Worst {
    private let isWorse: (Double, Double) -> Bool
    private var values: [[String]: Double] = [:]

    init(by isWorse: @escaping (Double, Double) -> Bool) {
        self.isWorse = isWorse
    }

    mutating func add(_ value: Double?, _ labels: [String]) {
        guard let value else { return }
        if let known = values[labels], !isWorse(value, known) { return }
        values[labels] = value
    }

    /// The worst ones, in the order of their labels.
    func series(atMost limit: Int = .max) -> [GaugeBoard.Series] {
        let kept = values.sorted { isWorse($0.value, $1.value) }.prefix(limit)
        return kept.sorted { $0.key.lexicographicallyPrecedes($1.key) }.map { ($0.key, $0.value) }
    }
}
