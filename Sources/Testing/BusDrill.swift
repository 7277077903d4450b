package import Bus
import Core
import Synchronization

/// Messages that are published and consumed over a network, or to a server, that goes away meanwhile.
package struct BusDrill: Sendable {
    package let drill: OutageDrill
    private let ledger = DeliveryLedger()
    private let recent = RecentMessages(countMax: 100_000)
    private let effects = Shared<[String: Int]>([:])

    package init(_ drill: OutageDrill) {
        self.drill = drill
    }

    /// Returns once all were published and heard.
    /// - Parameter beside: what else a caller does before each message, once, and which must not fail
    package func run(
        _ outage: OutageDrill.Outage?, from publisher: any Bus, to consumer: any Bus,
        beside: @escaping @Sendable (Int) async throws -> Void = { _ in }
    ) async throws -> OutageDrill.Record {
        let group = try Subscription(group: "drill", topics: ["#"], deliveriesMax: 1_000, wait: .zero)
        try await consumer.declare(group)
        return try await withThrowingTaskGroup(of: Void.self) { tasks in
            tasks.addTask { try await consumer.subscribe(group) { try await take($0) } }
            // A consumer that has not yet said what it wants when the outage begins gives up.
            try await publisher.publish([BusConformance.message(Self.first)])
            await ledger.holds(all: [Self.first])
            let begun = Shared<Set<Int>>([])
            let record = try await drill.run(outage) { number in
                if !begun.value.contains(number) {
                    begun.change { $0.insert(number) }
                    try await beside(number)
                }
                try await publisher.publish([BusConformance.message(Self.id(number))])
            }
            await ledger.holds(all: wanted)
            tasks.cancelAll()
            try await tasks.waitForAll()
            return record
        }
    }

    private func take(_ delivery: Delivery) async throws {
        try await recent.once(delivery.message) {
            effects.change { $0[delivery.message.id, default: 0] += 1 }
        }
        ledger.enter(delivery)
    }

    private static let first = "first"

    private static func id(_ number: Int) -> String { "m\(number)" }

    private var wanted: [String] { [Self.first] + (0..<drill.callCount).map(Self.id) }

    /// Each published message had its effect, and had it once.
    package var isWhole: Bool {
        effects.value == Dictionary(uniqueKeysWithValues: wanted.map { ($0, 1) })
    }

    /// How often a message came that had come before.
    package var copyCount: Int { ledger.ids.count - Set(ledger.ids).count }
}
