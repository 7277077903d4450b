package import Core
package import Resilience

/// A Redis server: one connection that all callers share. When the server is away they are told so within
/// microseconds, and it is looked for again in the background.
package final class RedisClient: Sendable {
    package struct Limits: Hashable, Sendable {
        package var connectWithin = Duration.milliseconds(500)
        /// From when a command is sent.
        package var answerWithin = Duration.milliseconds(250)
        /// Calls that are not yet answered.
        package var waitingMax = 10_000
        package var replyBytesMax = 64 << 20
        /// After so long a silence the connection on which Redis pushes is tried.
        package var quietMax = Duration.seconds(2)
        /// Only the waits count.
        package var reconnect = RetryPolicy(waitMin: .milliseconds(50), waitMax: .seconds(2))
        package var breaker = CircuitBreaker.Policy(
            failuresMax: 5, window: .seconds(10), openFor: .seconds(2))

        package init() {}
    }

    package enum Change: Hashable, Sendable {
        case connected
        case lost(reason: String)
    }

    package struct Status: Hashable, Sendable {
        package let isConnected: Bool
        package let breaker: Breaker.Status
        /// Connections made, the first one counted.
        package let connects: Int
        package let commands: Int
        package let failures: Int
        package let waiting: Int
        package let lastFailure: String?
    }

    package let address: RedisAddress
    let dialer: Dialer
    private let connection: RedisConnection
    private let breaker: Breaker

    /// Begins to connect at once and returns without waiting for it.
    /// - Parameter scripts: are loaded with each connection.
    /// - Parameter watch: is called on the connection's thread and must not block.
    /// - Throws: when the system gives no thread or file handle.
    package init(
        _ address: RedisAddress, _ limits: Limits = Limits(), scripts: [RedisScript] = RedisScript.all,
        clock: Clock,
        random: @escaping @Sendable () -> UInt64, watch: @escaping @Sendable (Change) -> Void = { _ in }
    ) throws(RedisFailure) {
        self.address = address
        dialer = Dialer(address: address, limits: limits, scripts: scripts, clock: clock, random: random)
        connection = try RedisConnection(dialer, watch: watch)
        breaker = Breaker("redis", limits.breaker, clock: clock)
    }

    deinit {
        connection.beginClose()
    }

    /// - Parameter isIdempotent: it does no harm when the command runs twice. Such a command is sent once more
    ///   when the connection broke under it; any other then fails with `RedisFailure.lost`.
    /// - Parameter limit: for commands that are to wait in Redis; the client's own otherwise.
    /// - Parameter heedsCancellation: false for what has to be said although the caller's task is cancelled.
    /// - Throws: `RedisFailure`, `BreakerOpen`, `CancellationError`.
    package func send(
        _ command: RedisCommand, isIdempotent: Bool = false, answerWithin limit: Duration? = nil,
        heedsCancellation: Bool = true
    ) async throws -> RedisReply {
        let replies = try await send(
            [command], isIdempotent: isIdempotent, answerWithin: limit,
            heedsCancellation: heedsCancellation)
        if case .error(let text) = replies[0] { throw RedisFailure.refused(text) }
        return replies[0]
    }

    /// Sends commands in one go. An answer that is an error is given as such.
    /// - Returns: as many replies as there are commands.
    package func send(
        _ commands: [RedisCommand], isIdempotent: Bool = false, answerWithin limit: Duration? = nil,
        heedsCancellation: Bool = true
    ) async throws -> [RedisReply] {
        let call = Call(
            commands, isIdempotent: isIdempotent, answerWithin: limit ?? dialer.limits.answerWithin)
        return try await breaker.run {
            try await connection.send(call, heedsCancellation: heedsCancellation)
        } isFailure: { error in
            (error as? RedisFailure)?.countsAgainstServer ?? true
        }
    }

    /// Sends it if there is a connection, and does not ask how it went.
    func post(_ command: RedisCommand) {
        connection.post(Call([command], isIdempotent: false, answerWithin: dialer.limits.answerWithin))
    }

    /// What was accepted is answered first.
    package func close() async {
        await connection.close()
    }

    package var status: Status {
        let status = connection.status
        return Status(
            isConnected: status.phase == .up, breaker: breaker.status, connects: status.connects,
            commands: status.commands, failures: status.failures, waiting: status.outstanding,
            lastFailure: status.lastFailure)
    }
}
