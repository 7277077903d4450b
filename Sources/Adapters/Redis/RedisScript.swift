import Synchronization

/// Lua that Redis runs in one step. Called by the name Redis gave it, which saves sending it each time.
package final class RedisScript: Sendable {
    let text: String
    private let name = Mutex<[UInt8]?>(nil)

    package init(_ text: String) {
        self.text = text
    }

    func learn(_ name: [UInt8]) {
        self.name.withLock { $0 = name }
    }

    /// Nil for the name while it is not known.
    func call(byName: Bool, keys: [RedisCommand.Word], _ arguments: [RedisCommand.Word]) -> RedisCommand? {
        var command: RedisCommand
        if byName {
            guard let name = name.withLock({ $0 }) else { return nil }
            command = RedisCommand("EVALSHA", .bytes(name), .number(Int64(keys.count)))
        } else {
            command = RedisCommand("EVAL", .text(text), .number(Int64(keys.count)))
        }
        for word in keys { command.append(word) }
        for word in arguments { command.append(word) }
        return command
    }
}

extension RedisClient {
    /// Runs a script; in one round trip, but for the first time after Redis has forgotten its scripts while
    /// the connection stood. The script must be among those the client was made with.
    package func run(
        _ script: RedisScript, keys: [RedisCommand.Word], _ arguments: [RedisCommand.Word] = [],
        isIdempotent: Bool = false, heedsCancellation: Bool = true
    ) async throws -> RedisReply {
        if let call = script.call(byName: true, keys: keys, arguments) {
            do {
                return try await send(
                    call, isIdempotent: isIdempotent, heedsCancellation: heedsCancellation)
            } catch RedisFailure.refused(let text) where text.hasPrefix("NOSCRIPT") {
                // It has not run, so it may be sent again.
            }
        }
        guard let call = script.call(byName: false, keys: keys, arguments) else { throw RedisFailure.closed }
        return try await send(
            call, isIdempotent: isIdempotent, heedsCancellation: heedsCancellation)
    }
}
