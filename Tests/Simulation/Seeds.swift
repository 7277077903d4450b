import Foundation

/// Which worlds to try: so many each time, `LUX_TEST_LONG` for 10,000, `LUX_SEEDS=17-17` for the one that failed.
enum Seeds {
    /// Each has a database of its own, which its seeds use one after the other.
    static let parts: Range<UInt64> = 0..<4
    static let many: UInt64 = 10_000

    private static let environment = ProcessInfo.processInfo.environment

    /// - Parameter few: how many without being asked, over all parts
    static func of(_ part: UInt64, few: UInt64) -> [UInt64] {
        wanted(few).filter { $0 % UInt64(parts.count) == part }
    }

    private static func wanted(_ few: UInt64) -> ClosedRange<UInt64> {
        let ends = (environment["LUX_SEEDS"] ?? "").split(separator: "-").compactMap { UInt64($0) }
        switch ends.count {
        case 1: return 1...max(1, ends[0])
        case 2: return ends[0]...max(ends[0], ends[1])
        default: return 1...(environment["LUX_TEST_LONG"] == nil ? few : many)
        }
    }
}
