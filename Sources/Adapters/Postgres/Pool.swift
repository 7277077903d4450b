import Persistence
import Synchronization

/// The connections that serve calls, each with a thread of its own. They are opened as they are needed.
final class Pool: Sendable {
    let queue: CallQueue
    let health = WriteHealth()
    private let workers: [Worker]
    private let suspect: @Sendable () -> Void
    private let failures = Atomic<Int>(0)

    /// - Parameter suspect: called when the server could not be reached.
    init(
        _ settings: PostgresDatabase.Settings, role: String, bells: Bells,
        suspect: @escaping @Sendable () -> Void
    ) {
        let queue = CallQueue(workersMax: settings.connectionsMax, waitingMax: settings.waitingMax)
        self.queue = queue
        workers = (0..<settings.connectionsMax).map { Worker($0, queue, settings, role: role, bells) }
        self.suspect = suspect
    }

    func start(_ worker: Int) {
        workers[worker].start(in: self)
    }

    /// A server that gives us no more connections still serves by those it gave. False where there are none.
    func giveBack(_ call: any QueuedCall, from worker: Int) -> Bool {
        call.kind != .exclusive
            && queue.giveBack(call, from: worker, isAble: { workers[$0].isConnected }, startWorker: start)
    }

    /// Ends the statement of a read whose caller has gone.
    func interrupt(_ call: any QueuedCall) {
        guard call.kind == .read else { return }
        for worker in workers { worker.interrupt(call) }
    }

    /// While there is an outage all calls are refused; those that run end too, as nothing will answer them.
    func take(_ outage: StorageFailure?) {
        queue.turnAway(outage)
        if outage != nil { for worker in workers { worker.cut() } }
    }

    func note(_ error: (any Error)?, of kind: CallKind) {
        guard let error else {
            if kind != .read { health.noteSuccess() }
            return
        }
        if kind != .read { health.note(error) }
        guard let failure = error as? StorageFailure else { return }
        failures.add(1, ordering: .relaxed)
        if [.unreachable, .outcomeUnknown].contains(failure.kind) { suspect() }
    }

    func close() async {
        await queue.close()
        for worker in workers { await worker.close() }
    }

    var connectedCount: Int { workers.count { $0.isConnected } }
    var failureCount: Int { failures.load(ordering: .relaxed) }
}
