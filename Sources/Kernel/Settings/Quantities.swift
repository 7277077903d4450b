/// Durations as people write them: a number, then one of `ns us ms s min h d`.
package enum DurationText {
    /// Ten years of 365 days.
    package static let longest = Duration.seconds(10 * 365 * 86_400)

    /// Nil without a unit, except for 0: "90" could be anything.
    static func parse(_ text: String) -> Duration? {
        guard let quantity = Quantity(text) else { return nil }
        if quantity.unit.isEmpty { return quantity.isZero ? .zero : nil }
        guard let nanoseconds = nanosecondsByUnit[quantity.unit],
            let total = quantity.multiplied(by: nanoseconds)
        else { return nil }
        return .nanoseconds(total)
    }

    /// In the largest unit that leaves no fraction.
    static func text(_ duration: Duration) -> String {
        let (seconds, attoseconds) = duration.components
        let unit = steps.first { step in
            step.nanoseconds < 1_000_000_000
                ? attoseconds % (Int64(step.nanoseconds) * 1_000_000_000) == 0
                : attoseconds == 0 && seconds % Int64(step.nanoseconds / 1_000_000_000) == 0
        }
        guard duration != .zero, let unit else { return "0 s" }
        return "\(Int64(duration / .nanoseconds(unit.nanoseconds))) \(unit.name)"
    }

    private static let steps: [(name: String, nanoseconds: Int)] = [
        ("d", 86_400_000_000_000), ("h", 3_600_000_000_000), ("min", 60_000_000_000), ("s", 1_000_000_000),
        ("ms", 1_000_000), ("us", 1000), ("ns", 1),
    ]

    private static let nanosecondsByUnit: [String: Int] = [
        "ns": 1, "us": 1000, "µs": 1000, "ms": 1_000_000, "s": 1_000_000_000, "sec": 1_000_000_000,
        "min": 60_000_000_000, "m": 60_000_000_000, "h": 3_600_000_000_000, "d": 86_400_000_000_000,
    ]
}

/// Sizes as people write them: "64 MiB" counts by 1024, "10 MB" by 1000, a bare number is bytes.
package enum ByteSize {
    /// 1 PiB.
    package static let bytesMax = 1 << 50

    static func parse(_ text: String) -> Int? {
        guard let quantity = Quantity(text) else { return nil }
        return bytesByUnit[quantity.unit.lowercased()].flatMap(quantity.multiplied(by:))
    }

    /// In the largest binary unit that leaves no fraction.
    static func text(_ count: Int) -> String {
        let step = steps.first { count != 0 && count % $0.bytes == 0 }
        return step.map { "\(count / $0.bytes) \($0.name)" } ?? "\(count) B"
    }

    private static let steps: [(name: String, bytes: Int)] = [
        ("PiB", 1 << 50), ("TiB", 1 << 40), ("GiB", 1 << 30), ("MiB", 1 << 20), ("KiB", 1 << 10),
    ]

    private static let bytesByUnit: [String: Int] = [
        "": 1, "b": 1, "kb": 1000, "mb": 1_000_000, "gb": 1_000_000_000, "tb": 1_000_000_000_000,
        "kib": 1 << 10, "mib": 1 << 20, "gib": 1 << 30, "tib": 1 << 40, "pib": 1 << 50,
    ]
}

/// A decimal number and what follows it. Not negative, at most 15 digits, so that nothing overflows unseen.
private struct Quantity {
    private let digits: Int
    private let fractionDigits: Int
    let unit: String

    init?(_ text: String) {
        let number = text.prefix { $0.isASCII && ($0.isNumber || $0 == ".") }
        let parts = number.split(separator: ".", omittingEmptySubsequences: false)
        guard (1...2).contains(parts.count), parts.allSatisfy({ !$0.isEmpty }), number.count <= 16,
            let digits = Int(parts.joined())
        else { return nil }
        self.digits = digits
        fractionDigits = parts.count == 2 ? parts[1].count : 0
        unit = String(text.dropFirst(number.count)).trimmed
    }

    var isZero: Bool { digits == 0 }

    /// Nil if the product is no whole number or too large.
    func multiplied(by factor: Int) -> Int? {
        let (product, overflow) = digits.multipliedReportingOverflow(by: factor)
        var scale = 1
        for _ in 0..<fractionDigits { scale *= 10 }
        return overflow || product % scale != 0 ? nil : product / scale
    }
}
