import CHiredis
import Core
import Glibc
import Polling

/// One connection as hiredis holds it. Never blocks once it is made; for one thread only.
final class Wire {
    private let context: UnsafeMutablePointer<redisContext>

    init(to address: RedisAddress, within limit: Duration) throws(RedisFailure) {
        let (seconds, attoseconds) = limit.components
        let patience = timeval(tv_sec: Int(seconds), tv_usec: Int(attoseconds / 1_000_000_000_000))
        guard let context = redisConnectWithTimeout(address.host, Int32(address.port), patience) else {
            throw .away(reason: "no memory for a connection")
        }
        self.context = context
        guard context.pointee.err == 0 else { throw .away(reason: reason) }
        // hiredis connects with a time limit only when it blocks. From here on it must not.
        context.pointee.flags &= ~REDIS_BLOCK
        _ = fcntl(context.pointee.fd, F_SETFL, fcntl(context.pointee.fd, F_GETFL) | O_NONBLOCK)
        _ = fcntl(context.pointee.fd, F_SETFD, FD_CLOEXEC)
        redisEnableKeepAlive(context)
    }

    deinit {
        redisFree(context)
    }

    /// Puts a command into the buffer of what is to be sent.
    func append(_ command: RedisCommand) {
        command.bytes.withUnsafeBytes { raw in
            guard let base = raw.bindMemory(to: CChar.self).baseAddress else { return }
            var starts: [UnsafePointer<CChar>?] = []
            starts.reserveCapacity(command.lengths.count)
            var place = 0
            for length in command.lengths {
                starts.append(base + place)
                place += length
            }
            _ = redisAppendCommandArgv(context, Int32(starts.count), &starts, command.lengths)
        }
    }

    /// Sends what the other side takes. True when nothing is left.
    func flush() throws(RedisFailure) -> Bool {
        var isDone: Int32 = 0
        guard redisBufferWrite(context, &isDone) == REDIS_OK else { throw .lost(reason: reason) }
        return isDone == 1
    }

    func receive(bytesMax: Int) throws(RedisFailure) {
        guard redisBufferRead(context) == REDIS_OK else { throw .lost(reason: reason) }
        guard let reader = context.pointee.reader?.pointee, reader.len - reader.pos <= bytesMax else {
            throw .lost(reason: "an answer has more than \(bytesMax) bytes")
        }
    }

    /// Nil until the next answer is whole.
    func next() throws(RedisFailure) -> RedisReply? {
        var found: UnsafeMutableRawPointer?
        guard redisGetReplyFromReader(context, &found) == REDIS_OK else { throw .lost(reason: reason) }
        guard let found else { return nil }
        defer { freeReplyObject(found) }
        return RedisReply(found.assumingMemoryBound(to: redisReply.self))
    }

    /// Returns when something has come, or can be sent, or the alarm wakes us, or it is `deadline`.
    func wait(toWrite: Bool, _ alarm: WakePipe?, until deadline: Ticks?, _ clock: Clock) -> Bool {
        let events = Polling.wait(
            for: Int16(POLLIN | (toWrite ? POLLOUT : 0)), on: context.pointee.fd, beside: alarm,
            atMost: deadline.map { $0.since(clock.ticks()) })
        return events & ~Int16(POLLOUT) != 0
    }

    private var reason: String {
        withUnsafeBytes(of: context.pointee.errstr) { text in
            String(decoding: text.prefix { $0 != 0 }, as: UTF8.self)
        }
    }
}
