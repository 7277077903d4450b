import Synchronization

/// A name that those who wait for work listen to.
package struct Bell: Hashable, Sendable {
    package let name: String

    package init(_ name: String) {
        self.name = name
    }
}

/// Hints that there is something to do. A ring can be lost between processes, so whoever waits also looks by
/// itself now and then; rings that come before the listener has looked again are heard as one.
package final class Bells: Sendable {
    private struct State {
        var listeners: [Bell: [Int: AsyncStream<Void>.Continuation]] = [:]
        var listenerCount = 0
        var forward: (@Sendable (Set<Bell>) -> Void)?
    }

    private let state = Mutex(State())

    package init() {}

    /// Rings here, and wherever the engine carries it.
    package func ring(_ bells: Set<Bell>) {
        guard !bells.isEmpty else { return }
        state.withLock { $0.forward }?(bells)
        ringHere(bells)
    }

    /// For rings that come from another process.
    package func ringHere(_ bells: Set<Bell>) {
        let listeners = state.withLock { state in
            bells.flatMap { bell in state.listeners[bell].map { Array($0.values) } ?? [] }
        }
        for listener in listeners { listener.yield() }
    }

    /// For when rings of other processes may have been missed.
    package func ringEveryone() {
        ringHere(state.withLock { Set($0.listeners.keys) })
    }

    /// What carries rings to other processes; replaces the one before.
    package func forward(by carry: (@Sendable (Set<Bell>) -> Void)?) {
        state.withLock { $0.forward = carry }
    }

    /// Rings from now on, until the stream is dropped or its task is cancelled.
    package func rings(of bell: Bell) -> AsyncStream<Void> {
        let (stream, listener) = AsyncStream<Void>.makeStream(bufferingPolicy: .bufferingNewest(1))
        let number = state.withLock { state in
            state.listenerCount += 1
            state.listeners[bell, default: [:]][state.listenerCount] = listener
            return state.listenerCount
        }
        listener.onTermination = { [weak self] _ in
            self?.state.withLock { $0.listeners[bell]?[number] = nil }
        }
        return stream
    }
}
