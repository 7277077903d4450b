import Core
import Resilience

/// Makes connections: reaches the server, says who we are, and returns only once it has answered.
struct Dialer: Sendable {
    let address: RedisAddress
    let limits: RedisClient.Limits
    let scripts: [RedisScript]
    let clock: Clock
    let random: @Sendable () -> UInt64

    func dial() throws(RedisFailure) -> Wire {
        let wire = try Wire(to: address, within: limits.connectWithin)
        let deadline = clock.ticks().advanced(by: limits.connectWithin)
        for command in greeting { wire.append(command) }
        wire.append(RedisCommand("PING"))
        // A server that is still loading its data answers the last of these with an error.
        for _ in 0...greeting.count {
            if case .error(let text) = try reply(on: wire, by: deadline) { throw .away(reason: text) }
        }
        // They are long: only one that answers gets them.
        for script in scripts { wire.append(RedisCommand("SCRIPT", "LOAD", .text(script.text))) }
        for script in scripts {
            // Where scripts may not be loaded they are sent whole each time.
            if let name = try reply(on: wire, by: deadline).bytes { script.learn(name) }
        }
        return wire
    }

    func pause(afterAttempt attempt: Int) -> Duration {
        limits.reconnect.wait(afterAttempt: attempt, random: random())
    }

    private var greeting: [RedisCommand] {
        var commands: [RedisCommand] = []
        if let password = address.password {
            var login = RedisCommand("AUTH")
            if let user = address.user { login.append(.text(user)) }
            login.append(.text(password.exposed))
            commands.append(login)
        }
        if address.database != 0 {
            commands.append(RedisCommand("SELECT", .number(Int64(address.database))))
        }
        return commands
    }

    private func reply(on wire: Wire, by deadline: Ticks) throws(RedisFailure) -> RedisReply {
        while true {
            if let reply = try wire.next() { return reply }
            let isFlushed = try wire.flush()
            guard clock.ticks() < deadline else {
                throw .away(reason: "no answer within \(limits.connectWithin)")
            }
            if wire.wait(toWrite: !isFlushed, nil, until: deadline, clock) {
                try wire.receive(bytesMax: limits.replyBytesMax)
            }
        }
    }
}
