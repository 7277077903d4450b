import Bus
import Core
import LuxTesting
import RabbitMQ
import Resilience
import Testing

/// What was confirmed and what arrived, judged by the ids that the test keeps.
@Suite(.timeLimit(.minutes(4))) struct `RabbitMQ failing` {
    private static func group() throws -> Subscription {
        try Subscription(group: "all", topics: ["#"], handlersMax: 4, deliveriesMax: 1_000, wait: .zero)
    }

    /// Publishes batches, each again until it is confirmed, as the event log's follower does.
    private static func publish(
        _ bus: RabbitMQBus, batches: Range<Int>, of size: Int = 20, tries: Shared<Int>, bytes: Int = 100
    ) async throws {
        for batch in batches {
            let messages = try (0..<size).map {
                try BusConformance.message("\(batch)-\($0)", body: [UInt8](repeating: 65, count: bytes))
            }
            while true {
                do {
                    try Task.checkCancellation()
                    try await bus.publish(messages)
                    break
                } catch is BusFailure {
                    tries.change { $0 += 1 }
                } catch is BreakerOpen {
                    await Task.yield()
                }
            }
        }
    }

    private static func ids(_ batches: Range<Int>, of size: Int = 20) -> [String] {
        batches.flatMap { batch in (0..<size).map { "\(batch)-\($0)" } }
    }

    /// Fast enough for a test; the shape is that of the real settings.
    private static func hasten(_ options: inout RabbitMQOptions) {
        options.answerTimeout = .seconds(2)
        options.connectTimeout = .seconds(2)
        options.heartbeat = .seconds(1)
        options.breaker.openFor = .milliseconds(100)
        options.reconnect = RetryPolicy(waitMin: .milliseconds(20), waitMax: .milliseconds(200))
    }

    static let faults: [FaultProxy.Behaviour] = [.reset, .blackhole, .deaf, .refuse]

    @Test(arguments: faults)
    func `loses nothing when the network fails for a while`(_ fault: FaultProxy.Behaviour) async throws {
        let server = try await RabbitServer.shared()
        try await withNamespace(on: server) { place in
            let proxy = try FaultProxy(to: server.port)
            let (ledger, tries, isAway) = (DeliveryLedger(), Shared(0), Gate())
            let bus = try place.open(port: proxy.port, adjusting: Self.hasten)
            let group = try Self.group()
            try await place.open().declare(group)
            try await withThrowingTaskGroup { tasks in
                tasks.addTask {
                    try await bus.subscribe(group) { delivery in
                        ledger.enter(delivery)
                        // Some are being handled when the fault comes, so that it never comes between two messages.
                        if ledger.ids.count > 500 { await isAway.opened() }
                    }
                }
                try await Self.publish(bus, batches: 0..<20, tries: tries)
                await ledger.holds(all: Self.ids(0..<20))
                async let published: Void = Self.publish(bus, batches: 20..<60, tries: tries)
                await ledger.holds(atLeast: 501)
                proxy.behave(fault)
                if fault != .refuse {
                    // Until both connections were given up: it is no short stutter.
                    while await bus.status().counts.connectionsLost < 2 {
                        try Task.checkCancellation()
                        try await Task.pause()
                    }
                }
                isAway.open()
                proxy.behave(.pass)
                await ledger.holds(all: Self.ids(0..<60))
                // What was being handled comes again. Where only new connections were refused, nobody made one.
                if fault != .refuse { await ledger.holds(atLeast: 1_201) }
                // What has arrived may not have been confirmed yet.
                try await published
                tasks.cancelAll()
                try await tasks.waitForAll()
            }
            #expect(Set(ledger.ids) == Set(Self.ids(0..<60)))
        }
    }

    @Test func `goes slowly over a slow network, and loses no connection`() async throws {
        let server = try await RabbitServer.shared()
        try await withNamespace(on: server) { place in
            let proxy = try FaultProxy(to: server.port, .latency(.milliseconds(100)))
            let (ledger, tries) = (DeliveryLedger(), Shared(0))
            let bus = try place.open(port: proxy.port)
            let group = try Self.group()
            try await bus.declare(group)
            try await withThrowingTaskGroup { tasks in
                tasks.addTask { try await bus.subscribe(group) { ledger.enter($0) } }
                try await Self.publish(bus, batches: 0..<3, of: 200, tries: tries)
                await ledger.holds(all: Self.ids(0..<3, of: 200))
                tasks.cancelAll()
                try await tasks.waitForAll()
            }
            #expect(ledger.ids.count == 600 && tries.value == 0)
            #expect(await bus.status().counts.connectionsLost == 0)
        }
    }

    /// Cuts the connection after a number of bytes that a seed decides: the broker sees what it sees of a publisher
    /// that is killed.
    @Test(arguments: 0..<12 as Range<UInt64>)
    func `loses nothing of a publisher cut off in the middle of a batch`(_ seed: UInt64) async throws {
        let server = try await RabbitServer.shared()
        try await withNamespace(on: server) { place in
            var random = SplitMix64(seed: seed)
            let proxy = try FaultProxy(to: server.port)
            let (ledger, tries) = (DeliveryLedger(), Shared(0))
            let publisher = try place.open(port: proxy.port, adjusting: Self.hasten)
            let consumer = try place.open()
            let group = try Self.group()
            try await consumer.declare(group)
            try await withThrowingTaskGroup { tasks in
                tasks.addTask { try await consumer.subscribe(group) { ledger.enter($0) } }
                try await Self.publish(publisher, batches: 0..<1, tries: tries)
                proxy.behave(.cut(afterBytes: .random(in: 1...100_000, using: &random)))
                try await Self.publish(publisher, batches: 1..<6, of: 100, tries: tries, bytes: 300)
                await ledger.holds(all: Self.ids(0..<1) + Self.ids(1..<6, of: 100))
                tasks.cancelAll()
                try await tasks.waitForAll()
            }
            #expect(proxy.traffic.cuts == 1 && tries.value > 0, "seed \(seed)")
            #expect(Set(ledger.ids) == Set(Self.ids(0..<1) + Self.ids(1..<6, of: 100)), "seed \(seed)")
        }
    }

    @Test func `gives a silent broker a rest instead of calling it again and again`() async throws {
        let server = try await RabbitServer.shared()
        try await withNamespace(on: server) { place in
            let proxy = try FaultProxy(to: server.port)
            let bus = try place.open(port: proxy.port) { options in
                Self.hasten(&options)
                options.breaker.openFor = .seconds(60)
            }
            try await bus.publish([BusConformance.message("a")])
            proxy.behave(.blackhole)
            let failure = await #expect(throws: BusFailure.self) {
                try await bus.publish([BusConformance.message("b")])
            }
            #expect(failure?.kind == .unreachable)
            await #expect(throws: BreakerOpen.self) { try await bus.publish([BusConformance.message("c")]) }
            #expect(bus.breakerStatus.lastFailure?.contains("no confirmation") == true)
            #expect(await bus.status().isConnected == false)
        }
    }

    /// On a broker of its own, as it stops it.
    @Test func `loses nothing when the broker is restarted, killed or takes nothing`() async throws {
        let server = try await RabbitServer()
        try await withNamespace(on: server) { place in
            let (ledger, tries) = (DeliveryLedger(), Shared(0))
            let bus = try place.open()
            let group = try Self.group()
            try await bus.declare(group)
            try await withThrowingTaskGroup { tasks in
                tasks.addTask { try await bus.subscribe(group) { ledger.enter($0) } }
                try await Self.publish(bus, batches: 0..<10, of: 50, tries: tries)
                await ledger.holds(atLeast: 500)
                // First in good order: RabbitMQ writes down a quorum queue's name some time after it was declared,
                // and forgets the queue if it is killed before that.
                try await server.stop()
                tasks.addTask { try await Self.publish(bus, batches: 10..<120, of: 50, tries: tries) }
                while tries.value == 0 {
                    try Task.checkCancellation()
                    try await Task.pause()
                }
                try await server.start()
                await ledger.holds(all: Self.ids(0..<40, of: 50))
                try await server.kill()
                try await server.start()
                await ledger.holds(all: Self.ids(0..<120, of: 50))

                try await server.control("set_vm_memory_high_watermark", "0")
                let full = await #expect(throws: BusFailure.self) {
                    while true { try await bus.publish([BusConformance.message("blocked")]) }
                }
                #expect(full?.kind == .full, "\(full as Any)")
                #expect(await bus.status().failure?.contains("takes nothing") == true)
                try await server.control("set_vm_memory_high_watermark", "0.9")
                try await Self.publish(bus, batches: 120..<121, tries: tries)
                await ledger.holds(all: Self.ids(120..<121))

                try await server.control("delete_queue", "\(place.namespace).all")
                // Until the consumer has declared it again, nobody wants it.
                while try await !bus.publish([BusConformance.message("again")]).unwanted.isEmpty {
                    try Task.checkCancellation()
                }
                await ledger.holds(all: ["again"])
                tasks.cancelAll()
                try await tasks.waitForAll()
            }
            #expect(Set(ledger.ids).isSuperset(of: Self.ids(0..<120, of: 50)))
        }
    }
}

extension Task where Success == Never, Failure == Never {
    /// Lets others work while a broker's time-out passes, which nothing but time brings about.
    static func pause() async throws {
        for _ in 0..<100 { await yield() }
    }
}
