import Bus
import Core

extension BusConformance {
    static let failing: [Conformance<BusSubject>] = [
        check("delivers again what a handler did not take, and counts", redelivers),
        check("puts what is never taken among the dead letters, and goes on", givesUp),
        check("puts what can never be taken there at once") { bus in
            let (ledger, group) = (DeliveryLedger(), try subscription("all"))
            let handle: @Sendable (Delivery) async throws -> Void = { delivery in
                ledger.enter(delivery)
                if delivery.message.id == "m0" { throw BadMessage("no such case") }
            }
            try await serving(bus, [Consumer(group, handle)]) {
                try await bus.publish(try messages(2))
                await ledger.holds(atLeast: 2)
                try await holdsDeadLetters(bus, "all", ["m0"])
            }
            try require(ledger.ids, is: ["m0", "m1"])
        },
        check("shows dead letters without taking them, and delivers them anew when asked", revives),
        check("delivers what a consumer left that went away", outlivesConsumers),
        check("lets a handler that was cancelled end before the subscription does", endsInOrder),
    ]

    static let refusing: [Conformance<BusSubject>] = [
        check("ends subscriptions when closed, and refuses what comes later", closes),
        check("has no message with more than 8 MiB, or with words that are none") { bus in
            try await bus.publish([])
            let body = [UInt8](repeating: 0, count: Message.bodyBytesMax + 1)
            let error = try await requireError(Message.Malformed.self) { try message("a", body: body) }
            try require(error, is: .bodyTooLarge(bytes: body.count))
            for topic in ["", "process.", ".created", "Process", "process created", "process.*", "é"] {
                let error = try await requireError(Message.Malformed.self) { try message("a", topic) }
                try require(error, is: .topic)
            }
        },
    ]

    /// Dead letters arrive there a moment after they were given up.
    static func holdsDeadLetters(_ bus: any Bus, _ group: String, _ ids: [String]) async throws {
        while try await bus.deadLetters(of: group, atMost: 100).map(\.message?.id) != ids {
            try Task.checkCancellation()
            await Task.yield()
        }
    }

    private static func redelivers(_ bus: any Bus) async throws {
        let ledger = DeliveryLedger()
        let handle: @Sendable (Delivery) async throws -> Void = { delivery in
            ledger.enter(delivery)
            if delivery.message.id == "m1", delivery.number < 4 { throw Broken() }
        }
        try await serving(bus, [Consumer(try subscription("all"), handle)]) {
            try await bus.publish(try messages(3))
            await ledger.holds { deliveries in
                deliveries.contains { $0.message.id == "m1" && $0.number == 4 } && deliveries.count >= 6
            }
        }
        let numbers = ledger.deliveries.filter { $0.message.id == "m1" }.map(\.number)
        try require(numbers, is: [1, 2, 3, 4])
        try require(Set(ledger.ids), is: ["m0", "m1", "m2"])
        try require(ledger.deliveries.count, is: 6)
    }

    private static func givesUp(_ bus: any Bus) async throws {
        let (ledger, group) = (DeliveryLedger(), try subscription("all", deliveriesMax: 3))
        let handle: @Sendable (Delivery) async throws -> Void = { delivery in
            ledger.enter(delivery)
            if delivery.message.id == "m1" { throw Broken() }
        }
        try await serving(bus, [Consumer(group, handle)]) {
            try await bus.publish(try messages(4))
            await ledger.holds(all: ["m0", "m2", "m3"])
            try await holdsDeadLetters(bus, "all", ["m1"])
        }
        try require(ledger.deliveries.filter { $0.message.id == "m1" }.map(\.number), is: [1, 2, 3])
        let dead = try await bus.deadLetters(of: "all", atMost: 10)
        try require(dead.map(\.message), is: [try message("m1")])
        try require(dead.allSatisfy { !$0.reason.isEmpty }, "\(dead)")
    }

    private static func revives(_ bus: any Bus) async throws {
        let (ledger, isMended) = (DeliveryLedger(), Shared(false))
        let handle: @Sendable (Delivery) async throws -> Void = { delivery in
            ledger.enter(delivery)
            if !isMended.value { throw BadMessage("not yet") }
        }
        let other = DeliveryLedger()
        let consumers: [Consumer] = [
            Consumer(try subscription("all"), handle),
            Consumer(try subscription("other")) { other.enter($0) },
        ]
        try await serving(bus, consumers) {
            try await bus.publish(try messages(3))
            try await holdsDeadLetters(bus, "all", ["m0", "m1", "m2"])
            try await holdsDeadLetters(bus, "all", ["m0", "m1", "m2"])
            isMended.change { $0 = true }
            try require(try await bus.redeliverDeadLetters(of: "all", atMost: 2), is: 2)
            await ledger.holds(atLeast: 5)
            try await holdsDeadLetters(bus, "all", ["m2"])
            try require(try await bus.redeliverDeadLetters(of: "all", atMost: 100), is: 1)
            await ledger.holds(atLeast: 6)
            await other.holds(atLeast: 3)
        }
        try require(ledger.ids.suffix(3).sorted(), is: ["m0", "m1", "m2"])
        try require(Set(ledger.deliveries.map(\.number)), is: [1])
        try require(Set(ledger.deliveries.map(\.message.topic.text)), is: ["process.created"])
        try require(other.ids, is: ["m0", "m1", "m2"])
        try require(try await bus.redeliverDeadLetters(of: "nobody", atMost: 1), is: 0)
    }

    private static func outlivesConsumers(_ bus: any Bus) async throws {
        let (ledger, group) = (DeliveryLedger(), try subscription("all"))
        let hasBegun = Gate()
        let stays: @Sendable (Delivery) async throws -> Void = { _ in
            hasBegun.open()
            // Ends when it is cancelled.
            try await Gate().openedOrCancelled()
        }
        try await serving(bus, [Consumer(group, stays)]) {
            try await bus.publish(try messages(3))
            await hasBegun.opened()
        }
        try await serving(bus, [Consumer(group) { ledger.enter($0) }]) {
            await ledger.holds(all: ["m0", "m1", "m2"])
        }
        try require(ledger.ids, is: ["m0", "m1", "m2"])
    }

    private static func endsInOrder(_ bus: any Bus) async throws {
        let (hasBegun, hasEnded) = (Gate(), Shared(false))
        let handle: @Sendable (Delivery) async throws -> Void = { _ in
            hasBegun.open()
            try? await Gate().openedOrCancelled()
            hasEnded.change { $0 = true }
        }
        let group = try subscription("all")
        try await serving(bus, [Consumer(group, handle)]) {
            try await bus.publish([try message("a")])
            await hasBegun.opened()
        }
        try require(hasEnded.value, "the subscription ended before its handler")
        // It returned, so its message is acknowledged although it was cancelled.
        let ledger = DeliveryLedger()
        try await serving(bus, [Consumer(group) { ledger.enter($0) }]) {
            try await bus.publish([try message("b")])
            await ledger.holds(all: ["b"])
        }
        try require(ledger.ids, is: ["b"])
    }

    private static func closes(_ bus: any Bus) async throws {
        let (ledger, group) = (DeliveryLedger(), try subscription("all"))
        try await bus.declare(group)
        async let ended: Void = bus.subscribe(group) { ledger.enter($0) }
        try await bus.publish([try message("a")])
        await ledger.holds(atLeast: 1)
        await bus.close()
        try await ended
        await bus.close()
        for attempt in [
            { try await bus.publish([try message("b")]) == Receipt() },
            {
                try await bus.declare(group)
                return true
            },
            {
                try await bus.subscribe(group) { _ in }
                return true
            },
            { try await bus.deadLetters(of: "all", atMost: 1).isEmpty },
        ] as [@Sendable () async throws -> Bool] {
            let failure = try await requireError(BusFailure.self) { try await attempt() }
            try require(failure.kind, is: .closed)
        }
        let status = await bus.status()
        try require(!status.isConnected && status.failure != nil, "\(status)")
    }
}

extension Gate {
    /// Waits for the gate or for the task's cancellation, whichever comes first.
    fileprivate func openedOrCancelled() async throws {
        await withTaskCancellationHandler {
            await opened()
        } onCancel: {
            open()
        }
        try Task.checkCancellation()
    }
}
