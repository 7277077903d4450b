import Bus
import CRabbitMQ
import Core
import Glibc

/// One connection with one channel. The library blocks, and is used by one thread.
final class AMQPConnection {
    let arena = AMQPArena()
    private let state: amqp_connection_state_t
    private let options: RabbitMQOptions
    private var assembly = AMQPAssembly()
    /// Of the channel's messages; confirmations name it.
    private(set) var lastTag: UInt64 = 0

    let channel: amqp_channel_t = 1

    /// - Parameter purpose: shown by the broker's own tools.
    static func open(_ options: RabbitMQOptions, for purpose: String) throws -> AMQPConnection {
        guard let state = amqp_new_connection() else { throw BusFailure(.unreachable, cause: "no memory") }
        let connection = AMQPConnection(state, options)
        try connection.connect()
        try connection.logIn(purpose)
        amqp_channel_open(state, connection.channel)
        try connection.checkAnswer()
        return connection
    }

    private init(_ state: amqp_connection_state_t, _ options: RabbitMQOptions) {
        (self.state, self.options) = (state, options)
    }

    deinit {
        amqp_destroy_connection(state)
    }

    /// Says goodbye, so that the broker gives back at once what was lent.
    func close() {
        amqp_connection_close(state, AMQP_REPLY_SUCCESS)
    }

    private func connect() throws {
        let address = options.address
        let socket = address.isEncrypted ? amqp_ssl_socket_new(state) : amqp_tcp_socket_new(state)
        guard let socket else { throw BusFailure(.unreachable, cause: "no memory") }
        if address.isEncrypted {
            amqp_ssl_socket_set_verify_peer(socket, 1)
            amqp_ssl_socket_set_verify_hostname(socket, 1)
            try check(amqp_ssl_socket_set_cacert(socket, options.authoritiesFile))
        }
        var answer = timeval(options.answerTimeout)
        try check(amqp_set_handshake_timeout(state, &answer))
        try check(amqp_set_rpc_timeout(state, &answer))
        var patience = timeval(options.connectTimeout)
        try check(amqp_socket_open_noblock(socket, address.host, Int32(address.port), &patience))
        // What the network does not take within that time fails by itself, whatever the heartbeat.
        var milliseconds = UInt32(clamping: options.answerTimeout.wholeMilliseconds)
        setsockopt(
            descriptor, Int32(IPPROTO_TCP), TCP_USER_TIMEOUT, &milliseconds,
            socklen_t(MemoryLayout<UInt32>.size))
    }

    private func logIn(_ purpose: String) throws {
        let capabilities = [
            "authentication_failure_close", "basic.nack", "connection.blocked", "consumer_cancel_notify",
            "publisher_confirms",
        ]
        var properties = arena.table([
            ("product", .text("Lux")), ("connection_name", .text("lux \(purpose)")),
            ("capabilities", .table(capabilities.map { ($0, .boolean(true)) })),
        ])
        let address = options.address
        let reply = lux_amqp_login(
            state, address.vhost, Int32(clamping: options.heartbeat.components.seconds), &properties,
            address.user, address.password.exposed)
        arena.recycle()
        try check(reply)
    }

    // MARK: Waiting

    var descriptor: Int32 { amqp_get_sockfd(state) }

    /// What has come from the broker, without waiting. Sends heartbeats that are due.
    func nextEvent() throws -> AMQPEvent? {
        while true {
            var frame = amqp_frame_t()
            var none = timeval(tv_sec: 0, tv_usec: 0)
            let status = amqp_simple_wait_frame_noblock(state, &frame, &none)
            if status == AMQP_STATUS_TIMEOUT.rawValue { return nil }
            try check(status)
            let event = try assembly.take(frame)
            amqp_maybe_release_buffers(state)
            if let event { return event }
        }
    }

    // MARK: Speaking

    /// To be called by what sends a request and reads its answer.
    func checkAnswer() throws {
        arena.recycle()
        try check(amqp_get_rpc_reply(state))
        amqp_maybe_release_buffers(state)
    }

    /// Runs one of the library's calls that send a request and read its answer.
    func ask(_ body: (amqp_connection_state_t, AMQPArena) -> Void) throws {
        body(state, arena)
        try checkAnswer()
    }

    func publish(
        _ body: [UInt8], to exchange: String, _ routingKey: String, mandatory: Bool,
        _ properties: inout amqp_basic_properties_t
    ) throws {
        let status = body.withUnsafeBytes { bytes in
            // The library only reads.
            let body = amqp_bytes_t(
                len: bytes.count, bytes: UnsafeMutableRawPointer(mutating: bytes.baseAddress))
            return amqp_basic_publish(
                state, channel, arena.bytes(exchange), arena.bytes(routingKey), mandatory ? 1 : 0, 0,
                &properties,
                body)
        }
        arena.recycle()
        lastTag += 1
        try check(status)
    }

    func acknowledge(_ tag: UInt64, andAllBefore: Bool = false) throws {
        try check(amqp_basic_ack(state, channel, tag, andAllBefore ? 1 : 0))
    }

    /// - Parameter again: false sends it to the dead letters.
    func giveBack(_ tag: UInt64, again: Bool) throws {
        try check(amqp_basic_nack(state, channel, tag, 0, again ? 1 : 0))
    }

    /// The oldest message of a queue, or nil when it has none. It stays lent until it is settled.
    func get(from queue: String) throws -> AMQPMessage? {
        let reply = amqp_basic_get(state, channel, arena.bytes(queue), 0)
        arena.recycle()
        try check(reply)
        guard reply.reply.id == AMQP_BASIC_GET_OK_METHOD else { return nil }
        assembly.begin(gotten: reply.reply)
        let deadline = ContinuousClock.now.advanced(by: options.answerTimeout)
        while true {
            if let event = try nextEvent() {
                if case .message(let message) = event { return message }
                if case .closed(let failure) = event { throw failure }
                continue
            }
            guard waitForReading(descriptor, until: deadline) else {
                throw BusFailure(.unreachable, cause: "no answer within \(options.answerTimeout)")
            }
        }
    }

    // MARK: Answers

    private func check(_ status: Int32) throws {
        guard status != AMQP_STATUS_OK.rawValue else { return }
        throw BusFailure(.unreachable, cause: String(cString: amqp_error_string2(status)))
    }

    private func check(_ reply: amqp_rpc_reply_t) throws {
        switch reply.reply_type {
        case AMQP_RESPONSE_NORMAL: return
        case AMQP_RESPONSE_SERVER_EXCEPTION: throw BusFailure(closedBy: reply.reply)
        default:
            try check(reply.library_error)
            throw BusFailure(.unreachable, cause: "the broker closed the connection")
        }
    }
}

extension BusFailure {
    /// Why the broker closed the channel or the connection.
    init(closedBy method: amqp_method_t) {
        switch method.id {
        case AMQP_CHANNEL_CLOSE_METHOD:
            let close = method.decoded.assumingMemoryBound(to: amqp_channel_close_t.self).pointee
            self.init(code: close.reply_code, text: String(close.reply_text))
        case AMQP_CONNECTION_CLOSE_METHOD:
            let close = method.decoded.assumingMemoryBound(to: amqp_connection_close_t.self).pointee
            self.init(code: close.reply_code, text: String(close.reply_text))
        default: self.init(.unreachable, cause: "the broker answered with method \(method.id)")
        }
    }

    private init(code: UInt16, text: String) {
        self.init(Self.refusals.contains(code) ? .refused : .unreachable, cause: "\(code) \(text)")
    }

    /// Reply codes of AMQP 0-9-1 that stay as they are until someone changes something: content too large, invalid
    /// path, access refused, not found, locked, precondition failed, not allowed.
    private static let refusals: Set<UInt16> = [311, 402, 403, 404, 405, 406, 530]

    var isNotFound: Bool { kind == .refused && cause.hasPrefix("404 ") }
}

extension timeval {
    init(_ duration: Duration) {
        let parts = duration.components
        self.init(tv_sec: Int(parts.seconds), tv_usec: Int(parts.attoseconds / 1_000_000_000_000))
    }
}
