import Core
import Dispatch
import Persistence
import Synchronization

/// Performs calls on one connection.
final class Worker: @unchecked Sendable {  // Others touch only `shared`; the connection is its thread's.
    /// How often a body may have to give way before its call is refused as busy.
    static let runsMax = 10
    private static let cancelPause = DispatchTimeInterval.milliseconds(50)

    private struct Shared {
        var running: (any QueuedCall)?
        var canceller: Canceller?
        var socket: Socket?
        /// Of the connection that one `exclusively` has for itself.
        var exclusive: Socket?
        var isInterrupted = false
    }

    private let number: Int
    private let queue: CallQueue
    private let settings: PostgresDatabase.Settings
    private let role: String
    private let bells: Bells
    private let thread: DispatchQueue
    /// Asking to cancel blocks, so it is not done on the thread of the one who asks.
    private let cancelling: DispatchQueue
    private let shared = Mutex(Shared())
    private var connection: Connection?

    init(
        _ number: Int, _ queue: CallQueue, _ settings: PostgresDatabase.Settings, role: String, _ bells: Bells
    ) {
        (self.number, self.queue, self.settings, self.role, self.bells) = (
            number, queue, settings, role, bells
        )
        thread = DispatchQueue(label: "lux.postgres.\(number)")
        cancelling = DispatchQueue(label: "lux.postgres.\(number).cancel")
    }

    func start(in pool: Pool) {
        thread.async {
            while let call = self.queue.nextOrRetire(self.number) {
                switch self.perform(call) {
                case .asTheBody(let error, let didTalk):
                    if didTalk { pool.note(error, of: call.kind) }
                    call.acknowledge()
                case .notConnected(let error):
                    if error.kind == .busy, pool.giveBack(call, from: self.number) { return }
                    pool.note(error, of: call.kind)
                    call.fail(error)
                case .otherwise(let error):
                    pool.note(error, of: call.kind)
                    call.fail(error)
                }
            }
        }
    }

    func close() async {
        await withCheckedContinuation { done in
            thread.async {
                self.drop()
                done.resume()
            }
        }
    }

    var isConnected: Bool { shared.withLock { $0.socket != nil } }

    // MARK: Calls

    private enum End {
        /// A body that asked the server nothing has not shown how the server is.
        case asTheBody((any Error)?, didTalk: Bool)
        case notConnected(StorageFailure)
        case otherwise(any Error)
    }

    private func perform(_ call: any QueuedCall) -> End {
        var hasLost = false
        for _ in 0..<Self.runsMax {
            let ending: Transaction.Ending
            let bodyError: (any Error)?
            let transaction: Transaction
            do throws(ConnectionLost) {
                let connection = try connection(for: call)
                transaction = Transaction(on: connection, for: call, settings, guest: guest(for: call))
                (ending, bodyError) = run(call, in: transaction)
            } catch {
                return .notConnected(error.failure)
            }
            switch ending {
            case .asTheBody:
                if bodyError == nil { bells.ring(transaction.rung) }
                return .asTheBody(bodyError, didTalk: !transaction.isFresh)
            case .failed(let error): return .otherwise(error)
            case .again: continue
            case .lost(let lost, let isOutcomeKnown):
                drop()
                guard isOutcomeKnown else {
                    return .otherwise(
                        StorageFailure(
                            .outcomeUnknown, cause: "PostgreSQL: lost while committing: \(lost.cause)"))
                }
                // A connection that was idle may have gone unnoticed; one just opened has not.
                guard !hasLost else { return .otherwise(lost.failure) }
                hasLost = true
            }
        }
        return .otherwise(
            StorageFailure(.busy, cause: "gave way to other transactions \(Self.runsMax) times"))
    }

    private func run(_ call: any QueuedCall, in transaction: Transaction) -> (
        Transaction.Ending, (any Error)?
    ) {
        shared.withLock { shared in
            shared.running = call
            shared.isInterrupted = false
        }
        let error = call.perform(in: transaction)
        let ending = transaction.end(bodyFailed: error != nil)
        let wasInterrupted = shared.withLock { shared in
            shared.running = nil
            return shared.isInterrupted
        }
        guard wasInterrupted else { return (ending, error) }
        // The request to cancel may still be under way, and must not meet the next call.
        drop()
        return (error == nil ? ending : .failed(CancellationError()), error)
    }

    private func guest(for call: any QueuedCall) -> String? {
        call.kind == .exclusive && settings.migrationURL != nil ? role : nil
    }

    // MARK: The connection

    private func connection(for call: any QueuedCall) throws(ConnectionLost) -> Connection {
        if call.kind == .exclusive {
            // Seldom, and perhaps another role: a connection of its own.
            let address = Address(url: settings.migrationURL ?? settings.url, settings: settings)
            let connection = try Connection.open(address)
            connection.silenceMax = settings.exclusiveMax + .seconds(5)
            shared.withLock { $0.exclusive = connection.socket }
            return connection
        }
        if let connection, !connection.hasEnded { return connection }
        drop()
        let fresh = try Connection.open(Address(url: settings.url, settings: settings))
        let canceller = fresh.makeCanceller()
        shared.withLock { shared in
            shared.socket = fresh.socket
            shared.canceller = canceller
        }
        connection = fresh
        return fresh
    }

    private func drop() {
        shared.withLock { shared in
            shared.socket = nil
            shared.canceller = nil
        }
        connection = nil
    }

    // MARK: From other threads

    func cut() {
        let (socket, exclusive) = shared.withLock { ($0.socket, $0.exclusive) }
        socket?.cut()
        exclusive?.cut()
    }

    func interrupt(_ call: any QueuedCall) {
        let canceller = shared.withLock { shared -> Canceller? in
            guard shared.running === call, !shared.isInterrupted else { return nil }
            shared.isInterrupted = true
            return shared.canceller
        }
        if let canceller { cancel(call, by: canceller) }
    }

    /// Again and again until it has ended: a request that comes between two statements is not heeded.
    private func cancel(_ call: any QueuedCall, by canceller: Canceller) {
        cancelling.async {
            guard self.shared.withLock({ $0.running === call }) else { return }
            _ = canceller.cancel()
            self.cancelling.asyncAfter(deadline: .now() + Self.cancelPause) {
                self.cancel(call, by: canceller)
            }
        }
    }
}
