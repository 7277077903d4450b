import Core
import DequeModule
import Polling
import Resilience
import Synchronization

/// A connection with its own thread. What is handed over while the thread is busy is sent together: many
/// callers share one write and one read.
final class RedisConnection: Sendable {
    enum Phase: Hashable {
        /// The first try after the start, or after a connection broke: calls wait for how it ends.
        case connecting
        case up
        /// Tried again after a pause; meanwhile calls fail at once.
        case down(reason: String)
        case closed
    }

    struct Status {
        var phase = Phase.connecting
        var connects = 0
        var commands = 0
        var failures = 0
        /// Calls not yet answered.
        var outstanding = 0
        var lastFailure: String?
    }

    struct Letter {
        let call: Call
        var isRepeat = false
    }

    struct State {
        var status = Status()
        var waiting: Deque<Letter> = []
        /// Whether the thread may be asleep, or about to be, and not have seen what waits.
        var needsBell = false
        var hasEnded = false
        var waitingForEnd: [CheckedContinuation<Void, Never>] = []
    }

    let dialer: Dialer
    let watch: @Sendable (RedisClient.Change) -> Void
    let alarm: WakePipe
    let state = Mutex(State())

    init(_ dialer: Dialer, watch: @escaping @Sendable (RedisClient.Change) -> Void) throws(RedisFailure) {
        (self.dialer, self.watch) = (dialer, watch)
        alarm = try .forConnection()
        try startThread { self.run() }
    }

    var status: Status { state.withLock { $0.status } }

    func send(_ call: Call, heedsCancellation: Bool) async throws -> [RedisReply] {
        try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                if call.board(continuation) { enqueue(call) }
            }
        } onCancel: {
            if heedsCancellation { call.end(.failure(CancellationError())) }
        }
    }

    /// Without a promise that it is ever sent.
    func post(_ call: Call) {
        enqueue(call)
    }

    private enum Admission { case enters(wakes: Bool), fails(RedisFailure) }

    private func enqueue(_ call: Call) {
        let admission: Admission = state.withLock { state in
            switch state.status.phase {
            case .closed: return .fails(.closed)
            case .down(let reason): return .fails(.away(reason: reason))
            case .connecting, .up: break
            }
            guard state.status.outstanding < dialer.limits.waitingMax else {
                return .fails(.busy(waiting: state.status.outstanding))
            }
            state.status.outstanding += 1
            state.waiting.append(Letter(call: call))
            defer { state.needsBell = false }
            return .enters(wakes: state.needsBell)
        }
        switch admission {
        case .enters(let wakes): if wakes { alarm.wake() }
        case .fails(let failure): call.end(.failure(failure))
        }
    }

    /// Refuses what comes from now on; what was accepted is answered within its time.
    func beginClose() {
        state.withLock { $0.status.phase = .closed }
        alarm.wake()
    }

    func close() async {
        beginClose()
        await withCheckedContinuation { caller in
            let hasEnded = state.withLock { state in
                if !state.hasEnded { state.waitingForEnd.append(caller) }
                return state.hasEnded
            }
            if hasEnded { caller.resume() }
        }
    }
}
