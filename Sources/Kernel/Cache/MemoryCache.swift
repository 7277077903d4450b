package import Core
import Synchronization

/// Values kept in memory for a time, bounded by weight and count. Many that ask for a missing value at once
/// share one making of it.
package final class MemoryCache<Value: Sendable>: Sendable {
    private struct State {
        var shelf: Shelf<Value>
        var flights = Flights<Value>()
        var hits = 0
        var misses = 0
    }

    private let clock: Clock
    private let state: Mutex<State>

    package init(_ limits: CacheLimits, clock: Clock) {
        self.clock = clock
        state = Mutex(State(shelf: Shelf(limits)))
    }

    package func get(_ key: String) -> Value? {
        find(CacheKey(key))
    }

    /// - Parameter weight: in bytes, without the key.
    package func set(_ value: Value, for key: String, ttl: Duration, weight: Int) {
        let (key, now) = (CacheKey(key), clock.ticks())
        state.withLock { state in
            state.flights.overtake(key)
            let expires = now.advanced(by: min(ttl, cacheTTLMax))
            state.shelf.store(value, for: key, weight: weight, until: expires, at: now)
        }
    }

    /// The value kept, or the one that `make` gives, which is then kept. The making belongs to the cache: it is
    /// cancelled when all who wait for it have been, not when the first of them is. What it throws goes to all
    /// who wait and is not kept.
    /// - Parameter weight: in bytes, without the key; nil hands the value out without keeping it.
    package func value(
        for key: String, ttl: Duration, weight: @escaping @Sendable (Value) -> Int?,
        make: @escaping @Sendable () async throws -> Value
    ) async throws -> Cached<Value> {
        try await value(
            for: key, keep: { value in weight(value).map { Keeping(ttl: ttl, weight: $0) } }, make: make)
    }

    /// The same for values that each have their own time to live.
    /// - Parameter keep: nil hands the value out without keeping it.
    package func value(
        for key: String, keep: @escaping @Sendable (Value) -> Keeping?,
        make: @escaping @Sendable () async throws -> Value
    ) async throws -> Cached<Value> {
        let key = CacheKey(key)
        if let value = find(key) { return Cached(value: value, wasKept: true) }
        let value = try await fly(Order(key: key, keep: keep, make: make, isRenewal: false))
        return Cached(value: value, wasKept: false)
    }

    /// Makes a value anew. Others are given the one that is kept until this one takes its place; those who
    /// find none any more wait for this one.
    package func renew(
        _ key: String, keep: @escaping @Sendable (Value) -> Keeping?,
        make: @escaping @Sendable () async throws -> Value
    ) async throws -> Value {
        try await fly(Order(key: CacheKey(key), keep: keep, make: make, isRenewal: true))
    }
}

extension MemoryCache {
    /// What was begun before an invalidation is not kept after it.
    package func invalidate(_ key: String) {
        let key = CacheKey(key)
        state.withLock { state in
            state.flights.overtake(key)
            state.shelf.remove(key)
        }
    }

    /// - Returns: how many entries there were.
    @discardableResult
    package func invalidate(matching glob: Glob) -> Int {
        removeAll { glob.matches($0) }
    }

    @discardableResult
    package func invalidateAll() -> Int {
        removeAll { _ in true }
    }

    package var statistics: CacheStatistics {
        state.withLock { state in
            CacheStatistics(
                hits: state.hits, misses: state.misses, evictions: state.shelf.evictions,
                weight: state.shelf.weight, count: state.shelf.count, waiting: state.flights.waiting)
        }
    }

    private func removeAll(where condition: @Sendable (String) -> Bool) -> Int {
        state.withLock { state in
            state.flights.overtakeAll(where: condition)
            return state.shelf.removeAll(where: condition)
        }
    }

    private func find(_ key: CacheKey) -> Value? {
        let now = clock.ticks()
        return state.withLock { state in
            let value = state.shelf.value(for: key, at: now)
            if value == nil { state.misses += 1 } else { state.hits += 1 }
            return value
        }
    }
}

extension MemoryCache {
    private struct Order: Sendable {
        let key: CacheKey
        let keep: @Sendable (Value) -> Keeping?
        let make: @Sendable () async throws -> Value
        let isRenewal: Bool
    }

    /// Waits for the value, with others if it is being made.
    private func fly(_ order: Order) async throws -> Value {
        let number = state.withLock { $0.flights.nextNumber() }
        return try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { board(order, $0, as: number) }
        } onCancel: {
            guard let (waiter, abandoned) = state.withLock({ $0.flights.leave(number) }) else { return }
            abandoned?.cancel()
            waiter.resume(throwing: CancellationError())
        }
    }

    private func board(_ order: Order, _ waiter: Flights<Value>.Waiter, as number: UInt64) {
        let now = clock.ticks()
        let answer: Result<Value, any Error>? = state.withLock { state in
            // Asked under the lock: a cancellation that comes later finds the waiter on board.
            if Task.isCancelled { return .failure(CancellationError()) }
            // A flight may have landed since the miss.
            if !order.isRenewal, let value = state.shelf.value(for: order.key, at: now) {
                return .success(value)
            }
            if state.flights.join(order.key, waiter, as: number) { return nil }
            let flight = state.flights.nextNumber()
            let task = Task { await self.fly(order, as: flight) }
            state.flights.start(flight, task, for: order.key, waiter, as: number)
            return nil
        }
        if let answer { waiter.resume(with: answer) }
    }

    private func fly(_ order: Order, as flight: UInt64) async {
        let result: Result<Value, any Error>
        do { result = .success(try await order.make()) } catch { result = .failure(error) }
        let made = try? result.get()
        let keeping = made.flatMap(order.keep)
        let now = clock.ticks()
        let waiters = state.withLock { state in
            let (isCurrent, waiters) = state.flights.land(flight)
            if isCurrent, let made, let keeping {
                let expires = now.advanced(by: min(keeping.ttl, cacheTTLMax))
                state.shelf.store(made, for: order.key, weight: keeping.weight, until: expires, at: now)
            }
            return waiters
        }
        waiters.forEach { $0.resume(with: result) }
    }
}

/// How long a value is kept, and what it weighs.
package struct Keeping: Hashable, Sendable {
    package let ttl: Duration
    /// In bytes, without the key.
    package let weight: Int

    package init(ttl: Duration, weight: Int) {
        (self.ttl, self.weight) = (ttl, weight)
    }
}

package struct Cached<Value> {
    package let value: Value
    /// False when it was made for this call, or for another that asked at the same time.
    package let wasKept: Bool

    init(value: Value, wasKept: Bool) {
        (self.value, self.wasKept) = (value, wasKept)
    }
}

extension Cached: Sendable where Value: Sendable {}

package struct CacheStatistics: Hashable, Sendable {
    package let hits: Int
    package let misses: Int
    package let evictions: Int
    package let weight: Int
    package let count: Int
    /// Callers whose value is being made.
    package let waiting: Int
}

/// Longer times to live are cut to this, so that no sum of instants overflows.
package let cacheTTLMax = Duration.seconds(366 * 86_400)
