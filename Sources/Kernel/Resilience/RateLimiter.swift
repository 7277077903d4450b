package import Core
import HeapModule
import Synchronization

/// A token bucket for each of many keys. Their number is bounded: the buckets that are full are forgotten
/// first, which changes nothing, then those nearest to full.
package final class RateLimiter: Sendable {
    private final class Shard: Sendable {
        let book: Mutex<BucketBook>

        init(keysMax: Int) {
            book = Mutex(BucketBook(keysMax: keysMax))
        }
    }

    private let clock: Clock
    private let shards: [Shard]

    /// - Parameter shards: two cores that ask without pause pay three times as much with one.
    package init(keysMax: Int = 100_000, shards: Int = 8, clock: Clock) {
        let shards = max(1, min(shards, keysMax))
        self.clock = clock
        self.shards = (0..<shards).map { _ in Shard(keysMax: keysMax / shards) }
    }

    /// A key that comes with another limit than before begins anew.
    package func take(_ cost: Int = 1, for key: String, within limit: RateLimit) -> TokenBucket.Answer {
        let now = clock.ticks()
        return shard(of: key).book.withLock { $0.take(cost, for: key, within: limit, at: now) }
    }

    /// How many keys are remembered.
    package var count: Int {
        shards.reduce(0) { $0 + $1.book.withLock { $0.count } }
    }

    private func shard(of key: String) -> Shard {
        shards[Int(UInt(bitPattern: key.hashValue) % UInt(shards.count))]
    }
}

/// The buckets by key, and in the order in which they were last known to become full.
struct BucketBook {
    private struct Place: Comparable {
        let fullAt: Ticks
        let key: String

        static func < (left: Place, right: Place) -> Bool { left.fullAt < right.fullAt }
    }

    private let keysMax: Int
    private var buckets: [String: TokenBucket] = [:]
    /// One place a bucket. Taking only makes a bucket full later, so a place can be too early but never too
    /// late: it is put right when it comes to the front, not at each take.
    private var order = Heap<Place>()

    init(keysMax: Int) {
        self.keysMax = max(1, keysMax)
    }

    var count: Int { buckets.count }

    mutating func take(
        _ cost: Int, for key: String, within limit: RateLimit, at now: Ticks
    ) -> TokenBucket.Answer {
        if let index = buckets.index(forKey: key) {
            if buckets.values[index].limit != limit { buckets.values[index] = TokenBucket(limit, at: now) }
            return buckets.values[index].take(cost, at: now)
        }
        makeRoom(at: now)
        var bucket = TokenBucket(limit, at: now)
        let answer = bucket.take(cost, at: now)
        buckets[key] = bucket
        order.insert(Place(fullAt: bucket.fullAt, key: key))
        return answer
    }

    /// Forgets up to two full buckets for each new one, so that the book shrinks when traffic does; when there
    /// is no room left, the one nearest to full whatever it holds.
    private mutating func makeRoom(at now: Ticks) {
        for _ in 0..<2 {
            guard let first = order.min, first.fullAt <= now else { break }
            settleFirst(forgetUntil: now)
        }
        while buckets.count >= keysMax { settleFirst(forgetUntil: nil) }
    }

    /// Puts the first place right, or forgets its bucket if the place is right and not after `moment`.
    private mutating func settleFirst(forgetUntil moment: Ticks?) {
        guard let first = order.min, let bucket = buckets[first.key] else { return }
        let fullAt = bucket.fullAt
        if fullAt > first.fullAt {
            order.replaceMin(with: Place(fullAt: fullAt, key: first.key))
        } else if moment.map({ fullAt <= $0 }) ?? true {
            order.removeMin()
            buckets[first.key] = nil
        }
    }
}
