import Synchronization

/// Remembers whether the last write found the store fit for writing.
package final class WriteHealth: Sendable {
    private let last = Mutex<StorageFailure?>(nil)

    package init() {}

    package var failure: StorageFailure? { last.withLock { $0 } }

    package func noteSuccess() {
        last.withLock { $0 = nil }
    }

    /// Errors of statements say nothing about the store, nor does a lock that another holds for a while.
    package func note(_ error: any Error) {
        guard let failure = error as? StorageFailure, failure.kind != .busy else { return }
        last.withLock { $0 = failure }
    }
}
