import Bus
import Core
import LuxTesting
import RabbitMQ
import Resilience
import Testing

@Suite(.timeLimit(.minutes(10))) struct `The bus on RabbitMQ` {
    @Test(arguments: BusConformance.checks)
    func conforms(_ conformance: Conformance<BusSubject>) async throws {
        try await conformance.check(.rabbitMQ)
    }

    @Test(arguments: [
        ("amqp://lux:wing@broker.example:5673/law", "broker.example", 5673, "lux", "wing", "law", false),
        ("amqps://lux:a%40b%2fc@broker.example", "broker.example", 5671, "lux", "a@b/c", "/", true),
        ("amqp://lux:secret@[::1]/%2f", "::1", 5672, "lux", "secret", "/", false),
    ])
    func `is found by an address`(
        _ text: String, _ host: String, _ port: Int, _ user: String, _ password: String, _ vhost: String,
        _ isEncrypted: Bool
    ) throws {
        let address = try #require(RabbitMQAddress(text))
        #expect(address.host == host && address.port == port && address.user == user)
        #expect(address.password == Secret(password) && address.vhost == vhost)
        #expect(address.isEncrypted == isEncrypted && !"\(address)".contains(password))
    }

    @Test(arguments: [
        "", "http://a", "amqp://a:b:c@d", "amqp://a:99999", "amqp://h/a/b", "amqp:// h", "amqp://h\0",
    ])
    func `is not found by anything else`(_ text: String) {
        #expect(RabbitMQAddress(text) == nil)
    }

    @Test func `tells at once who may not consume, publish or enter`() async throws {
        try await withNamespace(on: try await RabbitServer.shared()) { place in
            let stranger = try place.open(user: "stranger")
            let group = try Subscription(group: "all", topics: ["#"])
            let failures = [
                await #expect(throws: BusFailure.self) { try await stranger.declare(group) },
                await #expect(throws: BusFailure.self) { try await stranger.subscribe(group) { _ in } },
                await #expect(throws: BusFailure.self) {
                    try await stranger.publish([BusConformance.message("a")])
                },
                await #expect(throws: BusFailure.self) {
                    try await place.open(user: "nobody").publish([BusConformance.message("a")])
                },
            ]
            for failure in failures {
                #expect(failure?.kind == .refused)
                #expect(failure?.cause.contains("403 ACCESS_REFUSED") == true, "\(failure as Any)")
            }
            #expect(await stranger.status().failure?.contains("403") == true)
        }
    }

    @Test func `says what is there already under the name of a group`() async throws {
        try await withNamespace(on: try await RabbitServer.shared()) { place in
            let bus = try place.open()
            try await bus.declare(Subscription(group: "all", topics: ["#"], deliveriesMax: 5))
            let failure = await #expect(throws: BusFailure.self) {
                try await bus.declare(Subscription(group: "all", topics: ["#"], deliveriesMax: 6))
            }
            #expect(failure?.kind == .refused)
            #expect(failure?.cause.contains("x-delivery-limit") == true, "\(failure as Any)")
        }
    }

    @Test func `fails to publish when a group has no room, and drops nothing`() async throws {
        try await withNamespace(on: try await RabbitServer.shared()) { place in
            let bus = try place.open(adjusting: { $0.groupMessagesMax = 10 })
            let group = try Subscription(group: "all", topics: ["#"])
            try await bus.declare(group)
            let confirmed = Shared<[String]>([])
            // The broker looks at the limit now and then, not at each message.
            let failure = await #expect(throws: BusFailure.self) {
                for number in 0..<10_000 {
                    try await bus.publish([BusConformance.message("m\(number)")])
                    confirmed.change { $0.append("m\(number)") }
                }
            }
            #expect(failure?.kind == .full)
            let ledger = DeliveryLedger()
            let consumer = Task { try await bus.subscribe(group) { ledger.enter($0) } }
            await ledger.holds(all: confirmed.value)
            while (try? await bus.publish([BusConformance.message("last")])) == nil {
                try Task.checkCancellation()
                await Task.yield()
            }
            await ledger.holds(all: ["last"])
            consumer.cancel()
            try await consumer.value
        }
    }

    @Test func `gives up at once what another system sent that is no message`() async throws {
        try await withNamespace(on: try await RabbitServer.shared()) { place in
            let unreadable = Shared<[String]>([])
            let bus = try place.open(report: { incident in
                if case .unreadable(let group, let cause) = incident {
                    unreadable.change { $0.append("\(group): \(cause)") }
                }
            })
            let group = try Subscription(group: "all", topics: ["#"])
            try await bus.declare(group)
            // As `basic.publish` of a stranger's client: a routing key that is no topic of Lux.
            try await place.publishRaw(routingKey: "Not A Topic")
            let (ledger, sound) = (DeliveryLedger(), try BusConformance.message("sound"))
            try await bus.publish([sound])
            let consumer = Task { try await bus.subscribe(group) { ledger.enter($0) } }
            await ledger.holds(all: ["sound"])
            while try await bus.deadLetters(of: "all", atMost: 2).isEmpty { try Task.checkCancellation() }
            consumer.cancel()
            try await consumer.value
            let letters = try await bus.deadLetters(of: "all", atMost: 2)
            #expect(letters == [DeadLetter(nil, reason: "rejected")] && ledger.ids == ["sound"])
            #expect(unreadable.value == ["all: topic"])
            #expect(try await bus.redeliverDeadLetters(of: "all", atMost: 2) == 0)
        }
    }
}
