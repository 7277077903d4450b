import Core
import DequeModule
import Polling
import Synchronization

/// What the connection's thread does.
extension RedisConnection {
    /// A call whose commands are on their way.
    private struct Sent {
        let letter: Letter
        let deadline: Ticks
        var replies: [RedisReply] = []
    }

    func run() {
        while let wire = connect() { serve(wire) }
        failWaiting(.closed)
        let waiting = state.withLock { state in
            state.hasEnded = true
            return state.waitingForEnd
        }
        waiting.forEach { $0.resume() }
    }

    /// Nil when it is to be closed.
    private func connect() -> Wire? {
        var attempt = 0
        while status.phase != .closed {
            do throws(RedisFailure) {
                let wire = try dialer.dial()
                enter(.up) { $0.connects += 1 }
                return wire
            } catch {
                let reason = error.reason
                enter(.down(reason: reason)) { $0.lastFailure = reason }
                failWaiting(.away(reason: reason))
                attempt += 1
                alarm.wait(atMost: dialer.pause(afterAttempt: attempt))
            }
        }
        return nil
    }

    /// Sends and receives until the connection breaks or has nothing more to do.
    private func serve(_ wire: Wire) {
        var sent = Deque<Sent>()
        do throws(RedisFailure) {
            while let letters = takeWaiting(isIdle: sent.isEmpty) {
                for letter in letters { send(letter, on: wire, &sent) }
                let isFlushed = try wire.flush()
                let hasCome = wire.wait(
                    toWrite: !isFlushed, alarm, until: sent.first?.deadline, dialer.clock)
                if hasCome {
                    try wire.receive(bytesMax: dialer.limits.replyBytesMax)
                    while let reply = try wire.next() { try take(reply, &sent) }
                }
                if let first = sent.first, dialer.clock.ticks() >= first.deadline {
                    return lose(sent, overdue: first.letter.call.answerWithin)
                }
            }
        } catch {
            lose(sent, error)
        }
    }

    /// Nil when it is to be closed and nothing is under way. The next caller after this has to ring.
    private func takeWaiting(isIdle: Bool) -> Deque<Letter>? {
        state.withLock { state in
            if state.waiting.isEmpty, isIdle, state.status.phase == .closed { return nil }
            state.needsBell = true
            let letters = state.waiting
            state.waiting = []
            return letters
        }
    }

    private func send(_ letter: Letter, on wire: Wire, _ sent: inout Deque<Sent>) {
        guard !letter.call.isAbandoned else { return finish(letter.call, .failure(CancellationError())) }
        for command in letter.call.commands { wire.append(command) }
        sent.append(
            Sent(letter: letter, deadline: dialer.clock.ticks().advanced(by: letter.call.answerWithin)))
    }

    private func take(_ reply: RedisReply, _ sent: inout Deque<Sent>) throws(RedisFailure) {
        guard var first = sent.popFirst() else { throw .lost(reason: "an answer to no command") }
        first.replies.append(reply)
        if first.replies.count < first.letter.call.commands.count {
            sent.prepend(first)
        } else {
            finish(first.letter.call, .success(first.replies))
        }
    }

    /// What was under way may have run. It is sent once more only where that does no harm, and waits with
    /// what was not yet sent for one new connection.
    private func lose(_ sent: Deque<Sent>, _ failure: RedisFailure) {
        let reason = failure.reason
        enter(.connecting) { $0.lastFailure = reason }
        var again: [Letter] = []
        for one in sent {
            if one.letter.call.isIdempotent, !one.letter.isRepeat {
                again.append(Letter(call: one.letter.call, isRepeat: true))
            } else {
                finish(one.letter.call, .failure(RedisFailure.lost(reason: reason)))
            }
        }
        state.withLock { $0.waiting.prepend(contentsOf: again) }
    }

    /// A server that does not answer in time is not asked again by those who have waited already.
    private func lose(_ sent: Deque<Sent>, overdue limit: Duration) {
        let reason = "no answer within \(limit)"
        enter(.down(reason: reason)) { $0.lastFailure = reason }
        for one in sent { finish(one.letter.call, .failure(RedisFailure.lost(reason: reason))) }
        failWaiting(.away(reason: reason))
    }

    private func failWaiting(_ failure: RedisFailure) {
        let waiting = state.withLock { state in
            let waiting = state.waiting
            state.waiting = []
            return waiting
        }
        for letter in waiting { finish(letter.call, .failure(failure)) }
    }

    private func finish(_ call: Call, _ result: Result<[RedisReply], any Error>) {
        state.withLock { state in
            state.status.outstanding -= 1
            state.status.commands += call.commands.count
            if case .failure = result { state.status.failures += 1 }
        }
        call.end(result)
    }

    /// A connection that is to be closed stays so.
    private func enter(_ phase: Phase, _ change: (inout Status) -> Void) {
        let (before, reason) = state.withLock { state in
            let before = state.status.phase
            change(&state.status)
            if before != .closed { state.status.phase = phase }
            return (before, state.status.lastFailure)
        }
        if phase == .up {
            watch(.connected)
        } else if before == .up {
            watch(.lost(reason: reason ?? "unknown"))
        }
    }
}

extension RedisFailure {
    var reason: String {
        switch self {
        case .away(let reason), .lost(let reason): reason
        case .busy, .refused, .unexpected, .closed: description
        }
    }
}
