package import Bus
import CRabbitMQ
package import Core
import Dispatch
package import Resilience
import Synchronization

/// The bus on RabbitMQ. One connection for publishing and one for each subscription, each with a thread of its
/// own, as the library blocks.
package final class RabbitMQBus: Bus {
    private struct State {
        var isClosed = false
        var consumers: [ObjectIdentifier: Consumer] = [:]
    }

    private let options: RabbitMQOptions
    private let clock: Clock
    private let random: @Sendable () -> UInt64
    private let sleep: Sleep
    private let tally: Tally
    private let breaker: Breaker
    private let publisher: Publisher
    private let state = Mutex(State())
    /// For what needs an answer once: its own connection, made and closed.
    private let errands = DispatchQueue(label: "lux.rabbitmq.errands")

    /// Connects by and by; `status` tells when it has.
    package init(
        _ options: RabbitMQOptions, clock: Clock, random: @escaping @Sendable () -> UInt64,
        report: @escaping BusReporter = { _ in }, sleep: @escaping Sleep = { try await Task.sleep(for: $0) }
    ) throws {
        (self.options, self.clock, self.random, self.sleep) = (options, clock, random, sleep)
        tally = Tally(report)
        breaker = Breaker("rabbitmq", options.breaker, clock: clock)
        publisher = try Publisher(options, tally, random: random)
    }

    /// For health checks and metrics.
    package var breakerStatus: Breaker.Status { breaker.status }

    /// - Throws: `BusFailure`, or `BreakerOpen` shortly after the broker did not answer.
    @discardableResult
    package func publish(_ messages: [Message]) async throws -> Receipt {
        try refuseIfClosed()
        guard !messages.isEmpty else { return Receipt() }
        return try await breaker.run {
            try await publisher.publish(messages)
        } isFailure: { error in
            (error as? BusFailure)?.kind == .unreachable
        }
    }

    package func declare(_ subscription: Subscription) async throws {
        try await onConnection("declaration") { connection, topology in
            try topology.declare(subscription, on: connection)
        }
    }

    package func status() async -> BusStatus { tally.status }

    package func close() async {
        let consumers = state.withLock { state in
            state.isClosed = true
            return Array(state.consumers.values)
        }
        for consumer in consumers { consumer.inbox.finish() }
        await publisher.close()
        tally.note(failure: "closed")
    }

    private func refuseIfClosed() throws {
        if state.withLock({ $0.isClosed }) { throw BusFailure(.closed, cause: "the bus is closed") }
    }

    // MARK: Subscriptions

    package func subscribe(
        _ subscription: Subscription, _ handle: @escaping @Sendable (Delivery) async throws -> Void
    ) async throws {
        let consumer = try Consumer()
        try enter(consumer)
        defer { state.withLock { $0.consumers[ObjectIdentifier(consumer)] = nil } }
        consumer.start { [options, tally, clock, random] in
            ConsumerThread(consumer, subscription, options, tally, clock: clock, random: random)
        }
        await withTaskGroup { group in
            var running = 0
            while let lent = await consumer.inbox.next() {
                group.addTask { await self.serve(lent, of: consumer, subscription, handle) }
                running += 1
                if running == subscription.handlersMax {
                    await group.next()
                    running -= 1
                }
            }
            group.cancelAll()
        }
        try await consumer.end()
    }

    private func enter(_ consumer: Consumer) throws {
        let isClosed = state.withLock { state in
            if !state.isClosed { state.consumers[ObjectIdentifier(consumer)] = consumer }
            return state.isClosed
        }
        if isClosed { throw BusFailure(.closed, cause: "the bus is closed") }
    }

    private func serve(
        _ lent: Consumer.Lent, of consumer: Consumer, _ subscription: Subscription,
        _ handle: @Sendable (Delivery) async throws -> Void
    ) async {
        do {
            try await handle(lent.delivery)
            tally.count { $0.acknowledged += 1 }
            consumer.settle(lent, .acknowledged)
        } catch {
            await giveBack(lent, to: consumer, subscription, because: error)
        }
    }

    private func giveBack(
        _ lent: Consumer.Lent, to consumer: Consumer, _ subscription: Subscription, because error: any Error
    ) async {
        // What a cancelled handler throws says nothing about the message; the end of the connection gives it back.
        guard !Task.isCancelled else { return }
        let delivery = lent.delivery
        tally.report(
            .handlerFailed(
                group: subscription.group, id: delivery.message.id, delivery: delivery.number, error))
        guard !(error is BadMessage) else {
            tally.count { $0.bad += 1 }
            return consumer.settle(lent, .givenUp)
        }
        tally.count { $0.failed += 1 }
        let wait = subscription.wait(afterDelivery: delivery.number)
        // Cancelled while it waits, it is given back at once.
        if wait > .zero { try? await sleep(wait) }
        consumer.settle(lent, .again)
    }

    // MARK: Dead letters

    package func deadLetters(of group: String, atMost count: Int) async throws -> [DeadLetter] {
        let clock = clock
        return try await onConnection("dead letters") { connection, topology in
            var found: [DeadLetter] = []
            // Closing the connection gives back what was lent.
            while found.count < count, let letter = try connection.get(from: topology.deadQueue(of: group)) {
                let message = try? Message(letter, in: topology, arrival: clock.now())
                found.append(DeadLetter(message, reason: letter.reasonOfDeath))
            }
            return found
        } ?? []
    }

    package func redeliverDeadLetters(of group: String, atMost count: Int) async throws -> Int {
        let (clock, options) = (clock, options)
        return try await onConnection("dead letters") { connection, topology in
            try connection.ask { state, _ in amqp_confirm_select(state, connection.channel) }
            var (seen, moved) = (0, 0)
            while seen < count, let letter = try connection.get(from: topology.deadQueue(of: group)) {
                seen += 1
                // What is no message stays where it is, for the operator to see.
                guard let message = try? Message(letter, in: topology, arrival: clock.now()) else { continue }
                try connection.publish(message, in: topology, to: group)
                try connection.waitForConfirmation(within: options.answerTimeout)
                try connection.acknowledge(letter.tag)
                moved += 1
            }
            return moved
        } ?? 0
    }

    /// Runs `body` on a connection made for it. Nil when it asks for a group that is not there.
    @discardableResult
    private func onConnection<Result: Sendable>(
        _ purpose: String, _ body: @escaping @Sendable (AMQPConnection, Topology) throws -> Result
    ) async throws -> Result? {
        try refuseIfClosed()
        let options = options
        return try await withCheckedThrowingContinuation { caller in
            errands.async {
                do {
                    let connection = try AMQPConnection.open(options, for: purpose)
                    let result = try body(connection, Topology(options))
                    connection.close()
                    caller.resume(returning: result)
                } catch let failure as BusFailure where failure.isNotFound {
                    caller.resume(returning: nil)
                } catch {
                    caller.resume(throwing: error)
                }
            }
        }
    }
}

extension AMQPConnection {
    /// For the one message sent last.
    fileprivate func waitForConfirmation(within limit: Duration) throws {
        var ledger = ConfirmLedger(count: 1, firstTag: lastTag)
        ledger.noteSent()
        let deadline = ContinuousClock.now.advanced(by: limit)
        while true {
            while let event = try nextEvent() {
                if case .closed(let failure) = event { throw failure }
                guard case .confirmed(let tag, let andAllBefore, let isTaken) = event else { continue }
                _ = ledger.confirm(tag, andAllBefore: andAllBefore, isTaken: isTaken)
                if ledger.answers[0] == .taken { return }
                if ledger.answers[0] == .refused { throw BusFailure(.full, cause: "the group has no room") }
            }
            guard waitForReading(descriptor, until: deadline) else {
                throw BusFailure(.unreachable, cause: "no confirmation within \(limit)")
            }
        }
    }
}
