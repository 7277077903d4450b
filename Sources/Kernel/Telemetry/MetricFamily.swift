import Synchronization

/// One metric with all its series.
final class MetricFamily: Sendable {
    struct Series: Sendable {
        /// As it stands between the braces: `method="GET",status="200"`; empty without labels.
        let labels: String
        let cell: MetricCell
    }

    private struct State {
        var series: [[String]: Series] = [:]
        /// Of an undeclared metric, by labels in the order in which they were given: saves sorting them.
        var givenOrders: [[String]: MetricCell] = [:]
        var surplus: Series?
    }

    let description: MetricDescription
    private let isDeclared: Bool
    private let limits: MetricsRegistry.Limits
    private let state = Mutex(State())
    private let surplusAsks = Atomic(0)

    init(_ description: MetricDescription, isDeclared: Bool, limits: MetricsRegistry.Limits) {
        self.description = description
        self.isDeclared = isDeclared
        self.limits = limits
    }

    /// How often a series was asked for that no longer fitted and was answered with the common one.
    var surplusCount: Int { surplusAsks.load(ordering: .relaxed) }

    /// In the order of their labels, so that two exports can be compared.
    var allSeries: [Series] {
        state.withLock { state in
            (Array(state.series.values) + (state.surplus.map { [$0] } ?? [])).sorted { $0.labels < $1.labels }
        }
    }

    /// The series with these label values, in the order in which the labels were declared. Missing values are
    /// empty, surplus ones ignored.
    func cell(values: [String]) -> MetricCell {
        let wanted = description.labels.count
        if values.count == wanted { return cell(key: values) }
        return cell(key: Array((values + Array(repeating: "", count: wanted)).prefix(wanted)))
    }

    /// The series with these labels. Of a declared metric only the declared labels count.
    func cell(dimensions: [(String, String)]) -> MetricCell {
        if isDeclared {
            return cell(
                key: description.labels.map { name in dimensions.first { $0.0 == name }?.1 ?? "" })
        }
        let given = Self.flat(dimensions)
        if dimensions.count < 2 { return cell(key: given) }
        if let known = state.withLock({ $0.givenOrders[given] }) { return known }
        let cell = cell(key: Self.flat(dimensions.sorted { $0.0 < $1.0 }))
        state.withLock { state in
            if state.givenOrders.count < limits.seriesPerMetricMax { state.givenOrders[given] = cell }
        }
        return cell
    }

    private static func flat(_ dimensions: [(String, String)]) -> [String] {
        var flat: [String] = []
        flat.reserveCapacity(2 * dimensions.count)
        for (name, value) in dimensions {
            flat.append(name)
            flat.append(value)
        }
        return flat
    }

    private func cell(key: [String]) -> MetricCell {
        let key = key.contains { $0.utf8.count > limits.labelBytesMax } ? key.map(shortened) : key
        return state.withLock { state in
            if let known = state.series[key] { return known.cell }
            if state.series.count < limits.seriesPerMetricMax {
                let new = Series(labels: rendered(key), cell: MetricCell(description.kind))
                state.series[key] = new
                return new.cell
            }
            surplusAsks.add(1, ordering: .relaxed)
            let common =
                state.surplus ?? Series(labels: surplusLabels(key), cell: MetricCell(description.kind))
            state.surplus = common
            return common.cell
        }
    }

    private func shortened(_ text: String) -> String {
        LogText.fitted(text, bytesMax: limits.labelBytesMax)
    }

    private func surplusLabels(_ key: [String]) -> String {
        if isDeclared { return rendered(key.map { _ in "other" }) }
        return rendered(key.enumerated().map { $0.offset % 2 == 0 ? $0.element : "other" })
    }

    private func rendered(_ key: [String]) -> String {
        if isDeclared { return pairs(Array(zip(description.labels, key))) }
        var (names, result): (Set<String>, [(String, String)]) = ([], [])
        for index in stride(from: 0, to: key.count, by: 2) {
            let name = MetricName.labelMade(of: key[index])
            if names.insert(name).inserted { result.append((name, key[index + 1])) }
        }
        return pairs(result)
    }

    private func pairs(_ labels: [(String, String)]) -> String {
        labels.map { name, value in "\(name)=\"\(MetricsText.escaped(value))\"" }.joined(separator: ",")
    }
}
