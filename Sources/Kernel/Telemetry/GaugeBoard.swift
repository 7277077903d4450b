import Synchronization

/// A gauge whose series are told all at once: those that are not told again are gone, where a gauge of single cells
/// would show the last value of what is no more.
package final class GaugeBoard: Sendable {
    package typealias Series = (labels: [String], value: Double)

    private let shown = Mutex<[Series]>([])

    fileprivate init() {}

    /// In place of everything shown before; label values in the order in which the labels were declared.
    package func show(_ series: [Series]) {
        shown.withLock { $0 = series }
    }

    fileprivate var series: [Series] { shown.withLock { $0 } }
}

extension MetricsRegistry {
    package func board(_ description: MetricDescription) throws(MetricDescription.Malformed) -> GaugeBoard {
        let board = GaugeBoard()
        try sample(description) { board.series }
        return board
    }
}
