package import Core
import Synchronization

/// Values kept in this process, and behind it in a place that other processes share. A value is made once for
/// all who ask for it at the same time, wherever they run. When the shared place is away this process goes on
/// alone; nobody who asks sees an error because of it.
///
/// Someone must `run` it: only then are stale values made anew and the invalidations of others heard.
package final class TieredCache<Value: Sendable>: Sendable {
    struct Kept: Sendable {
        let value: Value
        let freshUntil: Ticks
        let expires: Ticks
        /// Whether it came from the shared tier.
        var wasShared = false
        /// False for what an invalidation overtook while it was made.
        var isKeepable = true
    }

    /// A key as each tier names it, and how its value is made.
    struct Order: Sendable {
        let local: String
        let key: SharedKey
        let make: @Sendable () async throws -> Value
    }

    struct State {
        var counts: TieredStatistics
        var renewing: Set<String> = []
        /// What could not be told to the others yet, oldest first.
        var untold: [(number: Int, invalidation: Invalidation)] = []
        var lastUntold = 0
        /// The number of the last invalidation heard; nil when some may have been missed.
        var heard: Int64?
    }

    let policy: CachePolicy
    let codec: CacheCodec<Value>
    let shared: (any SharedCache)?
    let clock: Clock
    let sleep: @Sendable (Duration) async throws -> Void
    let random: @Sendable () -> UInt64
    let origin: UInt64
    let memory: MemoryCache<Kept>
    let state: Mutex<State>
    let renewals: (orders: AsyncStream<Order>, entry: AsyncStream<Order>.Continuation)
    /// Rings when something could not be told.
    let reminders: (rings: AsyncStream<Void>, entry: AsyncStream<Void>.Continuation)

    /// - Parameter shared: nil for a process that is alone.
    package init(
        _ policy: CachePolicy, _ codec: CacheCodec<Value>, shared: (any SharedCache)?, clock: Clock,
        sleep: @escaping @Sendable (Duration) async throws -> Void = { try await Task.sleep(for: $0) },
        random: @escaping @Sendable () -> UInt64
    ) {
        (self.policy, self.codec, self.shared) = (policy, codec, shared)
        (self.clock, self.sleep, self.random) = (clock, sleep, random)
        origin = random()
        memory = MemoryCache(policy.limits, clock: clock)
        state = Mutex(State(counts: TieredStatistics(memory: memory.statistics)))
        let (orders, entry) = AsyncStream.makeStream(
            of: Order.self, bufferingPolicy: .bufferingOldest(CachePolicy.renewalsWaitingMax))
        renewals = (orders, entry)
        let (rings, bell) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
        reminders = (rings, bell)
    }

    /// The value kept, or the one that `make` gives. A stale value is given at once and made anew in the
    /// background.
    /// - Throws: what `make` throws; `CancellationError`.
    package func value(
        for key: String, of tenant: TenantID, make: @escaping @Sendable () async throws -> Value
    ) async throws -> Cached<Value> {
        let key = fitting(key)
        let order = Order(local: local(key, tenant), key: sharedKey(key, tenant), make: make)
        let found = try await memory.value(
            for: order.local, keep: { self.keeping($0) }, make: { try await self.fetch(order) })
        let kept = found.value
        if kept.freshUntil <= clock.ticks() { renewLater(order) }
        return Cached(value: kept.value, wasKept: found.wasKept || kept.wasShared)
    }

    /// The value kept in either tier.
    package func get(_ key: String, of tenant: TenantID) async -> Value? {
        let key = fitting(key)
        let text = local(key, tenant)
        if let kept = memory.get(text) { return kept.value }
        let sharedKey = sharedKey(key, tenant)
        guard let found = try? await reach({ try await $0.get(sharedKey) }) else { return nil }
        count { if found == nil { $0.sharedMisses += 1 } else { $0.sharedHits += 1 } }
        return found.flatMap(unpack)?.value
    }

    /// Stores a value for everyone, over what is there and over what is being made.
    package func set(_ value: Value, for key: String, of tenant: TenantID) async {
        let key = fitting(key)
        let (text, sharedKey) = (local(key, tenant), sharedKey(key, tenant))
        let kept = made(value)
        if let keeping = keeping(kept) {
            memory.set(kept, for: text, ttl: keeping.ttl, weight: keeping.weight)
        }
        let invalidation = invalidation(.key(key, of: tenant))
        guard let bytes = encoded(value) else { return await tell(invalidation) }
        let done: Void? = try? await reach {
            try await $0.replace(bytes, for: sharedKey, ttl: self.policy.lifetime, telling: invalidation)
        }
        if done == nil { keepUntold(invalidation) }
    }

    /// What was begun before is not kept after it, in any process that can be reached; the others follow when
    /// they can be.
    package func invalidate(_ key: String, of tenant: TenantID) async {
        let key = fitting(key)
        memory.invalidate(local(key, tenant))
        await tell(invalidation(.key(key, of: tenant)))
    }

    /// - Parameter pattern: a `Glob` over the tenant's keys. Where processes share values it sees the first
    ///   half kilobyte of a key.
    package func invalidate(matching pattern: String, of tenant: TenantID) async {
        memory.invalidate(matching: localGlob(pattern, tenant))
        await tell(invalidation(.matching(pattern, of: tenant)))
    }

    package var statistics: TieredStatistics {
        let (counts, untold) = state.withLock { ($0.counts, $0.untold.count) }
        var statistics = TieredStatistics(memory: memory.statistics)
        statistics.sharedHits = counts.sharedHits
        statistics.sharedMisses = counts.sharedMisses
        statistics.staleServed = counts.staleServed
        statistics.renewals = counts.renewals
        statistics.renewalFailures = counts.renewalFailures
        statistics.fallbacks = counts.fallbacks
        statistics.unreadable = counts.unreadable
        statistics.emptied = counts.emptied
        statistics.isListening = counts.isListening
        statistics.listens = counts.listens
        statistics.untold = untold
        return statistics
    }
}

// MARK: Names and forms

extension TieredCache {
    /// The tenant's length stands before it, so that no tenant and key together read as another pair.
    func local(_ key: String, _ tenant: TenantID) -> String {
        "\(tenant.text.utf8.count):\(tenant.text):\(key)"
    }

    /// A process that is alone has no reason to shorten.
    private func fitting(_ key: String) -> String { shared == nil ? key : CacheKeyText.fitting(key) }

    func localGlob(_ pattern: String, _ tenant: TenantID) -> Glob {
        Glob(Glob.quoted(local("", tenant)) + pattern)
    }

    func sharedKey(_ key: String, _ tenant: TenantID) -> SharedKey {
        SharedKey(namespace: policy.namespace, version: policy.version, tenant: tenant, text: key)
    }

    func invalidation(_ reach: Invalidation.Reach) -> Invalidation {
        Invalidation(namespace: policy.namespace, reach: reach, origin: origin)
    }

    func made(_ value: Value) -> Kept {
        let now = clock.ticks()
        return Kept(
            value: value, freshUntil: now.advanced(by: policy.freshFor),
            expires: now.advanced(by: policy.lifetime))
    }

    func keeping(_ kept: Kept) -> Keeping? {
        guard kept.isKeepable, let weight = codec.weight(kept.value) else { return nil }
        let left = kept.expires.since(clock.ticks())
        // A process that is alone misses nothing, so it may keep a value to its end.
        let ttl = shared == nil ? left : min(left, policy.memoryFor)
        return Keeping(ttl: ttl, weight: weight)
    }

    func unpack(_ entry: SharedEntry) -> Kept? {
        guard entry.remaining > .zero else { return nil }
        guard let value = try? codec.decode(entry.bytes) else {
            count { $0.unreadable += 1 }
            return nil
        }
        let now = clock.ticks()
        let fresh = max(.zero, entry.remaining - policy.staleFor)
        return Kept(
            value: value, freshUntil: now.advanced(by: fresh),
            expires: now.advanced(by: min(entry.remaining, cacheTTLMax)), wasShared: true)
    }

    /// Nil for what others are not to have.
    func encoded(_ value: Value) -> [UInt8]? {
        guard codec.weight(value) != nil else { return nil }
        let bytes = try? codec.encode(value)
        if bytes == nil { count { $0.unreadable += 1 } }
        return bytes
    }

    func count(_ change: (inout TieredStatistics) -> Void) {
        state.withLock { change(&$0.counts) }
    }
}
