import Bus
import Core
import LuxTesting
import Redis
import Resilience
import Synchronization
import Testing

/// A Redis of its own and the buses opened on it.
private final class Place: Sendable {
    let server: RedisServer
    private let buses = Mutex<[RedisBus]>([])

    init() throws {
        server = try RedisServer()
    }

    func open(
        adjusting adjust: (inout RedisBus.Options) -> Void = { _ in },
        report: @escaping BusReporter = { _ in }
    ) throws -> RedisBus {
        var options = RedisBus.Options()
        options.limits = patient
        adjust(&options)
        let bus = try RedisBus(
            try RedisAddress(server.url), options, clock: machineClock, random: { .random(in: 0 ... .max) },
            report: report)
        buses.withLock { $0.append(bus) }
        return bus
    }

    func close() async {
        for bus in buses.withLock({ $0 }) { await bus.close() }
    }
}

private func withRedis(_ body: @Sendable (Place) async throws -> Void) async throws {
    let place = try Place()
    do {
        try await body(place)
    } catch {
        await place.close()
        throw error
    }
    await place.close()
}

extension BusSubject {
    static let redis = BusSubject(name: "Redis", noticesUnwanted: true) { body in
        try await withRedis { place in try await body { try place.open(report: $0) } }
    }
}

@Suite(.timeLimit(.minutes(10))) struct `The bus on Redis` {
    @Test(arguments: BusConformance.checks)
    func conforms(_ conformance: Conformance<BusSubject>) async throws {
        try await conformance.check(.redis)
    }

    private static func group(
        deliveriesMax: Int = 20, prefetch: Int = 32, wait: Duration = .zero
    ) throws -> Subscription {
        try Subscription(
            group: "all", topics: ["process.#"], prefetch: prefetch, deliveriesMax: deliveriesMax, wait: wait)
    }

    @Test func `refuses a batch whole when a group has no room`() async throws {
        try await withRedis { place in
            let bus = try place.open { $0.messagesMax = 3 }
            try await bus.declare(Self.group())
            try await bus.publish([BusConformance.message("a"), BusConformance.message("b")])
            let failure = await #expect(throws: BusFailure.self) {
                try await bus.publish([BusConformance.message("c"), BusConformance.message("d")])
            }
            #expect(failure?.kind == .full)
            try await bus.publish([BusConformance.message("e")])
            let ledger = DeliveryLedger()
            let consumer = Task { try await bus.subscribe(Self.group()) { ledger.enter($0) } }
            await ledger.holds(atLeast: 3)
            // What is acknowledged makes room.
            try await eventually { (try? await bus.publish([BusConformance.message("f")])) != nil }
            await ledger.holds(atLeast: 4)
            consumer.cancel()
            try await consumer.value
            #expect(ledger.ids == ["a", "b", "e", "f"])
        }
    }

    /// A consumer dies without a word: its connection is gone and nobody shows that it lives.
    @Test func `takes over what a dead consumer left, and counts its deliveries`() async throws {
        try await withRedis { place in
            let bus = try place.open {
                $0.goneAfter = .milliseconds(300)
                $0.lookEvery = .milliseconds(20)
            }
            try await bus.declare(Self.group())
            try await bus.publish((0..<3).map { try BusConformance.message("m\($0)") })
            let dead = try place.server.client()
            _ = try await dead.send(
                RedisCommand(
                    "XREADGROUP", "GROUP", "lux", "dead", "COUNT", 2, "STREAMS", "lux:bus:group:all", ">"))
            await dead.close()
            let ledger = DeliveryLedger()
            let consumer = Task { try await bus.subscribe(Self.group()) { ledger.enter($0) } }
            await ledger.holds(atLeast: 3)
            consumer.cancel()
            try await consumer.value
            let numbers = Dictionary(
                ledger.deliveries.map { ($0.message.id, $0.number) }, uniquingKeysWith: { first, _ in first })
            #expect(numbers == ["m0": 2, "m1": 2, "m2": 1])
        }
    }

    @Test func `does not take from a consumer that is slow but lives`() async throws {
        try await withRedis { place in
            let adjust: (inout RedisBus.Options) -> Void = {
                $0.goneAfter = .seconds(5)
                $0.lookEvery = .milliseconds(20)
            }
            let (bus, other) = (try place.open(adjusting: adjust), try place.open(adjusting: adjust))
            let (ledger, gate) = (DeliveryLedger(), Gate())
            try await bus.declare(Self.group())
            let slow = Task {
                try await bus.subscribe(Self.group(prefetch: 1)) { delivery in
                    ledger.enter(delivery)
                    await gate.opened()
                }
            }
            try await bus.publish([BusConformance.message("a")])
            await ledger.holds(atLeast: 1)
            let eager = Task { try await other.subscribe(Self.group()) { ledger.enter($0) } }
            // So many looks take longer than one that does not stir may.
            let client = try place.server.client()
            try await eventually {
                let text = try await client.send(RedisCommand("INFO", "commandstats")).text ?? ""
                let calls = text.firstRange(of: "cmdstat_xautoclaim:calls=").map { text[$0.upperBound...] }
                return calls.flatMap { Int($0.prefix { $0.isNumber }) } ?? 0 >= 350
            }
            #expect(ledger.ids == ["a"])
            gate.open()
            for consumer in [slow, eager] {
                consumer.cancel()
                try await consumer.value
            }
            #expect(ledger.ids == ["a"])
        }
    }

    @Test func `gives up what kills its consumers`() async throws {
        try await withRedis { place in
            let bus = try place.open { $0.lookEvery = .milliseconds(20) }
            let group = try Self.group(deliveriesMax: 2)
            try await bus.declare(group)
            try await bus.publish([BusConformance.message("poison"), BusConformance.message("b")])
            let client = try place.server.client()
            _ = try await client.send(
                RedisCommand(
                    "XREADGROUP", "GROUP", "lux", "dead", "COUNT", 1, "STREAMS", "lux:bus:group:all", ">"))
            let name = try #require(
                try await client.send(RedisCommand("XRANGE", "lux:bus:group:all", "-", "+", "COUNT", 1)).list?
                    .first?.list?.first?.text)
            _ = try await client.send(
                RedisCommand(
                    "XCLAIM", "lux:bus:group:all", "lux", "dead", 0, .text(name), "IDLE", 60_000,
                    "RETRYCOUNT", 2))
            let ledger = DeliveryLedger()
            let consumer = Task { try await bus.subscribe(group) { ledger.enter($0) } }
            await ledger.holds(atLeast: 1)
            try await eventually { try await bus.deadLetters(of: "all", atMost: 9).count == 1 }
            consumer.cancel()
            try await consumer.value
            let letters = try await bus.deadLetters(of: "all", atMost: 9)
            #expect(ledger.ids == ["b"] && letters.map(\.message?.id) == ["poison"])
            #expect(letters.first?.reason == "delivered 2 times")
        }
    }

    @Test func `puts aside what is no message, and leaves it there`() async throws {
        try await withRedis { place in
            let unreadable = Shared(0)
            let bus = try place.open(report: { incident in
                if case .unreadable = incident { unreadable.change { $0 += 1 } }
            })
            try await bus.declare(Self.group())
            let client = try place.server.client()
            for words in [["x", "y"], ["id", "a b"], ["id", "a", "topic", "process"]] as [[RedisCommand.Word]]
            {
                _ = try await client.send(RedisCommand(["XADD", "lux:bus:group:all", "*"] + words))
            }
            try await bus.publish([BusConformance.message("a")])
            let ledger = DeliveryLedger()
            let consumer = Task { try await bus.subscribe(Self.group()) { ledger.enter($0) } }
            await ledger.holds(atLeast: 1)
            consumer.cancel()
            try await consumer.value
            #expect(ledger.ids == ["a"] && unreadable.value == 3)
            let letters = try await bus.deadLetters(of: "all", atMost: 2)
            #expect(letters.count == 2 && letters.allSatisfy { $0.message == nil })
            #expect(try await bus.redeliverDeadLetters(of: "all", atMost: 9) == 0)
            #expect(try await bus.deadLetters(of: "all", atMost: 9).count == 3)
        }
    }

    @Test func `makes its connection and its groups again after Redis forgot everything`() async throws {
        try await withRedis { place in
            let incidents = Shared<[String]>([])
            let bus = try place.open(report: { incident in
                switch incident {
                case .connected: incidents.change { $0.append("connected") }
                case .lost: incidents.change { $0.append("lost") }
                default: break
                }
            })
            let ledger = DeliveryLedger()
            let consumer = Task {
                try await bus.subscribe(Self.group()) { ledger.enter($0) }
            }
            // A consumer that has not yet said what it wants when Redis goes away gives up.
            try await eventually {
                (try? await bus.publish([BusConformance.message("first")]))?.unwanted.isEmpty == true
            }
            await ledger.holds(all: ["first"])
            place.server.kill()
            try await eventually { await !bus.status().isConnected }
            let failure = await #expect(throws: BusFailure.self) {
                try await bus.publish([BusConformance.message("a")])
            }
            #expect(failure?.kind == .unreachable)
            try place.server.start()
            // Until the consumer has said again what it wants, nobody wants it.
            try await eventually {
                (try? await bus.publish([BusConformance.message("b")]))?.unwanted.isEmpty == true
            }
            await ledger.holds(all: ["b"])
            consumer.cancel()
            try await consumer.value
            #expect(incidents.value.prefix(3) == ["connected", "lost", "connected"])
            #expect(await bus.status().counts.connectionsLost == 1)
        }
    }
}
