import Core
import Synchronization

/// How a value is found or made when the process does not have it.
extension TieredCache {
    /// Asks the shared tier, unless it is away.
    /// - Returns: nil when it cannot be reached.
    /// - Throws: `CancellationError` only.
    func reach<Answer>(
        _ ask: (any SharedCache) async throws -> Answer
    ) async throws -> Answer? {
        guard let shared, await tellUntold() else { return nil }
        do {
            return try await ask(shared)
        } catch {
            if error is CancellationError || Task.isCancelled { throw CancellationError() }
            count { $0.fallbacks += 1 }
            return nil
        }
    }

    func fetch(_ order: Order) async throws -> Kept {
        guard shared != nil else { return made(try await order.make()) }
        guard let found = try await reach({ try await $0.get(order.key) }) else {
            return made(try await order.make())
        }
        if let kept = found.flatMap(unpack) {
            count { $0.sharedHits += 1 }
            return kept
        }
        count { $0.sharedMisses += 1 }
        return try await claimed(order) { _ in true }
    }

    /// Makes the value although a stale one is there, unless another process is at it.
    func refetch(_ order: Order) async throws -> Kept {
        try await claimed(order) { $0.freshUntil > self.clock.ticks() }
    }

    /// Makes the value as the one process that does, or waits for the one that does.
    /// - Parameter suffices: whether an entry found in the shared tier is what is wanted. One that is not is
    ///   taken all the same when another process makes it anew.
    private func claimed(_ order: Order, suffices: (Kept) -> Bool) async throws -> Kept {
        let deadline = clock.ticks().advanced(by: policy.claimFor)
        var pause = CachePolicy.lookMin
        repeat {
            guard
                let (claim, entry) = try await reach({
                    try await $0.claim(order.key, for: policy.claimFor)
                })
            else { break }
            if let kept = entry.flatMap(unpack), claim == nil || suffices(kept) {
                if let claim { shared?.release(claim, of: order.key) }
                return kept
            }
            if let claim { return try await makeAndStore(order, claim) }
            let jitter = Double(random() >> 11) / Double(1 << 53)
            try await sleep(pause * (0.5 + jitter / 2))
            pause = min(pause * 2, CachePolicy.lookMax)
        } while clock.ticks() < deadline
        return made(try await order.make())
    }

    private func makeAndStore(_ order: Order, _ claim: CacheClaim) async throws -> Kept {
        let start = clock.ticks()
        let value: Value
        do {
            value = try await order.make()
        } catch {
            shared?.release(claim, of: order.key)
            throw error
        }
        var kept = made(value)
        guard let bytes = encoded(value) else {
            shared?.release(claim, of: order.key)
            return kept
        }
        let isStored = try await reach {
            try await $0.store(bytes, for: order.key, ttl: policy.lifetime, by: claim)
        }
        // Overtaken by an invalidation that this process may not have heard yet; a claim that only ran out of
        // time says nothing against the value.
        if isStored == false, clock.ticks().since(start) < policy.claimFor { kept.isKeepable = false }
        return kept
    }
}

/// What the cache does on its own.
extension TieredCache {
    /// Makes stale values anew, hears what others invalidate and tells them what they could not be told, until
    /// its task is cancelled. To be called once.
    package func run() async {
        await withTaskGroup(of: Void.self) { group in
            group.addTask { await self.renewStale() }
            group.addTask { await self.listen() }
            group.addTask { await self.tellLater() }
        }
    }

    /// Leaves word that a value is stale; once, however many find it.
    func renewLater(_ order: Order) {
        let isFirst = state.withLock { state in
            state.counts.staleServed += 1
            return state.renewing.insert(order.local).inserted
        }
        guard isFirst else { return }
        if case .enqueued = renewals.entry.yield(order) { return }
        _ = state.withLock { $0.renewing.remove(order.local) }
    }

    private func renewStale() async {
        await withTaskGroup(of: Void.self) { group in
            var running = 0
            for await order in renewals.orders {
                if running == CachePolicy.renewalsAtOnceMax {
                    await group.next()
                    running -= 1
                }
                group.addTask { await self.renew(order) }
                running += 1
            }
        }
    }

    private func renew(_ order: Order) async {
        var hasFailed = false
        do {
            _ = try await memory.renew(
                order.local, keep: { self.keeping($0) }, make: { try await self.refetch(order) })
        } catch {
            // The stale value stands until it expires; then whoever asks is told why.
            hasFailed = true
        }
        state.withLock { state in
            state.renewing.remove(order.local)
            state.counts.renewals += 1
            if hasFailed { state.counts.renewalFailures += 1 }
        }
    }
}
