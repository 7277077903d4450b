import Dispatch
import Synchronization

/// Something that happens once and that both threads and tasks can wait for: order in tests without sleeping.
package final class Gate: Sendable {
    private struct State {
        var isOpen = false
        var waiting: [CheckedContinuation<Void, Never>] = []
    }

    private let state = Mutex(State())
    private let group = DispatchGroup()

    package init() {
        group.enter()
    }

    package func open() {
        let waiting: [CheckedContinuation<Void, Never>]? = state.withLock { state in
            guard !state.isOpen else { return nil }
            state.isOpen = true
            return state.waiting
        }
        guard let waiting else { return }
        group.leave()
        for continuation in waiting { continuation.resume() }
    }

    /// Blocks the thread: for the synchronous bodies of transactions.
    package func wait() {
        group.wait()
    }

    package func opened() async {
        await withCheckedContinuation { continuation in
            let isOpen = state.withLock { state in
                if !state.isOpen { state.waiting.append(continuation) }
                return state.isOpen
            }
            if isOpen { continuation.resume() }
        }
    }
}
