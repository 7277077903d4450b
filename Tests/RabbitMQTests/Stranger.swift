import CRabbitMQ
import LuxTesting

extension RabbitMQPlace {
    /// Publishes as another system's client might: without properties, under any routing key.
    func publishRaw(routingKey: String) async throws {
        guard let state = amqp_new_connection(), let socket = amqp_tcp_socket_new(state) else {
            throw Broken()
        }
        defer { amqp_destroy_connection(state) }
        var nothing = amqp_table_t()
        guard amqp_socket_open(socket, "127.0.0.1", Int32(server.port)) == AMQP_STATUS_OK.rawValue,
            lux_amqp_login(state, "/", 0, &nothing, "lux", "feather").reply_type == AMQP_RESPONSE_NORMAL
        else { throw Broken() }
        amqp_channel_open(state, 1)
        amqp_confirm_select(state, 1)
        var body = Array("hello".utf8)
        let status = body.withUnsafeMutableBytes { bytes in
            "\(namespace).events".withCString { exchange in
                routingKey.withCString { key in
                    amqp_basic_publish(
                        state, 1, amqp_cstring_bytes(exchange), amqp_cstring_bytes(key), 1, 0, nil,
                        amqp_bytes_t(len: bytes.count, bytes: bytes.baseAddress))
                }
            }
        }
        var frame = amqp_frame_t()
        guard status == AMQP_STATUS_OK.rawValue,
            amqp_simple_wait_frame(state, &frame) == AMQP_STATUS_OK.rawValue,
            frame.payload.method.id == AMQP_BASIC_ACK_METHOD
        else { throw Broken() }
        amqp_connection_close(state, AMQP_REPLY_SUCCESS)
    }
}
