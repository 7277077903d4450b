import Cache
import Core
import Glibc
import LuxTesting
import Redis
import Resilience

let machineClock = Clock(
    now: { Instant(milliseconds: 0) },
    ticks: {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        return Ticks(nanoseconds: UInt64(time.tv_sec) * 1_000_000_000 + UInt64(time.tv_nsec))
    })

/// Times that a loaded machine keeps.
var patient: RedisClient.Limits {
    var limits = RedisClient.Limits()
    limits.connectWithin = .seconds(20)
    limits.answerWithin = .seconds(20)
    limits.reconnect = RetryPolicy(waitMin: .milliseconds(5), waitMax: .milliseconds(50))
    limits.breaker = CircuitBreaker.Policy(
        failuresMax: 5, window: .seconds(10), openFor: .milliseconds(50))
    return limits
}

/// Gives up on a server that stalls soon enough for a test.
var impatient: RedisClient.Limits {
    var limits = patient
    limits.connectWithin = .milliseconds(200)
    limits.answerWithin = .milliseconds(200)
    limits.quietMax = .milliseconds(200)
    return limits
}

extension RedisServer {
    func client(
        _ limits: RedisClient.Limits = patient, url: String? = nil, clock: Clock = machineClock
    ) throws -> RedisClient {
        try RedisClient(
            try RedisAddress(url ?? self.url), limits, clock: clock, random: { .random(in: 0 ... .max) })
    }
}

/// Asks again until it holds. The suite's time limit ends a wait in vain.
func eventually(_ condition: () async throws -> Bool) async throws {
    while try await !condition() {
        try Task.checkCancellation()
        await Task.yield()
    }
}

extension RedisClient {
    /// Whether a command that a caller would send is answered.
    var answers: Bool {
        get async { (try? await send(RedisCommand("PING"))) == .status("PONG") }
    }
}
