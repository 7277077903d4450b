import Core
import LuxTesting
import Resilience
import Testing

@Suite struct `Rate limiting` {
    private let time = HandClock()
    private let limit = RateLimit(2, per: .seconds(60))

    /// Throws what it is told to, in place of a server that is away.
    private struct Away<Failure: Error>: SharedLimits {
        let failure: Failure

        func take(_ cost: Int, for key: String, within limit: RateLimit) async throws -> TokenBucket.Answer {
            throw failure
        }
    }

    @Test func `counts in the process when that is alone`() async {
        let limiting = RateLimiting(local: RateLimiter(clock: time.clock), shared: nil)
        #expect(await limiting.take(2, for: "k", within: limit).isAllowed)
        #expect(await limiting.take(for: "k", within: limit).verdict == .refused(retryAfter: .seconds(30)))
        #expect(limiting.fallbacks == 0)
    }

    @Test func `counts in the process while the shared place is away, and counts how often`() async {
        let limiting = RateLimiting(
            local: RateLimiter(clock: time.clock), shared: Away(failure: Broken()))
        for _ in 0..<2 { #expect(await limiting.take(for: "k", within: limit).isAllowed) }
        #expect(await !limiting.take(for: "k", within: limit).isAllowed)
        #expect(limiting.fallbacks == 3)
    }

    @Test func `does not take a caller that left for a server that is away`() async {
        let limiting = RateLimiting(
            local: RateLimiter(clock: time.clock), shared: Away(failure: CancellationError()))
        _ = await limiting.take(for: "k", within: limit)
        #expect(limiting.fallbacks == 0)
    }
}
