import Core
package import Resilience

/// Buckets of tokens in Redis: one round trip for each question, and the time is that of Redis.
package struct RedisRateLimits: SharedLimits {
    private let client: RedisClient
    private let prefix: String

    /// - Parameter prefix: tells installations apart that use one Redis.
    package init(_ client: RedisClient, prefix: String = "lux") {
        self.client = client
        self.prefix = prefix.plain
    }

    /// A key that comes with another limit has another bucket, which is full.
    package func take(
        _ cost: Int, for key: String, within limit: RateLimit
    ) async throws -> TokenBucket.Answer {
        // Redis counts microseconds. What is left of one makes the limit that much stricter.
        let period = Int64(limit.period / 1000) + (limit.period % 1000 == 0 ? 0 : 1)
        let (count, burst) = (Int64(clamping: limit.count), Int64(clamping: limit.burst))
        let reply = try await client.run(
            RedisScript.take, keys: [.text("\(prefix):rate:\(count)/\(period)/\(burst):\(key)")],
            [.number(count), .number(period), .number(burst), .number(Int64(max(0, cost)))])
        guard let numbers = reply.list?.compactMap(\.integer), numbers.count == 4 else {
            throw RedisFailure.unexpected(reply.kind)
        }
        return TokenBucket.Answer(
            verdict: numbers[0] == 1 ? .allowed : .refused(retryAfter: .microseconds(numbers[2])),
            remaining: Int(numbers[1]), reset: .microseconds(numbers[3]))
    }
}
