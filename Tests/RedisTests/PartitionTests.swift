import Cache
import Core
import LuxTesting
import Redis
import Resilience
import Testing

@Suite(.timeLimit(.minutes(10))) struct `A network between Lux and Redis` {
    private let server: RedisServer
    private let proxy: FaultProxy

    init() throws {
        server = try RedisServer()
        proxy = try FaultProxy(to: server.port)
    }

    private var url: String { "redis://127.0.0.1:\(proxy.port)" }

    @Test(arguments: [FaultProxy.Behaviour.blackhole, .deaf, .latency(.milliseconds(500)), .reset, .refuse])
    func `may fail in any way, and callers are soon told without a wait`(
        _ behaviour: FaultProxy.Behaviour
    ) async throws {
        let client = try server.client(impatient, url: url)
        try await eventually { await client.answers }
        proxy.behave(behaviour)
        // Connections that are there go on where only new ones are refused.
        if behaviour == .refuse { _ = try? await client.send(RedisCommand("QUIT")) }
        try await eventually {
            do {
                _ = try await client.send(RedisCommand("PING"))
                return false
            } catch {
                return error is BreakerOpen
            }
        }
        #expect(!client.status.isConnected)
        proxy.behave(.pass)
        try await eventually { await client.answers }
        #expect(client.status.isConnected && client.status.breaker.state == .closed)
    }

    @Test func `may swallow all answers, and then Redis is sent greetings and no scripts`() async throws {
        proxy.behave(.deaf)
        let client = try server.client(impatient, url: url)
        try await eventually {
            _ = try? await client.send(RedisCommand("PING"))
            return proxy.traffic.connections > 3
        }
        let traffic = proxy.traffic
        #expect(traffic.bytesToTarget > 0 && traffic.bytesToTarget <= traffic.connections * 50)
    }

    /// What was answered has run, and nothing has run that was not asked for.
    @Test(arguments: 0..<8)
    func `may cut connections anywhere, and nothing runs twice`(_ seed: Int) async throws {
        var random = SplitMix64(seed: UInt64(seed))
        let (client, witness) = (try server.client(url: url), try server.client())
        var (sent, answered) = (0, 0)
        for _ in 0..<10 {
            proxy.behave(.cut(afterBytes: .random(in: 1...3_000, using: &random)))
            let calls = (0..<50).map { _ in Task { try await client.send(RedisCommand("INCR", "n")) } }
            sent += calls.count
            for call in calls where (try? await call.value) != nil { answered += 1 }
            try await eventually { await client.answers }
        }
        let ran = try await witness.send(RedisCommand("GET", "n")).text.flatMap { Int($0) } ?? 0
        #expect(answered <= ran && ran <= sent, "seed \(seed)")
    }

    @Test func `may part one process from Redis without a storm of repeated calls`() async throws {
        let client = try server.client(impatient, url: url)
        try await eventually { await client.answers }
        let before = proxy.traffic
        proxy.behave(.deaf)
        var calls = 0
        for _ in 0..<2_000 {
            calls += 1
            _ = try? await client.send(RedisCommand("ECHO", "storm"), isIdempotent: true)
        }
        let after = proxy.traffic
        // Each call would be some thirty bytes; what passes is what tries whether Redis is there again.
        #expect(after.bytesToTarget - before.bytesToTarget < calls * 30 * 11 / 10)
        proxy.behave(.pass)
        try await eventually { await client.answers }
    }

    @Test func `may fall silent, and invalidations missed meanwhile are made good`() async throws {
        let node = try Node(server, limits: impatient, url: url)
        let other = try Node(server)
        for one in [node, other] { try await one.listening() }
        _ = try await node.value("k", make: "old")
        let listens = node.cache.statistics.listens
        proxy.behave(.blackhole)
        await other.cache.invalidate("k", of: firm)
        #expect(try await node.value("k", make: "new") == "old")
        try await eventually { !node.cache.statistics.isListening }
        proxy.behave(.pass)
        try await eventually { node.cache.statistics.listens > listens }
        try await eventually { try await node.value("k", make: "new") == "new" }
    }
}
