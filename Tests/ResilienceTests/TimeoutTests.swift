import Core
import LuxTesting
import Resilience
import Testing

@Suite(.timeLimit(.minutes(10))) struct `A time-out` {
    private let time = HandClock()

    @Test func `gives the value of a body that ends in time`() async throws {
        let alarm = Alarm(clock: time.clock)
        #expect(try await withTimeout(.seconds(1), by: alarm) { 7 } == 7)
        #expect(
            try await withTimeout(.seconds(1), by: alarm) {
                await Task.yield(); return 8
            } == 8)
        #expect(alarm.count == 0)
    }

    @Test func `passes on what the body throws`() async {
        let alarm = Alarm(clock: time.clock)
        await #expect(throws: Broken.self) {
            try await withTimeout(.seconds(1), by: alarm) { throw Broken() }
        }
        #expect(alarm.count == 0)
    }

    @Test(arguments: [true, false])
    func `cancels the body when its time is over, and waits for its end`(_ isStubborn: Bool) async {
        let alarm = Alarm(clock: time.clock)
        let ended = Shared(false)
        let call = Task {
            try await withTimeout(.seconds(1), by: alarm) {
                await until { Task.isCancelled }
                ended.change { $0 = true }
                if !isStubborn { throw Broken() }
            }
        }
        await until { alarm.count == 1 }
        time.advance(by: .milliseconds(999))
        alarm.ring()
        #expect(alarm.count == 1)
        time.advance(by: .milliseconds(21))
        alarm.ring()
        await #expect(throws: TimedOut(limit: .seconds(1))) { try await call.value }
        #expect(ended.value && alarm.count == 0)
    }

    @Test func `hands the caller's own cancellation on`() async {
        let alarm = Alarm(clock: time.clock)
        let call = Task {
            try await withTimeout(.seconds(1), by: alarm) {
                await until { Task.isCancelled }
                try Task.checkCancellation()
            }
        }
        await until { alarm.count == 1 }
        call.cancel()
        await #expect(throws: CancellationError.self) { try await call.value }
        #expect(alarm.count == 0)
    }

    @Test func `leaves the caller alone when it fires`() async {
        let alarm = Alarm(clock: time.clock)
        let call = Task {
            _ = try? await withTimeout(.seconds(1), by: alarm) { await until { Task.isCancelled } }
            return Task.isCancelled
        }
        await until { alarm.count == 1 }
        time.advance(by: .seconds(2))
        alarm.ring()
        #expect(await call.value == false)
    }

    @Test func `is rung by the running alarm, which rests when there is nothing to do`() async {
        let time = time
        let sleeps = Shared(0)
        let alarm = Alarm(clock: time.clock) { pause in
            sleeps.change { $0 += 1 }
            time.advance(by: pause)
            await Task.yield()
            try Task.checkCancellation()
        }
        let runner = Task { await alarm.run() }
        for _ in 0..<3 {
            await #expect(throws: TimedOut.self) {
                try await withTimeout(.milliseconds(100), by: alarm) { await until { Task.isCancelled } }
            }
        }
        runner.cancel()
        await runner.value
        // Six pauses of 20 ms for each, at most two more until the alarm finds that it may rest.
        #expect((15...30).contains(sleeps.value))
    }

    @Test func `takes out what is cleared, however many there are`() async throws {
        let alarm = Alarm(clock: time.clock)
        for number in 0..<5_000 {
            time.advance(by: .milliseconds(1))
            _ = try await withTimeout(.seconds(60), by: alarm) { number }
        }
        #expect(alarm.count == 0)
        time.advance(by: .seconds(120))
        alarm.ring()
        #expect(try await withTimeout(.seconds(1), by: alarm) { 1 } == 1)
    }

    @Test func `an alarm that is cancelled while it rests stops`() async {
        let runner = Task { [time] in await Alarm(clock: time.clock).run() }
        await Task.yield()
        runner.cancel()
        await runner.value
    }
}
