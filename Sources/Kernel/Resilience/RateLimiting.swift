import Core
import Synchronization

/// Buckets of tokens that several processes take from.
package protocol SharedLimits: Sendable {
    /// As `RateLimiter.take`. Time is that of the place where the buckets are, so that it does not matter when
    /// one process's clock is set.
    /// - Throws: when the place cannot be reached.
    func take(_ cost: Int, for key: String, within limit: RateLimit) async throws -> TokenBucket.Answer
}

/// Asks the shared buckets, and those of this process when the shared ones cannot be reached. Then each
/// process grants a whole limit: more than was meant, by as many times as there are processes, but bounded,
/// and nobody is turned away because a server is missing.
package final class RateLimiting: Sendable {
    private let local: RateLimiter
    private let shared: (any SharedLimits)?
    private let fallbackCount = Atomic<Int>(0)

    /// - Parameter shared: nil for a process that is alone.
    package init(local: RateLimiter, shared: (any SharedLimits)?) {
        (self.local, self.shared) = (local, shared)
    }

    /// - Parameter key: names the tenant too where the limit is a tenant's.
    package func take(
        _ cost: Int = 1, for key: String, within limit: RateLimit
    ) async -> TokenBucket.Answer {
        guard let shared else { return local.take(cost, for: key, within: limit) }
        do {
            return try await shared.take(cost, for: key, within: limit)
        } catch {
            if !(error is CancellationError) { fallbackCount.add(1, ordering: .relaxed) }
            return local.take(cost, for: key, within: limit)
        }
    }

    /// How often the buckets of this process stood in.
    package var fallbacks: Int { fallbackCount.load(ordering: .relaxed) }
}
