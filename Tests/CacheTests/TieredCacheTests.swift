import Cache
import Core
import LuxTesting
import Testing

/// Without a shared tier; with one it is shown on a real server, in RedisTests.
@Suite(.timeLimit(.minutes(10))) struct `A cache of one tier` {
    private static let firm = TenantID("firm")
    private let time = HandClock()

    private func cache(freshFor: Duration = .seconds(10), staleFor: Duration = .seconds(50)) -> TieredCache<
        Int
    > {
        TieredCache(
            CachePolicy("test", version: 1, freshFor: freshFor, staleFor: staleFor, memoryFor: .seconds(5)),
            CacheCodec(encode: { _ in [] }, decode: { _ in 0 }, weight: { _ in 8 }), shared: nil,
            clock: time.clock, random: { 7 })
    }

    @Test func `keeps equal keys of two tenants apart`() async throws {
        let cache = cache()
        let pairs = [("a", "b:c"), ("a:b", "c"), ("a:b:c", ""), ("", "a:b:c"), ("1:a", "b:c")]
        for (number, pair) in pairs.enumerated() {
            let value = try await cache.value(for: pair.1, of: TenantID(pair.0)) { number }
            #expect(value.value == number && !value.wasKept)
        }
        await cache.invalidate(matching: "*", of: TenantID("a"))
        #expect(await cache.get("b:c", of: TenantID("a")) == nil)
        for (number, pair) in pairs.enumerated().dropFirst() {
            #expect(await cache.get(pair.1, of: TenantID(pair.0)) == number)
        }
        await cache.invalidate("c", of: TenantID("a:b"))
        #expect(await cache.get("c", of: TenantID("a:b")) == nil)
    }

    @Test func `takes nothing of a tenant's name for a pattern`() async {
        let cache = cache()
        await cache.set(1, for: "k", of: TenantID("xy"))
        await cache.set(2, for: "k", of: TenantID("*\u{301}"))
        await cache.invalidate(matching: "k", of: TenantID("**"))
        #expect(await cache.get("k", of: TenantID("xy")) == 1)
        await cache.invalidate(matching: "k", of: TenantID("*\u{301}"))
        #expect(await cache.get("k", of: TenantID("*\u{301}")) == nil)
    }

    @Test func `keeps a value for its whole life, as it can miss nothing`() async throws {
        let cache = cache()
        await cache.set(1, for: "k", of: Self.firm)
        time.advance(by: .seconds(59))
        #expect(await cache.get("k", of: Self.firm) == 1)
        time.advance(by: .seconds(1))
        #expect(try await cache.value(for: "k", of: Self.firm) { 2 }.value == 2)
    }

    @Test func `serves a stale value while one makes it anew`() async throws {
        let cache = cache()
        let service = Task { await cache.run() }
        defer { service.cancel() }
        await cache.set(1, for: "k", of: Self.firm)
        time.advance(by: .seconds(10))
        let (gate, made) = (Gate(), Shared(0))
        for _ in 0..<50 {
            let value = try await cache.value(for: "k", of: Self.firm) {
                made.change { $0 += 1 }
                await gate.opened()
                return 2
            }
            #expect(value.value == 1 && value.wasKept)
        }
        gate.open()
        await until { cache.statistics.renewals == 1 }
        #expect(await cache.get("k", of: Self.firm) == 2 && made.value == 1)
        #expect(cache.statistics.staleServed == 50 && cache.statistics.renewalFailures == 0)
    }

    @Test func `does not keep what was made anew before an invalidation`() async throws {
        let cache = cache()
        let service = Task { await cache.run() }
        defer { service.cancel() }
        await cache.set(1, for: "k", of: Self.firm)
        time.advance(by: .seconds(10))
        let (started, gate) = (Gate(), Gate())
        _ = try await cache.value(for: "k", of: Self.firm) {
            started.open()
            await gate.opened()
            return 2
        }
        await started.opened()
        await cache.invalidate("k", of: Self.firm)
        gate.open()
        await until { cache.statistics.renewals == 1 }
        #expect(await cache.get("k", of: Self.firm) == nil)
    }

    @Test func `bears more stale values than may wait`() async throws {
        let cache = cache()
        for number in 0..<1_200 { await cache.set(number, for: "\(number)", of: Self.firm) }
        time.advance(by: .seconds(10))
        for number in 0..<1_200 {
            let value = try await cache.value(for: "\(number)", of: Self.firm) { -1 }
            #expect(value.value == number)
        }
        let service = Task { await cache.run() }
        await until { cache.statistics.renewals == 1_000 }
        service.cancel()
        await service.value
        #expect(await cache.get("0", of: Self.firm) == -1)
        #expect(await cache.get("1199", of: Self.firm) == 1_199)
    }
}

@Suite struct `A quoted pattern` {
    @Test(arguments: ["", "a*b?c", #"\"#, #"a\*"#, "é?", "*\u{301}"])
    func `matches its text only`(_ text: String) {
        let glob = Glob(Glob.quoted(text))
        #expect(glob.matches(text) && !glob.matches(text + "x") && glob.head == text)
    }

    @Test(arguments: [("", ""), ("a*b", "a"), ("*", ""), (#"a\*b?"#, "a*b"), ("ção?", "ção")])
    func `knows what every match begins with`(_ pattern: String, _ head: String) {
        #expect(Glob(pattern).head == head)
    }
}
