import Bus
import Glibc
import Polling

/// False when the time is over.
func waitForReading(_ socket: Int32, until deadline: ContinuousClock.Instant) -> Bool {
    Polling.wait(for: Int16(POLLIN), on: socket, atMost: .now(until: deadline)) != 0
}

func waitForWriting(_ socket: Int32, until deadline: ContinuousClock.Instant) -> Bool {
    Polling.wait(for: Int16(POLLOUT), on: socket, atMost: .now(until: deadline)) != 0
}

extension WakePipe {
    static func forBus() throws(BusFailure) -> WakePipe {
        do throws(NotMade) {
            return try WakePipe()
        } catch {
            throw BusFailure(.unreachable, cause: error.description)
        }
    }

    /// Waits until it is woken, `socket` can be read or the time is over.
    func wait(beside socket: Int32?, until deadline: ContinuousClock.Instant) {
        _ = Polling.wait(on: socket, beside: self, atMost: .now(until: deadline))
    }
}

extension Duration {
    fileprivate static func now(until deadline: ContinuousClock.Instant) -> Duration {
        ContinuousClock.now.duration(to: deadline)
    }
}
