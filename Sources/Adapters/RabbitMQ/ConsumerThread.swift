import Bus
import CRabbitMQ
import Core
import Polling

/// Owns a subscription's connection: takes deliveries in, sends out how they ended, and makes the connection again
/// when it is lost.
final class ConsumerThread {
    private let desk: Consumer
    private let subscription: Subscription
    private let options: RabbitMQOptions
    private let tally: Tally
    private let clock: Clock
    private let topology: Topology
    private var reconnect: Reconnect
    private var connections = 0
    private var settled = SettledTags()

    init(
        _ desk: Consumer, _ subscription: Subscription, _ options: RabbitMQOptions, _ tally: Tally,
        clock: Clock,
        random: @escaping @Sendable () -> UInt64
    ) {
        (self.desk, self.subscription, self.options) = (desk, subscription, options)
        (self.tally, self.clock) = (tally, clock)
        topology = Topology(options)
        reconnect = Reconnect(options.reconnect, random: random)
    }

    private var name: String { "consumer of \(subscription.group)" }

    func run() {
        while !desk.isStopping {
            do {
                let connection = try connect()
                try serve(connection)
                connection.close()
            } catch {
                let failure = error as? BusFailure ?? BusFailure(.unreachable, cause: "\(error)")
                // What was never allowed is the caller's to know. What once was may be again.
                if connections == 0, failure.kind == .refused { return desk.noteEnd(.failure(failure)) }
                rest(after: failure)
            }
        }
        desk.noteEnd(.success(()))
    }

    private func connect() throws -> AMQPConnection {
        let connection = try AMQPConnection.open(options, for: name)
        try topology.declare(subscription, on: connection)
        try connection.ask { state, _ in
            amqp_basic_qos(state, connection.channel, 0, UInt16(subscription.prefetch), 0)
        }
        try connection.ask { state, arena in
            amqp_basic_consume(
                state, connection.channel, arena.bytes(topology.queue(of: subscription.group)),
                amqp_bytes_t(), 0,
                0, 0, amqp_table_t())
        }
        connections += 1
        reconnect.failures = 0
        settled = SettledTags()
        tally.noteConnected(name)
        return connection
    }

    private func rest(after failure: BusFailure) {
        desk.inbox.clear()
        tally.noteLost(name, failure)
        reconnect.noteFailure()
        while !desk.isStopping, !reconnect.isDue {
            desk.alarm.wait(beside: nil, until: reconnect.next)
        }
    }

    /// Until it is to stop.
    private func serve(_ connection: AMQPConnection) throws {
        while true {
            // Asked first: what is settled before the order to stop is sent.
            let isStopping = desk.isStopping
            try settle(on: connection)
            if isStopping { return }
            while let event = try connection.nextEvent() { try take(event, on: connection) }
            desk.alarm.wait(beside: connection.descriptor, until: .now.advanced(by: options.heartbeat / 3))
        }
    }

    private func take(_ event: AMQPEvent, on connection: AMQPConnection) throws {
        switch event {
        case .message(let found): try take(found, on: connection)
        case .consumerCancelled: throw BusFailure(.unreachable, cause: "the broker took the queue away")
        case .closed(let failure): throw failure
        case .confirmed, .unwanted, .blocked: break
        }
    }

    private func take(_ found: AMQPMessage, on connection: AMQPConnection) throws {
        let message: Message
        do {
            message = try Message(found, in: topology, arrival: clock.now())
        } catch {
            tally.count { $0.bad += 1 }
            tally.report(.unreadable(group: subscription.group, cause: "\(error)"))
            settled.note(found.tag)
            return try connection.giveBack(found.tag, again: false)
        }
        guard subscription.wants(message.topic) else {
            // The binding is from a release that wanted it.
            settled.note(found.tag)
            return try connection.acknowledge(found.tag)
        }
        tally.count { $0.delivered += 1 }
        let delivery = Delivery(message, number: found.deliveryNumber)
        desk.inbox.put(Consumer.Lent(delivery: delivery, tag: found.tag, connection: connections))
    }

    private func settle(on connection: AMQPConnection) throws {
        var acknowledged: [UInt64] = []
        // Those of a lost connection are lent again, and settled then.
        for settlement in desk.takeSettlements() where settlement.connection == connections {
            switch settlement.outcome {
            case .acknowledged: acknowledged.append(settlement.tag)
            case .again:
                settled.note(settlement.tag)
                try connection.giveBack(settlement.tag, again: true)
            case .givenUp:
                settled.note(settlement.tag)
                try connection.giveBack(settlement.tag, again: false)
            }
        }
        let (through, single) = settled.acknowledge(acknowledged)
        if let through { try connection.acknowledge(through, andAllBefore: true) }
        for tag in single { try connection.acknowledge(tag) }
    }
}
