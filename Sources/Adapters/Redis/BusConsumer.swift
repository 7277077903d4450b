package import Bus
import Core
import DequeModule
import Synchronization

/// One who reads a group's messages. It is woken when there may be some, looks by itself now and then, and
/// shows that it lives as long as it has any.
final class BusConsumer: Sendable {
    /// A message that was lent to it.
    struct Lent: Sendable {
        /// The entry's name in the stream.
        let name: String
        let delivery: Delivery
    }

    let name: String
    let subscription: Subscription
    /// Ends when the bus is closed.
    let wakes: (stream: AsyncStream<Void>, entry: AsyncStream<Void>.Continuation)
    let ending: (stream: AsyncStream<Void>, entry: AsyncStream<Void>.Continuation)
    private let lent = Mutex<Set<String>>([])

    init(_ name: String, _ subscription: Subscription) {
        (self.name, self.subscription) = (name, subscription)
        let (stream, entry) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
        wakes = (stream, entry)
        let (end, endEntry) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
        ending = (end, endEntry)
    }

    func wake() { wakes.entry.yield() }

    func finish() { ending.entry.finish() }

    func began(_ name: String) { lent.withLock { _ = $0.insert(name) } }

    func ended(_ name: String) { lent.withLock { _ = $0.remove(name) } }

    var lentNames: Set<String> { lent.withLock { $0 } }
}

extension RedisBus {
    package func subscribe(
        _ subscription: Subscription, _ handle: @escaping @Sendable (Delivery) async throws -> Void
    ) async throws {
        try await declare(subscription)
        let consumer = BusConsumer("\(client.dialer.random())", subscription)
        try enter(consumer)
        let ear = listener.listen(to: names.channel(of: subscription.group)) { _ in consumer.wake() }
        defer {
            listener.stop(ear)
            state.withLock { $0.consumers[ObjectIdentifier(consumer)] = nil }
        }
        await withTaskGroup(of: Void.self) { group in
            group.addTask { await self.consume(as: consumer, handle) }
            group.addTask { await self.stir(consumer) }
            group.addTask { for await _ in consumer.ending.stream {} }
            // The first to end is the one that is told to.
            await group.next()
            group.cancelAll()
        }
        await leave(consumer)
    }

    private func enter(_ consumer: BusConsumer) throws {
        let isClosed = state.withLock { state in
            if !state.isClosed { state.consumers[ObjectIdentifier(consumer)] = consumer }
            return state.isClosed
        }
        if isClosed { throw BusFailure(.closed, cause: "the bus is closed") }
    }

    /// Hands messages to handlers, at most so many at once as were asked for.
    private func consume(
        as consumer: BusConsumer, _ handle: @escaping @Sendable (Delivery) async throws -> Void
    ) async {
        let subscription = consumer.subscription
        await withTaskGroup(of: Void.self) { group in
            var (running, cursor) = (0, "0-0")
            var (buffer, wakes) = (Deque<BusConsumer.Lent>(), consumer.wakes.stream.makeAsyncIterator())
            while !Task.isCancelled {
                if buffer.isEmpty {
                    buffer = await take(subscription.prefetch - running, as: consumer, &cursor)
                }
                guard let next = buffer.popFirst() else {
                    await wakes.next()
                    continue
                }
                group.addTask { await self.serve(next, of: consumer, handle) }
                running += 1
                if running == subscription.handlersMax {
                    await group.next()
                    running -= 1
                }
            }
            group.cancelAll()
        }
    }

    /// Shows that the consumer lives, and makes it look again.
    private func stir(_ consumer: BusConsumer) async {
        let stream = RedisCommand.Word.text(names.stream(of: consumer.subscription.group))
        var lastShown = clock.ticks()
        while (try? await sleep(options.lookEvery)) != nil {
            consumer.wake()
            let lent = consumer.lentNames
            guard clock.ticks().since(lastShown) >= options.goneAfter / 3 else { continue }
            lastShown = clock.ticks()
            guard !lent.isEmpty else { continue }
            var command = RedisCommand("XCLAIM", stream, "lux", .text(consumer.name), 0)
            for name in lent { command.append(.text(name)) }
            command.append("JUSTID")
            // When it fails the next one is in time.
            _ = try? await client.send(command, isIdempotent: true)
        }
    }

    /// Gives back what it has, even though its task is cancelled.
    private func leave(_ consumer: BusConsumer) async {
        let group = consumer.subscription.group
        // When it fails, what it had goes to others once it is taken for dead.
        _ = try? await client.run(
            RedisScript.busLeave, keys: [.text(names.stream(of: group))],
            [.text(consumer.name), options.goneAfter.inMilliseconds, .text(names.channel(of: group))],
            isIdempotent: true, heedsCancellation: false)
    }
}

// MARK: Taking

extension RedisBus {
    private func take(
        _ count: Int, as consumer: BusConsumer, _ cursor: inout String
    ) async -> Deque<BusConsumer.Lent> {
        let group = consumer.subscription.group
        let reply: RedisReply
        do {
            reply = try await client.run(
                RedisScript.busTake, keys: [.text(names.stream(of: group))],
                [
                    .text(consumer.name), .number(Int64(max(1, count))), options.goneAfter.inMilliseconds,
                    .text(cursor), .number(Int64(Options.batchBytesMax)),
                ])
        } catch {
            // A Redis that forgot everything has to be told again; any other failure passes.
            if case .refused(let text) = error as? RedisFailure, text.contains("NOGROUP") {
                try? await declare(consumer.subscription)
            }
            return []
        }
        guard let answer = reply.list, answer.count == 2, let next = answer[0].text else { return [] }
        cursor = next
        var found: Deque<BusConsumer.Lent> = []
        for case .list(let parts) in answer[1].list ?? [] where parts.count == 3 {
            if let lent = await lend(parts, to: consumer) { found.append(lent) }
        }
        return found
    }

    /// Nil for what goes to the dead letters instead.
    private func lend(_ parts: [RedisReply], to consumer: BusConsumer) async -> BusConsumer.Lent? {
        guard let name = parts[0].text, let number = parts[1].integer else { return nil }
        let message: Message
        do {
            message = try Message(parts[2].list ?? [])
        } catch {
            report(.unreadable(group: consumer.subscription.group, cause: "\(error)"))
            count { $0.bad += 1 }
            await bury(name, in: consumer.subscription.group, "no message: \(error)", isUnreadable: true)
            return nil
        }
        guard number <= consumer.subscription.deliveriesMax else {
            await bury(name, in: consumer.subscription.group, "delivered \(number - 1) times")
            return nil
        }
        consumer.began(name)
        return BusConsumer.Lent(name: name, delivery: Delivery(message, number: Int(number)))
    }

    private func serve(
        _ lent: BusConsumer.Lent, of consumer: BusConsumer,
        _ handle: @Sendable (Delivery) async throws -> Void
    ) async {
        defer { consumer.ended(lent.name) }
        let (group, message) = (consumer.subscription.group, lent.delivery.message)
        var number = lent.delivery.number
        while !Task.isCancelled {
            count { $0.delivered += 1 }
            do {
                try await handle(Delivery(message, number: number))
                return await acknowledge(lent.name, in: group)
            } catch {
                // What a cancelled handler throws says nothing about the message.
                guard !Task.isCancelled else { return }
                report(.handlerFailed(group: group, id: message.id, delivery: number, error))
                if let bad = error as? BadMessage {
                    count { $0.bad += 1 }
                    return await bury(lent.name, in: group, bad.reason)
                }
                count { $0.failed += 1 }
            }
            guard number < consumer.subscription.deliveriesMax else {
                return await bury(lent.name, in: group, "delivered \(number) times")
            }
            let wait = consumer.subscription.wait(afterDelivery: number)
            if wait > .zero { try? await sleep(wait) }
            number += 1
            await note(number, of: lent.name, consumer)
        }
    }

    /// Has Redis know how often the message was delivered, should this consumer die of it.
    private func note(_ number: Int, of name: String, _ consumer: BusConsumer) async {
        _ = try? await client.send(
            RedisCommand(
                "XCLAIM", .text(names.stream(of: consumer.subscription.group)), "lux", .text(consumer.name),
                0, .text(name), "RETRYCOUNT", .number(Int64(number)), "JUSTID"),
            isIdempotent: true, heedsCancellation: false)
    }

    /// When it fails, the message comes again.
    private func acknowledge(_ name: String, in group: String) async {
        let stream = RedisCommand.Word.text(names.stream(of: group))
        let replies = try? await client.send(
            [RedisCommand("XACK", stream, "lux", .text(name)), RedisCommand("XDEL", stream, .text(name))],
            isIdempotent: true, heedsCancellation: false)
        if replies != nil { count { $0.acknowledged += 1 } }
    }

    private func bury(
        _ name: String, in group: String, _ reason: String, isUnreadable: Bool = false
    ) async {
        _ = try? await client.run(
            RedisScript.busBury, keys: [.text(names.stream(of: group)), .text(names.dead(of: group))],
            [.text(name), .text(reason), isUnreadable ? 1 : 0, .number(Int64(options.deadLettersMax))],
            isIdempotent: true, heedsCancellation: false)
    }

    private func count(_ change: (inout BusCounts) -> Void) {
        state.withLock { change(&$0.counts) }
    }
}
