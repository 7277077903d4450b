import Cache
import Core
import LuxTesting
import Testing

@Suite(.timeLimit(.minutes(10))) struct `Making a missing value` {
    private let time = HandClock()
    private let cache: MemoryCache<Int>

    init() {
        cache = MemoryCache(CacheLimits(weightMax: 1_000, countMax: 100), clock: time.clock)
    }

    /// Asks for "k", made as 7 once the gate is open.
    private func ask(_ gate: Gate? = nil, value: Int = 7, started: Gate? = nil) async throws -> Cached<Int> {
        try await cache.value(for: "k", ttl: .seconds(60), weight: { _ in 8 }) {
            started?.open()
            await gate?.opened()
            try Task.checkCancellation()
            return value
        }
    }

    @Test func `makes it once and keeps it`() async throws {
        let first = try await ask()
        let second = try await ask(value: 8)
        #expect(first.value == 7 && !first.wasKept)
        #expect(second.value == 7 && second.wasKept)
        #expect(cache.get("k") == 7 && cache.statistics.weight == 9)
        time.advance(by: .seconds(60))
        #expect(try await ask(value: 9).value == 9)
    }

    @Test func `makes it once for all that ask at the same time`() async throws {
        let gate = Gate()
        let made = Shared(0)
        let cache = cache
        let values = try await withThrowingTaskGroup(of: Int.self) { group in
            for _ in 0..<50 {
                group.addTask {
                    try await cache.value(for: "k", ttl: .seconds(60), weight: { _ in 8 }) {
                        made.change { $0 += 1 }
                        await gate.opened()
                        return 7
                    }.value
                }
            }
            await until { cache.statistics.waiting == 50 }
            gate.open()
            return try await group.reduce(into: []) { $0.append($1) }
        }
        #expect(values == Array(repeating: 7, count: 50) && made.value == 1)
    }

    @Test func `the first caller's cancellation does not fail the others`() async throws {
        let (gate, started) = (Gate(), Gate())
        let first = Task { try await ask(gate, started: started) }
        await started.opened()
        let second = Task { try await ask(gate, value: 8) }
        await until { cache.statistics.waiting == 2 }
        first.cancel()
        await #expect(throws: CancellationError.self) { try await first.value }
        gate.open()
        #expect(try await second.value.value == 7)
        #expect(cache.get("k") == 7 && cache.statistics.waiting == 0)
    }

    @Test func `is cancelled when all who wait have been, and begun again for the next`() async throws {
        let (started, ended) = (Gate(), Gate())
        let cache = cache
        let call = Task {
            try await cache.value(for: "k", ttl: .seconds(60), weight: { _ in 8 }) {
                started.open()
                await until { Task.isCancelled }
                ended.open()
                return 1
            }
        }
        await started.opened()
        call.cancel()
        await #expect(throws: CancellationError.self) { try await call.value }
        await ended.opened()
        #expect(try await ask(value: 2).value == 2)
        #expect(cache.get("k") == 2)
    }

    @Test func `does not begin for one that was cancelled before`() async {
        let call = Task {
            await until { Task.isCancelled }
            return try await ask()
        }
        call.cancel()
        await #expect(throws: CancellationError.self) { try await call.value }
        #expect(cache.get("k") == nil)
    }

    @Test func `a failure goes to all who wait and is not kept`() async throws {
        let gate = Gate()
        let cache = cache
        let calls = (0..<5).map { _ in
            Task {
                try await cache.value(for: "k", ttl: .seconds(60), weight: { _ in 8 }) {
                    await gate.opened()
                    throw Broken()
                }
            }
        }
        await until { cache.statistics.waiting == 5 }
        gate.open()
        for call in calls { await #expect(throws: Broken.self) { try await call.value } }
        #expect(try await ask().value == 7)
    }

    @Test func `hands out without keeping what has no weight`() async throws {
        let value = try await cache.value(for: "k", ttl: .seconds(60), weight: { _ in nil }, make: { 7 })
        #expect(value.value == 7 && cache.get("k") == nil)
    }

    @Test(arguments: ["key", "pattern", "all", "set"])
    func `what began before an invalidation is neither kept nor joined after it`(_ way: String) async throws {
        let (gate, started) = (Gate(), Gate())
        let early = Task { try await ask(gate, value: 1, started: started) }
        await started.opened()
        switch way {
        case "key": cache.invalidate("k")
        case "pattern": cache.invalidate(matching: Glob("?"))
        case "all": cache.invalidateAll()
        default: cache.set(2, for: "k", ttl: .seconds(60), weight: 1)
        }
        #expect(try await ask(value: 2).value == 2)
        gate.open()
        #expect(try await early.value.value == 1)
        #expect(cache.get("k") == 2)
    }

    @Test func `an invalidation of another key does not matter`() async throws {
        let (gate, started) = (Gate(), Gate())
        let call = Task { try await ask(gate, started: started) }
        await started.opened()
        cache.invalidate("other")
        cache.invalidate(matching: Glob("other*"))
        gate.open()
        #expect(try await call.value.value == 7)
        #expect(cache.get("k") == 7)
    }

    /// Many tasks, cancelled at random, with invalidations between: every call ends, and what is kept was made
    /// after the last invalidation.
    @Test(arguments: 0..<40)
    func `ends every call and keeps nothing stale`(_ seed: Int) async {
        var random = SplitMix64(seed: UInt64(seed))
        let cache = cache
        let version = Shared(0)
        var calls: [Task<Cached<Int>, any Error>] = []
        for _ in 0..<80 {
            let (key, turns) = (
                "\(Int.random(in: 0..<3, using: &random))", Int.random(in: 0...6, using: &random)
            )
            calls.append(
                Task {
                    try await cache.value(for: key, ttl: .seconds(60), weight: { _ in 1 }) {
                        let made = version.value
                        for _ in 0..<turns { await Task.yield() }
                        return made
                    }
                })
            if Int.random(in: 0..<4, using: &random) == 0 { calls.randomElement(using: &random)?.cancel() }
            if Int.random(in: 0..<10, using: &random) == 0 {
                version.change { $0 += 1 }
                cache.invalidateAll()
            }
            await Task.yield()
        }
        for call in calls { _ = await call.result }
        for key in 0..<3 {
            #expect(
                (cache.get("\(key)") ?? version.value) == version.value)
        }
    }
}
