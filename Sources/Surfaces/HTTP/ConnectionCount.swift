import HummingbirdCore
import Synchronization

/// Counts open connections and stops accepting at the limit; those beyond wait in the system's queue.
package final class ConnectionCount: AvailableConnectionsDelegate {
    private let open = Atomic<Int>(0)
    private let limit: Int

    package init(limit: Int) {
        self.limit = limit
    }

    package var current: Int { open.load(ordering: .relaxed) }

    package func connectionOpened() {
        open.add(1, ordering: .relaxed)
    }

    package func connectionClosed() {
        open.subtract(1, ordering: .relaxed)
    }

    package func isAcceptingNewConnections() -> Bool { current < limit }
}
