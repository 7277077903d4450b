import Core
import Synchronization

/// Commands that are sent together, and who waits for their answers.
final class Call: Sendable {
    private enum Caller {
        case notYet
        case waiting(CheckedContinuation<[RedisReply], any Error>)
        case gone
    }

    let commands: [RedisCommand]
    /// Whether it does no harm when they run twice.
    let isIdempotent: Bool
    /// From when they are sent.
    let answerWithin: Duration
    private let caller = Mutex(Caller.notYet)

    init(_ commands: [RedisCommand], isIdempotent: Bool, answerWithin: Duration) {
        (self.commands, self.isIdempotent, self.answerWithin) = (commands, isIdempotent, answerWithin)
    }

    /// False when it was cancelled before; the caller has then been told.
    func board(_ continuation: CheckedContinuation<[RedisReply], any Error>) -> Bool {
        let isAwaited = caller.withLock { caller in
            guard case .notYet = caller else { return false }
            caller = .waiting(continuation)
            return true
        }
        if !isAwaited { continuation.resume(throwing: CancellationError()) }
        return isAwaited
    }

    var isAbandoned: Bool {
        caller.withLock { if case .gone = $0 { true } else { false } }
    }

    func end(_ result: Result<[RedisReply], any Error>) {
        let before = caller.withLock { caller in
            defer { caller = .gone }
            return caller
        }
        if case .waiting(let continuation) = before { continuation.resume(with: result) }
    }
}
