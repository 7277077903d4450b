import Bus
import CRabbitMQ

/// What Lux makes on the broker, by name. Declaring again what is there changes nothing.
///
///     lux.events (topic) ──pattern──▶ lux.GROUP ──given up──▶ lux.groups ──GROUP.dead──▶ lux.GROUP.dead
///     lux.groups (direct) ───GROUP──▶ lux.GROUP
struct Topology {
    private let namespace: String
    private let messagesMax: Int

    init(_ options: RabbitMQOptions) {
        namespace = options.namespace
        messagesMax = options.groupMessagesMax
    }

    /// Where messages are published, by topic.
    var events: String { "\(namespace).events" }
    /// Where what belongs to one group goes: dead letters, and those that are delivered again.
    var groups: String { "\(namespace).groups" }

    func queue(of group: String) -> String { "\(namespace).\(group)" }
    func deadQueue(of group: String) -> String { "\(namespace).\(group).dead" }
    func deadKey(of group: String) -> String { "\(group).dead" }

    func declareExchanges(on connection: AMQPConnection) throws {
        try declare(events, "topic", connection)
        try declare(groups, "direct", connection)
    }

    private func declare(_ exchange: String, _ kind: String, _ connection: AMQPConnection) throws {
        try connection.ask { state, arena in
            amqp_exchange_declare(
                state, connection.channel, arena.bytes(exchange), arena.bytes(kind), 0, 1, 0, 0,
                amqp_table_t())
        }
    }

    /// Dead letters are handed over at least once, which needs a queue that refuses what it has no room for.
    func declare(_ subscription: Subscription, on connection: AMQPConnection) throws {
        try declareExchanges(on: connection)
        let group = subscription.group
        let bounded: [(name: String, value: AMQPValue)] = [
            ("x-queue-type", .text("quorum")), ("x-overflow", .text("reject-publish")),
            ("x-max-length", .integer(Int64(messagesMax))),
        ]
        try declare(queue: deadQueue(of: group), bounded, connection)
        try bind(deadQueue(of: group), to: groups, deadKey(of: group), connection)
        let arguments: [(name: String, value: AMQPValue)] = [
            ("x-delivery-limit", .integer(Int64(subscription.deliveriesMax - 1))),
            ("x-dead-letter-exchange", .text(groups)),
            ("x-dead-letter-routing-key", .text(deadKey(of: group))),
            ("x-dead-letter-strategy", .text("at-least-once")),
        ]
        try declare(queue: queue(of: group), bounded + arguments, connection)
        try bind(queue(of: group), to: groups, group, connection)
        for topic in subscription.topics { try bind(queue(of: group), to: events, topic.text, connection) }
    }

    private func declare(
        queue: String, _ arguments: [(name: String, value: AMQPValue)], _ connection: AMQPConnection
    ) throws {
        try connection.ask { state, arena in
            amqp_queue_declare(
                state, connection.channel, arena.bytes(queue), 0, 1, 0, 0, arena.table(arguments))
        }
    }

    private func bind(
        _ queue: String, to exchange: String, _ key: String, _ connection: AMQPConnection
    ) throws {
        try connection.ask { state, arena in
            amqp_queue_bind(
                state, connection.channel, arena.bytes(queue), arena.bytes(exchange), arena.bytes(key),
                amqp_table_t())
        }
    }
}
