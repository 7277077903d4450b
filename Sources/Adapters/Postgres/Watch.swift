import Core
import Dispatch
import Persistence
import Polling
import Synchronization

/// Looks after the server on a connection of its own: hears and carries bells, notices when the server is away,
/// and is the only one who knocks until it is back.
final class Watch: Sendable {
    static let channel = "lux_bells"
    static let beat = Duration.seconds(1)
    /// How long the server may take to answer a beat.
    static let answerMax = Duration.milliseconds(1_500)
    /// How long it may then take to accept a new connection before it counts as away.
    static let proofMax = Duration.seconds(2)
    /// Rings are gathered so long before they are carried on, all in one transaction.
    static let gathering = Duration.milliseconds(20)
    static let pauseMin = Duration.milliseconds(100)
    static let pauseMax = Duration.seconds(2)

    private struct State {
        var rung: Set<Bell> = []
        var isStopping = false
        var isSuspect = false
        var outage: StorageFailure?
    }

    private let state = Mutex(State())
    private let alarm: WakePipe
    private let address: Address
    private let bells: Bells
    private let thread = DispatchQueue(label: "lux.postgres.watch")
    private let hasEnded = DispatchGroup()

    init(_ settings: PostgresDatabase.Settings, bells: Bells) throws(ConnectionLost) {
        address = Address(url: settings.url, settings: settings)
        self.bells = bells
        do throws(WakePipe.NotMade) {
            alarm = try WakePipe()
        } catch {
            throw ConnectionLost(error.description)
        }
    }

    var outage: StorageFailure? { state.withLock { $0.outage } }

    /// From another thread; never waits.
    func carry(_ bells: Set<Bell>) {
        state.withLock { $0.rung.formUnion(bells) }
        alarm.wake()
    }

    /// Someone could not reach the server: looks at once.
    func suspect() {
        state.withLock { $0.isSuspect = true }
        alarm.wake()
    }

    // MARK: The thread

    /// Goes on with a connection that listens already. `tell` learns when the server goes away, and gets nil
    /// when it is back.
    func start(on connection: Connection, tell: @escaping @Sendable (StorageFailure?) -> Void) {
        hasEnded.enter()
        thread.async {
            self.keepWatch(from: connection, tell)
            self.hasEnded.leave()
        }
    }

    func stop() async {
        state.withLock { $0.isStopping = true }
        alarm.wake()
        await withCheckedContinuation { done in hasEnded.notify(queue: thread) { done.resume() } }
    }

    private var isStopping: Bool { state.withLock { $0.isStopping } }

    private func keepWatch(from first: Connection, _ tell: (StorageFailure?) -> Void) {
        var connection: Connection? = first
        // Since a connection last served.
        var failureCount = 0
        while !isStopping {
            do throws(ConnectionLost) {
                let current: Connection
                if let connection { current = connection } else { current = try listening(failureCount) }
                connection = current
                announce(nil, tell)
                if failureCount > 0 { bells.ringEveryone() }
                failureCount = 0
                try serve(current)
            } catch {
                // A lost connection says little; that no other can be made says that the server is away.
                if connection == nil {
                    announce(error.failure, tell)
                    pause(afterFailures: failureCount)
                }
                connection = nil
                failureCount += 1
            }
        }
    }

    func listening(_ failureCount: Int = 0) throws(ConnectionLost) -> Connection {
        let connection = try Connection.open(
            address, atMost: failureCount == 1 ? Self.proofMax : address.settings.connectMax)
        connection.silenceMax = Self.answerMax
        // Carrying a bell need not wait for a disk.
        try connection.askOnce("SET synchronous_commit = off")
        try connection.askOnce("LISTEN \(Self.channel)")
        if let failure = try connection.settle().failure {
            throw ConnectionLost(failure.message, sqlState: failure.sqlState)
        }
        return connection
    }

    private func announce(_ outage: StorageFailure?, _ tell: (StorageFailure?) -> Void) {
        // A server that has no connection left is there.
        let outage = outage?.kind == .unreachable ? outage : nil
        let isNews = state.withLock { state in
            defer { state.outage = outage }
            return (state.outage == nil) != (outage == nil)
        }
        if isNews { tell(outage) }
    }

    /// Exponential with full jitter, so that processes do not come back in step.
    private func pause(afterFailures count: Int) {
        let ceiling = min(Self.pauseMax, Self.pauseMin * (1 << min(count, 10)))
        alarm.wait(atMost: .milliseconds(Int64.random(in: 1...Int64(ceiling.wholeMilliseconds))))
    }

    /// Returns when told to stop.
    private func serve(_ connection: Connection) throws(ConnectionLost) {
        let clock = ContinuousClock()
        var nextBeat = clock.now.advanced(by: Self.beat)
        var nextCarrying = clock.now
        while !isStopping {
            let (hasRung, isSuspect) = state.withLock { state in
                defer { state.isSuspect = false }
                return (!state.rung.isEmpty, state.isSuspect)
            }
            if isSuspect { nextBeat = clock.now }
            if hasRung, clock.now >= nextCarrying {
                try carryOn(connection)
                nextCarrying = clock.now.advanced(by: Self.gathering)
            } else if clock.now >= nextBeat {
                try connection.ask(command: "SELECT 1")
                _ = try connection.settle()
                nextBeat = clock.now.advanced(by: Self.beat)
            }
            try ringHere(what: connection)
            let wakeUp = hasRung ? min(nextCarrying, nextBeat) : nextBeat
            _ = Polling.wait(
                on: connection.socket.descriptor, beside: alarm, atMost: clock.now.duration(to: wakeUp))
        }
    }

    private func carryOn(_ connection: Connection) throws(ConnectionLost) {
        let rung = state.withLock { state in
            defer { state.rung = [] }
            return state.rung
        }
        for bell in rung {
            try connection.ask("SELECT pg_notify(\(Self.channel), \(bell.name))", want: .nothing)
        }
        _ = try connection.settle()
    }

    private func ringHere(what connection: Connection) throws(ConnectionLost) {
        // Our own come back too, and have been rung here already.
        let others = try connection.notifications().filter { $0.backend != connection.backend }
        if !others.isEmpty { bells.ringHere(Set(others.map { Bell($0.payload) })) }
    }
}
