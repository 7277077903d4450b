import Synchronization

/// A bus within one process. Forgets with it: what must survive is in the event log, which tells it again.
package final class InProcessBus: Bus {
    package typealias Sleep = @Sendable (Duration) async throws -> Void

    package struct Limits: Hashable, Sendable {
        /// Messages that wait or are being handled, by group.
        package var messagesMax: Int
        /// Of the bodies of all groups' messages together, dead letters included.
        package var bytesMax: Int
        /// By group. Beyond this the oldest are forgotten.
        package var deadLettersMax: Int

        package init(messagesMax: Int = 10_000, bytesMax: Int = 64 << 20, deadLettersMax: Int = 1_000) {
            (self.messagesMax, self.bytesMax, self.deadLettersMax) = (messagesMax, bytesMax, deadLettersMax)
        }
    }

    private let exchange: Mutex<Exchange>
    private let report: BusReporter
    private let sleep: Sleep

    package init(
        _ limits: Limits = Limits(), report: @escaping BusReporter = { _ in },
        sleep: @escaping Sleep = { try await Task.sleep(for: $0) }
    ) {
        exchange = Mutex(Exchange(limits))
        (self.report, self.sleep) = (report, sleep)
    }

    @discardableResult
    package func publish(_ messages: [Message]) async throws -> Receipt {
        let (unwanted, wakes) = try exchange.withLock { try $0.take(messages) }
        for wake in wakes { wake() }
        for message in unwanted { report(.unwanted(id: message.id, message.topic)) }
        return Receipt(unwanted: unwanted.map(\.id))
    }

    package func declare(_ subscription: Subscription) async throws {
        try exchange.withLock { try $0.declare(subscription) }
    }

    package func subscribe(
        _ subscription: Subscription, _ handle: @escaping @Sendable (Delivery) async throws -> Void
    ) async throws {
        try await declare(subscription)
        await withTaskGroup { group in
            for _ in 0..<subscription.handlersMax {
                group.addTask { await self.consume(subscription, handle) }
            }
        }
    }

    private func consume(
        _ subscription: Subscription, _ handle: @Sendable (Delivery) async throws -> Void
    ) async {
        while let delivery = await next(in: subscription.group) {
            do {
                try await handle(delivery)
                settle(delivery, in: subscription.group, .acknowledged)
            } catch {
                await giveBack(delivery, subscription, because: error)
            }
        }
    }

    /// Nil when the task is cancelled or the bus is closed.
    private func next(in group: String) async -> Delivery? {
        let number = exchange.withLock { $0.nextNumber() }
        return await withTaskCancellationHandler {
            await withCheckedContinuation { consumer in
                exchange.withLock { exchange -> Exchange.Wake in
                    // Under the lock, so that a cancellation is seen either here or by `withdraw`.
                    guard !Task.isCancelled else { return { consumer.resume(returning: nil) } }
                    return exchange.wait(consumer, as: number, in: group)
                }()
            }
        } onCancel: {
            exchange.withLock { $0.withdraw(number, in: group) }()
        }
    }

    private func giveBack(
        _ delivery: Delivery, _ subscription: Subscription, because error: any Error
    ) async {
        // What a cancelled handler throws says nothing about the message.
        guard !Task.isCancelled else {
            return settle(delivery, in: subscription.group, .untried)
        }
        let (id, group) = (delivery.message.id, subscription.group)
        report(.handlerFailed(group: group, id: id, delivery: delivery.number, error))
        if let bad = error as? BadMessage { return settle(delivery, in: group, .bad(bad.reason)) }
        let wait = subscription.wait(afterDelivery: delivery.number)
        // Cancelled while it waits, it is given back at once.
        if wait > .zero { try? await sleep(wait) }
        settle(delivery, in: group, .failed)
    }

    private func settle(_ delivery: Delivery, in group: String, _ outcome: Group.Outcome) {
        exchange.withLock { $0.settle(delivery, in: group, outcome) }()
    }

    package func deadLetters(of group: String, atMost count: Int) async throws -> [DeadLetter] {
        try exchange.withLock { try $0.deadLetters(of: group, atMost: count) }
    }

    package func redeliverDeadLetters(of group: String, atMost count: Int) async throws -> Int {
        let (count, wakes) = try exchange.withLock { try $0.redeliver(of: group, atMost: count) }
        for wake in wakes { wake() }
        return count
    }

    package func status() async -> BusStatus {
        exchange.withLock { exchange in
            BusStatus(
                isConnected: !exchange.isClosed, failure: exchange.isClosed ? "closed" : nil,
                counts: exchange.counts)
        }
    }

    package func close() async {
        for wake in exchange.withLock({ $0.close() }) { wake() }
    }
}
