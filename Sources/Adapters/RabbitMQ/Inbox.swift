import DequeModule
import Synchronization

/// From a consumer's thread to the task that reads. Bounded by what the broker lends.
final class Inbox<Element: Sendable>: Sendable {
    private struct State {
        var elements: Deque<Element> = []
        var isFinished = false
        var reader: CheckedContinuation<Element?, Never>?
    }

    private let state = Mutex(State())

    func put(_ element: Element) {
        let reader = state.withLock { state in
            let reader = state.reader.take()
            if reader == nil, !state.isFinished { state.elements.append(element) }
            return reader
        }
        reader?.resume(returning: element)
    }

    /// For one reader. Nil when the task is cancelled or nothing more will come.
    func next() async -> Element? {
        await withTaskCancellationHandler {
            await withCheckedContinuation { reader in
                let element: Element?? = state.withLock { state in
                    if Task.isCancelled || state.isFinished { return .some(nil) }
                    if let first = state.elements.popFirst() { return first }
                    state.reader = reader
                    return nil
                }
                if let element { reader.resume(returning: element) }
            }
        } onCancel: {
            finish()
        }
    }

    /// What was lent on a lost connection will be lent again.
    func clear() {
        state.withLock { $0.elements.removeAll() }
    }

    func finish() {
        let reader = state.withLock { state in
            state.isFinished = true
            state.elements.removeAll()
            return state.reader.take()
        }
        reader?.resume(returning: nil)
    }
}
