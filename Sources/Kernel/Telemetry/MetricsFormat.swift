/// The two ways in which metrics are written for a collector.
package enum MetricsFormat: Hashable, Sendable {
    /// Prometheus text format 0.0.4.
    case prometheus
    /// OpenMetrics 1.0.0.
    case openMetrics

    package var contentType: String {
        switch self {
        case .prometheus: "text/plain; version=0.0.4; charset=utf-8"
        case .openMetrics: "application/openmetrics-text; version=1.0.0; charset=utf-8"
        }
    }

    /// What an `Accept` header asks for. OpenMetrics only to who names it; everyone can read the other.
    package static func negotiated(accept: String?) -> MetricsFormat {
        var (openMetrics, text) = (0.0, 0.0)
        for range in (accept ?? "").split(separator: ",").prefix(32) {
            let parts = range.split(separator: ";").map { $0.trimmed.lowercased() }
            let quality =
                parts.dropFirst().first { $0.hasPrefix("q=") }.flatMap { Double($0.dropFirst(2)) } ?? 1
            switch parts.first {
            case "application/openmetrics-text":
                let version = parts.first { $0.hasPrefix("version=") }
                if version == nil || version == "version=1.0.0" { openMetrics = max(openMetrics, quality) }
            case "text/plain", "text/*", "*/*": text = max(text, quality)
            default: continue
            }
        }
        return openMetrics > 0 && openMetrics >= text ? .openMetrics : .prometheus
    }
}

extension Substring {
    fileprivate var trimmed: String {
        var rest = self
        while let first = rest.utf8.first, first == 0x20 || first == 0x09 { rest.removeFirst() }
        while let last = rest.utf8.last, last == 0x20 || last == 0x09 { rest.removeLast() }
        return String(rest)
    }
}
