import Core
import LuxTesting
import Resilience
import Synchronization
import Testing

@Suite struct `A retry policy` {
    @Test(arguments: [
        (1, UInt64.min, 4.0), (1, .max, 8.0), (1, .max / 2, 6.0), (2, .min, 4.0), (2, .max, 10.0),
        (3, .max, 10.0),
        (1_000_000, .max, 10.0), (0, .max, 8.0),
    ])
    func `waits between four seconds and a ceiling that doubles up to ten`(
        _ attempt: Int, _ random: UInt64, _ seconds: Double
    ) {
        let wait = RetryPolicy().wait(afterAttempt: attempt, random: random)
        #expect(abs(wait.inSeconds - seconds) < 1e-8)
    }

    @Test(arguments: 0..<50)
    func `stays between its bounds and reaches both ends`(_ seed: Int) {
        var random = SplitMix64(seed: UInt64(seed))
        let waitMin = Duration.milliseconds(Int.random(in: 0...500, using: &random))
        let policy = RetryPolicy(
            waitMin: waitMin, waitMax: waitMin + .milliseconds(Int.random(in: 0...500, using: &random)))
        let waits = (0..<400).map { policy.wait(afterAttempt: 1 + $0 % 9, random: random.next()) }
        #expect(waits.allSatisfy { $0 >= policy.waitMin && $0 <= policy.waitMax })
    }

    @Test(arguments: [
        (1, RetryPolicy.Verdict.again, 0, Int?(4)), (2, .again, 0, 4), (3, .again, 0, nil),
        (1, .giveUp, 0, nil),
        (1, .againAfter(.seconds(20)), 0, 20), (1, .againAfter(.seconds(1)), 0, 4),
        (1, .againAfter(.seconds(31)), 0, nil), (1, .again, 56, 4), (1, .again, 57, nil),
    ])
    func `decides by attempt, verdict and deadline`(
        _ attempt: Int, _ verdict: RetryPolicy.Verdict, _ elapsed: Int, _ wait: Int?
    ) {
        let answer = RetryPolicy().wait(
            afterAttempt: attempt, failedWith: verdict, elapsed: .seconds(elapsed), random: 0)
        #expect(answer == wait.map { .seconds($0) })
    }
}

@Suite struct `Retrying` {
    private struct Unfit: Refusal {
        var problem: Problem { Problem(.tooBusy, "no", retryAfter: .seconds(1)) }
    }

    private final class Record: Sendable {
        let waits = Mutex<[Duration]>([])
        let time = HandClock()

        func retry(_ policy: RetryPolicy = RetryPolicy()) -> Retry {
            let sleep: Sleep = { pause in
                self.waits.withLock { $0.append(pause) }
                self.time.advance(by: pause)
            }
            return Retry(policy, clock: time.clock, sleep: sleep, random: { 0 })
        }
    }

    @Test func `makes three attempts and throws the last error`() async {
        struct Numbered: Error, Equatable { let attempt: Int }
        let record = Record()
        await #expect(throws: Numbered(attempt: 3)) {
            try await record.retry().run { throw Numbered(attempt: $0) }
        }
        #expect(record.waits.withLock { $0 } == [.seconds(4), .seconds(4)])
    }

    @Test func `stops at the first success`() async throws {
        let record = Record()
        let value = try await record.retry().run { attempt in
            guard attempt == 2 else { throw Broken() }
            return "attempt \(attempt)"
        }
        #expect(value == "attempt 2" && record.waits.withLock { $0.count } == 1)
    }

    @Test func `does not repeat a refusal unless told to`() async throws {
        let record = Record()
        await #expect(throws: Unfit.self) { try await record.retry().run { _ in throw Unfit() } }
        #expect(record.waits.withLock { $0.isEmpty })
        await #expect(throws: Unfit.self) {
            try await record.retry().run(judge: { _ in .againAfter(.seconds(9)) }) { _ in throw Unfit() }
        }
        #expect(record.waits.withLock { $0 } == [.seconds(9), .seconds(9)])
    }

    @Test func `gives up when the deadline would pass`() async {
        let record = Record()
        await #expect(throws: Broken.self) {
            try await record.retry(RetryPolicy(attemptsMax: 100, deadline: .seconds(10))).run { _ in
                throw Broken()
            }
        }
        #expect(record.waits.withLock { $0.count } == 2)
    }

    @Test func `stops at once when cancelled`() async {
        let tries = Shared(0)
        let retry = Retry(clock: HandClock().clock, sleep: { _ in }, random: { 0 })
        await withTaskGroup(of: Void.self) { group in
            group.addTask {
                await #expect(throws: Broken.self) {
                    try await retry.run { _ in
                        tries.change { $0 += 1 }
                        await until { Task.isCancelled }
                        throw Broken()
                    }
                }
            }
            group.cancelAll()
        }
        #expect(tries.value == 1)
    }

    @Test func `stops when cancelled while it waits`() async {
        let entered = Gate()
        let sleep: Sleep = { _ in
            entered.open()
            await until { Task.isCancelled }
        }
        let retry = Retry(clock: HandClock().clock, sleep: sleep, random: { 0 })
        let call = Task { try await retry.run { _ in throw Broken() } }
        await entered.opened()
        call.cancel()
        await #expect(throws: CancellationError.self) { try await call.value }
    }

    @Test func `never waits longer than its own sleep when left alone`() async throws {
        let policy = RetryPolicy(waitMin: .zero, waitMax: .zero)
        let retry = Retry(policy, clock: HandClock().clock, random: { 0 })
        #expect(try await retry.run { if $0 < 3 { throw Broken() } else { $0 } } == 3)
    }
}
