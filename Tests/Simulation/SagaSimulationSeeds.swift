import Foundation

/// Which worlds to try. A few each time; `LUX_SEEDS=10000` for many, `LUX_SEEDS=17-17` for the one that failed.
func seeds(few: UInt64) -> ClosedRange<UInt64> {
    let wanted = ProcessInfo.processInfo.environment["LUX_SEEDS"] ?? ""
    let ends = wanted.split(separator: "-").compactMap { UInt64($0) }
    switch ends.count {
    case 1: return 1...max(1, ends[0])
    case 2: return ends[0]...max(ends[0], ends[1])
    default: return 1...few
    }
}
