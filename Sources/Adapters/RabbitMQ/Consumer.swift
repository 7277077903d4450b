import Bus
import Dispatch
import Polling
import Synchronization

/// What passes between a subscription's task and its thread.
final class Consumer: Sendable {
    /// A message that the broker lent.
    struct Lent: Sendable {
        let delivery: Delivery
        let tag: UInt64
        /// Which of the consumer's connections it came on: a tag means nothing on another.
        let connection: Int
    }

    enum Outcome {
        case acknowledged
        case again
        case givenUp
    }

    struct Settlement: Sendable {
        let tag: UInt64
        let connection: Int
        let outcome: Outcome
    }

    private struct State {
        var settlements: [Settlement] = []
        var isStopping = false
        var end: Result<Void, BusFailure>?
        var waitingForEnd: CheckedContinuation<Result<Void, BusFailure>, Never>?
    }

    let inbox = Inbox<Lent>()
    let alarm: WakePipe
    private let state = Mutex(State())

    init() throws {
        alarm = try .forBus()
    }

    func start(_ makeThread: @escaping @Sendable () -> ConsumerThread) {
        // A queue of its own, whose one job is the consumer's thread.
        DispatchQueue(label: "lux.rabbitmq.consumer").async { makeThread().run() }
    }

    func settle(_ lent: Lent, _ outcome: Outcome) {
        state.withLock {
            $0.settlements.append(Settlement(tag: lent.tag, connection: lent.connection, outcome: outcome))
        }
        alarm.wake()
    }

    /// Sends what is settled, and waits until the thread has ended. To be called once.
    func end() async throws(BusFailure) {
        let result = await withCheckedContinuation { caller in
            let end = state.withLock { state in
                state.isStopping = true
                if state.end == nil { state.waitingForEnd = caller }
                return state.end
            }
            if let end { caller.resume(returning: end) } else { alarm.wake() }
        }
        try result.get()
    }

    // MARK: The thread's side

    var isStopping: Bool { state.withLock { $0.isStopping } }

    func takeSettlements() -> [Settlement] {
        state.withLock { state in
            defer { state.settlements.removeAll(keepingCapacity: true) }
            return state.settlements
        }
    }

    func noteEnd(_ result: Result<Void, BusFailure>) {
        inbox.finish()
        let caller = state.withLock { state in
            state.end = result
            return state.waitingForEnd.take()
        }
        caller?.resume(returning: result)
    }
}
