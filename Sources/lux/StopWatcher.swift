import Glibc
import HTTP
import Logging
import UnixSignals

/// Says that a stop has begun, and makes a second signal stop at once. Runs beside the services, not as one of
/// them: a graceful stop waits for those to end.
struct StopWatcher {
    let readiness: Readiness
    let logger: Logger

    func run() async {
        var signals = await UnixSignalsSequence(trapping: .sigterm, .sigint).makeAsyncIterator()
        guard let first = await signals.next() else { return }
        readiness.become(.stopping)
        logger.notice("stopping", metadata: ["signal": "\(first)"])
        guard let second = await signals.next() else { return }
        // By convention 128 and the signal's number.
        _exit(128 + (second == .sigint ? SIGINT : SIGTERM))
    }
}
