import Synchronization

/// Counts, and tells those who wait once a number is reached.
final class Tally: Sendable {
    private struct State {
        var count = 0
        var waiting: [(goal: Int, CheckedContinuation<Void, Never>)] = []
    }

    private let state = Mutex(State())

    var count: Int { state.withLock { $0.count } }

    func add(_ more: Int = 1) {
        let reached = state.withLock { state in
            state.count += more
            let count = state.count
            let reached = state.waiting.filter { $0.goal <= count }
            state.waiting.removeAll { $0.goal <= count }
            return reached.map(\.1)
        }
        for waiter in reached { waiter.resume() }
    }

    func wait(for goal: Int) async {
        await withCheckedContinuation { continuation in
            let isReached = state.withLock { state in
                guard state.count < goal else { return true }
                state.waiting.append((goal, continuation))
                return false
            }
            if isReached { continuation.resume() }
        }
    }
}
