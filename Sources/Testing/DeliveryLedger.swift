package import Bus
import Synchronization

/// What consumers were given, kept by the test, and a way to wait for more of it.
package final class DeliveryLedger: Sendable {
    private struct Waiting {
        let number: Int
        let isEnough: @Sendable ([Delivery]) -> Bool
        let waiter: CheckedContinuation<Void, Never>
    }

    private struct State {
        var deliveries: [Delivery] = []
        var waiting: [Waiting] = []
        var lastNumber = 0
    }

    private let state = Mutex(State())

    package init() {}

    package func enter(_ delivery: Delivery) {
        let ready = state.withLock { state in
            state.deliveries.append(delivery)
            let ready = state.waiting.filter { $0.isEnough(state.deliveries) }
            state.waiting.removeAll { waiting in ready.contains { $0.number == waiting.number } }
            return ready
        }
        for waiting in ready { waiting.waiter.resume() }
    }

    package var deliveries: [Delivery] { state.withLock { $0.deliveries } }
    package var ids: [String] { deliveries.map(\.message.id) }

    /// Returns when it holds so much, or when the task is cancelled: the suite's time limit ends a wait in vain.
    package func holds(_ isEnough: @escaping @Sendable ([Delivery]) -> Bool) async {
        let number = state.withLock { state in
            state.lastNumber += 1
            return state.lastNumber
        }
        await withTaskCancellationHandler {
            await withCheckedContinuation { waiter in
                let isReady = state.withLock { state in
                    if Task.isCancelled || isEnough(state.deliveries) { return true }
                    state.waiting.append(Waiting(number: number, isEnough: isEnough, waiter: waiter))
                    return false
                }
                if isReady { waiter.resume() }
            }
        } onCancel: {
            let waiting = state.withLock { state in
                let place = state.waiting.firstIndex { $0.number == number }
                return place.map { state.waiting.remove(at: $0) }
            }
            waiting?.waiter.resume()
        }
    }

    package func holds(atLeast count: Int) async {
        await holds { $0.count >= count }
    }

    /// Every one of the ids, how often ever.
    package func holds(all ids: some Collection<String>) async {
        let wanted = Set(ids)
        await holds { deliveries in
            deliveries.count >= wanted.count && wanted.isSubset(of: deliveries.map(\.message.id))
        }
    }
}
