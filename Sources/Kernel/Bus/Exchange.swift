import DequeModule

/// The groups of an in-process bus. A plain state machine: what it returns is to be called once its lock is
/// free.
struct Exchange {
    typealias Wake = @Sendable () -> Void

    private let limits: InProcessBus.Limits
    private var groups: [String: Group] = [:]
    private var bytes = 0
    private var lastNumber: UInt64 = 0
    private(set) var isClosed = false
    private(set) var counts = BusCounts()

    init(_ limits: InProcessBus.Limits) {
        self.limits = limits
    }

    mutating func nextNumber() -> UInt64 {
        lastNumber += 1
        return lastNumber
    }

    mutating func declare(_ subscription: Subscription) throws {
        try refuseIfClosed()
        groups[subscription.group, default: Group(subscription: subscription)].subscription = subscription
    }

    /// All of them or none.
    mutating func take(_ messages: [Message]) throws -> (unwanted: [Message], wakes: [Wake]) {
        try refuseIfClosed()
        let wanted = messages.map { message in
            groups.filter { $0.value.subscription.wants(message.topic) }.map(\.key)
        }
        try refuseIfFull(zip(messages, wanted).map { (bytes: $0.body.count, groups: $1) })
        for (message, names) in zip(messages, wanted) {
            for name in names { groups[name]?.waiting.append(Delivery(message, number: 1)) }
            bytes += message.body.count * names.count
        }
        let unwanted = zip(messages, wanted).filter { $0.1.isEmpty }.map(\.0)
        counts.published += messages.count
        counts.unwanted += unwanted.count
        return (unwanted, Set(wanted.joined()).flatMap { lend(in: $0) })
    }

    private func refuseIfFull(_ coming: [(bytes: Int, groups: [String])]) throws {
        var counts: [String: Int] = [:]
        for name in coming.flatMap(\.groups) { counts[name, default: 0] += 1 }
        for (name, count) in counts {
            let there = groups[name]?.load ?? 0
            guard there + count <= limits.messagesMax else {
                throw BusFailure(.full, cause: "\(there) messages wait for \(name)")
            }
        }
        let size = coming.reduce(0) { $0 + $1.bytes * $1.groups.count }
        guard bytes + size <= limits.bytesMax else { throw BusFailure(.full, cause: "\(bytes) bytes wait") }
    }

    private func refuseIfClosed() throws {
        if isClosed { throw BusFailure(.closed, cause: "the bus is closed") }
    }

    // MARK: Consumers

    mutating func wait(_ consumer: Group.Consumer, as number: UInt64, in name: String) -> Wake {
        guard !isClosed else { return { consumer.resume(returning: nil) } }
        groups[name]?.consumers.append((number, consumer))
        let wakes = lend(in: name)
        return { for wake in wakes { wake() } }
    }

    /// Does nothing once the consumer has been given a message.
    mutating func withdraw(_ number: UInt64, in name: String) -> Wake {
        guard let consumer = groups[name]?.giveUp(number) else { return {} }
        return { consumer.resume(returning: nil) }
    }

    mutating func settle(_ delivery: Delivery, in name: String, _ outcome: Group.Outcome) -> Wake {
        switch outcome {
        case .acknowledged: counts.acknowledged += 1
        case .failed: counts.failed += 1
        case .bad: counts.bad += 1
        case .untried: break
        }
        bytes -= groups[name]?.settle(delivery, outcome, deadLettersMax: limits.deadLettersMax) ?? 0
        let wakes = lend(in: name)
        return { for wake in wakes { wake() } }
    }

    private mutating func lend(in name: String) -> [Wake] {
        guard !isClosed, let wakes = groups[name]?.lend() else { return [] }
        counts.delivered += wakes.count
        return wakes
    }

    // MARK: Dead letters

    func deadLetters(of name: String, atMost count: Int) throws -> [DeadLetter] {
        try refuseIfClosed()
        return groups[name].map { Array($0.dead.prefix(max(0, count))) } ?? []
    }

    mutating func redeliver(of name: String, atMost count: Int) throws -> (count: Int, wakes: [Wake]) {
        try refuseIfClosed()
        let count = groups[name]?.revive(atMost: max(0, count)) ?? 0
        return (count, lend(in: name))
    }

    mutating func close() -> [Wake] {
        isClosed = true
        var wakes: [Wake] = []
        for name in groups.keys { wakes += groups[name]?.sendHome() ?? [] }
        return wakes
    }
}

/// What waits for one group, and who waits for it.
struct Group {
    typealias Consumer = CheckedContinuation<Delivery?, Never>

    enum Outcome {
        case acknowledged
        case failed
        case bad(String)
        /// The consumer went away before it could say.
        case untried
    }

    var subscription: Subscription
    var waiting: Deque<Delivery> = []
    var consumers: Deque<(number: UInt64, consumer: Consumer)> = []
    private(set) var dead: Deque<DeadLetter> = []
    private var lent = 0

    init(subscription: Subscription) {
        self.subscription = subscription
    }

    var load: Int { waiting.count + lent }

    mutating func lend() -> [Exchange.Wake] {
        var wakes: [Exchange.Wake] = []
        while !waiting.isEmpty, let (_, consumer) = consumers.popFirst() {
            let delivery = waiting.removeFirst()
            lent += 1
            wakes.append { consumer.resume(returning: delivery) }
        }
        return wakes
    }

    mutating func giveUp(_ number: UInt64) -> Consumer? {
        guard let place = consumers.firstIndex(where: { $0.number == number }) else { return nil }
        return consumers.remove(at: place).consumer
    }

    /// - Returns: how many bytes are no longer held.
    mutating func settle(_ delivery: Delivery, _ outcome: Outcome, deadLettersMax: Int) -> Int {
        lent -= 1
        switch outcome {
        case .acknowledged: return delivery.message.body.count
        case .untried: waiting.prepend(delivery)
        case .failed where delivery.number < subscription.deliveriesMax:
            waiting.prepend(Delivery(delivery.message, number: delivery.number + 1))
        case .failed: dead.append(DeadLetter(delivery.message, reason: "delivered \(delivery.number) times"))
        case .bad(let reason): dead.append(DeadLetter(delivery.message, reason: reason))
        }
        guard dead.count > deadLettersMax else { return 0 }
        return dead.removeFirst().message?.body.count ?? 0
    }

    mutating func revive(atMost count: Int) -> Int {
        let chosen = dead.prefix(count).compactMap(\.message)
        waiting += chosen.map { Delivery($0, number: 1) }
        dead.removeFirst(chosen.count)
        return chosen.count
    }

    mutating func sendHome() -> [Exchange.Wake] {
        defer { consumers.removeAll() }
        return consumers.map { _, consumer in { consumer.resume(returning: nil) } }
    }
}
