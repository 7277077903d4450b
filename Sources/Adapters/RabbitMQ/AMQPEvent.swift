import Bus
import CRabbitMQ

/// What comes from the broker unasked.
enum AMQPEvent {
    case message(AMQPMessage)
    /// No group wants a message; its id.
    case unwanted(String)
    case confirmed(tag: UInt64, andAllBefore: Bool, isTaken: Bool)
    /// The broker took the queue or its leader away.
    case consumerCancelled
    /// The broker takes nothing for now; nil when it does again.
    case blocked(String?)
    case closed(BusFailure)
}

/// A message as AMQP knows it.
struct AMQPMessage {
    var tag: UInt64 = 0
    var isRedelivered = false
    var exchange = ""
    var routingKey = ""
    var id: String?
    var contentType: String?
    var type: String?
    /// Seconds since 1970.
    var timestamp: UInt64?
    var headers = AMQPValue.table([])
    var body: [UInt8] = []
}

/// Puts messages together from their frames.
struct AMQPAssembly {
    private var message: AMQPMessage?
    private var isReturned = false
    private var bytesMissing: UInt64 = 0

    mutating func begin(gotten method: amqp_method_t) {
        let got = method.decoded.assumingMemoryBound(to: amqp_basic_get_ok_t.self).pointee
        begin(
            AMQPMessage(
                tag: got.delivery_tag, isRedelivered: got.redelivered != 0, exchange: String(got.exchange),
                routingKey: String(got.routing_key)))
    }

    private mutating func begin(_ message: AMQPMessage, isReturned: Bool = false) {
        (self.message, self.isReturned, bytesMissing) = (message, isReturned, 0)
    }

    mutating func take(_ frame: amqp_frame_t) throws -> AMQPEvent? {
        switch Int32(frame.frame_type) {
        case AMQP_FRAME_METHOD: return take(frame.payload.method)
        case AMQP_FRAME_HEADER:
            message?.read(frame.payload.properties.decoded)
            bytesMissing = frame.payload.properties.body_size
            // A returned body is ours already.
            if !isReturned, bytesMissing <= Message.bodyBytesMax {
                message?.body.reserveCapacity(Int(bytesMissing))
            }
        case AMQP_FRAME_BODY:
            let part = frame.payload.body_fragment
            bytesMissing -= min(bytesMissing, UInt64(part.len))
            if !isReturned, (message?.body.count ?? 0) <= Message.bodyBytesMax {
                // Of what is too large one part more is kept than allowed, which tells that it is.
                let start = part.bytes?.assumingMemoryBound(to: UInt8.self)
                message?.body.append(contentsOf: UnsafeBufferPointer(start: start, count: part.len))
            }
        default: return nil
        }
        return bytesMissing == 0 ? finished() : nil
    }

    private mutating func finished() -> AMQPEvent? {
        defer { message = nil }
        guard let message else { return nil }
        return isReturned ? .unwanted(message.id ?? "") : .message(message)
    }

    private mutating func take(_ method: amqp_method_t) -> AMQPEvent? {
        switch method.id {
        case AMQP_BASIC_DELIVER_METHOD:
            let delivery = method.decoded.assumingMemoryBound(to: amqp_basic_deliver_t.self).pointee
            begin(
                AMQPMessage(
                    tag: delivery.delivery_tag, isRedelivered: delivery.redelivered != 0,
                    exchange: String(delivery.exchange), routingKey: String(delivery.routing_key)))
            return nil
        case AMQP_BASIC_RETURN_METHOD:
            begin(AMQPMessage(), isReturned: true)
            return nil
        case AMQP_BASIC_ACK_METHOD:
            let ack = method.decoded.assumingMemoryBound(to: amqp_basic_ack_t.self).pointee
            return .confirmed(tag: ack.delivery_tag, andAllBefore: ack.multiple != 0, isTaken: true)
        case AMQP_BASIC_NACK_METHOD:
            let nack = method.decoded.assumingMemoryBound(to: amqp_basic_nack_t.self).pointee
            return .confirmed(tag: nack.delivery_tag, andAllBefore: nack.multiple != 0, isTaken: false)
        case AMQP_BASIC_CANCEL_METHOD: return .consumerCancelled
        case AMQP_CONNECTION_BLOCKED_METHOD:
            let blocked = method.decoded.assumingMemoryBound(to: amqp_connection_blocked_t.self).pointee
            return .blocked(String(blocked.reason))
        case AMQP_CONNECTION_UNBLOCKED_METHOD: return .blocked(nil)
        case AMQP_CHANNEL_CLOSE_METHOD, AMQP_CONNECTION_CLOSE_METHOD:
            return .closed(BusFailure(closedBy: method))
        default: return nil
        }
    }
}

extension AMQPMessage {
    fileprivate mutating func read(_ decoded: UnsafeMutableRawPointer?) {
        guard let found = decoded?.assumingMemoryBound(to: amqp_basic_properties_t.self).pointee else {
            return
        }
        func has(_ flag: Int32) -> Bool { found._flags & amqp_flags_t(flag) != 0 }
        if has(AMQP_BASIC_MESSAGE_ID_FLAG) { id = String(found.message_id) }
        if has(AMQP_BASIC_CONTENT_TYPE_FLAG) { contentType = String(found.content_type) }
        if has(AMQP_BASIC_TYPE_FLAG) { type = String(found.type) }
        if has(AMQP_BASIC_TIMESTAMP_FLAG) { timestamp = found.timestamp }
        if has(AMQP_BASIC_HEADERS_FLAG) { headers = .table(AMQPValue.entries(of: found.headers)) }
    }
}
