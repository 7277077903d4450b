import Core
import Polling
import Synchronization

/// The second connection, on which Redis pushes what is published. One that hears nothing asks from time to
/// time whether it is still there, so that a silent break is noticed.
final class RedisListener: Sendable {
    enum Event: Sendable {
        /// From now on every message of the channel is heard.
        case listening
        case deaf
        case message([UInt8])
    }

    private struct Ear {
        let channel: String
        let hear: @Sendable (Event) -> Void
    }

    private struct State {
        var ears: [Int: Ear] = [:]
        var lastEar = 0
        var isClosed = false
    }

    private let dialer: Dialer
    private let alarm: WakePipe
    private let state = Mutex(State())

    init(_ dialer: Dialer) throws(RedisFailure) {
        self.dialer = dialer
        alarm = try .forConnection()
        try startThread { self.run() }
    }

    func close() {
        state.withLock { $0.isClosed = true }
        alarm.wake()
    }

    /// - Parameter hear: is called on the listener's thread and must not block.
    /// - Returns: a number to stop by.
    func listen(to channel: String, _ hear: @escaping @Sendable (Event) -> Void) -> Int {
        let number = state.withLock { state in
            state.lastEar += 1
            state.ears[state.lastEar] = Ear(channel: channel, hear: hear)
            return state.lastEar
        }
        alarm.wake()
        return number
    }

    func stop(_ number: Int) {
        state.withLock { $0.ears[number] = nil }
    }
}

extension RedisListener {
    /// What is so as long as one connection stands.
    private struct Session {
        var asked: Set<String> = []
        var subscribed: Set<String> = []
        /// Ears that know that they hear.
        var told: Set<Int> = []
        var lastHeard: Ticks
        /// Until when something must come.
        var awaitedBy: Ticks?
    }

    private func run() {
        var attempt = 0
        while !state.withLock({ $0.isClosed }) {
            do throws(RedisFailure) {
                let wire = try dialer.dial()
                attempt = 0
                var session = Session(lastHeard: dialer.clock.ticks())
                // Whatever ends it, what is published from then on is missed.
                do throws(RedisFailure) { try serve(wire, &session) } catch {}
                for (number, ear) in state.withLock({ $0.ears }) where session.told.contains(number) {
                    ear.hear(.deaf)
                }
            } catch {
                // The connection for commands says why, where it can be seen.
            }
            attempt += 1
            alarm.wait(atMost: dialer.pause(afterAttempt: attempt))
        }
    }

    private func serve(_ wire: Wire, _ session: inout Session) throws(RedisFailure) {
        while true {
            let (ears, isClosed) = state.withLock { ($0.ears, $0.isClosed) }
            guard !isClosed else { return }
            let now = dialer.clock.ticks()
            ask(wire, &session, ears, at: now)
            for (number, ear) in ears where session.subscribed.contains(ear.channel) {
                if session.told.insert(number).inserted { ear.hear(.listening) }
            }
            let isFlushed = try wire.flush()
            let wakeAt = session.awaitedBy ?? session.lastHeard.advanced(by: dialer.limits.quietMax)
            if wire.wait(toWrite: !isFlushed, alarm, until: wakeAt, dialer.clock) {
                try wire.receive(bytesMax: dialer.limits.replyBytesMax)
                (session.lastHeard, session.awaitedBy) = (dialer.clock.ticks(), nil)
                while let reply = try wire.next() { take(reply, &session, ears) }
            } else if let awaitedBy = session.awaitedBy, dialer.clock.ticks() >= awaitedBy {
                throw .lost(reason: "no answer within \(dialer.limits.connectWithin)")
            }
        }
    }

    /// Subscribes to channels that are new; after a silence asks for any answer at all.
    private func ask(_ wire: Wire, _ session: inout Session, _ ears: [Int: Ear], at now: Ticks) {
        let new = Set(ears.values.map(\.channel)).subtracting(session.asked)
        if !new.isEmpty {
            wire.append(RedisCommand([.text("SUBSCRIBE")] + new.map { .text($0) }))
            session.asked.formUnion(new)
        } else if session.awaitedBy == nil, now >= session.lastHeard.advanced(by: dialer.limits.quietMax) {
            wire.append(RedisCommand("PING"))
        } else {
            return
        }
        session.awaitedBy = now.advanced(by: dialer.limits.connectWithin)
    }

    private func take(_ reply: RedisReply, _ session: inout Session, _ ears: [Int: Ear]) {
        guard let parts = reply.list, parts.count >= 3, let kind = parts[0].text, let channel = parts[1].text
        else { return }
        if kind == "subscribe" {
            session.subscribed.insert(channel)
        } else if kind == "message", let bytes = parts[2].bytes {
            for (number, ear) in ears where ear.channel == channel && session.told.contains(number) {
                ear.hear(.message(bytes))
            }
        }
    }
}
