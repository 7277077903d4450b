import Bus

extension BusConformance {
    static let telling: [Conformance<BusSubject>] = [
        Conformance("counts what it did, and names what no group wants", check: tells)
    ]

    private static func tells(_ subject: BusSubject) async throws {
        try await subject.withPlace { open in
            let (ledger, unwanted) = (DeliveryLedger(), Shared<[String]>([]))
            let bus = try await open { incident in
                if case .unwanted(let id, let topic) = incident {
                    unwanted.change { $0.append("\(id) \(topic)") }
                }
            }
            let handle: @Sendable (Delivery) async throws -> Void = { delivery in
                ledger.enter(delivery)
                if delivery.message.id == "a", delivery.number == 1 { throw Broken() }
                if delivery.message.id == "b" { throw BadMessage("never") }
            }
            try await serving(bus, [Consumer(try subscription("all", ["process.#"]), handle)]) {
                try await bus.publish([message("a"), message("b"), message("c", "billing.processed")])
                await ledger.holds(atLeast: 3)
            }
            let counts = await bus.status().counts
            try require(counts.published, is: 3)
            try require(counts.unwanted, is: subject.noticesUnwanted ? 1 : 0)
            try require(counts.delivered, is: 3)
            try require([counts.acknowledged, counts.failed, counts.bad], is: [1, 1, 1])
            try require(unwanted.value, is: subject.noticesUnwanted ? ["c billing.processed"] : [])
        }
    }
}
