extension MetricsRegistry {
    /// All metrics in the order of their names.
    package func exported(as format: MetricsFormat) -> [UInt8] {
        var blocks = families.map { family in
            MetricsText.Block(
                description: family.description, series: family.allSeries.map { ($0.labels, .cell($0.cell)) })
        }
        blocks += sampled.map { sampled in
            MetricsText.Block(
                description: sampled.description,
                series: sampled.read().map { labels, value in
                    (MetricsText.labels(sampled.description.labels, labels), .value(value))
                })
        }
        var text = MetricsText(format: format)
        for block in blocks.sorted(by: { $0.description.name < $1.description.name }) { text.write(block) }
        if format == .openMetrics { text.put("# EOF\n") }
        return text.bytes
    }
}

/// Writes the exposition formats. Numbers are written alike in both, so that changing the format does not
/// change the name of a series.
struct MetricsText {
    struct Block {
        let description: MetricDescription
        let series: [(labels: String, reading: Reading)]
    }

    enum Reading {
        case cell(MetricCell)
        case value(Double)
    }

    let format: MetricsFormat
    private(set) var bytes: [UInt8] = []

    init(format: MetricsFormat) {
        self.format = format
        bytes.reserveCapacity(16_384)
    }

    mutating func put(_ text: String) {
        bytes.append(contentsOf: text.utf8)
    }

    mutating func write(_ block: Block) {
        guard !block.series.isEmpty else { return }
        let description = block.description
        let sample = description.kind == .counter ? description.name + "_total" : description.name
        let family = format == .openMetrics ? description.name : sample
        put("# HELP \(family) \(Self.escaped(description.help, quotes: format == .openMetrics))\n")
        put("# TYPE \(family) \(description.kind.word)\n")
        if format == .openMetrics, let unit = description.unit { put("# UNIT \(family) \(unit)\n") }
        for (labels, reading) in block.series {
            switch reading {
            case .value(let value): line(sample, labels, value)
            case .cell(.counter(let counter)): line(sample, labels, counter.value)
            case .cell(.gauge(let gauge)): line(sample, labels, gauge.value)
            case .cell(.histogram(let histogram)): write(histogram, sample, labels)
            }
        }
    }

    private mutating func write(_ histogram: HistogramCell, _ name: String, _ labels: String) {
        let counts = histogram.reading
        let separator = labels.isEmpty ? "" : ","
        var cumulative: UInt64 = 0
        for (bucket, count) in counts.buckets.enumerated() {
            cumulative += count
            // A summary has no bounds, and no lines for its one bucket.
            guard !histogram.bounds.isEmpty else { continue }
            let bound = bucket < histogram.bounds.count ? histogram.bounds[bucket].description : "+Inf"
            put("\(name)_bucket{\(labels)\(separator)le=\"\(bound)\"} \(cumulative)\n")
        }
        line(name + "_sum", labels, counts.sum)
        line(name + "_count", labels, Double(cumulative))
    }

    private mutating func line(_ name: String, _ labels: String, _ value: Double) {
        put(labels.isEmpty ? "\(name) \(Self.number(value))\n" : "\(name){\(labels)} \(Self.number(value))\n")
    }

    static func number(_ value: Double) -> String {
        if value.isNaN { return "NaN" }
        if value.isInfinite { return value < 0 ? "-Inf" : "+Inf" }
        if let whole = Int64(exactly: value), whole.magnitude < 1 << 53 { return String(whole) }
        return value.description
    }

    static func labels(_ names: [String], _ values: [String]) -> String {
        zip(names, values).map { name, value in "\(name)=\"\(escaped(value))\"" }.joined(separator: ",")
    }

    static func escaped(_ text: String, quotes: Bool = true) -> String {
        let needs = text.utf8.contains { $0 == 0x0a || $0 == 0x5c || ($0 == 0x22 && quotes) }
        guard needs else { return text }
        var result: [UInt8] = []
        for byte in text.utf8 {
            switch byte {
            case 0x0a: result += [0x5c, UInt8(ascii: "n")]
            case 0x5c: result += [0x5c, 0x5c]
            case 0x22 where quotes: result += [0x5c, 0x22]
            default: result.append(byte)
            }
        }
        return String(decoding: result, as: UTF8.self)
    }
}

extension MetricDescription.Kind {
    fileprivate var word: String {
        switch self {
        case .counter: "counter"
        case .gauge: "gauge"
        case .histogram: "histogram"
        case .summary: "summary"
        }
    }
}
