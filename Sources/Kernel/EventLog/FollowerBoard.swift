package import Core
import Synchronization

/// How the followers of this process are doing, for metrics and checks.
package final class FollowerBoard: Sendable {
    package struct Figures: Sendable, Hashable {
        /// Up to where there is nothing left to do.
        package var position: Int64 = 0
        /// When the oldest event was recorded that waits to be handled; nil when none is known to wait.
        package var waitingSince: Instant?
        package var handledEvents: Int64 = 0
        package var failedPosition: Int64?
        package var attempts = 0
        package var isStuck = false
        /// Another process does this follower's work.
        package var isStandby = false
    }

    private let figures = Mutex<[String: Figures]>([:])

    package var all: [String: Figures] { figures.withLock { $0 } }

    func change(_ name: String, _ body: (inout Figures) -> Void) {
        figures.withLock { body(&$0[name, default: Figures()]) }
    }
}
