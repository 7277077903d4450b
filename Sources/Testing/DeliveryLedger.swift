package import Bus
import Synchronization

/// What consumers were given, kept by the test, and a way to wait for more of it.
package final class DeliveryLedger: Sendable {
    private struct State {
        var deliveries: [Delivery] = []
        var waiting: [(isEnough: @Sendable ([Delivery]) -> Bool, waiter: CheckedContinuation<Void, Never>)] =
            []
    }

    private let state = Mutex(State())

    package init() {}

    package func enter(_ delivery: Delivery) {
        let ready = state.withLock { state in
            state.deliveries.append(delivery)
            let ready = state.waiting.filter { $0.isEnough(state.deliveries) }.map(\.waiter)
            if !ready.isEmpty { state.waiting.removeAll { $0.isEnough(state.deliveries) } }
            return ready
        }
        for waiter in ready { waiter.resume() }
    }

    package var deliveries: [Delivery] { state.withLock { $0.deliveries } }
    package var ids: [String] { deliveries.map(\.message.id) }

    /// The suite's time limit ends a wait in vain.
    package func holds(_ isEnough: @escaping @Sendable ([Delivery]) -> Bool) async {
        await withCheckedContinuation { waiter in
            let isReady = state.withLock { state in
                if isEnough(state.deliveries) { return true }
                state.waiting.append((isEnough, waiter))
                return false
            }
            if isReady { waiter.resume() }
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
