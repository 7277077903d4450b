import Bus
import CRabbitMQ
import Core

extension AMQPConnection {
    /// Publishes to a topic, or to a group when its message is delivered anew.
    func publish(_ message: Message, in topology: Topology, to group: String? = nil) throws {
        var headers: [(name: String, value: AMQPValue)] = [
            (Header.tenant, .text(message.tenant.text)),
            (Header.occurredAt, .text(message.occurredAt.written)),
        ]
        if let trace = message.trace { headers.append((Header.trace, .text(trace.traceparent))) }
        // To a group the routing key is the group's name.
        if group != nil { headers.append((Header.topic, .text(message.topic.text))) }
        var properties = amqp_basic_properties_t()
        properties._flags = amqp_flags_t(
            AMQP_BASIC_CONTENT_TYPE_FLAG | AMQP_BASIC_HEADERS_FLAG | AMQP_BASIC_DELIVERY_MODE_FLAG
                | AMQP_BASIC_MESSAGE_ID_FLAG | AMQP_BASIC_TIMESTAMP_FLAG | AMQP_BASIC_TYPE_FLAG
                | AMQP_BASIC_APP_ID_FLAG)
        properties.content_type = arena.bytes(message.contentType)
        properties.headers = arena.table(headers)
        properties.delivery_mode = UInt8(AMQP_DELIVERY_PERSISTENT.rawValue)
        properties.message_id = arena.bytes(message.id)
        properties.timestamp = UInt64(max(0, message.occurredAt.milliseconds / 1000))
        properties.type = arena.bytes(message.topic.text)
        properties.app_id = arena.bytes("lux")
        try publish(
            message.body, to: group == nil ? topology.events : topology.groups, group ?? message.topic.text,
            mandatory: true, &properties)
    }
}

/// Names of headers.
private enum Header {
    static let tenant = "tenant"
    static let occurredAt = "occurred_at"
    /// W3C Trace Context.
    static let trace = "traceparent"
    static let topic = "topic"
    /// RabbitMQ's: how often it was given back.
    static let deliveryCount = "x-delivery-count"
    /// RabbitMQ's: where it was given up, and why.
    static let death = "x-death"
}

extension Message {
    /// - Parameter arrival: stands for the moment of a message that has none.
    init(_ found: AMQPMessage, in topology: Topology, arrival: Instant) throws(Malformed) {
        let occurredAt =
            found.headers[Header.occurredAt]?.text.flatMap { Instant($0) }
            ?? found.timestamp.flatMap { Int64(exactly: $0) }.flatMap { $0 < Self.secondsMax ? $0 : nil }
            .map { Instant(milliseconds: $0 * 1000) }
        try self.init(
            id: found.id ?? "", topic: found.topic(in: topology),
            contentType: found.contentType ?? Message.cloudEvent, body: found.body,
            tenant: TenantID(found.headers[Header.tenant]?.text ?? ""),
            trace: found.headers[Header.trace]?.text.flatMap { TraceContext(traceparent: $0) },
            occurredAt: occurredAt ?? arrival)
    }

    /// The year 9999, the last that has a written form.
    private static let secondsMax: Int64 = 253_402_300_800
}

extension AMQPMessage {
    /// 1 for the first time.
    var deliveryNumber: Int {
        if let count = headers[Header.deliveryCount]?.integer { return Int(clamping: count) + 1 }
        return isRedelivered ? 2 : 1
    }

    /// Of a dead letter.
    var reasonOfDeath: String { headers[Header.death]?.first?["reason"]?.text ?? "unknown" }

    fileprivate func topic(in topology: Topology) -> String {
        if exchange == topology.events { return routingKey }
        return headers[Header.topic]?.text ?? headers[Header.death]?.first?["routing-keys"]?.first?.text
            ?? routingKey
    }
}
