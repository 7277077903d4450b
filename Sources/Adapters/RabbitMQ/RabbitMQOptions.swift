import CRabbitMQ
package import Core
package import Resilience

/// Where a broker is and as whom to speak to it: `amqp://user:password@host:port/vhost`, or `amqps` for TLS.
package struct RabbitMQAddress: Hashable, Sendable {
    package let host: String
    package let port: Int
    package let user: String
    package let password: Secret
    package let vhost: String
    package let isEncrypted: Bool

    /// Nil when it is no such address.
    package init?(_ text: String) {
        // The library's own reader, which writes into what it reads.
        var copy = Array(text.utf8CString)
        let parts: RabbitMQAddress? = copy.withUnsafeMutableBufferPointer { copy in
            var found = amqp_connection_info()
            amqp_default_connection_info(&found)
            guard text.utf8.allSatisfy({ (0x21...0x7e).contains($0) }),
                amqp_parse_url(copy.baseAddress, &found) == AMQP_STATUS_OK.rawValue
            else { return nil }
            return RabbitMQAddress(found)
        }
        guard let parts, !parts.host.isEmpty, (1...65_535).contains(parts.port) else { return nil }
        self = parts
    }

    private init(_ found: amqp_connection_info) {
        host = String(cString: found.host)
        port = Int(found.port)
        user = String(cString: found.user)
        password = Secret(String(cString: found.password))
        vhost = String(cString: found.vhost)
        isEncrypted = found.ssl != 0
    }
}

package struct RabbitMQOptions: Sendable {
    package var address: RabbitMQAddress
    /// Begins the name of everything that Lux makes on the broker.
    package var namespace = "lux"
    /// The broker and Lux each take the other for gone after twice this time without a sign of life.
    package var heartbeat = Duration.seconds(10)
    package var connectTimeout = Duration.seconds(4)
    /// For each answer of the broker, not for a whole batch.
    package var answerTimeout = Duration.seconds(4)
    /// One batch without an answer is enough: it already waited `answerTimeout`.
    package var breaker = CircuitBreaker.Policy(failuresMax: 1, openFor: .seconds(3))
    package var reconnect = RetryPolicy(waitMin: .milliseconds(200), waitMax: .seconds(5))
    /// Beyond this a group takes no more, so that publishing fails rather than that anything is dropped. Groups that
    /// are there keep what they were made with.
    package var groupMessagesMax = 1_000_000
    /// Who vouches for an encrypted broker.
    package var authoritiesFile = "/etc/ssl/certs/ca-certificates.crt"

    package init(_ address: RabbitMQAddress) {
        self.address = address
    }

    /// Sent and not yet confirmed.
    static let unconfirmedMax = 1_000
    static let unconfirmedBytesMax = 16 << 20
    /// Callers whose messages wait for the publisher.
    static let callersMax = 10_000
}
