import CoreMetrics
import Synchronization

/// The value of one series.
enum MetricCell: Sendable {
    case counter(CounterCell)
    case gauge(GaugeCell)
    case histogram(HistogramCell)

    init(_ kind: MetricDescription.Kind) {
        switch kind {
        case .counter: self = .counter(CounterCell())
        case .gauge: self = .gauge(GaugeCell())
        case .histogram(let bounds): self = .histogram(HistogramCell(bounds: bounds))
        case .summary: self = .histogram(HistogramCell(bounds: []))
        }
    }
}

/// Only grows. Whole and fractional amounts are kept apart, so that counting by ones never loses precision.
package final class CounterCell: CounterHandler, FloatingPointCounterHandler {
    private let whole = Atomic<Int64>(0)
    private let fraction = AtomicDouble()

    package func increment() {
        whole.add(1, ordering: .relaxed)
    }

    package func increment(by amount: Int64) {
        guard amount > 0 else { return }
        whole.add(amount, ordering: .relaxed)
    }

    package func increment(by amount: Double) {
        guard amount > 0, amount.isFinite else { return }
        fraction.add(amount)
    }

    package func reset() {
        whole.store(0, ordering: .relaxed)
        fraction.store(0)
    }

    package var value: Double { Double(whole.load(ordering: .relaxed)) + fraction.load() }
}

package final class GaugeCell: MeterHandler, RecorderHandler {
    private let current = AtomicDouble()

    package func set(_ value: Int64) { current.store(Double(value)) }
    package func set(_ value: Double) { current.store(value) }
    package func increment(by amount: Double) { current.add(amount) }
    package func decrement(by amount: Double) { current.add(-amount) }
    package func record(_ value: Int64) { set(value) }
    package func record(_ value: Double) { set(value) }

    package var value: Double { current.load() }
}

package final class HistogramCell: RecorderHandler, TimerHandler {
    struct Counts: Sendable {
        /// Values by bucket, not yet cumulative; the last bucket has no upper bound.
        var buckets: [UInt64]
        var sum = 0.0
    }

    let bounds: [Double]
    // One short lock instead of an atomic for each bucket, so that a reading is consistent in itself.
    private let counts: Mutex<Counts>

    init(bounds: [Double]) {
        self.bounds = bounds
        counts = Mutex(Counts(buckets: Array(repeating: 0, count: bounds.count + 1)))
    }

    package func record(_ value: Double) {
        guard value.isFinite else { return }
        var bucket = 0
        while bucket < bounds.count, value > bounds[bucket] { bucket += 1 }
        counts.withLock { counts in
            counts.buckets[bucket] += 1
            counts.sum += value
        }
    }

    package func record(_ value: Int64) { record(Double(value)) }
    package func record(_ duration: Duration) {
        let (seconds, attoseconds) = duration.components
        record(Double(seconds) + Double(attoseconds) / 1e18)
    }
    package func recordNanoseconds(_ duration: Int64) { record(Double(duration) / 1e9) }

    var reading: Counts { counts.withLock { $0 } }
}

private struct AtomicDouble: ~Copyable, Sendable {
    private let bits = Atomic<UInt64>(0)

    func load() -> Double { Double(bitPattern: bits.load(ordering: .relaxed)) }

    func store(_ value: Double) { bits.store(value.bitPattern, ordering: .relaxed) }

    func add(_ amount: Double) {
        var current = bits.load(ordering: .relaxed)
        while true {
            let (exchanged, original) = bits.weakCompareExchange(
                expected: current, desired: (Double(bitPattern: current) + amount).bitPattern,
                ordering: .relaxed)
            if exchanged { return }
            current = original
        }
    }
}
