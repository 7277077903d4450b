package import Bus
package import Core
package import Resilience
import Synchronization

/// The bus on Redis streams. As lasting as its Redis: one that keeps nothing on disk forgets messages when it
/// ends, and one that syncs each second forgets the last second. What must survive is in the event log.
package final class RedisBus: Bus {
    package struct Options: Hashable, Sendable {
        /// Tells installations apart that use one Redis.
        package var prefix = "lux"
        /// By group: those that wait or are being handled. Beyond this publishing is refused.
        package var messagesMax = 100_000
        /// By group. Beyond this about the oldest are forgotten.
        package var deadLettersMax = 10_000
        /// A consumer that does not stir for so long is taken for dead, and its messages go to others.
        package var goneAfter = Duration.seconds(30)
        /// Between two looks for what was missed or left behind.
        package var lookEvery = Duration.seconds(1)
        package var limits = RedisClient.Limits()

        package init() {
            // Bodies are large and nobody waits for an answer on a screen; but that a server is away shows within
            // five seconds, connecting anew included.
            limits.answerWithin = .seconds(4)
            limits.connectWithin = .seconds(2)
        }

        /// Messages and bytes that go to Redis, or come from it, in one step.
        static let batchMax = 500
        static let batchBytesMax = 16 << 20
    }

    struct State {
        var isClosed = false
        var consumers: [ObjectIdentifier: BusConsumer] = [:]
        var counts = BusCounts()
    }

    let client: RedisClient
    let listener: RedisListener
    let options: Options
    let names: BusNames
    let clock: Clock
    let sleep: Sleep
    let report: BusReporter
    let state = Mutex(State())

    /// Connects by and by; `status` tells when it has. Throws when the system gives no thread or file handle.
    package init(
        _ address: RedisAddress, _ options: Options = Options(), clock: Clock,
        random: @escaping @Sendable () -> UInt64, report: @escaping BusReporter = { _ in },
        sleep: @escaping Sleep = { try await Task.sleep(for: $0) }
    ) throws(RedisFailure) {
        client = try RedisClient(
            address, options.limits, scripts: RedisScript.ofBus, clock: clock, random: random
        ) { change in
            switch change {
            case .connected: report(.connected("redis"))
            case .lost(let reason): report(.lost("redis", cause: reason))
            }
        }
        listener = try RedisListener(client.dialer)
        (self.options, names) = (options, BusNames(prefix: options.prefix))
        (self.clock, self.sleep, self.report) = (clock, sleep, report)
    }

    deinit {
        listener.close()
    }

    @discardableResult
    package func publish(_ messages: [Message]) async throws -> Receipt {
        try refuseIfClosed()
        var unwanted: [Message] = []
        var rest = messages[...]
        while !rest.isEmpty {
            let batch = rest.prefix(upToBytes: Options.batchBytesMax, atMost: Options.batchMax)
            rest = rest.dropFirst(batch.count)
            let places = try await publishAtOnce(batch)
            unwanted += places.map { batch[batch.startIndex + $0] }
        }
        for message in unwanted { report(.unwanted(id: message.id, message.topic)) }
        return Receipt(unwanted: unwanted.map(\.id))
    }

    private func publishAtOnce(_ batch: ArraySlice<Message>) async throws -> [Int] {
        let head: [RedisCommand.Word] = [.text(names.head), .number(Int64(options.messagesMax))]
        let reply = try await asking {
            try await client.run(
                RedisScript.busPublish, keys: [.text(names.groups)], head + batch.flatMap(\.words))
        }
        let places = reply.list?.compactMap { $0.integer.map(Int.init) } ?? []
        state.withLock { state in
            state.counts.published += batch.count
            state.counts.unwanted += places.count
        }
        return places.filter { batch.indices.contains(batch.startIndex + $0) }
    }

    package func declare(_ subscription: Subscription) async throws {
        try refuseIfClosed()
        let patterns = subscription.topics.map(\.text).joined(separator: " ")
        _ = try await asking {
            try await client.run(
                RedisScript.busDeclare,
                keys: [.text(names.groups), .text(names.stream(of: subscription.group))],
                [.text(subscription.group), .text(patterns)], isIdempotent: true)
        }
    }

    package func status() async -> BusStatus {
        let (link, isClosed) = (client.status, state.withLock { $0.isClosed })
        var counts = state.withLock { $0.counts }
        counts.connectionsLost = max(0, link.connects - (link.isConnected ? 1 : 0))
        let failure = link.isConnected ? nil : link.lastFailure ?? "not yet connected"
        return BusStatus(
            isConnected: link.isConnected && !isClosed, failure: isClosed ? "closed" : failure,
            counts: counts)
    }

    package func close() async {
        let consumers = state.withLock { state in
            state.isClosed = true
            return Array(state.consumers.values)
        }
        for consumer in consumers { consumer.finish() }
    }

    // MARK: Dead letters

    package func deadLetters(of group: String, atMost count: Int) async throws -> [DeadLetter] {
        try refuseIfClosed()
        var found: [DeadLetter] = []
        var start = "-"
        while found.count < count {
            let wanted = Int64(min(count - found.count, Options.batchMax))
            let reply = try await asking {
                try await client.run(
                    RedisScript.busDead, keys: [.text(names.dead(of: group))],
                    [.text(start), .number(wanted), .number(Int64(Options.batchBytesMax))],
                    isIdempotent: true)
            }
            let entries = reply.list?.compactMap(\.list) ?? []
            guard let last = entries.last?.first?.text else { break }
            found += entries.map { DeadLetter($0.count > 1 ? $0[1].list ?? [] : []) }
            start = "(" + last
        }
        return found
    }

    package func redeliverDeadLetters(of group: String, atMost count: Int) async throws -> Int {
        try refuseIfClosed()
        var (moved, seen, start) = (0, 0, "-")
        while seen < count {
            let wanted = Int64(min(count - seen, Options.batchMax))
            let reply = try await asking {
                try await client.run(
                    RedisScript.busRevive,
                    keys: [.text(names.dead(of: group)), .text(names.stream(of: group))],
                    [.text(start), .number(wanted), .text(names.channel(of: group))])
            }
            guard let answer = reply.list, answer.count == 3, let more = answer[0].integer,
                let looked = answer[1].integer, let next = answer[2].text
            else { throw BusFailure(.refused, cause: "Redis answered \(reply.kind)") }
            (moved, seen, start) = (moved + Int(more), seen + Int(looked), next)
            if looked < wanted { break }
        }
        return moved
    }

    // MARK: Failures

    func refuseIfClosed() throws {
        if state.withLock({ $0.isClosed }) { throw BusFailure(.closed, cause: "the bus is closed") }
    }

    /// Has failures told as the bus tells them.
    func asking<Answer>(_ body: () async throws -> Answer) async throws -> Answer {
        do {
            return try await body()
        } catch let failure as RedisFailure {
            throw BusFailure(failure)
        } catch let open as BreakerOpen {
            throw BusFailure(.unreachable, cause: open.problem.detail)
        }
    }
}

extension BusFailure {
    init(_ failure: RedisFailure) {
        switch failure {
        case .away, .lost: self.init(.unreachable, cause: failure.description)
        case .busy: self.init(.full, cause: failure.description)
        case .closed: self.init(.closed, cause: failure.description)
        case .unexpected: self.init(.refused, cause: failure.description)
        case .refused(let text):
            let isFull = text.hasPrefix("LUXFULL") || text.hasPrefix("OOM")
            self.init(isFull ? .full : .refused, cause: text)
        }
    }
}

extension ArraySlice<Message> {
    /// At least one.
    fileprivate func prefix(upToBytes bytesMax: Int, atMost countMax: Int) -> ArraySlice<Message> {
        var (count, bytes) = (0, 0)
        for message in self.prefix(countMax) {
            bytes += message.body.count
            guard count == 0 || bytes <= bytesMax else { break }
            count += 1
        }
        return prefix(count)
    }
}
