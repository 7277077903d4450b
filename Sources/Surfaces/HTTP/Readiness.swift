import Synchronization

/// Whether the process takes work. Set by `lux` as it starts and stops, read by `/ready` and by every request.
package final class Readiness: Sendable {
    package enum State: Sendable { case starting, ready, stopping }

    private let current = Mutex(State.starting)

    package init() {}

    package var state: State { current.withLock { $0 } }

    package func become(_ state: State) {
        current.withLock { $0 = state }
    }
}
