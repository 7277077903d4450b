import Core
import LuxTesting
import Resilience
import Testing

@Suite struct `A token bucket` {
    private static let start = Ticks(nanoseconds: 1_000_000_000_000)

    @Test func `lets the burst through, then one for each interval`() {
        var bucket = TokenBucket(RateLimit(10, per: .seconds(60), burst: 3), at: Self.start)
        #expect(
            bucket.take(at: Self.start)
                == .init(verdict: .allowed, remaining: 2, reset: .seconds(6)))
        #expect(bucket.take(2, at: Self.start).remaining == 0)
        let refused = bucket.take(at: Self.start.advanced(by: .seconds(2)))
        #expect(
            refused == .init(verdict: .refused(retryAfter: .seconds(4)), remaining: 0, reset: .seconds(16)))
        #expect(!bucket.take(at: Self.start.advanced(by: .nanoseconds(5_999_999_999))).isAllowed)
        #expect(bucket.take(at: Self.start.advanced(by: .seconds(6))).isAllowed)
    }

    @Test func `takes all of a cost or nothing, and never more than the burst`() {
        var bucket = TokenBucket(RateLimit(4, per: .seconds(4)), at: Self.start)
        #expect(!bucket.take(5, at: Self.start).isAllowed)
        #expect(bucket.take(3, at: Self.start).remaining == 1)
        #expect(bucket.take(2, at: Self.start).verdict == .refused(retryAfter: .seconds(1)))
        #expect(bucket.take(5, at: Self.start).verdict == .refused(retryAfter: .seconds(3)))
        #expect(bucket.take(0, at: Self.start).remaining == 1)
        #expect(bucket.take(-7, at: Self.start).remaining == 1)
    }

    @Test func `does not drift when it is asked every nanosecond`() {
        // Seven a second: an interval that no whole number of nanoseconds measures.
        var bucket = TokenBucket(RateLimit(7, per: .microseconds(1), burst: 7), at: Self.start)
        _ = bucket.take(7, at: Self.start)
        var granted = 0
        for nanosecond in 1...10_000 {
            let now = Ticks(nanoseconds: Self.start.nanoseconds + UInt64(nanosecond))
            if bucket.take(at: now).isAllowed { granted += 1 }
        }
        #expect(granted == 70)
    }

    @Test func `counts a reading that goes back as no time`() {
        var bucket = TokenBucket(RateLimit(1, per: .seconds(1)), at: Self.start)
        #expect(bucket.take(at: Self.start.advanced(by: .seconds(10))).isAllowed)
        #expect(!bucket.take(at: Self.start).isAllowed)
        #expect(!bucket.take(at: Self.start.advanced(by: .seconds(10))).isAllowed)
        #expect(bucket.take(at: Self.start.advanced(by: .seconds(11))).isAllowed)
    }

    @Test func `stays sound at the ends of its numbers`() {
        var bucket = TokenBucket(RateLimit(1, per: .seconds(Int64.max), burst: .max), at: Self.start)
        #expect(bucket.take(.max, at: Self.start).isAllowed)
        #expect(!bucket.take(at: Self.start.advanced(by: .seconds(3_000_000_000))).isAllowed)
        var fast = TokenBucket(RateLimit(.max, per: .nanoseconds(1)), at: Self.start)
        #expect(fast.take(.max, at: Self.start).reset == .nanoseconds(1))
        #expect(fast.take(.max, at: Ticks(nanoseconds: .max)).isAllowed)
    }

    /// What it is asked to grant in any window of a random sequence, it grants at most `burst + rate * elapsed`
    /// of; and whoever comes back when told to is let in.
    @Test(arguments: 0..<300)
    func `never grants more than burst and rate allow`(_ seed: Int) {
        var random = SplitMix64(seed: UInt64(seed))
        let (count, burst) = (Int.random(in: 1...50, using: &random), Int.random(in: 1...80, using: &random))
        let period = Int.random(in: 1...5_000, using: &random)
        var now = Self.start
        var bucket = TokenBucket(RateLimit(count, per: .nanoseconds(period), burst: burst), at: now)
        var grants: [(at: UInt64, cost: Int)] = []
        for _ in 0..<300 {
            now = now.advanced(by: .nanoseconds(Int.random(in: 0...period / 3 + 1, using: &random)))
            let cost = Int.random(in: 1...min(burst, 5), using: &random)
            let answer = bucket.take(cost, at: now)
            #expect(answer.remaining >= 0 && answer.remaining <= burst)
            switch answer.verdict {
            case .allowed: grants.append((now.nanoseconds, cost))
            case .refused(let retryAfter):
                var then = bucket
                #expect(then.take(cost, at: now.advanced(by: retryAfter)).isAllowed, "seed \(seed)")
                var early = bucket
                #expect(!early.take(cost, at: now.advanced(by: retryAfter - .nanoseconds(1))).isAllowed)
            }
        }
        for first in grants.indices.prefix(40) {
            var sum = 0
            for grant in grants[first...] {
                sum += grant.cost
                let elapsed = Int(grant.at - grants[first].at)
                #expect(sum <= burst + elapsed * count / period + 1, "seed \(seed)")
            }
        }
    }
}

@Suite struct `A rate limit` {
    @Test(arguments: ["10/minute", "1000/hour", "1/second", "10000/day"])
    func `is read from a setting`(_ text: String) {
        #expect(RateLimit(text) != nil)
    }

    @Test func `means what it says`() {
        #expect(RateLimit("10/minute") == RateLimit(10, per: .seconds(60)))
        #expect(RateLimit("1000/hour") == RateLimit(1000, per: .seconds(3600), burst: 1000))
    }

    @Test(arguments: [
        "", "10", "10/", "/minute", "0/minute", "-1/hour", "10/week", "10/minute/x", "ten/hour", "1 /day",
    ])
    func `refuses another form`(_ text: String) {
        #expect(RateLimit(text) == nil)
    }
}

@Suite struct `A rate limiter` {
    private let time = HandClock()
    private let tenAMinute = RateLimit(10, per: .seconds(60))

    @Test func `counts each key by itself`() {
        let limiter = RateLimiter(clock: time.clock)
        for _ in 0..<10 { #expect(limiter.take(for: "a", within: tenAMinute).isAllowed) }
        let refused = limiter.take(for: "a", within: tenAMinute)
        #expect(refused.verdict == .refused(retryAfter: .seconds(6)))
        #expect(limiter.take(for: "b", within: tenAMinute).isAllowed)
        time.advance(by: .seconds(6))
        #expect(limiter.take(for: "a", within: tenAMinute).isAllowed)
    }

    @Test func `begins anew when a key's limit is changed`() {
        let limiter = RateLimiter(clock: time.clock)
        _ = limiter.take(10, for: "a", within: tenAMinute)
        #expect(limiter.take(for: "a", within: RateLimit(2, per: .seconds(1))).remaining == 1)
    }

    @Test func `forgets keys that are full again as others come`() {
        let limiter = RateLimiter(shards: 1, clock: time.clock)
        for number in 0..<1_000 { _ = limiter.take(for: "old \(number)", within: tenAMinute) }
        time.advance(by: .seconds(60))
        for number in 0..<500 { _ = limiter.take(for: "new \(number)", within: tenAMinute) }
        #expect(limiter.count == 500)
    }

    @Test func `keeps the busiest keys when there is no room for all`() {
        let limiter = RateLimiter(keysMax: 100, shards: 1, clock: time.clock)
        for _ in 0..<10 { _ = limiter.take(for: "busy", within: tenAMinute) }
        for number in 0..<10_000 {
            _ = limiter.take(for: "flood \(number)", within: tenAMinute)
            #expect(limiter.count <= 100)
        }
        #expect(!limiter.take(for: "busy", within: tenAMinute).isAllowed)
    }

    @Test(arguments: 0..<20)
    func `forgets only full keys as long as there are any`(_ seed: Int) {
        var random = SplitMix64(seed: UInt64(seed))
        let limiter = RateLimiter(keysMax: 50, shards: 1, clock: time.clock)
        var twins: [String: TokenBucket] = [:]
        for _ in 0..<3_000 {
            time.advance(by: .milliseconds(Int.random(in: 0...3_000, using: &random)))
            // At most 40 of the keys can be short of tokens at once: one more every 1.5 s, full again in 6 s.
            let key = "\(Int.random(in: 0..<200, using: &random))"
            var twin = twins[key] ?? TokenBucket(tenAMinute, at: time.ticks)
            let expected = twin.take(at: time.ticks)
            twins[key] = twin
            #expect(limiter.take(for: key, within: tenAMinute) == expected, "seed \(seed)")
        }
    }

    @Test func `divides its room among shards`() {
        let limiter = RateLimiter(keysMax: 64, shards: 8, clock: time.clock)
        for number in 0..<10_000 { _ = limiter.take(for: "\(number)", within: tenAMinute) }
        #expect(limiter.count <= 64)
    }
}
