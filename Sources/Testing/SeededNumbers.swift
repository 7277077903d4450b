import Synchronization

/// Random numbers that a seed decides, for closures that several tasks call.
package final class SeededNumbers: Sendable {
    private let state: Mutex<SplitMix64>

    package init(seed: UInt64) {
        state = Mutex(SplitMix64(seed: seed))
    }

    package func next() -> UInt64 {
        state.withLock { $0.next() }
    }

    /// Evenly below `limit`.
    package func below(_ limit: Int) -> Int {
        state.withLock { Int.random(in: 0..<limit, using: &$0) }
    }

    /// True once in so many.
    package func once(in count: Int) -> Bool { below(count) == 0 }
}
