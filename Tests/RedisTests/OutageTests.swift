import Bus
import Core
import LuxTesting
import Machine
import Redis
import Resilience
import Testing

/// Messages and rate limits while Redis is away. It syncs what it takes here, as a bus that must forget nothing wants.
@Suite(.serialized, .timeLimit(.minutes(10))) struct `Redis away for a while` {
    private let server: RedisServer

    init() throws {
        server = try RedisServer(["--appendonly", "yes", "--appendfsync", "always"])
    }

    @Test(arguments: OutageKind.allCases)
    func `costs no message and no caller, and is not stormed`(_ kind: OutageKind) async throws {
        let (usual, _) = try await run(nil)
        let (bytes, record) = try await run(kind)
        print("Redis, \(kind): \(record); \(bytes) bytes sent, \(usual) without it")
        // Connections that are made anew say more than ten calls do; only a long outage has calls enough.
        if OutageKind.isLong {
            #expect(bytes <= record.bytesMax(usual, for: OutageKind.drill.callCount))
        }
    }

    private func run(_ kind: OutageKind?) async throws -> (bytes: Int, OutageDrill.Record) {
        let proxy = try FaultProxy(to: server.port)
        let (publisher, consumer) = (try bus(proxy, kind), try bus(proxy, kind))
        let limiting = RateLimiting(
            local: RateLimiter(clock: .machine),
            shared: RedisRateLimits(try client(proxy)))
        let plenty = RateLimit(1_000_000, per: .seconds(3_600))
        let drill = BusDrill(OutageKind.drill)
        for bus in [publisher, consumer] {
            while await !bus.status().isConnected { await Task.yield() }
        }
        let outage = kind?.outage(
            proxy, stop: { [server] in server.stop() }, start: { [server] in try server.start() })
        let record = try await drill.run(outage, from: publisher, to: consumer) { number in
            let decision = await limiting.take(1, for: "caller \(number % 7)", within: plenty)
            #expect(decision.isAllowed)
        }
        #expect(drill.isWhole)
        for bus in [publisher, consumer] { await bus.close() }
        return (proxy.traffic.bytesToTarget, record)
    }

    private func client(_ proxy: FaultProxy) throws -> RedisClient {
        try RedisClient(
            RedisAddress("redis://127.0.0.1:\(proxy.port)"), RedisClient.Limits(), clock: .machine,
            random: { .random(in: 0 ... .max) })
    }

    /// As the product makes it.
    private func bus(_ proxy: FaultProxy, _ kind: OutageKind?) throws -> RedisBus {
        var options = RedisBus.Options()
        options.prefix = "drill-\(kind?.rawValue ?? "none")-\(proxy.port)"
        return try RedisBus(
            RedisAddress("redis://127.0.0.1:\(proxy.port)"), options, clock: .machine,
            random: { .random(in: 0 ... .max) })
    }
}
