import Core
import LuxTesting
import Resilience
import Testing

@Suite(.timeLimit(.minutes(10))) struct `A bulkhead` {
    @Test func `runs so many, lets so many wait and refuses the rest`() async throws {
        let bulkhead = Bulkhead("models", runningMax: 2, waitingMax: 1, retryAfter: .seconds(3))
        let gate = Gate()
        try await withThrowingTaskGroup(of: Int.self) { group in
            for number in 0..<3 {
                group.addTask {
                    try await bulkhead.run {
                        await gate.opened()
                        return number
                    }
                }
            }
            await until { bulkhead.load == (2, 1) }
            let refusal = await #expect(throws: TooBusy.self) { try await bulkhead.run {} }
            #expect(refusal?.problem.type.name == "too-busy" && refusal?.problem.type.status == 503)
            #expect(refusal?.problem.retryAfter == .seconds(3) && refusal?.name == "models")
            gate.open()
            let sum = try await group.reduce(0, +)
            #expect(sum == 3)
        }
        #expect(bulkhead.load == (0, 0))
    }

    @Test func `serves in the order of arrival`() async throws {
        let bulkhead = Bulkhead("b", runningMax: 1, waitingMax: 100)
        let gate = Gate()
        let served = Shared<[Int]>([])
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await bulkhead.run { await gate.opened() } }
            await until { bulkhead.load.running == 1 }
            for number in 0..<50 {
                group.addTask { try await bulkhead.run { served.change { $0.append(number) } } }
                await until { bulkhead.load.waiting == number + 1 }
            }
            gate.open()
            try await group.waitForAll()
        }
        #expect(served.value == Array(0..<50))
    }

    @Test func `lets a waiter go that is cancelled, and only that one`() async throws {
        let bulkhead = Bulkhead("b", runningMax: 1, waitingMax: 2)
        let gate = Gate()
        let first = Task { try await bulkhead.run { await gate.opened() } }
        await until { bulkhead.load.running == 1 }
        let second = Task { try await bulkhead.run { 2 } }
        let third = Task { try await bulkhead.run { 3 } }
        await until { bulkhead.load.waiting == 2 }
        second.cancel()
        await #expect(throws: CancellationError.self) { try await second.value }
        #expect(bulkhead.load == (1, 1))
        gate.open()
        try await first.value
        #expect(try await third.value == 3)
        #expect(bulkhead.load == (0, 0))
    }

    @Test func `does not let one stand in line that was cancelled before`() async {
        let bulkhead = Bulkhead("b", runningMax: 1, waitingMax: 2)
        let gate = Gate()
        let first = Task { try await bulkhead.run { await gate.opened() } }
        await until { bulkhead.load.running == 1 }
        let late = Task {
            await until { Task.isCancelled }
            try await bulkhead.run {}
        }
        late.cancel()
        await #expect(throws: CancellationError.self) { try await late.value }
        #expect(bulkhead.load == (1, 0))
        gate.open()
        await #expect(throws: Never.self) { try await first.value }
    }

    @Test(arguments: 0..<40)
    func `never exceeds its number whatever comes, fails or is cancelled`(_ seed: Int) async {
        var random = SplitMix64(seed: UInt64(seed))
        let (runningMax, waitingMax) = (
            Int.random(in: 1...4, using: &random), Int.random(in: 0...6, using: &random)
        )
        let bulkhead = Bulkhead("b", runningMax: runningMax, waitingMax: waitingMax)
        let inside = Shared((now: 0, most: 0))
        let calls = (0..<60).map { _ in
            let (turns, fails) = (Int.random(in: 0...5, using: &random), Bool.random(using: &random))
            return Task {
                try await bulkhead.run {
                    inside.change { $0 = ($0.now + 1, max($0.most, $0.now + 1)) }
                    for _ in 0..<turns { await Task.yield() }
                    inside.change { $0.now -= 1 }
                    if fails { throw Broken() }
                }
            }
        }
        for call in calls where Int.random(in: 0..<3, using: &random) == 0 { call.cancel() }
        for call in calls { _ = await call.result }
        #expect(inside.value.most <= runningMax, "seed \(seed)")
        #expect(bulkhead.load == (0, 0), "seed \(seed)")
    }
}
