import Core
import LuxTesting
import Redis
import Resilience
import Testing

@Suite(.timeLimit(.minutes(10))) struct `Shared rate limits` {
    private func limiting(_ client: RedisClient) -> RateLimiting {
        RateLimiting(local: RateLimiter(clock: machineClock), shared: RedisRateLimits(client))
    }

    @Test func `answer as the limiter of one process does`() async throws {
        let server = try RedisServer()
        let limits = RedisRateLimits(try server.client())
        let hourly = RateLimit(10, per: .seconds(36_000), burst: 3)
        let first = try await limits.take(1, for: "k", within: hourly)
        #expect(first.isAllowed && first.remaining == 2)
        #expect(first.reset <= .seconds(3_600) && first.reset > .seconds(3_000))
        #expect(try await limits.take(2, for: "k", within: hourly).remaining == 0)
        let refused = try await limits.take(2, for: "k", within: hourly)
        guard case .refused(let retryAfter) = refused.verdict else {
            Issue.record("took more than the burst")
            return
        }
        #expect(retryAfter > .seconds(6_000) && retryAfter <= .seconds(7_200))
        #expect(try await limits.take(1, for: "other", within: hourly).isAllowed)
        #expect(try await limits.take(1, for: "k", within: RateLimit(5, per: .seconds(60))).remaining == 4)
    }

    @Test func `take all of a cost or nothing, and never more than the burst`() async throws {
        let server = try RedisServer()
        let limits = RedisRateLimits(try server.client())
        let daily = RateLimit(4, per: .seconds(86_400))
        #expect(try await !limits.take(5, for: "k", within: daily).isAllowed)
        #expect(try await limits.take(3, for: "k", within: daily).remaining == 1)
        #expect(try await !limits.take(2, for: "k", within: daily).isAllowed)
        #expect(try await limits.take(0, for: "k", within: daily).remaining == 1)
        #expect(try await limits.take(-7, for: "k", within: daily).remaining == 1)
        #expect(try await !limits.take(.max, for: "k", within: daily).isAllowed)
    }

    @Test(arguments: [
        RateLimit(.max, per: .nanoseconds(1)), RateLimit(1, per: .seconds(Int64.max), burst: .max),
        RateLimit(7, per: .nanoseconds(1_500)), RateLimit(1_000_000, per: .seconds(86_400)),
    ])
    func `stay sound at the ends of their numbers`(_ limit: RateLimit) async throws {
        let server = try RedisServer()
        let limits = RedisRateLimits(try server.client())
        for cost in [1, .max, 0] { _ = try await limits.take(cost, for: "k", within: limit) }
        #expect(try await limits.take(0, for: "k", within: limit).isAllowed)
    }

    @Test func `forget a bucket when it is full again`() async throws {
        let server = try RedisServer()
        let client = try server.client()
        let limits = RedisRateLimits(client)
        _ = try await limits.take(1, for: "k", within: RateLimit(100, per: .seconds(1)))
        try await eventually { try await client.send(RedisCommand("DBSIZE")) == .integer(0) }
    }

    /// Two nodes, many callers, and clocks that people set meanwhile.
    @Test func `grant no more than the limit in all`() async throws {
        let server = try RedisServer()
        let time = Shared(Int64(0))
        let clock = Clock(now: { Instant(milliseconds: time.value) }, ticks: machineClock.ticks)
        let nodes = [limiting(try server.client(clock: clock)), limiting(try server.client(clock: clock))]
        let limit = RateLimit(200, per: .seconds(86_400))
        let granted = await withTaskGroup(of: Int.self) { group in
            for caller in 0..<40 {
                group.addTask {
                    var granted = 0
                    for turn in 0..<20 {
                        time.change { $0 += turn % 2 == 0 ? 3_600_000 : -3_600_000 }
                        if await nodes[caller % 2].take(for: "k", within: limit).isAllowed { granted += 1 }
                    }
                    return granted
                }
            }
            return await group.reduce(0, +)
        }
        #expect(granted >= 200 && granted <= 202)
        #expect(nodes.allSatisfy { $0.fallbacks == 0 })
    }

    @Test func `are stood in for by those of the process while Redis is away`() async throws {
        let server = try RedisServer()
        let client = try server.client()
        let limiting = limiting(client)
        let limit = RateLimit(5, per: .seconds(86_400))
        #expect(await limiting.take(5, for: "k", within: limit).isAllowed)
        server.kill()
        try await eventually { !client.status.isConnected }
        var granted = 0
        for _ in 0..<20 where await limiting.take(for: "k", within: limit).isAllowed { granted += 1 }
        #expect(granted == 5 && limiting.fallbacks == 20)
        try server.start()
        try await eventually {
            let before = limiting.fallbacks
            _ = await limiting.take(for: "other", within: limit)
            return limiting.fallbacks == before
        }
    }

    @Test func `survive that Redis forgets its scripts`() async throws {
        let server = try RedisServer()
        let client = try server.client()
        let limits = RedisRateLimits(client)
        let limit = RateLimit(5, per: .seconds(86_400))
        _ = try await limits.take(1, for: "k", within: limit)
        _ = try await client.send(RedisCommand("SCRIPT", "FLUSH"))
        #expect(try await limits.take(1, for: "k", within: limit).remaining == 3)
        #expect(try await limits.take(1, for: "k", within: limit).remaining == 2)
    }
}
