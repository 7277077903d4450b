/// What a metric is: declared by the module that measures, registered before the first value.
package struct MetricDescription: Hashable, Sendable {
    package enum Kind: Hashable, Sendable {
        /// Only grows; exported with the ending `_total`.
        case counter
        /// Goes up and down.
        case gauge
        /// Counts values by upper bound; strictly rising, without infinity.
        case histogram(bounds: [Double])
        /// Sum and count of values, without a distribution.
        case summary
    }

    /// As Prometheus knows it; for a counter without `_total`.
    package let name: String
    package let kind: Kind
    /// A base unit such as `seconds` or `bytes`; the name ends with it.
    package let unit: String?
    package let help: String
    package let labels: [String]

    package enum Malformed: Error, Hashable, Sendable {
        case name(String), label(String, of: String), unit(String, of: String), help(of: String), bounds(
            of: String)
        /// Another metric has the name already.
        case taken(String)
        case tooMany(limit: Int)
    }

    package static func counter(
        _ name: String, _ help: String, unit: String? = nil, labels: [String] = []
    ) throws(Malformed) -> MetricDescription {
        try MetricDescription(name, .counter, help, unit: unit, labels: labels)
    }

    package static func gauge(
        _ name: String, _ help: String, unit: String? = nil, labels: [String] = []
    ) throws(Malformed) -> MetricDescription {
        try MetricDescription(name, .gauge, help, unit: unit, labels: labels)
    }

    package static func summary(
        _ name: String, _ help: String, unit: String? = nil, labels: [String] = []
    ) throws(Malformed) -> MetricDescription {
        try MetricDescription(name, .summary, help, unit: unit, labels: labels)
    }

    package static func histogram(
        _ name: String, _ help: String, unit: String? = "seconds", labels: [String] = [],
        bounds: [Double] = MetricBounds.latencySeconds
    ) throws(Malformed) -> MetricDescription {
        try MetricDescription(name, .histogram(bounds: bounds), help, unit: unit, labels: labels)
    }

    package init(
        _ name: String, _ kind: Kind, _ help: String, unit: String? = nil, labels: [String] = []
    ) throws(Malformed) {
        let name = kind == .counter ? MetricName.withoutTotal(name) : name
        guard MetricName.isValid(name) else { throw .name(name) }
        if let unit, !name.hasSuffix("_" + unit) { throw .unit(unit, of: name) }
        guard !help.isEmpty else { throw .help(of: name) }
        try Self.check(labels, of: name, kind)
        if case .histogram(let bounds) = kind { try Self.check(bounds, of: name) }
        self.init(name: name, kind: kind, unit: unit, help: help, labels: labels)
    }

    private static func check(_ labels: [String], of name: String, _ kind: Kind) throws(Malformed) {
        for (index, label) in labels.enumerated() {
            let isTaken = labels[..<index].contains(label) || (label == "le" && kind.isHistogram)
            guard MetricName.isValidLabel(label), !isTaken else { throw .label(label, of: name) }
        }
    }

    private static func check(_ bounds: [Double], of name: String) throws(Malformed) {
        let isRising = zip(bounds, bounds.dropFirst()).allSatisfy { $0 < $1 }
        guard !bounds.isEmpty, isRising, bounds.allSatisfy(\.isFinite) else { throw .bounds(of: name) }
    }

    private init(name: String, kind: Kind, unit: String?, help: String, labels: [String]) {
        (self.name, self.kind, self.unit, self.help, self.labels) = (name, kind, unit, help, labels)
    }

    /// For a metric that nobody declared.
    static func generic(_ label: String, _ kind: Kind) -> MetricDescription {
        let name =
            kind == .counter
            ? MetricName.withoutTotal(MetricName.made(of: label)) : MetricName.made(of: label)
        return MetricDescription(name: name, kind: kind, unit: nil, help: "Recorded as \(label).", labels: [])
    }
}

extension MetricDescription.Kind {
    var isHistogram: Bool {
        switch self {
        case .histogram, .summary: true
        case .counter, .gauge: false
        }
    }
}

package enum MetricBounds {
    /// From half a millisecond to ten seconds.
    package static let latencySeconds = [
        0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10,
    ]
    /// For amounts of unknown size.
    package static let amounts: [Double] = [
        1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 10_000, 100_000, 1_000_000,
    ]
}

/// The rules for names in the Prometheus data model, without the colon that is kept for recording rules.
enum MetricName {
    static func isValid(_ name: String) -> Bool {
        guard let first = name.utf8.first, isLetter(first) else { return false }
        return name.utf8.allSatisfy { isLetter($0) || isDigit($0) }
    }

    static func isValidLabel(_ name: String) -> Bool {
        isValid(name) && !name.hasPrefix("__")
    }

    /// A valid name that is recognisably `text`.
    static func made(of text: String) -> String {
        var bytes = text.utf8.map { isLetter($0) || isDigit($0) ? $0 : UInt8(ascii: "_") }
        if bytes.first.map(isLetter) != true { bytes.insert(UInt8(ascii: "_"), at: 0) }
        return String(decoding: bytes, as: UTF8.self)
    }

    static func labelMade(of text: String) -> String {
        let name = made(of: text)
        return name.hasPrefix("__") || name == "le" ? "label" + name : name
    }

    static func withoutTotal(_ name: String) -> String {
        name.hasSuffix("_total") ? String(name.dropLast(6)) : name
    }

    private static func isLetter(_ byte: UInt8) -> Bool {
        (0x61...0x7a).contains(byte | 0x20) || byte == UInt8(ascii: "_")
    }

    private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }
}
