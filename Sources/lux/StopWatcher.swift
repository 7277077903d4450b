import HTTP
import Logging
import ServiceLifecycle
import UnixSignals
#if canImport(Glibc)
import Glibc
#endif

/// Says that a stop has begun, and makes a second signal stop at once.
struct StopWatcher: Service {
    let readiness: Readiness
    let logger: Logger

    func run() async throws {
        var signals = await UnixSignalsSequence(trapping: .sigterm, .sigint).makeAsyncIterator()
        guard let first = await signals.next() else { return }
        readiness.become(.stopping)
        logger.notice("stopping", metadata: ["signal": "\(first)"])
        guard let second = await signals.next() else { return }
        // By convention 128 and the signal's number.
        _exit(128 + (second == .sigint ? SIGINT : SIGTERM))
    }
}
