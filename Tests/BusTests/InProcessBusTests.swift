import Bus
import LuxTesting
import Testing

@Suite(.timeLimit(.minutes(10))) struct `The bus within a process` {
    @Test(arguments: BusConformance.checks)
    func conforms(_ conformance: Conformance<BusSubject>) async throws {
        try await conformance.check(.inProcess)
    }

    @Test func `takes a batch whole or not at all when a group has no room`() async throws {
        let bus = InProcessBus(.init(messagesMax: 3))
        try await bus.declare(Subscription(group: "all", topics: ["#"]))
        try await bus.publish([BusConformance.message("a"), BusConformance.message("b")])
        let failure = await #expect(throws: BusFailure.self) {
            try await bus.publish([BusConformance.message("c"), BusConformance.message("d")])
        }
        #expect(failure?.kind == .full)
        try await bus.publish([BusConformance.message("e")])
        let ledger = DeliveryLedger()
        let consumer = Task {
            try await bus.subscribe(Subscription(group: "all", topics: ["#"])) { ledger.enter($0) }
        }
        await ledger.holds(atLeast: 3)
        consumer.cancel()
        try await consumer.value
        #expect(ledger.ids == ["a", "b", "e"])
    }

    @Test func `holds no more bytes than allowed, and has room again when some are handled`() async throws {
        let bus = InProcessBus(.init(bytesMax: 10))
        let group = try Subscription(group: "all", topics: ["#"])
        try await bus.declare(group)
        let message = try BusConformance.message("a", body: [1, 2, 3, 4, 5, 6])
        try await bus.publish([message])
        await #expect(throws: BusFailure(.full, cause: "6 bytes wait")) { try await bus.publish([message]) }
        let ledger = DeliveryLedger()
        let consumer = Task { try await bus.subscribe(group) { ledger.enter($0) } }
        await ledger.holds(atLeast: 1)
        while await bus.status().counts.acknowledged < 1 { await Task.yield() }
        try await bus.publish([message])
        await ledger.holds(atLeast: 2)
        consumer.cancel()
        try await consumer.value
    }

    @Test func `forgets the oldest dead letters beyond the limit`() async throws {
        let bus = InProcessBus(.init(deadLettersMax: 2))
        let group = try Subscription(group: "all", topics: ["#"])
        try await bus.declare(group)
        try await bus.publish((0..<3).map { try BusConformance.message("m\($0)") })
        let consumer = Task { try await bus.subscribe(group) { _ in throw BadMessage("never") } }
        while await bus.status().counts.bad < 3 { await Task.yield() }
        consumer.cancel()
        try await consumer.value
        #expect(try await bus.deadLetters(of: "all", atMost: 9).map(\.message?.id) == ["m1", "m2"])
    }

    @Test func `lets a failed message rest longer each time, and reports it`() async throws {
        let (waits, incidents) = (Shared<[Duration]>([]), Shared<[String]>([]))
        let bus = InProcessBus(
            report: { incident in
                if case .handlerFailed(let group, let id, let delivery, let error) = incident {
                    incidents.change { $0.append("\(group) \(id) \(delivery) \(error)") }
                }
            }, sleep: { wait in waits.change { $0.append(wait) } })
        let group = try Subscription(group: "all", topics: ["#"], deliveriesMax: 4, wait: .seconds(10))
        try await bus.declare(group)
        try await bus.publish([BusConformance.message("a")])
        let consumer = Task { try await bus.subscribe(group) { _ in throw Broken() } }
        while try await bus.deadLetters(of: "all", atMost: 1).isEmpty { await Task.yield() }
        consumer.cancel()
        try await consumer.value
        #expect(waits.value == [.seconds(10), .seconds(20), .seconds(30), .seconds(30)])
        #expect(incidents.value == (1...4).map { "all a \($0) Broken()" })
    }
}
