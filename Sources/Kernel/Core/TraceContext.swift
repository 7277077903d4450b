/// A position in a distributed trace (W3C Trace Context, level 1).
package struct TraceContext: Hashable, Sendable {
    /// 16 bytes, not all zero.
    package let traceHigh: UInt64
    package let traceLow: UInt64
    /// 8 bytes, not zero.
    package let span: UInt64
    package let sampled: Bool

    /// Nil when an id is all zero, which the recommendation forbids.
    package init?(traceHigh: UInt64, traceLow: UInt64, span: UInt64, sampled: Bool) {
        guard traceHigh | traceLow != 0, span != 0 else { return nil }
        (self.traceHigh, self.traceLow, self.span, self.sampled) = (traceHigh, traceLow, span, sampled)
    }

    /// A fresh trace with one span.
    package static func start(sampled: Bool, random: inout some RandomNumberGenerator) -> TraceContext {
        let (high, low, span): (UInt64, UInt64, UInt64) = (random.next(), random.next(), random.next())
        // `| 1` keeps the id from being zero at the cost of one random bit.
        return TraceContext(rawHigh: high, low: low | 1, span: span | 1, sampled: sampled)
    }

    /// A new span in the same trace.
    package func child(random: inout some RandomNumberGenerator) -> TraceContext {
        TraceContext(rawHigh: traceHigh, low: traceLow, span: random.next() | 1, sampled: sampled)
    }

    private init(rawHigh: UInt64, low: UInt64, span: UInt64, sampled: Bool) {
        (traceHigh, traceLow, self.span, self.sampled) = (rawHigh, low, span, sampled)
    }

    /// 32 lower-case hexadecimal digits.
    package var traceID: String { traceHigh.hexadecimal + traceLow.hexadecimal }
    /// 16 lower-case hexadecimal digits.
    package var spanID: String { span.hexadecimal }
}

extension TraceContext {
    /// Reads a `traceparent` header. Nil when it is malformed: the recommendation asks to start a new trace
    /// then. Versions above 00 are read by their first four fields, as it asks too.
    package init?(traceparent: some StringProtocol) {
        let bytes = Array(traceparent.utf8)
        guard bytes.count >= 55, bytes[2] == dash, bytes[35] == dash, bytes[52] == dash,
            let version = UInt64(hexadecimal: bytes[0..<2]), version != 0xff,
            bytes.count == 55 || (version > 0 && bytes[55] == dash),
            let high = UInt64(hexadecimal: bytes[3..<19]), let low = UInt64(hexadecimal: bytes[19..<35]),
            let span = UInt64(hexadecimal: bytes[36..<52]), let flags = UInt64(hexadecimal: bytes[53..<55])
        else { return nil }
        self.init(traceHigh: high, traceLow: low, span: span, sampled: flags & 1 == 1)
    }

    package var traceparent: String { "00-\(traceID)-\(spanID)-\(sampled ? "01" : "00")" }
}

private let dash = UInt8(ascii: "-")

extension UInt64 {
    var hexadecimal: String {
        String(unsafeUninitializedCapacity: 16) { digits in
            for place in 0..<16 {
                let nibble = UInt8(truncatingIfNeeded: self >> UInt64(60 - 4 * place)) & 0xf
                digits[place] = nibble < 10 ? 0x30 + nibble : 0x57 + nibble
            }
            return 16
        }
    }

    /// Lower-case digits only, as the recommendation demands.
    init?(hexadecimal digits: some Sequence<UInt8>) {
        var value: UInt64 = 0
        for digit in digits {
            switch digit {
            case 0x30...0x39: value = value << 4 | UInt64(digit - 0x30)
            case 0x61...0x66: value = value << 4 | UInt64(digit - 0x57)
            default: return nil
            }
        }
        self = value
    }
}
