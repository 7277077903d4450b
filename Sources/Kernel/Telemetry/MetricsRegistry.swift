import Synchronization

/// Holds every metric of a process, or of a test.
package final class MetricsRegistry: Sendable {
    package struct Limits: Sendable {
        /// Metrics, undeclared ones included.
        package var metricsMax = 1000
        /// Label sets a metric; what comes after them is counted in one series whose labels say `other`.
        package var seriesPerMetricMax = 1000
        package var labelBytesMax = 256

        package init() {}
    }

    /// Values that are read when the metrics are, instead of being kept up to date.
    struct Sampled: Sendable {
        let description: MetricDescription
        let read: @Sendable () -> [(labels: [String], value: Double)]
    }

    private struct State {
        /// By every label under which it was asked for.
        var families: [String: MetricFamily] = [:]
        var ordered: [MetricFamily] = []
        var sampled: [Sampled] = []
        var names: Set<String> = []

        mutating func add(_ family: MetricFamily) -> MetricFamily {
            let name = family.description.name
            families[name] = family
            if family.description.kind == .counter { families[name + "_total"] = family }
            names.insert(name)
            ordered.append(family)
            return family
        }
    }

    private let limits: Limits
    private let state = Mutex(State())
    private let unlisted = Atomic(0)

    package init(limits: Limits = Limits()) {
        self.limits = limits
    }

    /// Makes metrics known before their first value. Those without labels are exported from now on.
    package func declare(_ descriptions: [MetricDescription]) throws(MetricDescription.Malformed) {
        for description in descriptions { _ = try declared(description) }
    }

    /// A counter to keep: counting through it costs one atomic addition.
    package func counter(_ description: MetricDescription) throws(MetricDescription.Malformed)
        -> CounterFamily
    {
        CounterFamily(family: try declared(description))
    }

    package func gauge(_ description: MetricDescription) throws(MetricDescription.Malformed) -> GaugeFamily {
        GaugeFamily(family: try declared(description))
    }

    package func histogram(
        _ description: MetricDescription
    ) throws(MetricDescription.Malformed) -> HistogramFamily {
        HistogramFamily(family: try declared(description))
    }

    /// A gauge or counter whose values are asked for at each export. `read` must be quick.
    package func sample(
        _ description: MetricDescription, read: @escaping @Sendable () -> [(labels: [String], value: Double)]
    ) throws(MetricDescription.Malformed) {
        guard !description.kind.isHistogram else { throw .bounds(of: description.name) }
        let isNew = state.withLock { state in
            guard state.names.insert(description.name).inserted else { return false }
            state.sampled.append(Sampled(description: description, read: read))
            return true
        }
        if !isNew { throw .taken(description.name) }
    }

    /// The same metric may be declared twice if both say the same.
    private func declared(
        _ description: MetricDescription
    ) throws(MetricDescription.Malformed) -> MetricFamily {
        let outcome: Result<MetricFamily, MetricDescription.Malformed> = state.withLock { state in
            if let known = state.families[description.name] {
                return known.description == description ? .success(known) : .failure(.taken(description.name))
            }
            guard !state.names.contains(description.name) else { return .failure(.taken(description.name)) }
            guard state.ordered.count < limits.metricsMax else {
                return .failure(.tooMany(limit: limits.metricsMax))
            }
            return .success(state.add(MetricFamily(description, isDeclared: true, limits: limits)))
        }
        let family = try outcome.get()
        if description.labels.isEmpty { _ = family.cell(values: []) }
        return family
    }

    /// The series for a handle of swift-metrics; nil when its name belongs to another kind of metric or no
    /// more metrics fit. The handle then works, and its values are not exported.
    func cell(
        _ label: String, _ dimensions: [(String, String)], orElse kind: MetricDescription.Kind,
        where isRight: (MetricDescription.Kind) -> Bool
    ) -> MetricCell? {
        let family = state.withLock { state -> MetricFamily? in
            if let known = state.families[label] { return known }
            let description = MetricDescription.generic(label, kind)
            if let known = state.families[description.name] {
                if state.families.count < 2 * limits.metricsMax { state.families[label] = known }
                return known
            }
            guard state.ordered.count < limits.metricsMax, !state.names.contains(description.name) else {
                return nil
            }
            let new = state.add(MetricFamily(description, isDeclared: false, limits: limits))
            state.families[label] = new
            return new
        }
        guard let family, isRight(family.description.kind) else {
            unlisted.add(1, ordering: .relaxed)
            return nil
        }
        return family.cell(dimensions: dimensions)
    }

    /// Handles given out whose values are not exported.
    package var unlistedCount: Int { unlisted.load(ordering: .relaxed) }

    /// Requests for a series beyond the limit, by metric.
    package var surplus: [(metric: String, count: Int)] {
        families.compactMap {
            $0.surplusCount > 0 ? (metric: $0.description.name, count: $0.surplusCount) : nil
        }
    }

    var families: [MetricFamily] { state.withLock { $0.ordered } }
    var sampled: [Sampled] { state.withLock { $0.sampled } }
}

/// Label values are given in the order in which the labels were declared. Keep a cell that is used often.
package struct CounterFamily: Sendable {
    fileprivate let family: MetricFamily

    package func callAsFunction(_ values: String...) -> CounterCell {
        if case .counter(let cell) = family.cell(values: values) { cell } else { CounterCell() }
    }
}

package struct GaugeFamily: Sendable {
    fileprivate let family: MetricFamily

    package func callAsFunction(_ values: String...) -> GaugeCell {
        if case .gauge(let cell) = family.cell(values: values) { cell } else { GaugeCell() }
    }
}

package struct HistogramFamily: Sendable {
    fileprivate let family: MetricFamily

    package func callAsFunction(_ values: String...) -> HistogramCell {
        if case .histogram(let cell) = family.cell(values: values) { cell } else { HistogramCell(bounds: []) }
    }
}
