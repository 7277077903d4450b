import Core
import DequeModule
import Synchronization

/// Keeps a consumer from doing a thing again when its message comes again soon, by remembering the last so many
/// ids. Forgets with the process; where that is not enough, `SeenMessages` remembers in the database.
package final class RecentMessages: Sendable {
    private struct Key: Hashable {
        let tenant: TenantID
        let id: String
    }

    private struct State {
        var known: Set<Key> = []
        var order: Deque<Key> = []
    }

    private let countMax: Int
    private let state = Mutex(State())

    package init(countMax: Int = 10_000) {
        self.countMax = max(1, countMax)
    }

    /// Runs `body` unless it has run, or is running, for this message. When it throws, the message counts as not
    /// seen: a copy that was left out meanwhile is no loss, because this one is delivered again.
    /// - Returns: whether it ran.
    @discardableResult
    package func once(_ message: Message, _ body: () async throws -> Void) async throws -> Bool {
        let key = Key(tenant: message.tenant, id: message.id)
        guard begin(key) else { return false }
        do {
            try await body()
        } catch {
            forget(key)
            throw error
        }
        return true
    }

    /// How many are remembered.
    package var count: Int { state.withLock { $0.known.count } }

    private func begin(_ key: Key) -> Bool {
        state.withLock { state in
            guard state.known.insert(key).inserted else { return false }
            state.order.append(key)
            while state.order.count > countMax { state.known.remove(state.order.removeFirst()) }
            return true
        }
    }

    private func forget(_ key: Key) {
        state.withLock { state in
            guard state.known.remove(key) != nil, let place = state.order.lastIndex(of: key) else { return }
            state.order.remove(at: place)
        }
    }
}
