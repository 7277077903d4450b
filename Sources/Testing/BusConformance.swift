package import Bus
import Core

/// A kind of bus that tests run on.
package struct BusSubject: Sendable, CustomStringConvertible {
    /// Opens the same place again, as another process would, with someone who is told what happens.
    package typealias Open = @Sendable (@escaping BusReporter) async throws -> any Bus

    package let name: String
    /// Whether a receipt names what no group wanted.
    package let noticesUnwanted: Bool
    /// Makes a place apart from all others, and runs the body with a way to open it. What it opened is closed by
    /// the subject.
    package let withPlace:
        @Sendable (_ body: @Sendable (@escaping Open) async throws -> Void) async throws -> Void

    package init(
        name: String, noticesUnwanted: Bool,
        withPlace:
            @escaping @Sendable (_ body: @Sendable (@escaping Open) async throws -> Void) async throws
            -> Void
    ) {
        (self.name, self.noticesUnwanted, self.withPlace) = (name, noticesUnwanted, withPlace)
    }

    package var description: String { name }

    package static let inProcess = BusSubject(name: "in process", noticesUnwanted: true) { body in
        let reporters = Shared<[BusReporter]>([])
        let bus = InProcessBus(report: { incident in for report in reporters.value { report(incident) } })
        do {
            try await body { report in
                reporters.change { $0.append(report) }
                return bus
            }
        } catch {
            await bus.close()
            throw error
        }
        await bus.close()
    }
}

/// What every bus does alike.
package enum BusConformance {
    package static let checks = delivering + failing + refusing + telling

    /// A check on one bus.
    static func check(
        _ sentence: String, _ body: @escaping @Sendable (any Bus) async throws -> Void
    ) -> Conformance<BusSubject> {
        Conformance(sentence) { subject in
            try await subject.withPlace { open in try await body(try await open { _ in }) }
        }
    }

    static func subscription(
        _ group: String, _ topics: [String] = ["#"], handlersMax: Int = 1, prefetch: Int = 32,
        deliveriesMax: Int = 20
    ) throws -> Subscription {
        try Subscription(
            group: group, topics: topics, handlersMax: handlersMax, prefetch: prefetch,
            deliveriesMax: deliveriesMax, wait: .zero)
    }

    package static func message(
        _ id: String, _ topic: String = "process.created", body: [UInt8] = [123, 125]
    ) throws -> Message {
        try Message(
            id: id, topic: topic, body: body, tenant: .builtIn, trace: nil,
            occurredAt: Instant(milliseconds: 1_767_225_600_123))
    }

    static func messages(_ count: Int, _ prefix: String = "m") throws -> [Message] {
        try (0..<count).map { try message("\(prefix)\($0)") }
    }

    struct Consumer: Sendable {
        let subscription: Subscription
        let handle: @Sendable (Delivery) async throws -> Void

        init(_ subscription: Subscription, _ handle: @escaping @Sendable (Delivery) async throws -> Void) {
            (self.subscription, self.handle) = (subscription, handle)
        }
    }

    /// Runs `body` while the subscriptions are served, then cancels them and waits for their end.
    static func serving(
        _ bus: any Bus, _ consumers: [Consumer],
        _ body: () async throws -> Void
    ) async throws {
        for consumer in consumers { try await bus.declare(consumer.subscription) }
        try await withThrowingTaskGroup { group in
            for consumer in consumers {
                group.addTask { try await bus.subscribe(consumer.subscription, consumer.handle) }
            }
            try await body()
            group.cancelAll()
            try await group.waitForAll()
        }
    }
}
