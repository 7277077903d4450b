package import CoreMetrics

/// The handles of swift-metrics. Destroying one does nothing: its series may be shared with other holders of
/// the same name and labels, and the number of series is bounded anyway.
extension MetricsRegistry: MetricsFactory {
    package func makeCounter(label: String, dimensions: [(String, String)]) -> any CounterHandler {
        counterCell(label, dimensions)
    }

    package func makeFloatingPointCounter(
        label: String, dimensions: [(String, String)]
    ) -> any FloatingPointCounterHandler {
        counterCell(label, dimensions)
    }

    package func makeMeter(label: String, dimensions: [(String, String)]) -> any MeterHandler {
        gaugeCell(label, dimensions)
    }

    package func makeRecorder(
        label: String, dimensions: [(String, String)], aggregate: Bool
    ) -> any RecorderHandler {
        aggregate ? histogramCell(label, dimensions, MetricBounds.amounts) : gaugeCell(label, dimensions)
    }

    /// Records seconds, and says so in the name unless the name is known as it is.
    package func makeTimer(label: String, dimensions: [(String, String)]) -> any TimerHandler {
        let isNamedInSeconds = label.hasSuffix("seconds")
        return histogramCell(
            isNamedInSeconds ? label : label + "_seconds", dimensions, MetricBounds.latencySeconds)
    }

    package func destroyCounter(_ handler: any CounterHandler) {}
    package func destroyFloatingPointCounter(_ handler: any FloatingPointCounterHandler) {}
    package func destroyMeter(_ handler: any MeterHandler) {}
    package func destroyRecorder(_ handler: any RecorderHandler) {}
    package func destroyTimer(_ handler: any TimerHandler) {}

    private func counterCell(_ label: String, _ dimensions: [(String, String)]) -> CounterCell {
        let cell = cell(label, dimensions, orElse: .counter) { $0 == .counter }
        if case .counter(let counter) = cell { return counter }
        return CounterCell()
    }

    private func gaugeCell(_ label: String, _ dimensions: [(String, String)]) -> GaugeCell {
        let cell = cell(label, dimensions, orElse: .gauge) { $0 == .gauge }
        if case .gauge(let gauge) = cell { return gauge }
        return GaugeCell()
    }

    private func histogramCell(
        _ label: String, _ dimensions: [(String, String)], _ bounds: [Double]
    ) -> HistogramCell {
        let cell = cell(label, dimensions, orElse: .histogram(bounds: bounds)) { $0.isHistogram }
        if case .histogram(let histogram) = cell { return histogram }
        return HistogramCell(bounds: bounds)
    }
}
