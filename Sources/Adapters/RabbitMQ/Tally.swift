import Bus
import Synchronization

/// What the bus can say of itself; its threads write it.
final class Tally: Sendable {
    private struct State {
        var isConnected = false
        var failure: String?
        var counts = BusCounts()
    }

    private let state = Mutex(State())
    let report: BusReporter

    init(_ report: @escaping BusReporter) {
        self.report = report
    }

    var status: BusStatus {
        state.withLock { BusStatus(isConnected: $0.isConnected, failure: $0.failure, counts: $0.counts) }
    }

    func count(_ body: (inout BusCounts) -> Void) {
        state.withLock { body(&$0.counts) }
    }

    func noteConnected(_ name: String) {
        if name == "publisher" { state.withLock { ($0.isConnected, $0.failure) = (true, nil) } }
        report(.connected(name))
    }

    func noteLost(_ name: String, _ error: any Error) {
        state.withLock { $0.counts.connectionsLost += 1 }
        report(.lost(name, cause: "\(error)"))
    }

    /// The publisher has no connection.
    func note(failure: String) {
        state.withLock { ($0.isConnected, $0.failure) = (false, failure) }
    }

    func note(blocked reason: String?) {
        state.withLock { $0.failure = reason.map { "the broker takes nothing: \($0)" } }
    }
}
