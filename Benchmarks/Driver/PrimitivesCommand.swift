import ArgumentParser
import Core
import Machine
import Resilience

/// CPU microseconds of one call that succeeds, the least of several rounds.
struct PrimitivesCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "primitives", abstract: "Cost of the memory limiter, the breaker and the retry wrapper.")

    @Option(help: "Calls in a round.")
    var calls = 300_000

    @Option(help: "Rounds; the least counts.")
    var rounds = 5

    func run() async throws {
        let limiter = RateLimiter(clock: .machine)
        let limit = RateLimit(1_000_000_000, per: .seconds(1))
        let keys = (0..<1_000).map { "client-\($0)" }
        let limiterCost = measure { index in _ = limiter.take(for: keys[index % keys.count], within: limit) }

        let breaker = Breaker("bench", clock: .machine)
        let breakerCost = try await measureAsync { _ = try await breaker.run { 1 } }

        let retry = Retry(clock: .machine, random: { 0 })
        let retryCost = try await measureAsync { _ = try await retry.run { _ in 1 } }

        report([
            ("limiter_us", .number(limiterCost)), ("breaker_us", .number(breakerCost)),
            ("retry_us", .number(retryCost)), ("calls", .integer(calls)),
        ])
    }

    private func measure(_ body: (Int) -> Void) -> Double {
        least {
            let start = Usage.now
            for index in 0..<calls { body(index) }
            return Usage.now.since(start).cpuSeconds
        }
    }

    private func measureAsync(_ body: () async throws -> Void) async throws -> Double {
        var least = Double.infinity
        for _ in 0..<rounds {
            let start = Usage.now
            for _ in 0..<calls { try await body() }
            least = min(least, Usage.now.since(start).cpuSeconds)
        }
        return least / Double(calls) * 1e6
    }

    private func least(_ round: () -> Double) -> Double {
        ((0..<rounds).map { _ in round() }.min() ?? 0) / Double(calls) * 1e6
    }
}
